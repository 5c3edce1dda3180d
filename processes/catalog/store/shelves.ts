import { sql, type RawBuilder } from 'kysely';
import type { EntryQuery } from '../contract.ts';

/** What is chosen beside a question. Shelves are the values of 0127 that stand beside the words in every index of the listing. */

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

/** The same for a row that is at hand. */
export interface Filterable { readonly region: string; readonly provider: string; readonly attribute: string; readonly modes: readonly string[]; readonly cycle: string; readonly grade: string; readonly personal: boolean }
export function stands(row: Filterable, query: Filters): boolean {
  const of = ['region', 'provider', 'attribute', 'cycle', 'grade'] as const;
  return of.every((name) => !query[name] || row[name] === query[name]) && (!query.mode || row.modes.includes(query.mode)) && (!query.personal || String(row.personal) === query.personal);
}
export const facets = ['attribute', 'provider', 'mode', 'cycle', 'grade', 'region'] as const;
export type FacetName = (typeof facets)[number];
export interface Count { readonly facet: FacetName | 'all'; readonly value: string; readonly count: number }

/** Entries that are alike in all by which they are filtered, counted. */
export interface Alike extends Filterable { readonly count: number }

/** How many of these bear each value of a facet. */
export function countsIn(rows: readonly Alike[], facet: FacetName): Count[] {
  const values = new Map<string, number>();
  for (const row of rows) for (const value of facet === 'mode' ? row.modes : [row[facet]]) values.set(value, (values.get(value) ?? 0) + row.count);
  return [...values].map(([value, count]) => ({ facet, value, count }));
}

export const onAll = (shelves: readonly string[]): RawBuilder<unknown> => (shelves.length === 0 ? sql`true` : sql`shelves @> ${shelves}::text[]`);
