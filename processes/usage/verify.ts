import { sql } from 'kysely';
import { append, newFrontier, rootOf } from '../../platform/ledger/merkle.ts';
import type { Reader } from '../../platform/postgres/database.ts';

export interface Batch { readonly region: string; readonly id: string; readonly count: number; readonly fromAt: string; readonly toAt: string }
export interface Recomputed extends Batch { readonly found: number; readonly root: string }

const page = 500;

/**
 * Every batch of call records with its root computed again from the rows as they stand: `ledger verify` compares it
 * with the entry that was written when they were shipped. Rows are found by the batch's times, which prunes partitions.
 */
export async function* recomputedBatches(db: Reader): AsyncIterable<Recomputed> {
  for (let after: { region: string; id: string } | undefined; ; ) {
    let query = db.selectFrom('callBatch').select(['region', 'id', 'count', 'fromAt', 'toAt']).orderBy('region').orderBy('id').limit(page);
    if (after) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
    const batches = await query.execute();
    for (const batch of batches) yield { ...batch, ...(await recompute(db, batch)) };
    if (batches.length < page) return;
    after = batches.at(-1);
  }
}

/** Call records that stand in no batch, or outside the times of theirs: nobody but an intruder writes them. Reads all: for `ledger verify`. */
export async function countStrayCalls(db: Reader): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from call_record r left join call_batch b on b.id = r.batch and r.at between b.from_at and b.to_at where b.id is null`.execute(db);
  return rows[0]?.n ?? 0;
}

async function recompute(db: Reader, batch: Batch): Promise<{ found: number; root: string }> {
  const { rows } = await sql<{ leaf: string }>`
    select encode(call_record_leaf(r), 'hex') as leaf
    from call_record r
    where at between ${batch.fromAt}::timestamptz and ${batch.toAt}::timestamptz and batch = ${batch.id}::uuid
    order by region, at, id`.execute(db);
  const tree = newFrontier();
  for (const row of rows) append(tree, Buffer.from(row.leaf, 'hex'));
  return { found: rows.length, root: rootOf(tree).toString('hex') };
}
