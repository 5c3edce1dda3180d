import { dispute } from '../../law/procedures/dispute.ts';
import { disputableZh, disputeEffects, effectsFor, entryMatters, procedureOf, type DisputeEffect } from '../../law/dispute-effects.ts';
import { comesAbout } from '../../law/dispute-reopening.ts';
import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Case, type Notes, type Opening, type Process } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { disputeChecks } from './checks.ts';
import { acts, boundZh, type DisputeOwn } from './contract.ts';
import { disputeFollow } from './follow.ts';
import { forumOf } from './forum.ts';
import { disputePapers } from './papers.ts';
import * as store from './store.ts';
import { hrefOf, subjectOf } from './subject.ts';

/** 争议 (ZY). Art. 28: negotiated, mediated by the right authority, decided by its government, carried out. */
export function disputeProcess({ directory }: { readonly directory: Directory }): Process {
  return processOf(dispute, {
    contract: acts,
    checks: disputeChecks(directory),
    follow: disputeFollow(directory),
    opening: (tx, actor, _act, stated) => opening(tx, directory, actor, stated),
    prepare: (tx, it, act, stated) => prepare(tx, directory, it, act, stated),
    notes,
    view: (tx, it) => viewOf(tx, it, directory),
    barred: (tx, it) => barred(tx, directory, it),
    papers: disputePapers(directory),
    links: async (tx, it) => {
      const row = await store.findDispute(tx, it);
      return row?.subjectKind === 'entry' ? [{ href: hrefOf('entry', { region: row.subjectRegion, id: row.subject }), number: row.subjectTitle, zh: '所争议的目录' }] : [];
    },
  }) as unknown as Process;
}

/** The upper authority of a dispute is the one above its forum: it enters the decision where the forum is a party. Never a party itself. */
async function opening(tx: Tx, directory: Directory, actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { subject: { kind, ref } } = acts.create.parse(stated);
  const subject = await subjectOf(tx, kind, parseRef(ref), actor.org);
  const forum = await forumOf(tx, directory, subject.requester, subject.provider);
  return {
    title: `关于${disputableZh[kind]}“${subject.title}”的争议`, requester: subject.requester, provider: subject.provider,
    parties: { upper: [forum?.isParty === true ? forum.upper : await upperOfProvider(tx, directory, subject.provider)].filter((org) => org !== null && org !== subject.requester && org !== subject.provider) as string[] },
    facts: { subject: ref, subjectKind: kind, decider: 'forum', bound: 'none', carries: 'none', debtor: 'provider' },
  };
}

async function upperOfProvider(tx: Tx, directory: Directory, provider: string): Promise<string | null> {
  const authority = await directory.authorityOf(tx, provider);
  return authority === undefined ? null : (await directory.upperOf(tx, authority)) ?? null;
}

/**
 * Facts that pick the row: who is bound by what is now agreed or decided, whether the other has reported already, who will
 * decide. The forum comes in when it is asked; where it is a party itself, the authority above it.
 */
async function prepare(tx: Tx, directory: Directory, it: Case, act: string, stated: Readonly<Record<string, unknown>>): ReturnType<NonNullable<Process['prepare']>> {
  if (act === 'escalate' || act === 'put-to-government') {
    const forum = it.requester === null || it.provider === null ? undefined : await forumOf(tx, directory, it.requester, it.provider);
    if (act === 'escalate') return forum === undefined || forum.isParty ? {} : { parties: { forum: forum.org } };
    return { facts: { decider: 'upper' }, ...(forum?.upper == null ? {} : { parties: { upper: forum.upper } }) };
  }
  if (act === 'report') return { facts: { decider: 'forum' } };
  if (act === 'settle' || act === 'decide') {
    const bound = String(stated['bound'] ?? '');
    return { facts: { bound, carries: bound === 'both' ? 'both-first' : bound, debtor: bound === 'requester' ? 'requester' : 'provider' } };
  }
  if ((act === 'carry-out' || act === 'deny') && it.facts['bound'] === 'both') {
    const reported = act === 'carry-out' && ((await store.findDispute(tx, it))?.reports.length ?? 0) > 0;
    return { facts: { carries: reported ? 'both-last' : 'both-first' } };
  }
  return {};
}

/** Whom to turn to when negotiation fails is computed: the other way is not open. */
async function barred(tx: Tx, directory: Directory, it: Case): Promise<{ readonly escalate?: string; readonly 'put-to-government'?: string }> {
  const forum = it.state !== 'negotiating' || it.requester === null || it.provider === null ? undefined : await forumOf(tx, directory, it.requester, it.provider);
  if (forum === undefined) return {};
  return forum.isParty ? { escalate: `${forum.name}本身是争议一方，不协调自己的争议；协商不成的，直接报政府决定。` } : { 'put-to-government': `先由${forum.name}协调；协调不成的，由其报政府决定。` };
}

const notes: Notes<readonly [number: string | null, title: string]> = { asks: store.notedDispute, says: (found) => (found === null ? null : found[0] === null ? found[1] : `所争议 ${found[0]}`) };

async function viewOf(tx: Tx, it: Case, directory: Directory): Promise<DisputeOwn> {
  const row = (await store.findDispute(tx, it)) ?? fail('DISPUTE_NOT_FOUND');
  const names = await directory.organisations(tx, [row.requester, row.provider, ...(row.forum === null ? [] : [row.forum])]);
  const nameOf = (org: string) => names.get(org)?.name ?? org;
  const subject = { region: row.subjectRegion, id: row.subject };
  const effect = (name: keyof typeof disputeEffects): DisputeEffect => disputeEffects[name];
  const state = procedureOf(row.subjectKind) === undefined ? undefined : (await readCase(tx, subject))?.state;
  const fits = (name: keyof typeof disputeEffects) => state === undefined || comesAbout(row.subjectKind, state, effect(name));
  return {
    subject: {
      kind: row.subjectKind, kindZh: disputableZh[row.subjectKind], ref: `${subject.region}-${subject.id}`, href: hrefOf(row.subjectKind, subject), number: row.subjectNumber, title: row.subjectTitle,
      matterZh: row.matter === null ? null : entryMatters[row.matter],
    },
    claim: row.claim, grounds: row.grounds,
    forum: { org: row.forum, name: row.forum === null ? null : nameOf(row.forum), why: row.forumWhy },
    record: row.record, report: row.report,
    outcome: row.outcome === null ? null : { ...row.outcome, effectZh: effect(row.outcome.effect).zh, boundZh: boundZh[row.outcome.bound] },
    reports: row.reports.map((one) => ({ ...one, name: nameOf(one.org) })),
    effects: effectsFor(row.subjectKind).filter(fits).map((value) => ({ value, zh: effect(value).zh, again: effect(value).again === true })),
  };
}
