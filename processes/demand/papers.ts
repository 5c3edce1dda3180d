import { codeZh, sharingModes, updateCycles } from '../../law/codes.ts';
import { demandForm } from '../../law/documents/demand-form.ts';
import { citationZh } from '../../law/documents/words.ts';
import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { keepDocument, newestHead, type Draft } from '../../platform/documents/index.ts';
import { beforeCommit, type Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import * as store from './store.ts';

/** 需求登记表: looked at while it is drafted, kept with the registration. */
export function demandPapers(directory: Directory): Papers {
  return {
    previews: (it, actor) => (it.state === 'draft' && actor.org === it.requester ? ['demand'] : []),
    compose: (tx, it) => formDraft(tx, directory, it, it.number, null),
  };
}

/** The number of a case comes with the last statements of its transaction: the form is written after it. */
export function keepForm(tx: Tx, directory: Directory, now: Moving): void {
  beforeCommit(tx, `demand form ${now.id}`, 1.2, async () => {
    const number = (await readCase(tx, now))?.number ?? fail('TABLE_BROKEN', { what: 'a demand without a number' });
    const draft = await formDraft(tx, directory, now, number, now.today);
    await keepDocument(tx, directory, draft, { region: now.region, number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
  });
}

async function formDraft(tx: Tx, directory: Directory, it: Case, number: string | null, registeredOn: PlainDate | null): Promise<Draft> {
  const { body } = (await store.findDemand(tx, it)) ?? fail('DEMAND_NOT_FOUND');
  const nameOf = async (org: string | null) => (org === null ? '' : (await directory.organisation(tx, org))?.name ?? org);
  const head = await newestHead(tx);
  const printed = demandForm({
    number, requester: { name: await nameOf(it.requester), code: it.requester ?? '' }, authority: await nameOf(it.authority), title: body.title ?? '', purpose: body.purpose ?? '', description: body.description ?? '', range: body.range ?? '',
    basis: (body.duty ?? []).map(citationZh).join('；'), items: body.items ?? [], mode: modeZh(body.mode), cycle: cycleZh(body.cycle), owner: body.owner ?? '', wantedBy: (body.wantedBy ?? null) as PlainDate | null,
    responsible: [body.responsible?.post, body.responsible?.phone].filter((part) => part !== undefined && part !== '').join('，'), whyNone: body.whyNone ?? '', registeredOn, ledger: head,
  });
  return { kind: 'demand', org: it.requester ?? '', printed, head };
}

export const modeZh = (mode: string | null | undefined): string | null => (mode == null ? null : codeZh(sharingModes, mode));
export const cycleZh = (cycle: string | null | undefined): string | null => (cycle == null || cycle === '' ? null : codeZh(updateCycles, cycle));
