import { sql, type RawBuilder } from 'kysely';
import { claimByRegion } from '../postgres/claims.ts';
import type { Db, Reader, Tx } from '../postgres/database.ts';

/** One act that leaves no other trace (design.md §9): a look, an export, an attempt. */
export interface Access {
  readonly region: string;
  readonly person: string | null;
  readonly org?: string | null;
  readonly post: string | null;
  readonly address: string;
  /** What was done: the route's summary. */
  readonly act: string;
  /** What it was done to: the path, a case reference. */
  readonly object: string;
  /** `ok`, or the code of the refusal. */
  readonly result: string;
  /** 请求号. */
  readonly request: string;
}
export interface AccessRow extends Access { readonly at: string; readonly id: string; readonly batch: string }

/** Every statement on access_log and access_batch. Rows are added and read, never changed. */

export async function openBatch(db: Db, region: string, id: string, openedAt: string): Promise<void> {
  await db.insertInto('accessBatch').values({ region, id, openedAt }).execute();
}

export async function insertAccess(db: Db, rows: readonly AccessRow[]): Promise<void> {
  const of = (value: (row: AccessRow) => string | null): (string | null)[] => rows.map(value);
  await sql`
    insert into access_log (region, at, id, batch, person, org, post, address, act, object, result, request)
    select * from unnest(${of((r) => r.region)}::text[], ${of((r) => r.at)}::timestamptz[], ${of((r) => r.id)}::uuid[], ${of((r) => r.batch)}::uuid[], ${of((r) => r.person)}::uuid[],
      ${of((r) => r.org ?? null)}::text[], ${of((r) => r.post)}::text[], ${of((r) => r.address)}::text[], ${of((r) => r.act.slice(0, 200))}::text[], ${of((r) => r.object.slice(0, 300))}::text[],
      ${of((r) => r.result)}::text[], ${of((r) => r.request)}::text[])
    on conflict do nothing`.execute(db);
}

export interface OpenBatch { readonly region: string; readonly id: string; readonly openedAt: string }

/** Batches that nobody writes to any more; locked, so that of several processes one closes each. */
export async function claimBatches(tx: Tx, olderThanSeconds: number, limit: number): Promise<readonly OpenBatch[]> {
  const open = sql`closed_at is null and opened_at < now() - make_interval(secs => ${olderThanSeconds})`;
  return claimByRegion(tx, sql`select region from access_batch where ${open} order by opened_at`, limit, async (region, left) => (await sql<OpenBatch>`
    select region, id, opened_at from access_batch where region = ${region} and ${open} order by opened_at limit ${left} for update skip locked`.execute(tx)).rows);
}

export interface StoredAccess { readonly region: string; readonly at: string; readonly id: string; readonly person: string | null; readonly org: string | null; readonly post: string | null; readonly address: string; readonly act: string; readonly object: string; readonly result: string; readonly request: string }

/** Rows of a batch in their order of (at, id), a page by key. Reads access_log_batch. */
export async function rowsOfBatch(tx: Reader, batch: string, after: { at: string; id: string } | undefined, limit: number): Promise<readonly StoredAccess[]> {
  const { rows } = await sql<StoredAccess>`
    select region, at, id, person, org, post, address, act, object, result, request from access_log where batch = ${batch}
    ${after === undefined ? sql`` : sql`and (at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by at, id limit ${limit}`.execute(tx);
  return rows;
}

/** Batches that have been closed, oldest first, by key. `limit` is rows. */
export async function closedBatches(tx: Reader, after: { readonly region: string; readonly id: string } | undefined, limit: number): Promise<readonly OpenBatch[]> {
  const { rows } = await sql<OpenBatch>`
    select region, id, opened_at as "openedAt" from access_batch
    where closed_at is not null ${after === undefined ? sql`` : sql`and (region, id) > (${after.region}, ${after.id}::uuid)`}
    order by region, id limit ${limit}`.execute(tx);
  return rows;
}

/** Rows that stand in no batch. Reads all: for `ledger verify`. */
export async function countStrayLooks(tx: Reader): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from access_log l left join access_batch b on b.id = l.batch where b.id is null`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function closeBatch(tx: Tx, region: string, id: string, rows: number, root: Buffer): Promise<void> {
  await sql`update access_batch set closed_at = now(), rows = ${rows}, root = ${root} where region = ${region} and id = ${id}`.execute(tx);
}

export interface AccessFilter { readonly person?: string | undefined; readonly org?: string | undefined; readonly act?: string | undefined; readonly object?: string | undefined; readonly result?: 'ok' | 'refused' | undefined; readonly from?: string | undefined; readonly to?: string | undefined; readonly after?: { at: string; id: string } | undefined; readonly size: number }

/** Newest first, a page by key; days are those of Shanghai. Words are looked for in all rows that the rest leaves: for an export. */
export async function listAccess(tx: Reader, f: AccessFilter): Promise<readonly StoredAccess[]> {
  const { rows } = await sql<StoredAccess>`select ${columns} from access_log where ${byIndex(f)} and ${byWords(f)} order by at desc, id desc limit ${f.size}`.execute(tx);
  return rows;
}

/** Words are looked for in so many rows at a time: no index finds a part of a text in a log that is written at every look. */
export const LOOKED_THROUGH = 20_000;

/** A page of it, and where to go on: behind its last row, or, where words were looked for in vain, behind the rows looked through. */
export async function lookThrough(tx: Reader, f: AccessFilter): Promise<{ readonly rows: readonly StoredAccess[]; readonly next: { readonly at: string; readonly id: string } | undefined; readonly lookedThrough: boolean }> {
  const newest = sql`select ${columns} from access_log where ${byIndex(f)} order by at desc, id desc`;
  const { rows } = await sql<StoredAccess>`select ${columns} from (${newest} limit ${LOOKED_THROUGH}) as looked where ${byWords(f)} order by at desc, id desc limit ${f.size}`.execute(tx);
  if (rows.length === f.size) return { rows, next: rows.at(-1), lookedThrough: false };
  const end = await sql<{ at: string; id: string }>`select at, id from (${newest} offset ${LOOKED_THROUGH - 1} limit 1) as last`.execute(tx);
  return { rows, next: end.rows[0], lookedThrough: end.rows.length > 0 };
}

const columns = sql.raw('region, at, id, person, org, post, address, act, object, result, request');

/** What access_log_at, _person, _org and _refused find. */
function byIndex(f: AccessFilter): RawBuilder<unknown> {
  return sql`true
    ${f.person === undefined ? sql`` : sql`and person = ${f.person}`}
    ${f.org === undefined ? sql`` : sql`and org = ${f.org}`}
    ${f.result === undefined ? sql`` : f.result === 'ok' ? sql`and result = 'ok'` : sql`and result <> 'ok'`}
    ${f.from === undefined ? sql`` : sql`and at >= (${f.from}::date)::timestamp at time zone 'Asia/Shanghai'`}
    ${f.to === undefined ? sql`` : sql`and at < (${f.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`}
    ${f.after === undefined ? sql`` : sql`and (at, id) < (${f.after.at}::timestamptz, ${f.after.id}::uuid)`}`;
}

function byWords(f: AccessFilter): RawBuilder<unknown> {
  const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`true ${f.act === undefined ? sql`` : sql`and act like ${like(f.act)}`} ${f.object === undefined ? sql`` : sql`and object like ${like(f.object)}`}`;
}
