import { fail } from '../../law/errors.ts';
import { reflux } from '../../law/procedures/reflux.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Notes, type Opening, type Process } from '../../platform/procedures/process.ts';
import { getEntry } from '../catalog/index.ts';
import { divisions } from '../organisation/index.ts';
import type { Source } from '../resource/index.ts';
import { isBelow } from './area.ts';
import { mustStand, openFor, refluxChecks } from './checks.ts';
import { acts } from './contract.ts';
import { refluxEvents, refluxFollow } from './follow.ts';
import { refluxLists } from './lists.ts';
import { refluxPapers } from './papers.ts';
import * as store from './store.ts';
import { viewOf } from './view.ts';

export interface RefluxDeps { readonly directory: Directory; readonly source: Source }

/** 回流 (HL). Art. 24: asked for by the department below or begun by the one above, confirmed by the other, without conditions, cut by the area, reconciled by the month. */
export function refluxProcess(deps: RefluxDeps): Process {
  const { directory } = deps;
  return processOf(reflux, {
    contract: acts,
    checks: refluxChecks(deps),
    follow: refluxFollow(directory),
    on: refluxEvents,
    opening: (tx, actor, _act, stated) => opening(tx, directory, actor, stated),
    /** What the comparison found picks the row. */
    prepare: async (_tx, _it, act, stated) => (act === 'reconcile' ? { facts: { gap: acts.reconcile.parse(stated).gap } } : {}),
    notes,
    view: viewOf,
    papers: refluxPapers(directory),
    lists: refluxLists,
    links: async (tx, it) => {
      const row = await store.findReflux(tx, it);
      return row === undefined ? [] : [{ href: `/catalog/${row.entryRegion}/${row.entry}`, number: row.entryName, zh: '所回流的目录' }];
    },
  }) as unknown as Process;
}

/** The provider of the entry is above and begins of its own, or somebody below it asks. */
async function opening(tx: Tx, directory: Directory, actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { entryRegion, entry, receiver: named } = acts.create.parse(stated);
  const seen = await getEntry(tx, entryRegion, entry);
  if (seen.state === 'hidden' && seen.provider !== actor.org) return fail('ENTRY_NOT_FOUND'); // its name is not told
  mustStand(seen);
  const receiver = seen.provider === actor.org ? named ?? fail('REFLUX_RECEIVER_MISSING') : actor.org;
  const orgs = await directory.organisations(tx, [seen.provider, receiver]);
  const [above, below] = [orgs.get(seen.provider), orgs.get(receiver)];
  if (above === undefined || below === undefined || below.kind === 'platform' || !isBelow(below.region, above.region)) return fail('REFLUX_NOT_ABOVE', { sender: above?.name ?? '目录的提供部门', receiver: below?.name ?? '所选单位' });
  const open = await openFor(tx, actor.org, receiver, entry);
  if (open !== undefined) fail('REFLUX_OPEN_ALREADY', { number: open.number ?? '（起草中）' });
  return { title: seen.name, requester: receiver, provider: seen.provider, parties: { sender: [seen.provider], receiver: [receiver] }, facts: { side: seen.provider === actor.org ? 'sender' : 'receiver', entry: `${entryRegion}-${entry}`, attribute: seen.attribute } };
}

const notes: Notes<store.NotedReflux> = { asks: store.notedReflux, says: (found) => (found === null ? null : said(found)) };

const said = (row: store.NotedReflux): string => [row.regions.map((code) => divisions().names.get(code) ?? code).slice(0, 3).join('、'), row.gap === null ? '' : row.gap === 'none' ? '上期对账一致' : `上期差 ${row.missing} 条`].filter(Boolean).join('，');
