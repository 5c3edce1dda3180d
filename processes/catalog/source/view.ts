import { sameValues } from '../../../law/codes.ts';
import { fail } from '../../../law/errors.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { Case } from '../../../platform/procedures/process.ts';
import { normal } from '../likes.ts';
import * as store from '../store/sources.ts';
import { itemsIn } from './alike.ts';
import type { ItemValues, SourceOwn } from './contract.ts';
import { mayCompare } from './values.ts';

/** The group's own part of its page: which items are like, in which entries, and by what; who collects them and by which duty; what was named. */
export async function sourceView(tx: Tx, it: Case, actor: Pick<Actor, 'org' | 'post'>, directory: Directory): Promise<SourceOwn> {
  const group = (await store.findGroup(tx, it)) ?? fail('SOURCE_NOT_FOUND');
  const entries = await store.entriesOf(tx, it);
  const published = await itemsIn(tx, it.region, entries);
  const departments = it.parties['department'] ?? [];
  const sources = await store.sourcesOf(tx, it.region, group.items.map(normal));
  const tasks = await store.tasksOf(tx, it);
  const today = await directory.legalToday(tx);
  const names = await directory.organisations(tx, [...new Set([...departments, ...entries.map((one) => one.org), ...sources.map((one) => one.provider), ...tasks.map((one) => one.org), ...(group.provider === null ? [] : [group.provider])])]);
  const nameOf = (org: string) => names.get(org)?.name ?? org;
  const opinionOf = (org: string) => group.opinions.findLast((one) => one.org === org && one.round === group.round);
  const items = group.items.map((name): SourceOwn['items'][number] => {
    const found = entries.flatMap(({ entry }) => (published.get(entry)?.items ?? []).filter((item) => normal(item.name) === normal(name)).slice(0, 1).map(({ type, codeSet, key }) => ({ entry, type, codeSet, key })));
    const standing = sources.find((one) => one.name === normal(name));
    return {
      name, in: found, sameType: new Set(found.map((one) => one.type)).size === 1, sameCodeSet: found.every((one) => one.codeSet != null && sameValues(one.codeSet, found[0]?.codeSet ?? '')), key: found.length > 0 && found.every((one) => one.key),
      source: standing === undefined ? null : { provider: standing.provider, providerName: nameOf(standing.provider) },
    };
  });
  return {
    items,
    entries: entries.map(({ entry, org }) => ({ entry, name: published.get(entry)?.name ?? '（已下架）', code: published.get(entry)?.code ?? null, org, orgName: nameOf(org), items: published.get(entry)?.items.length ?? 0 })),
    departments: departments.map((org) => ({ org, name: nameOf(org), duty: group.departments.find((one) => one.org === org)?.duty ?? '', stand: opinionOf(org)?.stand ?? null, opinion: opinionOf(org)?.duty ?? '', on: opinionOf(org)?.on ?? null })),
    profiles: (await store.profilesOf(tx, it)) as readonly ItemValues[] as ItemValues[], mayCompare: mayCompare(it, actor),
    opinionsBy: group.opinionsBy, provider: group.provider, providerName: group.provider === null ? null : nameOf(group.provider), document: group.document, namedOn: group.namedOn,
    namedItems: (await store.itemsOf(tx, it)).map((one) => one.item),
    tasks: tasks.map((task) => ({ ...task, name: nameOf(task.org), late: task.done === null && task.doneBy < today })),
  };
}
