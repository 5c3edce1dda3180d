import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { soundsOf, sortKeyOf } from '../../platform/search/pinyin.ts';
import { vectorOf } from '../../platform/search/words.ts';
import type { EntryBody, OutsideFields } from './contract.ts';
import { normal } from './likes.ts';
import { findEntry, findVersion, type Key } from './store/entries.ts';
import { dropListing, olderListings, writeItemNames, writeListing } from './store/search.ts';

/** What is indexed of an entry: its name above all, then items, summary, department. The code is asked for by its beginning. */
export interface Listed extends Key { readonly version: number; readonly code: string; readonly provider: string; readonly publishedOn: string; readonly body: EntryBody }

export async function list(tx: Tx, directory: Directory, it: Listed): Promise<void> {
  const { body } = it;
  const department = await directory.organisation(tx, it.provider);
  const words = vectorOf([
    [body.name, 'A'],
    [body.items.map((item) => `${item.name} ${item.field}`).join(' '), 'B'],
    [body.summary, 'C'],
    [`${department?.name ?? ''} ${department?.shortName ?? ''}`, 'D'],
  ]);
  await writeListing(tx, {
    region: it.region, entry: it.entry, version: it.version, code: it.code, name: body.name, summary: body.summary, provider: it.provider,
    attribute: body.sharing.attribute, modes: body.modes, updateCycle: body.updateCycle, grade: body.grade,
    personal: body.items.some((item) => item.personal !== 'none'), itemCount: body.items.length, itemNames: body.items.slice(0, 200).map((item) => item.name), publishedOn: it.publishedOn,
  }, {
    name: vectorOf([[body.name, 'A']]), all: words,
    sounds: soundsOf([[body.name, 'A'], ...body.items.slice(0, 500).map((item) => [item.name, 'B'] as const), [department?.name ?? '', 'D'], [department?.shortName ?? '', 'D']]),
    sortKey: sortKeyOf(body.name),
  });
  const shared = body.sharing.attribute === 'not-shared' ? [] : body.items.map((item) => normal(item.name));
  await writeItemNames(tx, it, it.provider, shared.filter((name) => name !== ''));
}

/** Writes some listings of an older form again; how many. */
export async function listAgain(tx: Tx, directory: Directory, limit = 200): Promise<number> {
  const older = await olderListings(tx, limit);
  for (const key of older) {
    const entry = await findEntry(tx, key);
    const version = entry?.currentVersion == null ? undefined : await findVersion(tx, key, entry.currentVersion);
    if (entry === undefined || version === undefined) continue;
    await list(tx, directory, { ...key, version: version.version, code: entry.code ?? '', provider: entry.provider, body: withOutside(version.body, entry.outside) });
  }
  return older.length;
}

/** Hidden and withdrawn entries are found by nobody, and count as shared by nobody. */
export async function unlist(tx: Tx, key: Key): Promise<void> {
  await dropListing(tx, key);
  await writeItemNames(tx, key, '', []);
}

/** The entry as it reads today: the published version with what was changed without a case. */
export function withOutside(body: EntryBody, outside: OutsideFields): EntryBody {
  const given = Object.fromEntries(Object.entries(outside).filter(([, value]) => value !== undefined));
  return { ...body, ...given };
}
