import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { plain } from '../../platform/search/plain.ts';
import { askedOf, queryOf } from '../../platform/search/words.ts';
import type { EntryHit } from './contract.ts';
import { normal } from './likes.ts';
import { searchEntries, synonymsFor } from './search.ts';
import { listingsOf, sharedBy } from './store/search.ts';

/** Entries that may serve who asks for data in his own words: by name as 目录检索 finds them, and by the names of items. Later processes ask this. */
export interface Wanted { readonly q: string; readonly items: readonly string[]; readonly region: string; readonly org: string }
export interface Fitting {
  readonly region: string; readonly entry: string; readonly code: string; readonly name: string; readonly marks: EntryHit['marks']['name']; readonly provider: string; readonly attribute: string;
  readonly itemCount: number; /** Of those asked for, as they were asked for. */ readonly items: readonly string[];
}

const most = { found: 6, names: 100 };

/** Those with the most of the wanted items first, then those found by name; none of one's own. */
export async function fitting(tx: Tx, directory: Directory, wanted: Wanted): Promise<Fitting[]> {
  const named = await byName(tx, directory, wanted);
  const shared = await itemsShared(tx, wanted, atLeast(wanted.items.length));
  const keys = [...shared, ...named.filter((hit) => !shared.some((one) => one.entry === hit.entry))].slice(0, most.found);
  const listings = await listingsOf(tx, keys);
  return keys.flatMap((key) => {
    const listing = listings.find((one) => one.entry === key.entry && one.region === key.region);
    if (listing === undefined || listing.provider === wanted.org) return [];
    const marks = named.find((hit) => hit.entry === key.entry)?.marks.name ?? [];
    const own = new Set(listing.itemNames.map(normal));
    const items = shared.find((one) => one.entry === key.entry)?.wanted ?? wanted.items.filter((item) => own.has(normal(item)));
    return [{ region: listing.region, entry: listing.entry, code: listing.code, name: listing.name, marks, provider: listing.provider, attribute: listing.attribute, itemCount: listing.itemCount, items }];
  });
}

/** The entry that already has half or more of what is wanted, and at least two items; undefined where none has. Not shared ones are no help. */
export async function coveredBy(tx: Tx, wanted: Wanted): Promise<{ readonly name: string; readonly provider: string; readonly items: readonly string[] } | undefined> {
  const shared = await itemsShared(tx, wanted, atLeast(wanted.items.length));
  const listings = await listingsOf(tx, shared);
  for (const one of shared) {
    const listing = listings.find((each) => each.entry === one.entry);
    if (listing !== undefined && listing.attribute !== 'not-shared') return { name: listing.name, provider: listing.provider, items: one.wanted };
  }
  return undefined;
}

/** Each word of a text as a tsquery, with the region's synonyms; words that say nothing by themselves are left out where others are there. */
export async function askedIn(tx: Tx, region: string, text: string): Promise<string[]> {
  const asked = askedOf(plain(text), await synonymsFor(tx, region));
  const telling = asked.filter(([word]) => !idle.has(word ?? ''));
  return (telling.length > 0 ? telling : asked).flatMap((words) => queryOf([words]) ?? []);
}

const idle: ReadonlySet<string> = new Set(['信息', '数据', '情况', '资料', '记录', '名单', '清单', '明细', '有关', '相关', '的', '表']);
const atLeast = (wanted: number): number => Math.max(2, Math.ceil(wanted / 2));

/** By name as the search finds them; where nothing bears all words, what it proposes with one word less and bears them in its name. */
async function byName(tx: Tx, directory: Directory, { q, region }: Wanted): Promise<readonly EntryHit[]> {
  if (plain(q).length < 2) return [];
  const page = await searchEntries(tx, directory, { q, size: most.found, sort: 'relevance' }, region);
  const [proposal] = page.proposals;
  if (page.rows.length > 0 || proposal === undefined) return page.rows;
  return (await searchEntries(tx, directory, { q: proposal.q, size: 3, sort: 'relevance' }, region)).rows.filter((hit) => hit.by === 'name' || hit.by === 'sound');
}

/** Published entries of the region with items of these names or of a synonym of them, most first. */
async function itemsShared(tx: Tx, { items, region, org }: Wanted, least: number): Promise<{ region: string; entry: string; wanted: string[] }[]> {
  const synonyms = items.length < 2 ? new Map<string, string[]>() : await synonymsFor(tx, region);
  const asked = new Map<string, string>();
  for (const item of items.slice(0, most.names)) for (const name of [item, ...(synonyms.get(plain(item)) ?? [])]) if (normal(name) !== '') asked.set(normal(name), item);
  if (items.length < 2) return [];
  const found = await sharedBy(tx, region, org, [...asked.keys()], least);
  return found.map(({ region: at, entry, names }) => ({ region: at, entry, wanted: items.filter((item) => names.some((name) => asked.get(name) === item)) })).filter((one) => one.wanted.length >= least);
}
