import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import { filters, type Filters } from './shelves.ts';
import { lengthSteps, newestSteps, type Steps } from './steps.ts';

/** By which ways a question finds entries, and how many each finds, as estimated. */

/** The words as tsqueries: anywhere, in name or items alone, there or in the summary; and by sound, with the words that are no letters. */
export interface Words {
  readonly question: string; readonly anywhere: string; readonly inItems: string; readonly inSummary: string;
  readonly sound: { readonly anywhere: string; readonly inName: string; readonly words: string | undefined } | undefined;
}

/** Ways of finding, in the order in which they are asked. Each leaves out what those before it find. */
export const waysInOrder = ['name', 'soundName', 'words', 'sound'] as const;
export type Way = (typeof waysInOrder)[number];

export const isCode = (question: string): boolean => /^[0-9/]{3,}$/.test(question);

export interface Conditions {
  /** Not found by its whole name or its code. */
  readonly rest: RawBuilder<unknown>;
  readonly words: RawBuilder<unknown>; readonly name: RawBuilder<unknown>; readonly sound: RawBuilder<unknown> | undefined; readonly soundName: RawBuilder<unknown> | undefined;
  /** `sound` as the index knows it: of a phrase the words, wherever they stand. */
  readonly sounds: RawBuilder<unknown> | undefined;
}

/** What each way looks for, still with what other ways find. */
export function conditionsOf({ question, anywhere, sound }: Words): Conditions {
  const heard = (query: string) => sql`(sounds @@ ${query}::tsquery ${sound?.words === undefined ? sql`` : sql`and words @@ ${sound.words}::tsquery`})`;
  return {
    rest: isCode(question) ? sql`lower(name) <> ${question} and not code like ${`${question}%`}` : sql`lower(name) <> ${question}`,
    words: sql`words @@ ${anywhere}::tsquery`, name: sql`name_words @@ ${anywhere}::tsquery`,
    sound: sound && heard(sound.anywhere), soundName: sound && heard(sound.inName), sounds: sound && heard(sound.anywhere.replaceAll(' <-> ', ' & ')),
  };
}

/** The ways by themselves, for reading one after the other. */
export function waysOf(given: Words): ReadonlyMap<Way, RawBuilder<unknown>> {
  const { rest, words, name, sound, soundName } = conditionsOf(given);
  const ways = new Map<Way, RawBuilder<unknown>>([['name', sql`${name} and ${rest}`]]);
  if (soundName !== undefined) ways.set('soundName', sql`${soundName} and not ${name} and ${rest}`);
  ways.set('words', sql`${words} and not ${name} ${soundName === undefined ? sql`` : sql`and not ${soundName}`} and ${rest}`);
  if (sound !== undefined && soundName !== undefined) ways.set('sound', sql`${sound} and not ${words} and not ${soundName} and ${rest}`);
  return ways;
}

/** Hits as estimated; `mine` are those that have what is chosen. */
export interface Estimate { readonly hits: number; readonly mine: number; stepsOf(way: Way): Steps | undefined }
interface Seen { readonly way: Way | null; readonly length: number; readonly hits: number; readonly mine: number }

/** One entry in 256 is looked at; where that is more than so many, one in 4,096. */
const [oneIn, enough, oneInMany] = [256, 400, 4096];
const [more, few] = [Array.from({ length: 16 }, (_, n) => `t:00${n.toString(16)}`), ['t:000']];

/**
 * Estimates from a sample how many hits each way has, and in which steps to read one that has more than `frequent`: one look into each index
 * for what is sampled, whatever is asked, and then the sampled entries alone.
 */
export async function estimate(db: Reader, given: Words, query: Filters, frequent: number): Promise<Estimate> {
  const { rest, words, name, sound, soundName, sounds } = conditionsOf(given);
  const from = [sql`select 'w' as source, case when ${name} then 'name' ${soundName === undefined ? sql`` : sql`when ${soundName} then 'soundName'`} else 'words' end as way, length(name) as length, ${filters(query)} as chosen from entry_listing where ${words} and ${rest}`];
  if (sound !== undefined) from.push(sql`select 's' as source, case when ${soundName} then 'soundName' when ${sound} then 'sound' end as way, length(name) as length, ${filters(query)} as chosen from entry_listing where ${sounds} and ${rest} and not ${words}`);
  const sample = (of: readonly string[], also: (source: string) => RawBuilder<unknown>) => sql.join(from.map((each, n) => sql`(${each} and shelves && ${of}::text[] ${also('ws'[n] ?? '')} limit ${enough})`), sql` union all `);
  const { rows } = await sql<Seen & { readonly places: number }>`
    with more as materialized (${sample(more, () => sql``)}),
    few as materialized (${sample(few, (source) => sql`and (select count(*) from more where source = ${source}) >= ${enough}`)}),
    seen as (select *, ${oneIn}::int as each from more where source not in (select source from more group by source having count(*) >= ${enough}) union all select *, ${oneInMany}::int from few)
    select way, length, sum(each)::int as hits, coalesce(sum(each) filter (where chosen), 0)::int as mine, 0 as places from seen where way is not null group by way, length
    union all select null, 0, 0, 0, last_value::int from entry_listing_place_seq`.execute(db);
  const places = rows.find((row) => row.way === null)?.places ?? 0;
  const sum = (of: readonly Seen[], what: 'hits' | 'mine') => of.reduce((all, row) => all + row[what], 0);
  return {
    hits: sum(rows, 'hits'), mine: sum(rows, 'mine'),
    stepsOf: (way) => {
      const found = rows.filter((row) => row.way === way);
      if (sum(found, 'mine') <= frequent) return undefined;
      return way === 'name' ? lengthSteps(new Map(found.map((row) => [row.length, row.mine])), places) : newestSteps(sum(found, 'mine'), places);
    },
  };
}
