import { codeZh, grades, sharingModes, sharingTypes, updateCycles, type CodeList } from '../../law/codes.ts';
import { fail } from '../../law/errors.ts';
import { isPlainDate } from '../../law/plain-date.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { plain } from '../../platform/search/plain.ts';
import { queryOf, wordsOf } from '../../platform/search/words.ts';
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
  const found = await store.ranked(tx, { question, tsquery, after: query.after === undefined ? undefined : parseRank(query.after), size: query.size + 1 }, query);
  const keys = found.keys.slice(0, query.size);
  const last = keys.at(-1);
  const listings = await store.listingsOf(tx, keys);
  const inOrder = keys.flatMap((key) => listings.find((one) => one.region === key.region && one.entry === key.entry) ?? []);
  return {
    rows: await rowsOf(tx, directory, inOrder, question), total: found.total, capped: found.capped,
    after: last && found.keys.length > query.size ? `${last.score}~${last.on}~${last.region}~${last.entry}` : null,
    facets: await zhFacets(tx, directory, found.counts),
  };
}

function parseRank(after: string): store.RankedKey {
  const match = /^(\d\.\d{3})~(\d{4}-\d{2}-\d{2})~(\d{6})~([0-9a-f-]{36})$/.exec(after);
  const [, score, on, region, entry] = match ?? [];
  return score && on && region && entry && isPlainDate(on) && isUuid(entry) ? { score, on, region, entry } : fail('CURSOR_STALE');
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

function parseKey(after: string): { on: string; entry: string } {
  const match = /^(\d{4}-\d{2}-\d{2})~([0-9a-f-]{36})$/.exec(after);
  if (!match?.[1] || !match[2] || !isPlainDate(match[1]) || !isUuid(match[2])) return fail('CURSOR_STALE');
  return { on: match[1], entry: match[2] };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
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
