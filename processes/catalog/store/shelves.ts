import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { EntryQuery } from '../contract.ts';

/** Which part of the listing a frequent word is read from. Shelves are the values of 0127 that stand beside the words in every index of the listing. */

/** At most so many candidates of one question are ranked and counted. */
export const CANDIDATES = 2000;
/** A question is estimated to have more hits than this: it is read step by step, the best shelves first, until there are enough. */
const frequent = 2 * CANDIDATES;
/** Hits that a step should have. */
const aStep = CANDIDATES / 2;
const [oneIn, oneInFew, fewest] = [64, 4096, 300];
/** Names of so many lengths bear most of what there is: how finely lengths are stepped through. */
const lengths = 16;
const longest = 60;

export type Filters = Pick<EntryQuery, 'region' | 'provider' | 'attribute' | 'mode' | 'cycle' | 'grade' | 'personal'>;

/** What is chosen, as shelves that an entry must stand on. */
export function shelvesOf(query: Filters): string[] {
  const of = (letter: string, value: string | undefined) => (value === undefined || value === '' ? [] : [`${letter}:${value}`]);
  return [
    ...of('r', query.region), ...of('p', query.provider), ...of('a', query.attribute), ...of('c', query.cycle), ...of('g', query.grade), ...of('i', query.personal), ...(query.mode ? [query.mode] : []),
  ];
}

/** The same as conditions on the columns. */
export function filters(query: Filters): RawBuilder<unknown> {
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
export const onAll = (shelves: readonly string[]): RawBuilder<unknown> => (shelves.length === 0 ? sql`true` : sql`shelves @> ${shelves}::text[]`);

/** Ways of finding, in the order in which they are asked. Each leaves out what those before it find. */
export type Way = 'name' | 'soundName' | 'words' | 'sound';
/** Shelves to be read one step after the other, several of a step joined by commas; a way without steps is read whole. */
export type Steps = Partial<Record<Way, readonly string[]>>;
interface Seen { readonly way: Way | 'places'; readonly few: boolean; readonly n: number }

/**
 * Estimates how many hits each way has, and in which steps to read those that have many: by length of the name, the newest first, so that
 * the first rows read are the first in order. Reads one entry in 64, of what is frequent there one in 4,096: a millisecond.
 */
export async function stepsFor(db: Reader, ways: ReadonlyMap<Way, RawBuilder<unknown>>, shelves: readonly string[]): Promise<Steps> {
  const samples = [...ways].flatMap(([way, where]) => [false, true].map((few) => sql`
    select ${way}::text as way, ${few}::boolean as few, count(*)::int as n from (select from entry_listing where ${where} and ${onAll([...shelves, few ? 't:000' : 's:00'])} limit ${fewest}) as seen`));
  const { rows } = await sql<Seen>`select 'places' as way, false as few, last_value::int as n from entry_listing_place_seq union all ${sql.join(samples, sql` union all `)}`.execute(db);
  const seen = (way: Seen['way'], few: boolean) => rows.find((row) => row.way === way && row.few === few)?.n ?? 0;
  return Object.fromEntries([...ways.keys()].flatMap((way) => {
    const hits = seen(way, false) < fewest ? seen(way, false) * oneIn : Math.max(fewest * oneIn, seen(way, true) * oneInFew);
    return hits <= frequent ? [] : [[way, way === 'name' ? lengthSteps(hits, seen('places', false)) : newestSteps('n', seen('places', false) >> 12, hits)]];
  }));
}

function lengthSteps(hits: number, places: number): string[] {
  const all = Array.from({ length: longest }, (_, n) => `l:${n + 1}`);
  return hits <= 2 * aStep * lengths ? all : all.flatMap((length) => newestSteps(length, places >> 16, hits / lengths));
}

/** Shelves `name:0 … name:last`, the newest first, as many in a step as bear what a step should have. */
function newestSteps(name: string, last: number, hits: number): string[] {
  const size = Math.max(1, Math.floor((aStep * (last + 1)) / hits));
  return Array.from({ length: Math.ceil((last + 1) / size) }, (_, step) =>
    Array.from({ length: Math.min(size, last + 1 - step * size) }, (__, n) => `${name}:${last - step * size - n}`).join(','));
}
