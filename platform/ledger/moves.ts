import { createHash } from 'node:crypto';
import type { Reader } from '../postgres/database.ts';
import { canonical, type Plain } from './canonical.ts';
import { beside, bodyLike, type MoveFacts } from './move-entry.ts';
import { pendingBodies } from './store.ts';

const most = 100;

/** What was found wrong with a move, and what to call it. */
export interface MoveProblem { readonly what: 'move-changed' | 'move-missing' | 'move-without-entry'; readonly say: string }

type Body = { readonly case: string; readonly version: number } & Readonly<Record<string, Plain>>;

/** Gathers the entries of moves as the ledger is walked, then makes each again from case_move and compares. */
export class Moves {
  count = 0;
  private readonly said = new Map<string, string>();

  take(kind: string, body: string): void {
    if (kind !== 'move') return;
    const it = JSON.parse(body) as Body;
    this.said.set(keyOf(it), digestOf(it));
  }

  /** Every row of case_move makes its entry again; what has no row, or no entry, or another one, was changed. */
  async compare(db: Reader, moves: AsyncIterable<MoveFacts>): Promise<MoveProblem[]> {
    for (const body of await pendingBodies(db, 'move')) this.take('move', body);
    const problems: MoveProblem[] = [];
    for await (const move of moves) {
      this.count += 1;
      const key = `${move.region}-${move.caseId}#${move.version}`;
      const said = this.said.get(key);
      this.said.delete(key);
      const step = `事项 ${key.replace('#', ' 的第 ')} 步`;
      if (said === undefined) problems.push({ what: 'move-without-entry', say: `${step}没有对应的账本条目。` });
      else if (said !== digestOf(bodyLike(move, said.startsWith(older) ? {} : { at: '' }) as Body)) problems.push({ what: 'move-changed', say: `${step}与账本条目不符，办理记录已被改动。` });
    }
    for (const key of [...this.said.keys()].slice(0, most)) problems.push({ what: 'move-missing', say: `账本记有事项 ${key.replace('#', ' 的第 ')} 步，办理记录中已不存在。` });
    return problems;
  }
}

/** An entry is of one move: case and version. */
const keyOf = (body: Body): string => `${body.case}#${body.version}`;

/** Marks the digest of an entry made before they spoke of the machine's time and the seat. */
const older = 'before:';

/** Stands for a body in memory while all moves are compared: 16 of SHA-256's 32 bytes. What does not stand in case_move is compared elsewhere. */
function digestOf(whole: Body): string {
  const body: Readonly<Record<string, Plain>> = Object.fromEntries(Object.entries(whole).filter(([name]) => !(beside as readonly string[]).includes(name)));
  return `${body['at'] === undefined ? older : ''}${createHash('sha256').update(canonical(body)).digest('base64').slice(0, 22)}`;
}
