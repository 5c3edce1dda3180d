import { canonical } from '../ledger/canonical.ts';
import { append, leafHash, newFrontier, rootOf } from '../ledger/merkle.ts';
import { addPending } from '../ledger/pending.ts';
import { transact } from '../postgres/database.ts';
import type { Db, Reader } from '../postgres/database.ts';
import { batchMs } from './access-log.ts';
import { claimBatches, closeBatch, closedBatches, rowsOfBatch } from './access-store.ts';
import type { StoredAccess } from './access-store.ts';

/** A batch is written to for ten minutes; five more, so that its last rows have long arrived. */
const closedAfterSeconds = batchMs / 1000 + 300;
const page = 2_000;

/** One entry of the ledger per batch of looks: how many, and the root over them. Any number of processes may run this. */
export async function sealAccess(db: Db, olderThanSeconds = closedAfterSeconds): Promise<number> {
  return transact(db, async (tx) => {
    const batches = await claimBatches(tx, olderThanSeconds, 20);
    for (const { region, id, openedAt } of batches) {
      const { rows, root } = await rootOfBatch(tx, id);
      await closeBatch(tx, region, id, rows, root);
      await addPending(tx, { region, kind: 'access', body: { batch: id, opened: openedAt, rows, root: root.toString('hex') } });
    }
    return batches.length;
  });
}

/** Count and Merkle root of a batch as it lies in the database: made when it is closed, made again by whoever verifies. */
export async function rootOfBatch(tx: Reader, batch: string): Promise<{ readonly rows: number; readonly root: Buffer }> {
  const tree = newFrontier();
  let after: { at: string; id: string } | undefined;
  for (;;) {
    const rows = await rowsOfBatch(tx, batch, after, page);
    for (const row of rows) append(tree, leafHash(textOf(row)));
    after = rows.at(-1);
    if (rows.length < page) return { rows: tree.size, root: rootOf(tree) };
  }
}

/** Every closed batch with its root made again, for `ledger verify`. */
export async function* sealedAgain(db: Reader): AsyncIterable<{ readonly id: string; readonly openedAt: string; readonly rows: number; readonly root: string }> {
  for (let after: { region: string; id: string } | undefined; ; ) {
    const batches = await closedBatches(db, after, 500);
    for (const { id, openedAt } of batches) {
      const { rows, root } = await rootOfBatch(db, id);
      yield { id, openedAt, rows, root: root.toString('hex') };
    }
    if (batches.length < 500) return;
    after = batches.at(-1);
  }
}

function textOf(row: StoredAccess): string {
  return canonical({ ...row });
}
