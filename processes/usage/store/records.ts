import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';

/** Statements on usage_day, usage_person and usage_entry: what people read of them. Call by call: `calls.ts`. */
export interface GrantAt { readonly region: string; readonly id: string }

/** Since the beginning: a row a day and a row a person, by the primary keys of usage_sum and usage_person. */
export async function sumsOf(db: Reader, grant: GrantAt): Promise<{ calls: number; rows: number; bytes: number; refused: number; failed: number; persons: number }> {
  const { rows } = await sql<{ calls: number; rows: number; bytes: number; refused: number; failed: number; persons: number }>`
    select coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(rows), 0)::float8 as rows, coalesce(sum(bytes), 0)::float8 as bytes, coalesce(sum(refused), 0)::float8 as refused, coalesce(sum(failed), 0)::float8 as failed,
      (select count(*)::int from usage_person where region = ${grant.region} and grant_id = ${grant.id}) as persons
    from usage_sum where region = ${grant.region} and grant_id = ${grant.id}`.execute(db);
  return rows[0] as (typeof rows)[number];
}

/** Who asked how often since a day; at most 500, most first. Reads a row a person and day, by the primary key of usage_day. */
export async function personsOf(db: Reader, grant: GrantAt, from: PlainDate): Promise<{ person: string; calls: number; rows: number; refused: number; lastOn: string }[]> {
  const rows = await db.selectFrom('usageDay').select(({ fn }) => ['person', fn.sum<number>('calls').as('calls'), fn.sum<number>('rows').as('rows'), fn.sum<number>('refused').as('refused'), fn.max('day').as('lastOn')])
    .where('region', '=', grant.region).where('grantId', '=', grant.id).where('day', '>=', from).groupBy('person').orderBy('calls', 'desc').orderBy('person').limit(500).execute();
  return rows.map((row) => ({ person: row.person, calls: Number(row.calls), rows: Number(row.rows), refused: Number(row.refused), lastOn: row.lastOn }));
}

export interface EntryRow { readonly id: string; readonly number: string; readonly kind: string; readonly corrects: string | null; readonly body: unknown; readonly attachments: readonly string[]; readonly org: string; readonly person: string; readonly onDay: string; readonly at: string }

/** The requester's records of a grant, newest first; at most 500. */
export async function entriesOf(db: Reader, grant: GrantAt): Promise<EntryRow[]> {
  return db.selectFrom('usageEntry').select(['id', 'number', 'kind', 'corrects', 'body', 'attachments', 'org', 'person', 'onDay', 'at']).where('region', '=', grant.region).where('grantId', '=', grant.id).orderBy('at', 'desc').orderBy('id', 'desc').limit(500).execute();
}

/** Which kinds many grants have, and since when the last. */
export async function entryKinds(db: Reader, grants: readonly GrantAt[]): Promise<ReadonlyMap<string, string>> {
  if (grants.length === 0) return new Map();
  const rows = await db.selectFrom('usageEntry').select(({ fn }) => ['region', 'grantId', 'kind', fn.max('onDay').as('lastOn')])
    .where(sql<boolean>`(region, grant_id) in (select * from unnest(${grants.map((g) => g.region)}::text[], ${grants.map((g) => g.id)}::uuid[]))`).groupBy(['region', 'grantId', 'kind']).limit(3000).execute();
  return new Map(rows.map((row) => [`${row.region}-${row.grantId} ${row.kind}`, row.lastOn]));
}

/** Adds one; its number comes from the region's counter row, held until commit, so this is the last statement of its transaction. */
export async function addEntry(tx: Tx, row: { readonly region: string; readonly id: string; readonly grant: string; readonly kind: string; readonly corrects: string | null; readonly body: unknown; readonly attachments: readonly string[]; readonly org: string; readonly person: string; readonly onDay: PlainDate }): Promise<string> {
  const year = Number(row.onDay.slice(0, 4));
  const counter = await tx.insertInto('usageNumber').values({ region: row.region, year, last: 1 }).onConflict((same) => same.columns(['region', 'year']).doUpdateSet((eb) => ({ last: eb('usageNumber.last', '+', 1) }))).returning('last').executeTakeFirstOrThrow();
  const number = `SJ-${row.region}-${year}-${String(counter.last).padStart(6, '0')}`;
  await tx.insertInto('usageEntry').values({ region: row.region, id: row.id, number, grantId: row.grant, kind: row.kind, corrects: row.corrects, body: json(row.body), attachments: [...row.attachments], org: row.org, person: row.person, onDay: row.onDay }).execute();
  return number;
}

export async function refusedSince(db: Reader, sinceIso: string, limit: number): Promise<{ minute: string; reason: string; network: string; n: number }[]> {
  return db.selectFrom('refusedCall').select(['minute', 'reason', 'network', 'n']).where('minute', '>=', sinceIso).orderBy('minute', 'desc').orderBy('n', 'desc').limit(limit).execute();
}
