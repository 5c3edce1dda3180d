import type { Reader } from '../postgres/database.ts';
import { pendingBodies } from './store.ts';

/** A batch of rows that one entry stands for (call records, looks), as it lies in the database now. */
export interface BatchSeen {
  readonly kind: 'calls' | 'access';
  readonly id: string;
  readonly rows: number;
  readonly root: string;
  /** Old enough to have been disposed of by the reviewed list (29 ¶2); then no row is left, and that is no fault. */
  readonly disposable: boolean;
}

/** Rows of a kind that stand in no batch. */
export interface Stray { readonly kind: BatchSeen['kind']; readonly rows: number }

/** What the entry of a batch says. */
interface Said { readonly kind: BatchSeen['kind']; readonly rows: number; readonly root: string }
const kindZh = { calls: '调用记录', access: '查阅记录' } as const;
const kinds = Object.keys(kindZh) as readonly BatchSeen['kind'][];
const mostGone = 100;

export function sayStray({ kind, rows }: Stray): string {
  return `${kindZh[kind]}中有 ${rows} 条不属于任何批次：记录是后来添加的。`;
}

/** Gathers the entries of batches as the ledger is walked, then compares them with the rows. */
export class Batches {
  private readonly said = new Map<string, Said>();

  take(kindOfEntry: string, body: string): void {
    const kind = kinds.find((each) => each === kindOfEntry);
    if (kind === undefined) return;
    const { batch, count, rows, root } = JSON.parse(body) as { batch: string; count?: number; rows?: number; root: string };
    this.said.set(batch, { kind, rows: count ?? rows ?? 0, root });
  }

  /** What is wrong, in Chinese; nothing where every batch is as its entry says. */
  async compare(db: Reader, seen: AsyncIterable<BatchSeen>): Promise<string[]> {
    for (const kind of kinds) for (const body of await pendingBodies(db, kind)) this.take(kind, body);
    const problems: string[] = [];
    for await (const batch of seen) {
      const said = this.said.get(batch.id);
      this.said.delete(batch.id);
      if (said === undefined) problems.push(`${kindZh[batch.kind]}批次 ${batch.id} 没有对应的账本条目。`);
      else if (batch.rows === 0 && batch.disposable) continue;
      else if (said.rows !== batch.rows) problems.push(`${kindZh[batch.kind]}批次 ${batch.id} 应有 ${said.rows} 条，现有 ${batch.rows} 条：记录被删除或者添加。`);
      else if (said.root !== batch.root) problems.push(`${kindZh[batch.kind]}批次 ${batch.id} 的内容与账本条目不符，记录已被改动。`);
    }
    for (const [id, { kind, rows }] of [...this.said].slice(0, mostGone)) problems.push(`账本记有${kindZh[kind]}批次 ${id}（${rows} 条），库中已不存在。`);
    return problems;
  }
}
