import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';

/** A partition of records whose time of keeping has passed. */
export interface Expired {
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  readonly keepUntil: string;
}

/** A list of records to be disposed of, as far as it has come. */
export interface DisposalRow {
  readonly id: string;
  readonly partition: string;
  readonly rows: number;
  readonly files: number;
  readonly reason: string;
  readonly seenBy: string | null;
  readonly approvedBy: string | null;
  readonly doneAt: string | null;
}

/** Partitions that may be disposed of by the machine's date in Shanghai, oldest first; those on an open list are left out. */
export async function listExpired(db: Reader, limit: number): Promise<readonly Expired[]> {
  const { rows } = await sql<Expired>`
    select partition, from_at as "from", to_at as "to", keep_until as "keepUntil" from partition_kept k
    where keep_until < (now() at time zone 'Asia/Shanghai')::date
      and not exists (select from disposal_list d where d.partition = k.partition and d.done_at is null)
    order by from_at, partition
    limit ${limit}`.execute(db);
  return rows;
}

/** Newest first. */
export function listDisposals(db: Reader, limit: number): Promise<readonly DisposalRow[]> {
  return db.selectFrom('disposalList').select(['id', 'partition', 'rows', 'files', 'reason', 'seenBy', 'approvedBy', 'doneAt'])
    .orderBy('madeAt', 'desc').orderBy('id').limit(limit).execute();
}

/**
 * Makes a list of one expired partition; whoever makes it has seen it (审计管理员).
 * @returns the rows counted, or undefined where the partition is not expired or stands on an open list
 */
export async function addDisposal(tx: Tx, list: { readonly id: string; readonly partition: string; readonly reason: string; readonly person: string }): Promise<number | undefined> {
  const expired = (await listExpired(tx, 10_000)).find(({ partition }) => partition === list.partition);
  const parent = await tx.selectFrom('partitionKept').select('tableName').where('partition', '=', list.partition).executeTakeFirst();
  if (expired === undefined || parent === undefined) return undefined;
  const { rows } = await sql<{ n: number; files: number }>`
    select count(*) + rows_beside(${list.partition}) as n, (select count(*) from files_beside(${list.partition})) as files from ${sql.table(parent.tableName)} where at >= ${expired.from}::timestamptz and at < ${expired.to}::timestamptz`.execute(tx);
  const counted = rows[0]?.n ?? 0;
  const now = new Date().toISOString();
  const made = await tx.insertInto('disposalList').values({
    id: list.id, partition: list.partition, rows: counted, files: rows[0]?.files ?? 0, reason: list.reason, madeBy: list.person, seenBy: list.person, seenAt: now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst(); // another made one at the same moment
  return made.numInsertedOrUpdatedRows === 1n ? counted : undefined;
}

/** What went, and the digests of the files that went with it: what proves them, and whose bytes are now free. */
export interface Disposed { readonly partition: string; readonly rows: number; readonly files: readonly string[] }

/**
 * The head of the authority approves, and the partition goes in the same transaction with what lies beside it: the database
 * itself refuses what must still be kept (`drop_expired`).
 * @returns undefined where there is no such list to approve
 */
export async function approveDisposal(tx: Tx, id: string, person: string): Promise<Disposed | undefined> {
  const row = await tx.updateTable('disposalList').set({ approvedBy: person, approvedAt: new Date().toISOString() })
    .where('id', '=', id).where('seenBy', 'is not', null).where('seenBy', '!=', person).where('approvedBy', 'is', null)
    .returning(['partition', 'rows']).executeTakeFirst();
  if (row === undefined) return undefined;
  const { rows: files } = await sql<{ sha256: string }>`select distinct sha256 from files_beside(${row.partition}) order by sha256`.execute(tx);
  await sql`select drop_expired(${row.partition}, ${id}::uuid)`.execute(tx);
  return { ...row, files: files.map((file) => file.sha256) };
}
