import { createHash } from 'node:crypto';
import type { Reader } from '../postgres/database.ts';
import { canonical, type Plain } from './canonical.ts';
import { clockSaid, type ClockFacts } from './move-entry.ts';
import { pendingBodies } from './store.ts';

/** A clock as it lies in the database now. */
export interface ClockSeen extends ClockFacts {
  /** `{region}-{uuid}` of its case. */
  readonly subject: string;
  /** What of its dates does not follow from its events, in Chinese; null: all does. */
  readonly astray: string | null;
}

/** What the newest entry that names a clock says of it; events are only added, so the newest has the most. */
interface Said { readonly events: number; readonly digest: string }

/** Gathers what entries say of clocks as the ledger is walked, then compares it with the clocks: a limit moved by hand is found. */
export class Clocks {
  private readonly said = new Map<string, Said>();
  /** Cases opened before entries spoke of clocks: theirs may be in none. */
  private readonly older = new Set<string>();

  take(kind: string, body: string): void {
    if (kind !== 'move' && kind !== 'clock') return;
    const it = JSON.parse(body) as { case: string; at?: string; clocks?: readonly { name: string; nth: number; events: readonly Plain[] }[] };
    if (kind === 'move' && it.at === undefined) this.older.add(it.case);
    for (const clock of it.clocks ?? []) {
      const key = `${it.case}#${clock.name}#${clock.nth}`;
      const known = this.said.get(key);
      if (known === undefined || clock.events.length >= known.events) this.said.set(key, { events: clock.events.length, digest: digestOf(clock) });
    }
  }

  /** What is wrong, in Chinese; nothing where every clock is as its entries say and its dates follow from them. */
  async compare(db: Reader, seen: AsyncIterable<ClockSeen>): Promise<string[]> {
    for (const kind of ['move', 'clock']) for (const body of await pendingBodies(db, kind)) this.take(kind, body);
    const problems: string[] = [];
    for await (const clock of seen) {
      const key = `${clock.subject}#${clock.name}#${clock.nth}`;
      const said = this.said.get(key);
      this.said.delete(key);
      const which = whichOf(key);
      if (said === undefined && !this.older.has(clock.subject)) problems.push(`${which}没有对应的账本条目。`);
      else if (said !== undefined && said.digest !== digestOf(clockSaid(clock))) problems.push(`${which}与账本条目不符，已被改动。`);
      else if (clock.astray !== null) problems.push(`${which}${clock.astray}。`);
    }
    for (const key of this.said.keys()) problems.push(`账本记有${whichOf(key)}，库中已不存在。`);
    return problems;
  }
}

/** Case, name and running number, as people read it. */
const whichOf = (key: string): string => `事项 ${key.replace('#', ' 的时限 ').replace('#', '（第 ')} 个）`;
const digestOf = (said: Plain): string => createHash('sha256').update(canonical(said)).digest('base64').slice(0, 22);
