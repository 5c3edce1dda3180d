import { demand } from '../../law/procedures/demand.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Case, type Notes, type Opening, type Process } from '../../platform/procedures/process.ts';
import { codesOf } from '../catalog/index.ts';
import { demandChecks } from './checks.ts';
import { acts } from './contract.ts';
import { demandEvents, demandFollow, unnamed } from './follow.ts';
import { demandPapers } from './papers.ts';
import * as store from './store.ts';
import { viewOf } from './view.ts';

/** 供需对接 (XQ). Art. 20 ¶1: registered, matched, assigned or referred; what is taken on is compiled, and its publication leads to the application. */
export function demandProcess({ directory }: { readonly directory: Directory }): Process {
  return processOf(demand, {
    contract: acts,
    checks: demandChecks(directory),
    follow: demandFollow(directory),
    opening: (_tx, actor, _act, stated) => opening(actor, stated),
    prepare: (_tx, it, act, stated) => Promise.resolve(prepare(it, act, stated)),
    on: demandEvents,
    view: (tx, it, actor) => viewOf(tx, it, actor, directory),
    barred,
    notes,
    links,
    papers: demandPapers(directory),
  }) as unknown as Process;
}

async function opening(actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { title } = acts.create.parse(stated);
  return { title: title === undefined || title === '' ? unnamed : title, requester: actor.org };
}

/** The department comes in with the act that names it; the answer of another platform picks the row. */
function prepare(_it: Case, act: string, stated: Readonly<Record<string, unknown>>): Awaited<ReturnType<NonNullable<Process['prepare']>>> {
  if (act === 'assign' || act === 'reassign' || act === 'bind') return { parties: { provider: String(stated['provider'] ?? '') } };
  if (act === 'come-back') return { facts: { answer: String(stated['answer'] ?? '') } };
  return {};
}

/** A second decline ends in a document or in the end. */
async function barred(tx: Tx, it: Case): Promise<{ readonly reassign?: string }> {
  const twice = it.state === 'declined' && ((await store.findDemand(tx, it))?.declines.filter((one) => one.past !== true).length ?? 0) > 1;
  return twice ? { reassign: '已有两个部门不认领，不再改派：指定编制部门并附职责文件，或者说明理由后终结。' } : {};
}

/** How many departments want the same. */
const notes: Notes<number> = { asks: store.notedDemand, says: (count) => (count === null || count === 0 ? null : `另有 ${count} 件需求并入`) };

async function links(tx: Tx, it: Case): Promise<{ href: string; number: string; zh: string }[]> {
  const row = await store.findDemand(tx, it);
  if (row?.entry == null || row.entryRegion === null) return [];
  const code = (await codesOf(tx, [{ region: row.entryRegion, id: row.entry }])).get(row.entry);
  return [{ href: `/catalog/${row.entryRegion}/${row.entry}`, number: code ?? it.title, zh: '对接到的目录' }];
}
