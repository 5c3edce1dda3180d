import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { SharingAttribute, SharingMode, SharingTerms } from '../contract.ts';
import type { Key } from './entries.ts';

export type { Count, FacetName } from './shelves.ts';

/** The listing of published entries, and how it is searched. One row per entry that stands; written with its publication. */

export interface Listing {
  readonly region: string; readonly entry: string; readonly version: number; readonly code: string; readonly name: string; readonly summary: string; readonly provider: string;
  readonly attribute: SharingAttribute; readonly modes: readonly SharingMode[]; readonly updateCycle: string; readonly grade: string; readonly personal: boolean;
  readonly itemCount: number; readonly itemNames: readonly string[]; readonly publishedOn: string;
}

export const listed = sql.raw('region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on');

/** The form in which `listing.ts` writes the index; a listing of an older one is written again (0127: `where indexed < 2`). */
export const INDEXED = 2;

/** An entry published anew stands in front of all; one that is only written again stays where it is. */
export async function writeListing(tx: Tx, row: Listing, words: { readonly name: string; readonly all: string; readonly sounds: string; readonly sortKey: string }): Promise<void> {
  await sql`
    insert into entry_listing (region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on, name_words, words, sounds, sort_key, indexed)
    values (${row.region}, ${row.entry}, ${row.version}, ${row.code}, ${row.name}, ${row.summary}, ${row.provider}, ${row.attribute}, ${[...row.modes]}, ${row.updateCycle}, ${row.grade},
      ${row.personal}, ${row.itemCount}, ${[...row.itemNames]}, ${row.publishedOn}, ${words.name}::tsvector, ${words.all}::tsvector, ${words.sounds}::tsvector, ${words.sortKey}, ${INDEXED})
    on conflict (region, entry) do update set version = excluded.version, code = excluded.code, name = excluded.name, summary = excluded.summary, provider = excluded.provider,
      attribute = excluded.attribute, modes = excluded.modes, update_cycle = excluded.update_cycle, grade = excluded.grade, personal = excluded.personal, item_count = excluded.item_count,
      item_names = excluded.item_names, published_on = excluded.published_on, name_words = excluded.name_words, words = excluded.words, sounds = excluded.sounds, sort_key = excluded.sort_key, indexed = excluded.indexed,
      compared = entry_listing.compared and excluded.version = entry_listing.version,
      place = case when excluded.version = entry_listing.version then entry_listing.place else excluded.place end`.execute(tx);
}

/** Listings of an older form, by key. Reads entry_listing_indexed. */
export async function olderListings(db: Reader, limit: number): Promise<{ region: string; entry: string; publishedOn: string }[]> {
  return db.selectFrom('entryListing').select(['region', 'entry', 'publishedOn']).where('indexed', '<', INDEXED).orderBy('region').orderBy('entry').limit(limit).execute();
}

export async function dropListing(tx: Tx, key: Key): Promise<void> {
  await tx.deleteFrom('entryListing').where('region', '=', key.region).where('entry', '=', key.entry).execute();
}

/* ---- likeness of items, Art. 19 ¶1 ---- */

export async function writeItemNames(tx: Tx, key: Key, provider: string, names: readonly string[]): Promise<void> {
  await tx.deleteFrom('itemName').where('region', '=', key.region).where('entry', '=', key.entry).execute();
  if (names.length > 0) await tx.insertInto('itemName').values([...new Set(names)].map((name) => ({ region: key.region, name, entry: key.entry, provider }))).execute();
}

export interface LikeFound { readonly region: string; readonly entry: string; readonly provider: string; readonly names: readonly string[] }

/** Published entries of other departments in the same region that share items of these names, most first. */
export async function sharedBy(db: Reader, region: string, provider: string, names: readonly string[], atLeast: number): Promise<LikeFound[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<LikeFound>`
    select region, entry, provider, array_agg(name order by name) as names from item_name
    where region = ${region} and name = any(${[...names]}) and provider <> ${provider}
    group by region, entry, provider having count(*) >= ${atLeast}
    order by count(*) desc, entry limit 10`.execute(db);
  return rows;
}

/** Departments of these regions whose published entries share items of these names, without one of them. Reads the primary key of item_name. */
export async function sharersOf(db: Reader, regions: readonly string[], without: string, names: readonly string[]): Promise<{ name: string; provider: string }[]> {
  if (names.length === 0) return [];
  return db.selectFrom('itemName').select(['name', 'provider']).distinct().where('region', 'in', [...regions]).where('name', 'in', [...names]).where('provider', '<>', without).orderBy('name').orderBy('provider').limit(500).execute();
}

/** Holds the listings of these entries until the transaction ends, in one order: what is about several of them at once happens one after the other. */
export async function lockListings(tx: Tx, region: string, entries: readonly string[]): Promise<void> {
  await sql`select from entry_listing where region = ${region} and entry = any(${[...entries]}::uuid[]) order by entry for update`.execute(tx);
}

export async function listingsOf(db: Reader, keys: readonly Key[]): Promise<Listing[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Listing>`
    select ${listed} from entry_listing where (region, entry) in (${sql.join(keys.map((key) => sql`(${key.region}, ${key.entry}::uuid)`))}) limit 1000`.execute(db);
  return rows;
}

/** What the listed versions say of sharing (15 ¶2), and whether the head consented beforehand. By the keys of a page, one index look-up each. */
export async function sharingOf(db: Reader, rows: readonly Pick<Listing, 'region' | 'entry' | 'version'>[]): Promise<{ entry: string; sharing: SharingTerms; standing: boolean }[]> {
  if (rows.length === 0) return [];
  const { rows: found } = await sql<{ entry: string; sharing: SharingTerms; standing: boolean }>`
    select v.entry, v.conditions as sharing, s.id is not null as standing
    from entry_version as v left join standing_consent as s on s.region = v.region and s.entry = v.entry and s.ended_on is null
    where (v.region, v.entry, v.version) in (${sql.join(rows.map((row) => sql`(${row.region}, ${row.entry}::uuid, ${row.version}::int)`))})
    order by v.entry limit 1000`.execute(db);
  return found;
}

export async function synonymsOf(db: Reader, region: string): Promise<{ word: string; same: string }[]> {
  return db.selectFrom('searchSynonym').select(['word', 'same']).where('region', '=', region).orderBy('word').limit(2000).execute();
}

export async function writeSynonym(tx: Tx, region: string, word: string, same: string, by: string, on: string): Promise<void> {
  await tx.insertInto('searchSynonym').values({ region, word, same, byOrg: by, onDay: on }).onConflict((o) => o.doNothing()).execute();
}

export async function dropSynonym(tx: Tx, region: string, word: string, same: string): Promise<void> {
  await tx.deleteFrom('searchSynonym').where('region', '=', region).where('word', '=', word).where('same', '=', same).execute();
}

/** Published entries of a region whose version cites this basis, as 编制依据 or as ground of not sharing. Reads the region's entries; `limit` 5,000. */
export async function citing(db: Reader, region: string, name: string): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select e.region, e.id as entry from entry e join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    where e.region = ${region} and e.state = 'published'
      and (v.body @> ${JSON.stringify({ duty: [{ name }] })}::jsonb or v.body @> ${JSON.stringify({ sharing: { basis: [{ name }] } })}::jsonb)
    order by e.id limit 5000`.execute(db);
  return rows;
}

export interface PublishedEntry {
  readonly name: string; readonly code: string; readonly version: number; readonly attribute: SharingAttribute; readonly modes: readonly string[]; readonly updateCycle: string;
  readonly itemCount: number; readonly publishedOn: string; readonly sharing: SharingTerms;
}

/** Published entries of a department by code, with the terms of the version that stands. Reads index entry_listing_provider; at most `limit`. */
export async function publishedOf(db: Reader, region: string, provider: string, attribute: SharingAttribute | undefined, limit: number): Promise<PublishedEntry[]> {
  const { rows } = await sql<PublishedEntry>`
    select l.name, l.code, l.version, l.attribute, l.modes, l.update_cycle as "updateCycle", l.item_count as "itemCount", l.published_on as "publishedOn", v.body -> 'sharing' as sharing
    from entry_listing l join entry_version v on v.region = l.region and v.entry = l.entry and v.version = l.version
    where l.region = ${region} and l.provider = ${provider} ${attribute === undefined ? sql`` : sql`and l.attribute = ${attribute}`}
    order by l.code limit ${limit}`.execute(db);
  return rows;
}
