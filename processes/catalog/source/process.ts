import { fail } from '../../../law/errors.ts';
import { source } from '../../../law/procedures/source.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { processOf, type Opening, type Process } from '../../../platform/procedures/process.ts';
import { listingsOf } from '../store/search.ts';
import { titleOf } from './alike.ts';
import { authorityFor } from './authority.ts';
import { sourceBarred, sourceChecks } from './checks.ts';
import { acts } from './contract.ts';
import { sourceFollow } from './follow.ts';
import { sourceView } from './view.ts';

/** 数源部门 (SY). Art. 19 ¶2: proposed, the departments heard, named; tasks until it ends. */
export function sourceProcess({ directory }: { readonly directory: Directory }): Process {
  return processOf(source, {
    contract: acts,
    checks: sourceChecks(directory),
    follow: sourceFollow(directory),
    opening: (tx, actor, _act, stated) => opening(tx, directory, actor, stated),
    prepare: (_tx, _it, act, stated) => Promise.resolve(prepare(act, stated)),
    barred: (tx, it) => sourceBarred(tx, directory, it),
    view: (tx, it, actor) => sourceView(tx, it, actor, directory),
  }) as unknown as Process;
}

/** Its departments are those of the entries; the region is that of who proposes it. */
async function opening(tx: Tx, directory: Directory, actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { items, entries } = acts.create.parse(stated);
  const listings = await listingsOf(tx, entries.map((entry) => ({ region: actor.region, entry })));
  const departments = [...new Set(listings.map((one) => one.provider))];
  if (departments.length < 2) return fail('SOURCE_NOT_ALIKE');
  const authority = await authorityFor(tx, directory, departments);
  if (authority === undefined) return fail('SOURCE_DEPARTMENT_ELSEWHERE', { department: '所选目录的部门' });
  return { title: titleOf(items), authority, parties: { department: departments } };
}

/** Who is named becomes the provider with the act; a task is bound to the department that it names, a report ends that task's clock alone. */
function prepare(act: string, stated: Readonly<Record<string, unknown>>): Awaited<ReturnType<NonNullable<Process['prepare']>>> {
  if (act === 'name') return { parties: { provider: String(stated['provider'] ?? '') } };
  if (act === 'task') return { facts: { tasked: String(stated['department'] ?? '') } };
  if (act === 'report') return { stated: { causes: [Number(stated['task'])] } };
  return {};
}
