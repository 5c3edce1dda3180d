import { transact, type Db } from '../postgres/database.ts';
import { append, newFrontier, rootOf } from './merkle.ts';
import { claimLog, makePartition, moveToLog, takePending, writeLog, writeNodes } from './store.ts';

/** Entries numbered in one transaction at most. */
const batch = 2_000;
/** Heights whose subtree hashes are kept: a proof then reads at most 255 hashes per height. */
export const keptHeight = (height: number) => height % 8 === 0;
const partitionSize = 10_000_000;

/**
 * Numbers what waits and puts it into the tree: one transaction, so it may be killed at any line; the row of
 * ledger_log is taken with `skip locked`, so a second sequencer finds nothing to do.
 *
 * @returns how many entries it numbered; call again at once while this is `batch`
 */
export async function sequence(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const log = await claimLog(tx);
    if (!log) return 0;
    const rows = await takePending(tx, batch);
    if (rows.length === 0) return 0;
    const frontier = newFrontier(log.next, log.peaks);
    const nodes: { height: number; index: number; hash: Buffer }[] = [];
    for (const row of rows) {
      append(frontier, row.hash, (height, index, hash) => {
        if (keptHeight(height)) nodes.push({ height, index, hash });
      });
    }
    await ensurePartition(tx, log.next, frontier.size);
    await moveToLog(tx, log.next, rows);
    await writeNodes(tx, nodes);
    await writeLog(tx, { next: frontier.size, peaks: frontier.peaks, root: rootOf(frontier) });
    return rows.length;
  });
}

/** Makes the next partition half way through the present one, and whatever this batch needs. */
async function ensurePartition(tx: Parameters<typeof makePartition>[0], from: number, to: number): Promise<void> {
  const half = partitionSize / 2;
  if (Math.floor(from / half) !== Math.floor(to / half)) await makePartition(tx, to + half);
}

/** Numbers until nothing waits. */
export async function sequenceAll(db: Db): Promise<number> {
  let total = 0;
  for (;;) {
    const some = await sequence(db);
    total += some;
    if (some < batch) return total;
  }
}
