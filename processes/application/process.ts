import { application } from '../../law/procedures/application.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Case, type Opening, type Process } from '../../platform/procedures/process.ts';
import { getEntry } from '../catalog/index.ts';
import { fail } from '../../law/errors.ts';
import { acts, type ApplicationBody } from './contract.ts';
import { applicationChecks } from './checks.ts';
import { applicationFollow } from './follow.ts';
import { effects } from './if-today.ts';
import { applicationEvents } from './jobs.ts';
import { linksOf } from './links.ts';
import { applicationNotes } from './notes.ts';
import { officerOf } from './officer.ts';
import { getApplication } from './store.ts';
import { applicationPapers } from './papers.ts';
import { applicationView, withholds } from './view.ts';

/** 共享申请 (SQ). Art. 20, 21, 23, 25 ¶2: drafted, consented to, received, asked about once, answered. */
export function applicationProcess(deps: { readonly directory: Directory }): Process {
  return processOf(application, {
    contract: acts,
    checks: applicationChecks(deps),
    follow: applicationFollow(deps.directory),
    opening: open,
    prepare,
    view: (tx, it, actor) => applicationView(tx, it, actor, deps.directory),
    withholds,
    on: applicationEvents,
    notes: applicationNotes,
    effects: (tx, it, actor, today) => effects(tx, deps.directory, it, actor, today),
    papers: applicationPapers(deps.directory),
    links: (tx, it, actor) => linksOf(tx, deps.directory, it, actor),
  }) as unknown as Process;
}

async function open(tx: Tx, actor: Actor, _act: string, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { entryRegion, entry: id } = acts.create.parse(stated);
  const entry = await getEntry(tx, entryRegion, id);
  if (entry.provider === actor.org) fail('OWN_ENTRY');
  if (entry.state !== 'published') fail('ENTRY_NOT_PUBLISHED', { entry: entry.name });
  return { title: entry.name, requester: actor.org, provider: entry.provider, facts: { attribute: entry.attribute, entry: id, entryRegion } };
}

/** Receipt: the class of the reply clock is that of the version then in force (design.md §4, 7). Whether the security officer must speak goes by what is asked for now. */
async function prepare(tx: Tx, it: Case, act: string, stated: Readonly<Record<string, unknown>>): Promise<{ facts?: Record<string, string> }> {
  if (act !== 'acknowledge' && act !== 'supply' && act !== 'assess') return {};
  if (act === 'assess') return { facts: { officer: 'given' } };
  const row = await getApplication(tx, it);
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  if (act === 'supply') return { facts: { officer: await officerOf(tx, it, row, (stated['body'] as Partial<ApplicationBody> | undefined) ?? {}) } };
  return { facts: { attribute: entry.attribute, officer: await officerOf(tx, it, { ...row, entryVersion: entry.version }) } };
}
