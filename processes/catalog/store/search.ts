import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { EntryQuery, SharingAttribute, SharingMode, SharingTerms } from '../contract.ts';
import type { Key } from './entries.ts';

/** The listing of published entries, and how it is searched. One row per entry that stands; written with its publication. */

export interface Listing {
  readonly region: string; readonly entry: string; readonly version: number; readonly code: string; readonly name: string; readonly summary: string; readonly provider: string;
  readonly attribute: SharingAttribute; readonly modes: readonly SharingMode[]; readonly updateCycle: string; readonly grade: string; readonly personal: boolean;
  readonly itemCount: number; readonly itemNames: readonly string[]; readonly publishedOn: string;
}

/** At most so many candidates of one question are ranked and counted. */
export const CANDIDATES = 2000;
const listed = sql.raw('region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on');

/** The form in which `listing.ts` writes the index; a listing of an older one is written again (0097: `where indexed < 1`). */
export const INDEXED = 1;

export async function writeListing(tx: Tx, row: Listing, words: { readonly name: string; readonly all: string; readonly sounds: string }): Promise<void> {
  await sql`
    insert into entry_listing (region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on, name_words, words, sounds, indexed)
    values (${row.region}, ${row.entry}, ${row.version}, ${row.code}, ${row.name}, ${row.summary}, ${row.provider}, ${row.attribute}, ${[...row.modes]}, ${row.updateCycle}, ${row.grade},
      ${row.personal}, ${row.itemCount}, ${[...row.itemNames]}, ${row.publishedOn}, ${words.name}::tsvector, ${words.all}::tsvector, ${words.sounds}::tsvector, ${INDEXED})
    on conflict (region, entry) do update set version = excluded.version, code = excluded.code, name = excluded.name, summary = excluded.summary, provider = excluded.provider,
      attribute = excluded.attribute, modes = excluded.modes, update_cycle = excluded.update_cycle, grade = excluded.grade, personal = excluded.personal, item_count = excluded.item_count,
      item_names = excluded.item_names, published_on = excluded.published_on, name_words = excluded.name_words, words = excluded.words, sounds = excluded.sounds, indexed = excluded.indexed`.execute(tx);
}

/** Listings of an older form, by key. Reads entry_listing_indexed. */
export async function olderListings(db: Reader, limit: number): Promise<{ region: string; entry: string; publishedOn: string }[]> {
  return db.selectFrom('entryListing').select(['region', 'entry', 'publishedOn']).where('indexed', '<', INDEXED).orderBy('region').orderBy('entry').limit(limit).execute();
}

export async function dropListing(tx: Tx, key: Key): Promise<void> {
  await tx.deleteFrom('entryListing').where('region', '=', key.region).where('entry', '=', key.entry).execute();
}

function filters(query: Omit<EntryQuery, 'size'>): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [];
  if (query.region) all.push(sql`region = ${query.region}`);
  if (query.provider) all.push(sql`provider = ${query.provider}`);
  if (query.attribute) all.push(sql`attribute = ${query.attribute}`);
  if (query.mode) all.push(sql`modes @> array[${query.mode}]`);
  if (query.cycle) all.push(sql`update_cycle = ${query.cycle}`);
  if (query.grade) all.push(sql`grade = ${query.grade}`);
  if (query.personal) all.push(sql`personal = ${query.personal === 'true'}`);
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

/** What the ranking says in one answer: keys of the page in order, how many there are, and the facets. */
export interface Ranked { readonly keys: readonly RankedKey[]; readonly total: number; readonly capped: boolean; readonly counts: readonly Count[] }
export interface RankedKey extends Key { readonly score: string; readonly on: string }
/** The words as tsqueries: anywhere, in name or items alone, there or in the summary; and by sound, with the words that are no letters. */
export interface Asked {
  readonly question: string; readonly anywhere: string; readonly inItems: string; readonly inSummary: string;
  readonly sound: { readonly anywhere: string; readonly inName: string; readonly words: string | undefined } | undefined;
  readonly after: RankedKey | undefined; readonly size: number;
}

/**
 * The best candidates for a question, ranked: whole name; in the name, by how much of it was asked for; by sound in the name; items; summary;
 * by sound elsewhere; department, mixed; then the newest. Names are asked first (entry_listing_whole, entry_listing_name), the rest only to fill up to the
 * bound (entry_listing_sounds, entry_listing_words, code): so that a word which half of all entries contain never hides the entry that bears it in its name.
 * Facets count as if nothing were chosen in them; where the question alone fills the bound, the filters are asked again in the index's scan.
 */
export async function ranked(db: Reader, asked: Asked, query: Omit<EntryQuery, 'size'>): Promise<Ranked> {
  const region = query.region === undefined ? {} : { region: query.region };
  const wide = await rank(db, asked, region, query);
  const narrows = Object.entries(query).some(([name, value]) => value !== undefined && name !== 'region' && name !== 'q' && name !== 'after');
  return wide.capped && narrows ? rank(db, asked, query, query) : wide;
}

async function rank(db: Reader, asked: Asked, base: Omit<EntryQuery, 'size'>, query: Omit<EntryQuery, 'size'>): Promise<Ranked> {
  const { question, after, size, sound } = asked;
  const where = filters(base);
  const columns = sql.raw('region, entry, provider, attribute, modes, update_cycle, grade, personal, published_on');
  const code = /^[0-9/]{3,}$/.test(question) ? sql`union all (select ${columns}, 4.5 as score from entry_listing where code like ${`${question}%`} and ${where} limit 100)` : sql``;
  const bound = (...before: string[]) => sql`limit greatest(0, ${CANDIDATES} - (${sql.join(before.map((each) => sql`(select count(*) from ${sql.ref(each)})`), sql` + `)}))`;
  const sounded = sound === undefined ? sql`select ${columns}, 0::numeric as score from entry_listing where false` : sql`
      select ${columns}, (case when sounds @@ ${sound.inName}::tsquery then 4.9 else 2.9 end)::numeric as score from entry_listing
      where sounds @@ ${sound.anywhere}::tsquery and ${sound.words === undefined ? sql`true` : sql`words @@ ${sound.words}::tsquery`} and ${where} ${bound('by_name')}`;
  const facet = (name: FacetName, value: RawBuilder<unknown>) => {
    const { [name]: _chosen, ...others } = query;
    return sql`select ${name}::text as kind, value, count(*)::int as count, null as region, null as entry, null as score, null as on from (select ${value} as value from wide where ${filters(others)}) as ${sql.ref(name)} group by value`;
  };
  const { rows } = await sql<{ kind: 'page' | 'total' | 'wide' | FacetName; value: string; count: number; region: string; entry: string; score: string; on: string }>`
    with whole as (select ${columns}, 6::numeric as score from entry_listing where lower(name) = ${question} and ${where} limit 100),
    by_name as materialized (
      select ${columns}, (5 + least(0.999, ${[...question.replaceAll(' ', '')].length}::numeric / greatest(1, length(name))))::numeric(4, 3) as score
      from entry_listing where name_words @@ ${asked.anywhere}::tsquery and ${where} limit ${CANDIDATES}),
    by_sound as materialized (${sounded}),
    by_words as materialized (
      select ${columns}, (case when words @@ ${asked.inItems}::tsquery then 4 when words @@ ${asked.inSummary}::tsquery then 3 else 2 end)::numeric as score
      from entry_listing where words @@ ${asked.anywhere}::tsquery and ${where} ${bound('by_name', 'by_sound')}),
    candidates as (select * from whole union all select * from by_name union all select * from by_sound union all select * from by_words ${code}),
    wide as materialized (select distinct on (region, entry) ${columns}, score from candidates order by region, entry, score desc),
    mine as materialized (select region, entry, score, published_on from wide where ${filters(query)}),
    page as (select region, entry, score, published_on from mine
      where ${after ? sql`(score, published_on, entry) < (${after.score}::numeric, ${after.on}::date, ${after.entry}::uuid)` : sql`true`}
      order by score desc, published_on desc, entry desc limit ${size})
    select 'page' as kind, null as value, null::int as count, region, entry::text as entry, score::text as score, published_on::text as on from page
    union all select 'total', null, count(*)::int, null, null, null, null from mine
    union all select 'wide', null, count(*)::int, null, null, null, null from wide
    union all ${facet('attribute', sql`attribute`)} union all ${facet('provider', sql`provider`)} union all ${facet('mode', sql`unnest(modes)`)}
    union all ${facet('cycle', sql`update_cycle`)} union all ${facet('grade', sql`grade`)}`.execute(db);
  const of = (kind: 'total' | 'wide') => rows.find((row) => row.kind === kind)?.count ?? 0;
  return {
    keys: rows.filter((row) => row.kind === 'page'), total: of('total'), capped: of('wide') >= CANDIDATES,
    counts: rows.flatMap(({ kind, value, count }) => (kind === 'page' || kind === 'total' || kind === 'wide' ? [] : [{ facet: kind, value, count }])),
  };
}

/** Without a question: the newest first, by key. Reads entry_listing_new. */
export async function newest(db: Reader, query: Omit<EntryQuery, 'size'>, after: { on: string; entry: string } | undefined, size: number): Promise<Listing[]> {
  const later = after ? sql`and (published_on, entry) < (${after.on}, ${after.entry}::uuid)` : sql``;
  const { rows } = await sql<Listing>`
    select ${listed} from entry_listing where ${filters(query)} ${later}
    order by published_on desc, entry desc limit ${size}`.execute(db);
  return rows;
}

export type FacetName = 'attribute' | 'provider' | 'mode' | 'cycle' | 'grade';
export interface Count { readonly facet: FacetName | 'all'; readonly value: string; readonly count: number }

/** Without a question: how many, at most 10,000 of them counted; each facet as if nothing were chosen in it. */
export async function counts(db: Reader, query: Omit<EntryQuery, 'size'>): Promise<Count[]> {
  const of = (facet: FacetName, column: RawBuilder<unknown>) => {
    const { [facet]: _chosen, ...others } = query;
    return sql`select ${facet}::text as facet, value, count(*)::int as count from (select ${column} as value from entry_listing where ${filters(others)} limit 10000) as ${sql.ref(facet)} group by value`;
  };
  const { rows } = await sql<Count>`
    select 'all' as facet, '' as value, count(*)::int as count from (select from entry_listing where ${filters(query)} limit 10000) as counted
    union all ${of('attribute', sql`attribute`)}
    union all (${of('provider', sql`provider`)} order by 3 desc limit 50)
    union all ${of('mode', sql`unnest(modes)`)}
    union all ${of('cycle', sql`update_cycle`)}
    union all ${of('grade', sql`grade`)}`.execute(db);
  return rows;
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

/** Entries by the beginning or the sound of their name, or its words, the shortest first: what the head of the page offers. `limit` is rows. */
export async function suggested(db: Reader, question: string, tsquery: string, sound: string | undefined, limit: number): Promise<{ region: string; entry: string; name: string; provider: string }[]> {
  const { rows } = await sql<{ region: string; entry: string; name: string; provider: string }>`
    select region, entry, name, provider from (
      (select region, entry, name, provider, 0 as n from entry_listing where lower(name) like ${`${question.replaceAll(/[\\%_]/g, '\\$&')}%`} limit 50)
      union (select region, entry, name, provider, 1 from entry_listing where name_words @@ ${tsquery}::tsquery limit 200)
      ${sound === undefined ? sql`` : sql`union (select region, entry, name, provider, 1 from entry_listing where sounds @@ ${sound}::tsquery limit 200)`}) as found
    group by region, entry, name, provider order by min(n), length(name), name, entry limit ${limit}`.execute(db);
  return rows;
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

/** Entries of a department in any state, newest first by id; the name is that of the version that stands, or of the draft. */
export interface DepartmentFound { readonly region: string; readonly entry: string; readonly state: 'compiling' | 'published' | 'hidden' | 'withdrawn'; readonly code: string | null; readonly version: number | null; readonly body: unknown; readonly publishedOn: string | null }

export async function ofDepartment(db: Reader, region: string, provider: string, query: { state?: string | undefined; q?: string | undefined; after?: string | undefined; size: number }): Promise<{ rows: DepartmentFound[]; total: number }> {
  const where = sql`e.region = ${region} and e.provider = ${provider} and e.state <> 'abandoned'
    ${query.state ? sql`and e.state = ${query.state}` : sql``}
    ${query.q ? sql`and coalesce(v.name, d.body->>'name', '') ilike ${`%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%`}` : sql``}`;
  const from = sql`entry e left join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    left join catalog_draft d on d.region = e.region and d.entry = e.id and d.open and e.current_version is null`;
  const { rows } = await sql<DepartmentFound>`
    select e.region, e.id as entry, e.state, e.code, e.current_version as version, coalesce(v.body, d.body, '{}'::jsonb) as body, v.published_on as published_on
    from ${from} where ${where} ${query.after ? sql`and e.id < ${query.after}::uuid` : sql``} order by e.id desc limit ${query.size}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*)::int as total from ${from} where ${where}`.execute(db);
  return { rows, total: counted.rows[0]?.total ?? 0 };
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
