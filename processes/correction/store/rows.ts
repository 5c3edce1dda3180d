import { sql } from 'kysely';
import type { Looking, RowAnswer, RowKind } from '../../../law/correction-rows.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { At } from './corrections.ts';

/** Statements on `correction_row`: the records that a correction names, each with its answer. Bodies are sealed; see seal.ts. */

export interface RowRecord {
  readonly n: number; readonly kind: RowKind; readonly item: number | null; readonly own: boolean; readonly keyDigest: Buffer; readonly sealed: Buffer;
  readonly answer: RowAnswer | null; readonly answered: Buffer | null; readonly former: RowAnswer | null; readonly formerAnswered: Buffer | null; readonly looked: Looking | null; readonly lookedAt: string | null;
}
const columns = ['n', 'kind', 'item', 'own', 'keyDigest', 'sealed', 'answer', 'answered', 'former', 'formerAnswered', 'looked', 'lookedAt'] as const;
const page = 2_000;

export type NewRow = Pick<RowRecord, 'n' | 'kind' | 'item' | 'own' | 'keyDigest' | 'sealed'>;

export async function addRows(tx: Tx, at: At, rows: readonly NewRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += page) {
    const part = rows.slice(from, from + page);
    await sql`
      insert into correction_row (region, case_id, n, kind, item, own, key_digest, sealed)
      select ${at.region}, ${at.id}::uuid, * from unnest(${part.map((row) => row.n)}::integer[], ${part.map((row) => row.kind)}::text[], ${part.map((row) => row.item)}::integer[],
        ${part.map((row) => row.own)}::boolean[], ${part.map((row) => row.keyDigest)}::bytea[], ${part.map((row) => row.sealed)}::bytea[])`.execute(tx);
  }
}

export async function dropRows(tx: Tx, at: At, n?: number): Promise<number> {
  let query = tx.deleteFrom('correctionRow').where('region', '=', at.region).where('caseId', '=', at.id);
  if (n !== undefined) query = query.where('n', '=', n);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

export interface RowsWanted { readonly after: number; readonly limit: number; readonly outcome?: 'upheld' | 'rejected' | 'open' | undefined; readonly looked?: 'new' | 'not' | undefined; readonly digest?: Buffer | undefined; /** Only those that this organisation received. */ readonly receivedBy?: string | undefined }

/** In order of their numbers, after one of them. Reads the primary key, by a key index correction_row_key, for a receiver the primary key of correction_recall. */
export async function rowsOf(db: Reader, at: At, wanted: RowsWanted): Promise<RowRecord[]> {
  let query = db.selectFrom('correctionRow').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).where('n', '>', wanted.after);
  if (wanted.outcome === 'open') query = query.where('answer', 'is', null);
  else if (wanted.outcome !== undefined) query = query.where('answer', '=', wanted.outcome);
  if (wanted.looked === 'new') query = query.where('looked', '=', 'new');
  if (wanted.looked === 'not') query = query.where(sql<boolean>`looked is distinct from 'new'`);
  if (wanted.digest !== undefined) query = query.where('keyDigest', '=', wanted.digest);
  if (wanted.receivedBy !== undefined) query = query.where('n', 'in', db.selectFrom('correctionRecall').select('n').where('region', '=', at.region).where('caseId', '=', at.id).where('org', '=', wanted.receivedBy).where('n', '>', wanted.after)); // unbounded here: the other conditions leave out some of them
  return (await query.orderBy('n').limit(wanted.limit).execute()) as RowRecord[];
}

export interface NewAnswer { readonly n: number; readonly answer: RowAnswer; readonly answered: Buffer }

/** Writes answers over what stood there; what the platform had seen before is seen anew. @returns how many of these rows there are */
export async function answerRows(tx: Tx, at: At, answers: readonly NewAnswer[]): Promise<number> {
  let written = 0;
  for (let from = 0; from < answers.length; from += page) {
    const part = answers.slice(from, from + page);
    const { numAffectedRows } = await sql`
      update correction_row r set answer = a.answer, answered = a.answered, looked = null, looked_at = null
      from unnest(${part.map((one) => one.n)}::integer[], ${part.map((one) => one.answer)}::text[], ${part.map((one) => one.answered)}::bytea[]) as a (n, answer, answered)
      where r.region = ${at.region} and r.case_id = ${at.id}::uuid and r.n = a.n`.execute(tx);
    written += Number(numAffectedRows ?? 0);
  }
  return written;
}

/** What was contested is answered anew; the answer that stood is kept beside. `only` empty: all that were rejected, of none all. @returns how many */
export async function openAgain(tx: Tx, at: At, only: readonly number[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update correction_row set former = answer, former_answered = answered, answer = null, answered = null, looked = null, looked_at = null
    where region = ${at.region} and case_id = ${at.id}::uuid and answer is not null
      and case when ${only.length > 0} then n = any(${[...only]}::integer[]) else answer = 'rejected' or not exists (
        select from correction_row other where other.region = ${at.region} and other.case_id = ${at.id}::uuid and other.answer = 'rejected') end`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function writeLooked(tx: Tx, at: At, seen: readonly { readonly n: number; readonly looked: Looking }[]): Promise<void> {
  await sql`
    update correction_row r set looked = s.looked, looked_at = now() from unnest(${seen.map((one) => one.n)}::integer[], ${seen.map((one) => one.looked)}::text[]) as s (n, looked)
    where r.region = ${at.region} and r.case_id = ${at.id}::uuid and r.n = s.n`.execute(tx);
}

/** Upheld rows of which the platform has not seen the new value, and the first of them; `unseen`: it has not looked since they were answered. */
export async function unseenOf(db: Reader, at: At): Promise<{ readonly rows: number; readonly first: number | null; readonly unseen: number }> {
  const { rows } = await sql<{ rows: number; first: number | null; unseen: number }>`
    select count(*)::integer as rows, min(n) as first, count(*) filter (where looked is null)::integer as unseen
    from correction_row where region = ${at.region} and case_id = ${at.id}::uuid and answer = 'upheld' and looked is distinct from 'new'`.execute(db);
  return rows[0] ?? { rows: 0, first: null, unseen: 0 };
}

/** One digest over all rows as they stand, sealed as they are: what goes into the ledger with an act. */
export async function digestOf(db: Reader, at: At): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select encode(sha256(coalesce(string_agg(sha256(convert_to(n || ' ' || kind || ' ' || coalesce(item, 0) || ' ' || coalesce(answer, ''), 'UTF8') || key_digest || sealed || coalesce(answered, '')), ''::bytea order by n), ''::bytea)), 'hex') as digest
    from correction_row where region = ${at.region} and case_id = ${at.id}::uuid`.execute(db);
  return rows[0]?.digest ?? '';
}

/** The items in doubt; null: a record as a whole. Two thousand at the most, as an entry has. */
export async function itemsInDoubt(db: Reader, at: At): Promise<readonly (number | null)[]> {
  const rows = await db.selectFrom('correctionRow').select('item').distinct().where('region', '=', at.region).where('caseId', '=', at.id).orderBy('item').limit(2_001).execute();
  return rows.map((row) => row.item);
}

/** Upheld records by item, for the event and the figures. */
export async function upheldItems(db: Reader, at: At): Promise<readonly number[]> {
  const rows = await db.selectFrom('correctionRow').select('item').distinct().where('region', '=', at.region).where('caseId', '=', at.id).where('answer', '=', 'upheld').where('item', 'is not', null).orderBy('item').limit(2_000).execute();
  return rows.map((row) => row.item as number);
}
