import { codeZh, grades, sharingModes, sharingTypes, updateCycles, usualWords, type CodeList } from '../../law/codes.ts';
import { fail } from '../../law/errors.ts';
import { isPlainDate } from '../../law/plain-date.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { marksOf } from '../../platform/search/marks.ts';
import { isLetters } from '../../platform/search/pinyin.ts';
import { plain } from '../../platform/search/plain.ts';
import { askedOf } from '../../platform/search/words.ts';
import type { z } from 'zod';
import type { EntryHit, EntryPage, EntryQuery, EntryRow, Figures } from './contract.ts';
import { proposalsFor } from './proposals.ts';
import { questionOf } from './question.ts';
import { byName, counts as countsOf, newest } from './store/browse.ts';
import { figuresOf, noFigures } from './store/figures.ts';
import { ranked, type RankedAt, type RankedKey } from './store/ranked.ts';
import * as store from './store/search.ts';
import { noTerms, termsOf } from './terms.ts';

/** 目录检索: ranked by name, sound, items, summary, department, code; pages by key; facets of what was found; where nothing is, what else may be asked. */

type Page = z.infer<typeof EntryPage>;

export async function searchEntries(tx: Tx, directory: Directory, query: EntryQuery, home: string): Promise<Page> {
  const text = plain(query.q ?? '');
  if (text === '') return browse(tx, directory, query);
  const synonyms = await synonymsFor(tx, query.region ?? home);
  const question = questionOf(text, synonyms);
  if (question === undefined) return empty;
  const found = await ranked(tx, { ...question, after: parseRank(query), size: query.size + 1 }, query);
  const keys = found.keys.slice(0, query.size);
  const last = keys.at(-1);
  const listings = await store.listingsOf(tx, keys);
  const inOrder = keys.flatMap((key) => listings.find((one) => one.region === key.region && one.entry === key.entry) ?? []);
  const names = await namesOf(tx, directory, inOrder, found.counts);
  return {
    rows: await rowsOf(tx, names, inOrder, question.words), total: found.total, capped: found.capped,
    after: last && found.keys.length > query.size ? cursorOf(last.at) : null,
    facets: zhFacets(names, found.counts),
    asked: { words: question.words.map(([word]) => word ?? ''), also: question.words.flatMap(([, ...also]) => also), letters: question.sound !== undefined, cut: isCut(text) },
    proposals: found.total > 0 || query.after !== undefined ? [] : await proposalsFor(tx, query, question, synonyms),
  };
}

const empty: Page = { rows: [], after: null, total: 0, capped: false, facets: { attribute: [], provider: [], mode: [], cycle: [], grade: [], region: [] }, asked: { words: [], also: [], letters: false, cut: false }, proposals: [] };

/** Those of the law and its standards, and what the authority keeps: few, asked with each question, from one index page. */
export async function synonymsFor(tx: Reader, region: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(usualWords.flatMap(({ said, written }) => said.map((word) => [word, [written]] as const)));
  for (const { word, same } of await store.synonymsOf(tx, region)) {
    for (const [one, other] of [[word, same], [same, word]] as const) found.set(one, [...new Set([...(found.get(one) ?? []), other])]);
  }
  return found;
}

/** Cut the way `askedOf` cuts: the question has more words than are asked for. */
const isCut = (text: string): boolean => askedOf(text).length === 12 && askedOf(text.split(' ').slice(1).join(' ')).length === 12;

/** `place~by`: where a page ends; `by` is a score, or a name as it sounds. */
const cursorOf = ({ by, place }: RankedAt): string => `${place}~${by}`;

function parseRank({ after, sort }: EntryQuery): RankedAt | undefined {
  if (after === undefined) return undefined;
  const [, place, by] = /^(\d{1,15})~(.{1,400})$/su.exec(after) ?? [];
  return place && by && (sort === 'name' || /^\d{1,4}$/.test(by)) ? { place: Number(place), by } : fail('CURSOR_STALE');
}

async function browse(tx: Tx, directory: Directory, query: EntryQuery): Promise<Page> {
  const { listings, after } = query.sort === 'name' ? await browseByName(tx, query) : await browseNewest(tx, query);
  const counts = await countsOf(tx, query);
  const total = counts.find((one) => one.facet === 'all')?.count ?? 0;
  const names = await namesOf(tx, directory, listings, counts);
  return { rows: await rowsOf(tx, names, listings, []), total, capped: total >= 10_000, asked: null, proposals: [], after, facets: zhFacets(names, counts) };
}

interface Browsed { readonly listings: readonly store.Listing[]; readonly after: string | null }

async function browseNewest(tx: Tx, query: EntryQuery): Promise<Browsed> {
  const [, on, entry] = /^(\d{4}-\d{2}-\d{2})~(.*)$/.exec(query.after ?? '') ?? [];
  if (query.after !== undefined && !(on && entry && isPlainDate(on) && isUuid(entry))) fail('CURSOR_STALE');
  const found = await newest(tx, query, on && entry ? { on, entry } : undefined, query.size + 1);
  const last = found[query.size - 1];
  return { listings: found.slice(0, query.size), after: last && found.length > query.size ? `${last.publishedOn}~${last.entry}` : null };
}

async function browseByName(tx: Tx, query: EntryQuery): Promise<Browsed> {
  const [, entry, name] = /^([0-9a-f-]{36})~(.{1,400})$/su.exec(query.after ?? '') ?? [];
  if (query.after !== undefined && !(name && entry && isUuid(entry))) fail('CURSOR_STALE');
  const found = await byName(tx, query, name && entry ? { name, entry } : undefined, query.size + 1);
  const last = found[query.size - 1];
  return { listings: found.slice(0, query.size), after: last && found.length > query.size ? `${last.entry}~${last.sortKey}` : null };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

interface Names { readonly orgs: Awaited<ReturnType<Directory['organisations']>>; readonly regions: ReadonlyMap<string, string> }
const largest = (counts: readonly store.Count[], facet: 'provider' | 'region') => counts.filter((one) => one.facet === facet).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value)).slice(0, 50);

/** Names of the departments and regions of rows and facets, asked once. */
async function namesOf(tx: Tx, directory: Directory, listings: readonly store.Listing[], counts: readonly store.Count[]): Promise<Names> {
  const orgs = await directory.organisations(tx, [...new Set([...listings.map((one) => one.provider), ...largest(counts, 'provider').map((one) => one.value)])]);
  const regions = new Map<string, string>();
  for (const { value } of largest(counts, 'region')) regions.set(value, await directory.regionName(tx, value));
  return { orgs, regions };
}

function zhFacets(names: Names, counts: readonly store.Count[]): Page['facets'] {
  const of = (facet: store.Count['facet'], list: CodeList) => list.codes.flatMap((code) => counts.filter((one) => one.facet === facet && one.value === code.code)).sort((a, b) => b.count - a.count)
    .map(({ value, count }) => ({ value, zh: codeZh(list, value), count }));
  return {
    attribute: of('attribute', sharingTypes), mode: of('mode', sharingModes), cycle: of('cycle', updateCycles), grade: of('grade', grades),
    provider: largest(counts, 'provider').map(({ value, count }) => ({ value, zh: names.orgs.get(value)?.shortName ?? value, count })),
    region: largest(counts, 'region').map(({ value, count }) => ({ value, zh: names.regions.get(value) ?? value, count })),
  };
}

/** Rows as lists show them, with department's names, figures, the items in which the words were found, and where they stand. */
async function rowsOf(tx: Tx, names: Names, listings: readonly store.Listing[], words: readonly (readonly string[])[]): Promise<EntryHit[]> {
  const figures = await figuresOf(tx, listings);
  const terms = new Map((await store.sharingOf(tx, listings)).map((one) => [one.entry, termsOf(one.sharing, one.standing)]));
  return listings.map((one) => {
    const providerName = names.orgs.get(one.provider)?.name ?? one.provider;
    const name = marksOf(one.name, words);
    const items = one.itemNames.map((item) => ({ name: item, marks: marksOf(item, words, name.length === 0) })).filter(({ marks }) => marks.length > 0).slice(0, 6);
    const marks = { name, summary: marksOf(one.summary, words, false), provider: marksOf(providerName, words), code: marksOf(one.code, words, false), items: items.map((item) => item.marks) };
    return {
      region: one.region, entry: one.entry, version: one.version, code: one.code, name: one.name, summary: one.summary, provider: one.provider, providerName,
      attribute: one.attribute, modes: [...one.modes], updateCycle: one.updateCycle, grade: one.grade, itemCount: one.itemCount, personal: one.personal, state: 'published', publishedOn: one.publishedOn,
      matched: items.map((item) => item.name), marks, by: whyHit(one, marks, words), figures: brief(figures.get(one.entry) ?? noFigures), terms: terms.get(one.entry) ?? noTerms,
    };
  });
}

/** The first place that bears all words asked for; where none does by itself, they stand together. */
function whyHit(one: store.Listing, marks: EntryHit['marks'], words: readonly (readonly string[])[]): EntryHit['by'] {
  if (words.length === 0) return null;
  const bears = (text: string) => words.every((word) => marksOf(text, [word]).length > 0);
  if (bears(one.name)) return words.some((word) => word.every((each) => isLetters(each) && !plain(one.name).includes(each))) ? 'sound' : 'name';
  if (marks.items.length > 0 && bears(one.itemNames.join('\n'))) return 'items';
  if (bears(one.summary)) return 'summary';
  return marks.code.length > 0 ? 'code' : marks.provider.length > 0 && marks.name.length + marks.summary.length + marks.items.length === 0 ? 'provider' : 'together';
}

export function brief({ asked, users, answeredP50, onTime, late, quality }: Figures): EntryRow['figures'] {
  return { asked, users, answeredP50, onTime, late, quality };
}
