import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { EntryQuery } from '../contract.ts';
import type { Key } from './entries.ts';
import type { Count, FacetName } from './search.ts';
import { CANDIDATES, filters, onAll, shelvesOf, stepsFor, type Steps, type Way } from './shelves.ts';

/** The ranking of 目录检索 in one statement: candidates by each way, the page, the facets. */

/** What the ranking says in one answer: keys of the page in order, how many there are, and the facets. */
export interface Ranked { readonly keys: readonly RankedKey[]; readonly total: number; readonly capped: boolean; readonly counts: readonly Count[] }
export interface RankedKey extends Key { readonly at: RankedAt }
/** Where in the order a row stands: its score, or its name as it sounds, and the number of its publication. */
export interface RankedAt { readonly by: string; readonly place: number }
/** The words as tsqueries: anywhere, in name or items alone, there or in the summary; and by sound, with the words that are no letters. */
export interface Asked {
  readonly question: string; readonly anywhere: string; readonly inItems: string; readonly inSummary: string;
  readonly sound: { readonly anywhere: string; readonly inName: string; readonly words: string | undefined } | undefined;
  readonly after: RankedAt | undefined; readonly size: number;
}

/**
 * The best candidates for a question, ranked: whole name; in the name, by how much of it was asked for; by sound in the name; code; items; summary;
 * department, mixed; by sound elsewhere; then the newest. Each way fills up to the bound what those before it left (entry_listing_name, _sounds, _words);
 * of what is frequent the first in order are read (`shelves.ts`). So a word which half of all entries contain never hides the entry that bears it in its name.
 * Facets count as if nothing were chosen in them; where the question alone fills the bound, what is chosen bounds the candidates, too.
 */
export async function ranked(db: Reader, asked: Asked, query: Omit<EntryQuery, 'size'>): Promise<Ranked> {
  const wide = await candidatesOf(db, asked, []);
  const chosen = shelvesOf(query);
  if (chosen.length === 0 || !wide.full) {
    const found = await rank(db, asked, wide, query);
    if (chosen.length === 0 || !found.capped) return found;
  }
  return rank(db, asked, await candidatesOf(db, asked, chosen), query);
}

/** By which ways, and in which steps. `full`: a way alone fills the bound. */
interface Candidates { readonly ways: ReadonlyMap<Way, RawBuilder<unknown>>; readonly steps: Steps; readonly shelves: readonly string[]; readonly full: boolean }

async function candidatesOf(db: Reader, asked: Asked, shelves: readonly string[]): Promise<Candidates> {
  const ways = waysOf(asked);
  const [name, ...others] = [...ways];
  const ofName = await stepsFor(db, new Map(name && [name]), shelves);
  if (ofName.name !== undefined) return { ways: new Map(name && [name]), steps: ofName, shelves, full: true };
  const steps = await stepsFor(db, new Map(others), shelves);
  return { ways, steps, shelves, full: Object.keys(steps).length > 0 };
}

/** How each way finds, without what those before it find. */
function waysOf({ question, anywhere, sound }: Asked): Map<Way, RawBuilder<unknown>> {
  const inName = sql`name_words @@ ${anywhere}::tsquery`;
  const others = sound?.words === undefined ? sql`` : sql`and words @@ ${sound.words}::tsquery`;
  const notBefore = sound === undefined ? sql`not ${inName}` : sql`not ${inName} and not (sounds @@ ${sound.inName}::tsquery ${others})`;
  const ways = new Map<Way, RawBuilder<unknown>>([['name', sql`${inName} and lower(name) <> ${question}`]]);
  if (sound !== undefined) ways.set('soundName', sql`sounds @@ ${sound.inName}::tsquery ${others} and not ${inName}`);
  ways.set('words', sql`words @@ ${anywhere}::tsquery and ${notBefore}`);
  if (sound !== undefined) ways.set('sound', sql`sounds @@ ${sound.anywhere}::tsquery ${others} and ${notBefore} and not words @@ ${anywhere}::tsquery`);
  return ways;
}

type Sort = EntryQuery['sort'];
type Row = { readonly kind: 'page' | 'total' | 'wide' | FacetName; readonly value: string; readonly count: number; readonly region: string; readonly entry: string; readonly by: string; readonly place: number };
const columns = sql.raw('region, entry, provider, attribute, modes, update_cycle, grade, personal, place, sort_key');

async function rank(db: Reader, asked: Asked, from: Candidates, query: Omit<EntryQuery, 'size'>): Promise<Ranked> {
  const facet = (name: FacetName, value: RawBuilder<unknown>) => {
    const { [name]: _chosen, ...others } = query;
    return sql`select ${name}::text as kind, value, count(*)::int as count, null as region, null as entry, null as by, null::bigint as place from (select ${value} as value from wide where ${filters(others)}) as ${sql.ref(name)} group by value`;
  };
  const { rows } = await sql<Row>`
    with ${candidates(asked, from)},
    mine as (select * from wide where ${filters(query)}),
    page as (select region, entry, ${sortOf(query.sort)} as by, place from mine ${later(asked.after, query.sort)} order by ${orderOf(query.sort)} limit ${asked.size})
    select 'page' as kind, null as value, null::int as count, region, entry::text as entry, by::text as by, place from page
    union all select 'total', null, count(*)::int, null, null, null, null from mine
    union all select 'wide', null, count(*)::int, null, null, null, null from wide
    union all ${facet('attribute', sql`attribute`)} union all ${facet('provider', sql`provider`)} union all ${facet('mode', sql`unnest(modes)`)}
    union all ${facet('cycle', sql`update_cycle`)} union all ${facet('grade', sql`grade`)} union all ${facet('region', sql`region`)}`.execute(db);
  const of = (kind: 'total' | 'wide') => rows.find((row) => row.kind === kind)?.count ?? 0;
  return {
    keys: rows.flatMap(({ kind, region, entry, by, place }) => (kind === 'page' ? [{ region, entry, at: { by, place } }] : [])), total: of('total'),
    capped: of('wide') >= CANDIDATES,
    counts: rows.flatMap(({ kind, value, count }) => (kind === 'page' || kind === 'total' || kind === 'wide' ? [] : [{ facet: kind, value, count }])),
  };
}

/** Each way's best up to what the ways before it left of the bound; the same entry once, by its best score. */
function candidates(asked: Asked, { ways, steps, shelves }: Candidates): RawBuilder<unknown> {
  const { question } = asked;
  const names = [...ways.keys()];
  const left = (n: number) => sql`greatest(0, ${CANDIDATES} ${sql.join(['whole', ...names.slice(0, n)].map((each) => sql`- (select count(*) from ${sql.ref(each)})`), sql` `)})`;
  const found = names.map((way, n) => sql`${sql.ref(way)} as materialized (${read(way, asked, ways.get(way) ?? sql`false`, steps[way], shelves)} limit ${left(n)})`);
  const code = /^[0-9/]{3,}$/.test(question) ? sql`union all (select ${columns}, 4500 from entry_listing where code like ${`${question}%`} and ${onAll(shelves)} order by code limit 100)` : sql``;
  return sql`whole as materialized (select ${columns}, 6000 as score from entry_listing where lower(name) = ${question} and ${onAll(shelves)} order by place desc limit ${CANDIDATES}),
    ${sql.join(found)},
    wide as materialized (select distinct on (place) ${columns}, score from (
      select ${columns}, score from whole ${code}
      union all ${sql.join(names.map((way) => sql`select ${columns}, score from ${sql.ref(way)}`), sql` union all `)}) as candidates order by place, score desc)`;
}

/** One way's hits, the first in order first: sorted where they are few, else step by step. Within a step of words the newest come first, whatever they score. */
function read(way: Way, { question, inItems, inSummary }: Asked, where: RawBuilder<unknown>, steps: readonly string[] | undefined, shelves: readonly string[]): RawBuilder<unknown> {
  const score: Record<Way, RawBuilder<unknown>> = {
    name: sql`5000 + least(999, 1000 * ${[...question.replaceAll(' ', '')].length}::int / greatest(1, length(name)))`,
    soundName: sql`4900`,
    words: sql`case when words @@ ${inItems}::tsquery then 4000 when words @@ ${inSummary}::tsquery then 3000 else 2000 end`,
    sound: sql`2900`,
  };
  const order = way === 'name' ? sql`length(name), place desc` : sql`score desc, place desc`;
  if (steps === undefined) return sql`select ${columns}, ${score[way]} as score from entry_listing where ${where} and ${onAll(shelves)} order by ${order}`;
  return sql`select found.* from unnest(${steps}::text[]) as step (shelves) cross join lateral (
    select ${columns}, ${score[way]} as score from entry_listing where ${where} and ${onAll(shelves)} and shelves && string_to_array(step.shelves, ',') order by ${order} limit ${CANDIDATES}) as found`;
}

const sortOf = (sort: Sort): RawBuilder<unknown> => (sort === 'name' ? sql`sort_key` : sql`score`);
const orderOf = (sort: Sort): RawBuilder<unknown> => (sort === 'name' ? sql`sort_key, place` : sort === 'updated' ? sql`place desc` : sql`score desc, place desc`);

function later(after: RankedAt | undefined, sort: Sort): RawBuilder<unknown> {
  if (after === undefined) return sql``;
  if (sort === 'name') return sql`where (sort_key, place) > (${after.by}, ${after.place}::bigint)`;
  return sort === 'updated' ? sql`where place < ${after.place}::bigint` : sql`where (score, place) < (${after.by}::int, ${after.place}::bigint)`;
}
