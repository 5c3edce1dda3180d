import { codeZh, grades, sharingModes, sharingTypes, updateCycles, type CodeList } from '../../law/codes.ts';
import { fail } from '../../law/errors.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { plain, queryOf, wordsOf } from '../../platform/search/words.ts';
import type { z } from 'zod';
import type { EntryPage, EntryQuery, EntryRow, Figures } from './contract.ts';
import { figuresOf, noFigures } from './store/figures.ts';
import * as store from './store/search.ts';

/** 目录检索: ranked by name, items, summary, department, code; pages by key; facets of what was found. */

type Page = z.infer<typeof EntryPage>;

export async function searchEntries(tx: Tx, directory: Directory, query: EntryQuery, home: string): Promise<Page> {
  const question = plain(query.q ?? '');
  const tsquery = queryOf(question, await synonyms(tx, query.region ?? home));
  if (question !== '' && tsquery === undefined) return empty;
  return tsquery === undefined ? browse(tx, directory, query) : ask(tx, directory, query, question, tsquery);
}

const empty: Page = { rows: [], after: null, total: 0, capped: false, facets: { attribute: [], provider: [], mode: [], cycle: [], grade: [] } };

/** Synonyms are few and kept by the authority; asked with each question, from one index page. */
async function synonyms(tx: Reader, region: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { word, same } of await store.synonymsOf(tx, region)) {
    found.set(word, [...(found.get(word) ?? []), same]);
    found.set(same, [...(found.get(same) ?? []), word]);
  }
  return found;
}

async function ask(tx: Tx, directory: Directory, query: EntryQuery, question: string, tsquery: string): Promise<Page> {
  const { all, counts } = await candidates(tx, query, question, tsquery);
  const from = query.after === undefined ? 0 : all.findIndex((one) => keyOf(one) === query.after) + 1;
  if (query.after !== undefined && from === 0) fail('CURSOR_STALE');
  const page = all.slice(from, from + query.size);
  const last = page.at(-1);
  return {
    rows: await rowsOf(tx, directory, page, question), total: all.length, capped: all.length >= store.CANDIDATES,
    after: last && from + page.length < all.length ? keyOf(last) : null,
    facets: await zhFacets(tx, directory, counts),
  };
}

/**
 * What was found, and the facets of it: each facet counts as if nothing were chosen in it, so that one can choose otherwise.
 * Where the question alone fills the bound, the filters are asked in the database and the facets count what they left.
 */
async function candidates(tx: Tx, query: EntryQuery, question: string, tsquery: string): Promise<{ all: store.Found[]; counts: store.Count[] }> {
  const wide = await store.rankedCandidates(tx, question, tsquery, query.region === undefined ? {} : { region: query.region });
  if (wide.length < store.CANDIDATES) {
    return { all: wide.filter((one) => chosen(one, query)), counts: FACETS.flatMap((facet) => countOf(wide.filter((one) => chosen(one, query, facet)), facet)) };
  }
  const all = await store.rankedCandidates(tx, question, tsquery, query);
  return { all, counts: FACETS.flatMap((facet) => countOf(all, facet)) };
}

const FACETS = ['attribute', 'provider', 'mode', 'cycle', 'grade'] as const;
type FacetName = (typeof FACETS)[number];
const VALUES: Readonly<Record<FacetName, (one: store.Listing) => readonly string[]>> = {
  attribute: (one) => [one.attribute], provider: (one) => [one.provider], mode: (one) => one.modes, cycle: (one) => [one.updateCycle], grade: (one) => [one.grade],
};

function chosen(one: store.Listing, query: EntryQuery, but?: FacetName): boolean {
  if (query.personal !== undefined && String(one.personal) !== query.personal) return false;
  return FACETS.every((facet) => facet === but || query[facet] === undefined || VALUES[facet](one).includes(query[facet]));
}

async function browse(tx: Tx, directory: Directory, query: EntryQuery): Promise<Page> {
  const after = query.after === undefined ? undefined : parseKey(query.after);
  const found = await store.newest(tx, query, after, query.size + 1);
  const page = found.slice(0, query.size);
  const last = page.at(-1);
  const counts = await store.counts(tx, query);
  const total = counts.find((one) => one.facet === 'all')?.count ?? 0;
  return {
    rows: await rowsOf(tx, directory, page, ''), total, capped: total >= 10_000,
    after: last && found.length > query.size ? `${last.publishedOn}~${last.entry}` : null,
    facets: await zhFacets(tx, directory, counts),
  };
}

const keyOf = (one: store.Found) => `${one.score.toFixed(3)}~${one.region}~${one.entry}`;

function parseKey(after: string): { on: string; entry: string } {
  const match = /^(\d{4}-\d{2}-\d{2})~([0-9a-f-]{36})$/.exec(after);
  if (!match?.[1] || !match[2]) return fail('CURSOR_STALE');
  return { on: match[1], entry: match[2] };
}

function countOf(all: readonly store.Listing[], facet: FacetName): store.Count[] {
  const counts = new Map<string, number>();
  for (const one of all) for (const value of VALUES[facet](one)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ facet, value, count }));
}

async function zhFacets(tx: Tx, directory: Directory, counts: readonly store.Count[]): Promise<Page['facets']> {
  const providers = counts.filter((one) => one.facet === 'provider').sort((a, b) => b.count - a.count).slice(0, 50);
  const names = await directory.organisations(tx, providers.map((one) => one.value));
  const of = (facet: store.Count['facet'], list: CodeList) => list.codes.flatMap((code) => counts.filter((one) => one.facet === facet && one.value === code.code)).sort((a, b) => b.count - a.count)
    .map(({ value, count }) => ({ value, zh: codeZh(list, value), count }));
  return {
    attribute: of('attribute', sharingTypes), mode: of('mode', sharingModes), cycle: of('cycle', updateCycles), grade: of('grade', grades),
    provider: providers.map(({ value, count }) => ({ value, zh: names.get(value)?.shortName ?? value, count })),
  };
}

/** Rows as lists show them, with department's names, figures, and the items in which the words were found. */
export async function rowsOf(tx: Tx, directory: Directory, listings: readonly store.Listing[], question: string): Promise<EntryRow[]> {
  const names = await directory.organisations(tx, [...new Set(listings.map((one) => one.provider))]);
  const figures = await figuresOf(tx, listings);
  const words = wordsOf(question).filter((word) => word.length > 1 || question.length === 1);
  return listings.map((one) => ({
    region: one.region, entry: one.entry, version: one.version, code: one.code, name: one.name, summary: one.summary, provider: one.provider,
    providerName: names.get(one.provider)?.name ?? one.provider, attribute: one.attribute, modes: [...one.modes], updateCycle: one.updateCycle, grade: one.grade,
    itemCount: one.itemCount, personal: one.personal, state: 'published', publishedOn: one.publishedOn,
    matched: words.length === 0 ? [] : one.itemNames.filter((name) => words.some((word) => plain(name).includes(word))).slice(0, 6),
    figures: brief(figures.get(one.entry) ?? noFigures),
  }));
}

export function brief({ asked, users, answeredP50, onTime, late }: Figures): EntryRow['figures'] {
  return { asked, users, answeredP50, onTime, late };
}
