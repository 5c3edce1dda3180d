import { sql } from 'kysely';
import type { Reader, Tx } from '../postgres/database.ts';
import type { PendingRow } from './pending.ts';

/** Every statement of the ledger. One log so far; the column stands ready for a second algorithm. */
export const mainLog = 'main';

export interface EntryRow extends PendingRow { readonly seq: number }
export interface LogRow { readonly next: number; readonly peaks: readonly Buffer[]; readonly root: Buffer }
export interface HeadRow { readonly size: number; readonly at: string; readonly root: Buffer; readonly keyId: string; readonly publicKey: string | null; readonly signature: Buffer }

/** The sequencer's row, locked; undefined while another process has it. */
export async function claimLog(tx: Tx): Promise<LogRow | undefined> {
  return tx.selectFrom('ledgerLog').select(['next', 'peaks', 'root']).where('log', '=', mainLog).forUpdate().skipLocked().executeTakeFirst();
}

export async function readLog(db: Reader): Promise<LogRow> {
  const log = await findLog(db);
  if (log === undefined) throw new Error('the row of ledger_log is gone');
  return log;
}

/** The same for whoever doubts that it is there. */
export async function findLog(db: Reader): Promise<LogRow | undefined> {
  return db.selectFrom('ledgerLog').select(['next', 'peaks', 'root']).where('log', '=', mainLog).executeTakeFirst();
}

/** What waits, oldest first. Any number may be added meanwhile; they come next time. `limit` is rows. */
export async function takePending(tx: Tx, limit: number): Promise<PendingRow[]> {
  return tx.selectFrom('ledgerPending').select(['region', 'id', 'kind', 'subject', 'body', 'hash']).orderBy('id').limit(limit).execute();
}

export async function countPending(db: Reader): Promise<number> {
  const row = await db.selectFrom('ledgerPending').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function countPendingOf(db: Reader, subject: string): Promise<number> {
  const row = await db.selectFrom('ledgerPending').select(({ fn }) => fn.countAll<number>().as('n')).where('subject', '=', subject).executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Bodies of one kind that wait for their number. The sequencer keeps them few. */
export async function pendingBodies(db: Reader, kind: string): Promise<string[]> {
  const rows = await db.selectFrom('ledgerPending').select('body').where('kind', '=', kind).orderBy('id').limit(100_000).execute();
  return rows.map((row) => row.body);
}

export interface CaseEntry { readonly subject: string; readonly id: string; readonly kind: string; readonly body: string }

/** What the ledger says of these cases, oldest first, with what waits for its number last. Reads index ledger_entry_subject; `subjects`: at most 1,000. */
export async function entriesOfCases(db: Reader, subjects: readonly string[], kinds: readonly string[]): Promise<CaseEntry[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<CaseEntry>`
    select subject, id, kind, body from ledger_entry
    where log = ${mainLog} and subject = any(${subjects}::text[]) and kind = any(${kinds}::text[]) order by seq`.execute(db);
  const waiting = await sql<CaseEntry>`
    select subject, id, kind, body from ledger_pending
    where subject = any(${subjects}::text[]) and kind = any(${kinds}::text[]) order by id`.execute(db);
  return [...rows, ...waiting.rows];
}

/** All that waits of these kinds, as it stands. The sequencer keeps it short. */
export async function pendingOf(db: Reader, kinds: readonly string[]): Promise<Omit<PendingRow, 'hash'>[]> {
  return db.selectFrom('ledgerPending').select(['region', 'id', 'kind', 'subject', 'body']).where('kind', 'in', kinds).orderBy('id').limit(100_000).execute();
}

/** Writes numbered entries and removes them from what waits: two statements, however many rows. */
export async function moveToLog(tx: Tx, first: number, rows: readonly PendingRow[]): Promise<void> {
  const seqs = rows.map((_, n) => first + n);
  await sql`
    insert into ledger_entry (log, seq, region, id, kind, subject, body, hash)
    select ${mainLog}, seq, region, id, kind, subject, body, hash
    from unnest(${seqs}::bigint[], ${rows.map((r) => r.region)}::text[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.kind)}::text[],
                ${rows.map((r) => r.subject)}::text[], ${rows.map((r) => r.body)}::text[], ${rows.map((r) => r.hash)}::bytea[])
      as fresh (seq, region, id, kind, subject, body, hash)`.execute(tx);
  await sql`
    delete from ledger_pending as waiting
    using unnest(${rows.map((r) => r.region)}::text[], ${rows.map((r) => r.id)}::uuid[]) as done (region, id)
    where waiting.region = done.region and waiting.id = done.id`.execute(tx);
}

export async function writeNodes(tx: Tx, nodes: readonly { readonly height: number; readonly index: number; readonly hash: Buffer }[]): Promise<void> {
  if (nodes.length > 0) await tx.insertInto('ledgerNode').values(nodes.map((node) => ({ log: mainLog, ...node }))).execute();
}

export async function writeLog(tx: Tx, row: LogRow): Promise<void> {
  await sql`
    update ledger_log set next = ${row.next}, peaks = ${[...row.peaks]}::bytea[], root = ${row.root}, changed_at = now()
    where log = ${mainLog}`.execute(tx);
}

export async function makePartition(tx: Tx, ofSeq: number): Promise<void> {
  await sql`select ledger_make_partition(${ofSeq})`.execute(tx);
}

/** Entries from `seq` on, in order, by primary key. `limit` is rows. */
export async function readEntries(db: Reader, from: number, limit: number): Promise<EntryRow[]> {
  return db.selectFrom('ledgerEntry').select(['seq', 'region', 'id', 'kind', 'subject', 'body', 'hash'])
    .where('log', '=', mainLog).where('seq', '>=', from).orderBy('seq').limit(limit).execute();
}

/** Hashes of entries [from, to), at most some hundreds. */
export async function readHashes(db: Reader, from: number, to: number): Promise<Buffer[]> {
  const rows = await db.selectFrom('ledgerEntry').select('hash').where('log', '=', mainLog).where('seq', '>=', from).where('seq', '<', to).orderBy('seq').limit(to - from).execute();
  return rows.map((row) => row.hash);
}

export async function readNodes(db: Reader, height: number, from: number, to: number): Promise<Buffer[]> {
  const rows = await db.selectFrom('ledgerNode').select('hash').where('log', '=', mainLog).where('height', '=', height)
    .where('index', '>=', from).where('index', '<', to).orderBy('index').limit(to - from).execute();
  return rows.map((row) => row.hash);
}

/** The entries of one case, by index ledger_entry_subject. `limit` is rows, 1..1000. */
export async function entriesOf(db: Reader, subject: string, limit = 1000): Promise<EntryRow[]> {
  return db.selectFrom('ledgerEntry').select(['seq', 'region', 'id', 'kind', 'subject', 'body', 'hash'])
    .where('subject', '=', subject).where('log', '=', mainLog).orderBy('seq').limit(limit).execute();
}

export async function writeHead(tx: Reader, head: HeadRow): Promise<void> {
  await tx.insertInto('ledgerHead').values({ log: mainLog, ...head }).onConflict((same) => same.doNothing()).execute();
}

/** Newest first. */
export async function readHeads(db: Reader, limit: number, beforeSize?: number): Promise<HeadRow[]> {
  let query = db.selectFrom('ledgerHead').select(['size', 'at', 'root', 'keyId', 'publicKey', 'signature']).where('log', '=', mainLog);
  if (beforeSize !== undefined) query = query.where('size', '<', beforeSize);
  return (await query.orderBy('size', 'desc').orderBy('at', 'desc').limit(limit).execute()).map(asSigned);
}

/** Oldest first, after one of them. */
export async function readHeadsAfter(db: Reader, last: Pick<HeadRow, 'size' | 'at'>, limit: number): Promise<HeadRow[]> {
  const rows = await db.selectFrom('ledgerHead').select(['size', 'at', 'root', 'keyId', 'publicKey', 'signature']).where('log', '=', mainLog)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('size', 'at'), '>', tuple(last.size, last.at))).orderBy('size').orderBy('at').limit(limit).execute();
  return rows.map(asSigned);
}

export async function firstHeadCovering(db: Reader, size: number): Promise<HeadRow | undefined> {
  const row = await db.selectFrom('ledgerHead').select(['size', 'at', 'root', 'keyId', 'publicKey', 'signature']).where('log', '=', mainLog)
    .where('size', '>=', size).orderBy('size').limit(1).executeTakeFirst();
  return row && asSigned(row);
}

/** The time as it was signed: milliseconds and Z. */
function asSigned(row: HeadRow): HeadRow {
  return { ...row, at: new Date(row.at).toISOString() };
}
