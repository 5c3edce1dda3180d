import { likeFrom } from '../../law/likeness.ts';
import type { Reader } from '../../platform/postgres/database.ts';
import { plain } from '../../platform/search/plain.ts';
import type { EntryDraft } from './contract.ts';
import { listingsOf, sharedBy, type Listing } from './store/search.ts';
import { sourcesOf } from './store/sources.ts';

/** Art. 19 ¶1: what another department shares already that is like these items (law/likeness.ts). A person reads the warning and judges. */
export interface LikeListing extends Listing { readonly items: readonly string[]; /** Of these the ones of which its department is the named source: one such item is enough (19 ¶2). */ readonly sourced: readonly string[] }

export async function likesOf(db: Reader, region: string, provider: string, draft: EntryDraft, base: EntryDraft | undefined): Promise<LikeListing[]> {
  const known = new Set((base?.items ?? []).map((item) => normal(item.name ?? '')));
  const names = [...new Set((draft.items ?? []).map((item) => normal(item.name ?? '')))].filter((name) => name !== '' && !known.has(name));
  const found = await sharedBy(db, region, provider, names, likeFrom(names.length));
  const sources = (await sourcesOf(db, region, names)).filter((one) => one.provider !== provider && one.entry !== null);
  const keys = [...new Set([...found.map((one) => one.entry), ...sources.flatMap((one) => one.entry ?? [])])];
  const listings = await listingsOf(db, keys.map((entry) => ({ region, entry })));
  return keys.flatMap((entry) => {
    const listing = listings.find((each) => each.entry === entry);
    const sourced = sources.filter((one) => one.entry === entry).map((one) => one.item);
    return listing ? [{ ...listing, items: found.find((one) => one.entry === entry)?.names ?? sourced, sourced }] : [];
  });
}

/** Item names without signs, blanks and brackets: 公民身份号码（18位） and 公民身份号码 are one. */
export function normal(name: string): string {
  return plain(name).replace(/[(（\[【].*?[)）\]】]/g, '').replace(/[\s·、，,.。:：_-]/g, '');
}
