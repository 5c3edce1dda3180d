import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import { countsIn, facets, filters, onAll, shelvesOf, type Alike, type Count, type FacetName, type Filters } from './shelves.ts';
import { listed, type Listing } from './search.ts';

/**
 * The listing without a question. What many entries are like is read in order until a page is full; what few are like, or none, is
 * taken from the shelves and put in order: otherwise a page of nothing would read all there is.
 */

/** Entries that are looked at: one in 64. */
const sample = 's:00';
/** So many in the sample are enough for a page to be full soon. */
const many = 8;
const counted = 10_000;
/** From so many in the sample on, so many are counted soon, one after the other. */
const most = 1_600;

/** How many of the sample are chosen, `enough` at most. Reads the shelves of an index of words. */
async function sampled(db: Reader, query: Filters, enough: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from entry_listing where ${onAll([...shelvesOf(query), sample])} limit ${enough}) as seen`.execute(db);
  return rows[0]?.n ?? 0;
}

/** What is chosen of the listing; of few at once, so that no order is read to its end in search of them. A department of a region has an index of its own. */
async function chosen(db: Reader, query: Filters): Promise<{ readonly before: RawBuilder<unknown>; readonly from: RawBuilder<unknown>; readonly where: RawBuilder<unknown> }> {
  const shelves = shelvesOf(query);
  const plain = { before: sql``, from: sql`entry_listing`, where: filters(query) };
  const ownIndex = query.region !== undefined && query.provider !== undefined && shelves.length === 2;
  if (shelves.length === 0 || ownIndex || (await sampled(db, query, many)) === many) return plain;
  return { before: sql`with few as materialized (select ${listed}, sort_key from entry_listing where ${onAll(shelves)})`, from: sql`few`, where: sql`true` };
}

/** The newest first, by key. Reads entry_listing_new, or the shelves. */
export async function newest(db: Reader, query: Filters, after: { on: string; entry: string } | undefined, size: number): Promise<Listing[]> {
  const later = after ? sql`and (published_on, entry) < (${after.on}, ${after.entry}::uuid)` : sql``;
  const { before, from, where } = await chosen(db, query);
  const { rows } = await sql<Listing>`
    ${before} select ${listed} from ${from} where ${where} ${later}
    order by published_on desc, entry desc limit ${size}`.execute(db);
  return rows;
}

/** By name as it sounds. Reads entry_listing_sorted, or the shelves. */
export async function byName(db: Reader, query: Filters, after: { name: string; entry: string } | undefined, size: number): Promise<(Listing & { readonly sortKey: string })[]> {
  const later = after ? sql`and (sort_key, entry) > (${after.name}, ${after.entry}::uuid)` : sql``;
  const { before, from, where } = await chosen(db, query);
  const { rows } = await sql<Listing & { readonly sortKey: string }>`
    ${before} select ${listed}, sort_key from ${from} where ${where} ${later}
    order by sort_key, entry limit ${size}`.execute(db);
  return rows;
}

/** How many, at most 10,000 of them counted; each facet as if nothing were chosen in it: one scan for what is not chosen, one for each that is. */
export async function counts(db: Reader, query: Filters): Promise<Count[]> {
  const chosenIn = facets.filter((name) => query[name] !== undefined && query[name] !== '');
  const scans: RawBuilder<unknown>[] = [];
  const soonIn = async (of: Filters) => shelvesOf(of).length === 0 || (await sampled(db, of, most)) === most;
  const allSoon = await soonIn(query); // then whatever is chosen less of, too
  for (const [which, of] of [['all', query], ...chosenIn.map((name) => [name, { ...query, [name]: undefined }])] as readonly (readonly [FacetName | 'all', Filters])[]) {
    const soon = allSoon || (which !== 'all' && (await soonIn(of)));
    scans.push(sql`select ${which}::text as which, attribute, provider, modes, update_cycle as cycle, grade, region, personal, count(*)::int as count
      from (select attribute, provider, modes, update_cycle, grade, region, personal from entry_listing where ${soon ? filters(of) : onAll(shelvesOf(of))} limit ${counted}) as seen group by 2, 3, 4, 5, 6, 7, 8`);
  }
  const { rows } = await sql<Alike & { readonly which: FacetName | 'all' }>`${sql.join(scans, sql` union all `)}`.execute(db);
  const all = rows.filter((row) => row.which === 'all');
  return [
    { facet: 'all', value: '', count: all.reduce((sum, row) => sum + row.count, 0) },
    ...facets.flatMap((name) => countsIn(chosenIn.includes(name) ? rows.filter((row) => row.which === name) : all, name)),
  ];
}
