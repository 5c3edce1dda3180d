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

/** What the entry of a batch says. */
interface Said { readonly rows: number; readonly root: string }
const kinds: ReadonlySet<string> = new Set(['calls', 'access']);
const kindZh = { calls: '调用记录', access: '查阅记录' } as const;

/** Gathers the entries of batches as the ledger is walked, then compares them with the rows. */
export class Batches {
  private readonly said = new Map<string, Said>();

  take(kind: string, body: string): void {
    if (!kinds.has(kind)) return;
    const { batch, count, rows, root } = JSON.parse(body) as { batch: string; count?: number; rows?: number; root: string };
    this.said.set(batch, { rows: count ?? rows ?? 0, root });
  }

  /** What is wrong, in Chinese; nothing where every batch is as its entry says. */
  async compare(db: Reader, seen: AsyncIterable<BatchSeen>): Promise<string[]> {
    for (const kind of kinds) for (const body of await pendingBodies(db, kind)) this.take(kind, body);
    const problems: string[] = [];
    for await (const batch of seen) {
      const said = this.said.get(batch.id);
      if (said === undefined) problems.push(`${kindZh[batch.kind]}批次 ${batch.id} 没有对应的账本条目。`);
      else if (batch.rows === 0 && batch.disposable) continue;
      else if (said.rows !== batch.rows) problems.push(`${kindZh[batch.kind]}批次 ${batch.id} 应有 ${said.rows} 条，现有 ${batch.rows} 条：记录被删除或者添加。`);
      else if (said.root !== batch.root) problems.push(`${kindZh[batch.kind]}批次 ${batch.id} 的内容与账本条目不符，记录已被改动。`);
    }
    return problems;
  }
}
