import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { EntryQuery } from '../contract.ts';
import type { Key } from './entries.ts';
import { countsIn, facets, filters, onAll, shelvesOf, stands, type Alike, type Count, type Filters } from './shelves.ts';
import { CANDIDATES, type Steps } from './steps.ts';
import { conditionsOf, estimate, isCode, waysOf, type Estimate, type Way, type Words } from './ways.ts';

/** The ranking of 目录检索 in two statements: how many hits there are, as estimated; then the candidates, the page of them and what they have in common. */

/** What the ranking says in one answer: keys of the page in order, how many there are, and the facets. `capped`: there are more. */
export interface Ranked { readonly keys: readonly RankedKey[]; readonly total: number; readonly capped: boolean; readonly counts: readonly Count[] }
export interface RankedKey extends Key { readonly at: RankedAt }
/** Where in the order a row stands: its score, or its name as it sounds, and the number of its publication. */
export interface RankedAt { readonly by: string; readonly place: number }
export interface Asked extends Words { readonly after: RankedAt | undefined; readonly size: number }
type Query = Omit<EntryQuery, 'size'>;
type Sort = EntryQuery['sort'];

/** A question with fewer hits, as estimated, is answered from all of them; a phrase of sounds is looked for in each, which costs more. `most`: estimated quite wrongly. */
const frequentOf = ({ sound }: Words): number => (sound === undefined ? 4000 : 2000);
const most = 20_000;

/**
 * The best candidates for a question, ranked: whole name; in the name, by how much of it was asked for; by sound in the name; code; items; summary;
 * department, mixed; by sound elsewhere; then the newest. Of what is frequent each way fills up to the bound what those before it left, the first in
 * order read first (`steps.ts`). So a word which half of all entries contain never hides the entry that bears it in its name.
 * Facets count as if nothing were chosen in them; where the question alone fills the bound, what is chosen bounds the candidates, too.
 */
export async function ranked(db: Reader, asked: Asked, query: Query): Promise<Ranked> {
  const frequent = frequentOf(asked);
  const estimated = await estimate(db, asked, query, frequent);
  if (estimated.hits <= frequent) return rank(db, asked, all(asked, [], query.sort), query, most);
  const chosen = shelvesOf(query);
  if (estimated.mine <= frequent) return rank(db, asked, all(asked, chosen, query.sort), query, most);
  return rank(db, asked, best(asked, estimated, chosen, query.sort), query, CANDIDATES);
}

interface Row extends Alike { readonly kind: 'page' | 'alike'; readonly entry: string; readonly by: string; readonly place: number }

async function rank(db: Reader, asked: Asked, candidates: RawBuilder<unknown>, query: Query, bound: number): Promise<Ranked> {
  const { rows } = await sql<Row>`
    with ${candidates},
    page as (select region, entry, ${query.sort === 'name' ? sql`sort_key` : sql`score`} as by, place from found where ${filters(query)} ${later(asked.after, query.sort)} order by ${orderOf(query.sort)} limit ${asked.size})
    select 'page' as kind, region, entry::text as entry, by::text as by, place, null as provider, null as attribute, null::text[] as modes, null as cycle, null as grade, null::boolean as personal, 0 as count from page
    union all select 'alike', region, null, null, null, provider, attribute, modes, update_cycle, grade, personal, count(*)::int from found group by region, provider, attribute, modes, update_cycle, grade, personal`.execute(db);
  const alike = rows.filter((row) => row.kind === 'alike');
  return {
    keys: rows.flatMap(({ kind, region, entry, by, place }) => (kind === 'page' ? [{ region, entry, at: { by, place } }] : [])),
    total: sum(alike.filter((row) => stands(row, query))), capped: sum(alike) >= bound, counts: facetsOf(alike, query),
  };
}

const sum = (rows: readonly Alike[]): number => rows.reduce((total, row) => total + row.count, 0);

/** Each facet as if nothing were chosen in it. */
function facetsOf(rows: readonly Alike[], query: Filters): Count[] {
  return facets.flatMap((facet) => countsIn(rows.filter((each) => stands(each, { ...query, [facet]: undefined })), facet));
}

const columnsFor = (sort: Sort): RawBuilder<unknown> => sql.raw(`region, entry, provider, attribute, modes, update_cycle, grade, personal, place${sort === 'name' ? ', sort_key' : ''}`);
const byName = ({ question }: Words): RawBuilder<unknown> => sql`5000 + least(999, 1000 * ${[...question.replaceAll(' ', '')].length}::int / greatest(1, length(name)))`;
const byWords = ({ inItems, inSummary }: Words): RawBuilder<unknown> => sql`when words @@ ${inItems}::tsquery then 4000 when words @@ ${inSummary}::tsquery then 3000 else 2000`;

/** CTEs of what is found by its whole name or the beginning of its code. */
function exactly({ question }: Words, columns: RawBuilder<unknown>, shelves: readonly string[]): (readonly [string, RawBuilder<unknown>])[] {
  const whole = sql`select ${columns}, 6000 as score from entry_listing where length(name) = ${[...question].length} and lower(name) = ${question} and ${onAll(shelves)} order by place desc limit ${CANDIDATES}`;
  const code = sql`select ${columns}, 4500 as score from entry_listing where code like ${`${question}%`} and lower(name) <> ${question} and ${onAll(shelves)} order by code limit 100`;
  return [['whole', whole], ...(isCode(question) ? [['code', code] as const] : [])];
}

/** Everything that is found, each index of words asked once; ends with the CTE `found`. */
function all(asked: Asked, shelves: readonly string[], sort: Sort): RawBuilder<unknown> {
  const { rest, words, name, sound, soundName } = conditionsOf(asked);
  const columns = columnsFor(sort);
  const read = (score: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`select ${columns}, ${score} as score from entry_listing where ${where} and ${rest} and ${onAll(shelves)} order by score desc, place desc limit ${most}`;
  const parts = [...exactly(asked, columns, shelves), ['words', read(sql`case when ${name} then ${byName(asked)} ${soundName === undefined ? sql`` : sql`when ${soundName} then 4900`} ${byWords(asked)} end`, words)] as const];
  if (sound !== undefined) parts.push(['sound', read(sql`case when ${soundName} then 4900 else 2900 end`, sql`${sound} and not ${words}`)]);
  return together(parts);
}

/** The best of each way, up to what the ways before it left of the bound; ends with the CTE `found`. */
function best(asked: Asked, estimated: Estimate, shelves: readonly string[], sort: Sort): RawBuilder<unknown> {
  const columns = columnsFor(sort);
  const score: Record<Way, RawBuilder<unknown>> = { name: byName(asked), soundName: sql`4900`, words: sql`case ${byWords(asked)} end`, sound: sql`2900` };
  const parts = exactly(asked, columns, shelves);
  for (const [way, where] of waysOf(asked)) {
    const left = sql`greatest(0, ${CANDIDATES}${sql.join(parts.map(([name]) => sql` - (select count(*) from ${sql.ref(name)})`), sql``)})`;
    const order = way === 'name' ? sql`length(name), place desc` : sql`score desc, place desc`;
    const read = (from: RawBuilder<unknown>, also: RawBuilder<unknown>) => sql`select ${columns}, ${score[way]} as score from ${from} where ${where} and ${onAll(shelves)} ${also} order by ${order}`;
    parts.push([way, sql`${stepwise(read, estimated.stepsOf(way))} limit ${left}`]);
  }
  return together(parts);
}

const together = (parts: readonly (readonly [string, RawBuilder<unknown>])[]): RawBuilder<unknown> =>
  sql`${sql.join(parts.map(([name, from]) => sql`${sql.ref(name)} as materialized (${from})`))}, found as materialized (${sql.join(parts.map(([name]) => sql`select * from ${sql.ref(name)}`), sql` union all `)})`;

/** Step by step; within a step of words the newest come first, whatever they score. */
function stepwise(read: (from: RawBuilder<unknown>, also: RawBuilder<unknown>) => RawBuilder<unknown>, steps: Steps | undefined): RawBuilder<unknown> {
  if (steps === undefined) return read(sql`entry_listing`, sql``);
  const each = (of: RawBuilder<unknown>, found: RawBuilder<unknown>) => sql`select part.* from ${of} cross join lateral (${found} limit ${CANDIDATES}) as part`;
  if ('shelves' in steps) return each(sql`unnest(${steps.shelves}::text[]) as step (shelves)`, read(sql`entry_listing`, sql`and shelves && string_to_array(step.shelves, ',')`));
  const [from, to] = [steps.places.map(([first]) => first), steps.places.map(([, last]) => last)];
  return each(sql`unnest(${from}::bigint[], ${to}::bigint[]) as step (first, last)`, // "offset 0": the index of words is left alone
    read(sql`(select * from entry_listing where place > step.first and place <= step.last offset 0) as each`, sql``));
}

const orderOf = (sort: Sort): RawBuilder<unknown> => (sort === 'name' ? sql`sort_key, place` : sort === 'updated' ? sql`place desc` : sql`score desc, place desc`);

function later(after: RankedAt | undefined, sort: Sort): RawBuilder<unknown> {
  if (after === undefined) return sql``;
  if (sort === 'name') return sql`and (sort_key, place) > (${after.by}, ${after.place}::bigint)`;
  return sort === 'updated' ? sql`and place < ${after.place}::bigint` : sql`and (score, place) < (${after.by}::int, ${after.place}::bigint)`;
}
