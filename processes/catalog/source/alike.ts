import { leastLikeItems, likeFrom } from '../../../law/likeness.ts';
import type { Db, Reader, Tx } from '../../../platform/postgres/database.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import type { Directory, OrgCode } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import type { EntryItem } from '../contract.ts';
import { normal } from '../likes.ts';
import * as entries from '../store/entries.ts';
import { listingsOf, lockListings, sharedBy, type Listing } from '../store/search.ts';
import * as store from '../store/sources.ts';
import { authorityFor } from './authority.ts';

/**
 * Groups of like items, Art. 19 ¶2, by the rule of which a compiler is warned too (law/likeness.ts). Of each such item the page says whether type, code set and key agree.
 * Not modelled: the values themselves, and whether items of one name mean the same; persons judge that.
 */

export interface Alike { readonly items: readonly string[]; readonly entries: readonly Listing[] }

/** Entries of other departments like this one, with the items that two or more of them have. */
export async function alikeTo(db: Reader, region: string, entry: string): Promise<Alike> {
  const [own] = await listingsOf(db, [{ region, entry }]);
  if (own === undefined) return { items: [], entries: [] };
  const names = [...new Set(own.itemNames.map(normal).filter((name) => name !== ''))];
  const found = await sharedBy(db, region, own.provider, names, likeFrom(names.length));
  const others = await listingsOf(db, found.map((one) => ({ region: one.region, entry: one.entry })));
  const group = [own, ...others];
  return { items: commonItems(group.map((one) => one.itemNames)), entries: group };
}

/** Names, as they are first written, that two or more of these have. */
export function commonItems(all: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, { readonly item: string; count: number }>();
  for (const items of all) {
    for (const name of new Set(items.map(normal))) {
      const known = seen.get(name);
      if (known !== undefined) known.count += 1;
      else seen.set(name, { item: items.find((one) => normal(one) === name) ?? name, count: 1 });
    }
  }
  return [...seen.entries()].filter(([name, one]) => name !== '' && one.count > 1).map(([, one]) => one.item).slice(0, 200);
}

/** The items of the entries of a group as they are published; of one that is hidden or withdrawn nothing is shown. */
export async function itemsIn(db: Reader, region: string, of: readonly { readonly entry: string }[]): Promise<ReadonlyMap<string, { readonly name: string; readonly code: string | null; readonly items: readonly EntryItem[] }>> {
  const found = new Map<string, { name: string; code: string | null; items: readonly EntryItem[] }>();
  for (const { entry } of of) {
    const row = await entries.findEntry(db, { region, entry });
    const version = row?.state !== 'published' || row.currentVersion === null ? undefined : await entries.findVersion(db, { region, entry }, row.currentVersion);
    if (row !== undefined && version !== undefined) found.set(entry, { name: version.name, code: row.code, items: version.body.items });
  }
  return found;
}

const PAGE = 10;

/** Compares what was published since with what is there, and proposes what is alike: some entries a transaction, one after another. */
export function alikeJob(deps: { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }): Job {
  return {
    name: 'alike', everyMs: 60_000,
    run: () => transact(deps.db, async (tx) => {
      const claimed = await store.claimUncompared(tx, PAGE);
      for (const { region, entry } of claimed) {
        await propose(tx, deps, region, entry);
        await store.markCompared(tx, region, entry);
      }
      return claimed.length > 0;
    }),
  };
}

/**
 * Opens a case for items that have no source, where no other has two of these entries together; what was dismissed is not brought up again
 * by the platform. Where others of them are under study already, this entry and its department come in.
 */
async function propose(tx: Tx, { directory, inside }: { readonly directory: Directory; readonly inside: EngineInside }, region: string, entry: string): Promise<void> {
  const { items: common, entries: group } = await alikeTo(tx, region, entry);
  const sourced = new Set((await store.sourcesOf(tx, region, common.map(normal))).map((one) => one.name));
  const items = common.filter((item) => !sourced.has(normal(item)));
  const departments: OrgCode[] = [...new Set(group.map((one) => one.provider))];
  if (items.length < leastLikeItems || departments.length < 2) return;
  await lockListings(tx, region, group.map((one) => one.entry));
  const known = await store.groupsWith(tx, region, group.map((one) => one.entry));
  if (known.some((one) => one.entries.includes(entry))) return;
  const own = group.find((one) => one.entry === entry)?.provider;
  const [studied] = known.filter((one) => one.stage !== 'over').sort((a) => (a.stage === 'open' ? -1 : 1));
  if (studied !== undefined && own !== undefined) { // where a source stands already, the authority brings it up by 调整
    if (studied.stage === 'named') return;
    await store.addEntry(tx, { region, id: studied.id }, { entry, org: own });
    return inside.addParty(tx, { region, id: studied.id }, 'department', own);
  }
  const authority = await authorityFor(tx, directory, departments);
  if (authority === undefined) return;
  await inside.open(tx, 'source', 'create', { title: titleOf(items), region, authority, parties: { department: departments } }, { clock: 'items.alike' }, { items, entries: group.map((one) => one.entry) });
}

export const titleOf = (items: readonly string[]): string => `${items.slice(0, 3).join('、')}${items.length > 3 ? `等 ${items.length} 个数据项` : ''}的数源部门`;

/** 姓名 and 姓 名 are one item. */
export function distinct(items: readonly string[]): string[] {
  return [...new Map(items.map((item) => [normal(item), item])).values()];
}
