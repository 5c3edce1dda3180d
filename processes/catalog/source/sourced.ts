import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import { normal } from '../likes.ts';
import { sharersOf } from '../store/search.ts';
import * as store from '../store/sources.ts';

/** An item that has its source elsewhere, and the entry of the source to which one is led. */
export interface SourcedItem { readonly item: string; readonly provider: string; readonly providerName: string; readonly entry: string | null }

/** Of these items those whose source is another department than this one (19 ¶2). */
export async function sourcedElsewhere(tx: Tx, directory: Directory, region: string, provider: string, items: readonly string[]): Promise<SourcedItem[]> {
  const found = (await standing(tx, region, items)).filter((one) => one.provider !== provider);
  const names = await directory.organisations(tx, [...new Set(found.map((one) => one.provider))]);
  return found.map(({ item, provider: by, entry }) => ({ item, provider: by, providerName: names.get(by)?.name ?? by, entry }));
}

/** Who knows whether an item is true: its named source, or where none is named a department whose published entry has it. */
export interface Knows { readonly item: string; readonly provider: string; readonly named: boolean }

/**
 * Of each of these items who may be asked about it, by its names in this region and those above it: the named source alone, also where
 * that is this department itself; else the other departments that share it.
 */
export async function whoKnows(tx: Tx, directory: Directory, region: string, provider: string, items: readonly string[]): Promise<Knows[]> {
  const regions = await directory.regionsFrom(tx, region);
  const wanted = new Map(items.map((item) => [normal(item), item]));
  const named = new Map<string, string>();
  for (const at of regions) for (const one of await standing(tx, at, items)) if (!named.has(one.name)) named.set(one.name, one.provider);
  const free = [...wanted.keys()].filter((name) => name !== '' && !named.has(name));
  const sharing = await sharersOf(tx, regions, provider, free);
  return [...[...named].map(([name, by]) => ({ name, provider: by, named: true })), ...sharing.map((one) => ({ ...one, named: false }))].map(({ name, ...one }) => ({ item: wanted.get(name) ?? name, ...one }));
}

async function standing(db: Reader, region: string, items: readonly string[]): Promise<store.ItemSource[]> {
  return store.sourcesOf(db, region, [...new Set(items.map(normal))].filter((name) => name !== ''));
}
