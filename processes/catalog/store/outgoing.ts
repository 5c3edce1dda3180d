import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { EntryBody, EntryDraft, OutsideFields } from '../contract.ts';
import type { Key } from './entries.ts';

/** Entries as they leave in a file, page by key; and the register of what left. */

export interface OutgoingRecord extends Key { readonly code: string | null; readonly provider: string; readonly version: number | null; readonly publishedOn: string | null; readonly body: EntryDraft; readonly outside: OutsideFields; readonly isDraft: boolean }

interface OwnQuery { readonly region: string; readonly provider: string; readonly state: string | undefined; readonly after: string | undefined; readonly upTo?: string | undefined; readonly limit: number }

const own = ({ region, provider, state, after, upTo }: OwnQuery) => sql`
    from entry e left join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    left join catalog_draft d on d.region = e.region and d.entry = e.id and d.open and d.change <> 'withdraw'
    where e.region = ${region} and e.provider = ${provider} and e.state <> 'abandoned' and coalesce(d.body, v.body) is not null
      ${state === undefined ? sql`and e.state <> 'withdrawn'` : sql`and e.state = ${state}`} ${after === undefined ? sql`` : sql`and e.id > ${after}::uuid`} ${upTo === undefined ? sql`` : sql`and e.id <= ${upTo}::uuid`}`;

/** Entries of a department by id; of one that is open as a draft the draft, so that what comes back changes nothing. `limit` 500. Reads entry_own. */
export async function departmentOutgoing(db: Reader, query: OwnQuery): Promise<OutgoingRecord[]> {
  const { rows } = await sql<OutgoingRecord>`
    select e.region, e.id as entry, e.code, e.provider, e.current_version as version, v.published_on as "publishedOn", coalesce(d.body, v.body) as body, e.outside, d.body is not null as "isDraft"
    ${own(query)} order by e.id limit ${query.limit}`.execute(db);
  return rows;
}

export interface OutgoingSize { readonly entry: string; readonly items: number; readonly chars: number }

/** The same without their texts: how many items each has, and how long it is. `limit` 5,000. */
export async function departmentSizes(db: Reader, query: OwnQuery): Promise<OutgoingSize[]> {
  const { rows } = await sql<OutgoingSize>`
    select e.id as entry, coalesce(jsonb_array_length(coalesce(d.body, v.body) -> 'items'), 0) as items, length(coalesce(d.body, v.body)::text) as chars
    ${own(query)} order by e.id limit ${query.limit}`.execute(db);
  return rows;
}

/** Published entries by their keys, whole, in the order of the keys. At most 500. */
export async function publishedOutgoing(db: Reader, keys: readonly Key[]): Promise<OutgoingRecord[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<OutgoingRecord>`
    select e.region, e.id as entry, e.code, e.provider, e.current_version as version, v.published_on as "publishedOn", v.body, e.outside, false as "isDraft"
    from unnest(${keys.map((key) => key.region)}::text[], ${keys.map((key) => key.entry)}::uuid[]) with ordinality k (region, entry, place)
    join entry e on e.region = k.region and e.id = k.entry join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    where e.state = 'published' order by k.place limit 500`.execute(db);
  return rows;
}

export type Published = OutgoingRecord & { readonly body: EntryBody };

/* ---- the register ---- */

export interface ExportRecord { readonly region: string; readonly number: string; readonly org: string; readonly post: string; readonly person: string; readonly format: 'xlsx' | 'csv' | 'json'; readonly what: 'department' | 'query'; readonly query: Readonly<Record<string, unknown>>; readonly at: string }

/** The next WM-20260907-0001 of a region and day. */
export async function takeExportNumber(tx: Tx, region: string, day: string): Promise<string> {
  const row = await tx.insertInto('catalogExportNumber').values({ region, day, last: 1 }).onConflict((o) => o.columns(['region', 'day']).doUpdateSet({ last: sql`catalog_export_number.last + 1` })).returning('last').executeTakeFirstOrThrow();
  return `WM-${day.replaceAll('-', '')}-${String(row.last).padStart(4, '0')}`;
}

export async function addExport(tx: Tx, row: Omit<ExportRecord, 'at'>): Promise<void> {
  await tx.insertInto('catalogExport').values({ ...row, query: json(row.query) }).execute();
}

/** Newest first, by key; or the one of a number. Reads catalog_export_at. */
export async function exportsOf(db: Reader, region: string, query: { number?: string | undefined; after?: { at: string; number: string } | undefined; limit: number }): Promise<ExportRecord[]> {
  const { rows } = await sql<ExportRecord>`
    select region, number, org, post, person, format, what, query, at from catalog_export
    where region = ${region} ${query.number ? sql`and number = ${query.number}` : sql``} ${query.after ? sql`and (at, number) < (${query.after.at}::timestamptz, ${query.after.number})` : sql``}
    order by at desc, number desc limit ${query.limit}`.execute(db);
  return rows;
}
