import { disputableZh, disputeEffects, entryMatters } from '../../law/dispute-effects.ts';
import { mediationRequest, settlement } from '../../law/documents/dispute-papers.ts';
import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { keepDocument, newestHead, type Draft } from '../../platform/documents/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../platform/procedures/process.ts';
import { boundZh } from './contract.ts';
import * as store from './store.ts';

/** 争议协调申请书 is kept with the asking, 争议一致意见书 with the last signature. A government's decision is its own paper, attached. */
export function disputePapers(directory: Directory): Papers {
  return { previews: () => [], compose: (tx, it, kind, today) => (kind === 'settlement' ? settledDraft(tx, directory, it, today) : askedDraft(tx, directory, it, it.requester ?? '', today)) };
}

/** Whoever asked for mediation, or for the decision where the forum is itself a party. */
export async function keepAsked(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  await keep(tx, directory, now, await askedDraft(tx, directory, now, now.actor?.org ?? '', now.today));
}

export async function keepSettled(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  await keep(tx, directory, now, await settledDraft(tx, directory, now, now.today));
}

async function keep(tx: Tx, directory: Directory, now: Moving, draft: Draft): Promise<void> {
  if (now.number === null) return;
  await keepDocument(tx, directory, draft, { region: now.region, number: now.number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}

async function disputed(tx: Tx, directory: Directory, it: Pick<Case, 'region' | 'id' | 'number'>) {
  const row = (await store.findDispute(tx, it)) ?? fail('DISPUTE_NOT_FOUND');
  const names = await directory.organisations(tx, [row.requester, row.provider, ...(row.forum === null ? [] : [row.forum])]);
  const nameOf = (org: string): string => names.get(org)?.name ?? org;
  const subject = { kindZh: disputableZh[row.subjectKind], title: row.subjectTitle, number: row.subjectNumber, matterZh: row.matter === null ? null : entryMatters[row.matter] };
  return { row, nameOf, about: { number: it.number ?? '', requester: nameOf(row.requester), provider: nameOf(row.provider), subject, claim: row.claim, grounds: row.grounds, head: await newestHead(tx) } };
}

async function askedDraft(tx: Tx, directory: Directory, it: Case, applicant: string, today: PlainDate): Promise<Draft> {
  const { row, nameOf, about } = await disputed(tx, directory, it);
  const toGovernment = row.forum === row.requester || row.forum === row.provider;
  const printed = mediationRequest({ ...about, applicant: nameOf(applicant), forum: nameOf(row.forum ?? ''), toGovernment, why: row.forumWhy, record: row.record ?? '', askedOn: today });
  return { kind: 'mediation', org: applicant, printed, head: about.head };
}

async function settledDraft(tx: Tx, directory: Directory, it: Case, today: PlainDate): Promise<Draft> {
  const { row, nameOf, about } = await disputed(tx, directory, it);
  const { text, effect, bound, replyBy, doneBy } = row.outcome ?? fail('DISPUTE_NOT_FOUND');
  const day = (date: string | undefined) => (date ?? null) as PlainDate | null;
  const mediated = row.record === null || row.forum === null || row.forum === row.requester || row.forum === row.provider ? null : nameOf(row.forum);
  const printed = settlement({ ...about, text, effectZh: disputeEffects[effect].zh, boundZh: bound === 'none' ? boundZh.none : `${boundZh[bound]}履行`, replyBy: day(replyBy), doneBy: day(doneBy), forum: mediated, settledOn: today });
  return { kind: 'settlement', org: row.requester, printed, head: about.head };
}
