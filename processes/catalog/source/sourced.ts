import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import { normal } from '../likes.ts';
import * as store from '../store/sources.ts';

/** An item that has its source elsewhere, and the entry of the source to which one is led. */
export interface SourcedItem { readonly item: string; readonly provider: string; readonly providerName: string; readonly entry: string | null }

/** Of these items those whose source is another department than this one (19 ¶2). */
export async function sourcedElsewhere(tx: Tx, directory: Directory, region: string, provider: string, items: readonly string[]): Promise<SourcedItem[]> {
  const found = (await standing(tx, region, items)).filter((one) => one.provider !== provider);
  const names = await directory.organisations(tx, [...new Set(found.map((one) => one.provider))]);
  return found.map(({ item, provider: by, entry }) => ({ item, provider: by, providerName: names.get(by)?.name ?? by, entry }));
}

async function standing(db: Reader, region: string, items: readonly string[]): Promise<store.ItemSource[]> {
  return store.sourcesOf(db, region, [...new Set(items.map(normal))].filter((name) => name !== ''));
}
