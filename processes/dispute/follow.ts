import { disputeEffects, procedureOf, type DisputeEffect } from '../../law/dispute-effects.ts';
import { fail } from '../../law/errors.ts';
import type { ActOf } from '../../law/procedure.ts';
import type { dispute } from '../../law/procedures/dispute.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Follow, Moving } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { concerns } from '../catalog/index.ts';
import { acts, type Outcome } from './contract.ts';
import { forumOf, mustHaveForum } from './forum.ts';
import { keepAsked, keepSettled } from './papers.ts';
import * as store from './store.ts';
import { subjectOf } from './subject.ts';

type Follows = Partial<Record<ActOf<typeof dispute>, Follow>>;

/** What follows from an act in the dispute's own table, and in the case that is disputed. */
export function disputeFollow(directory: Directory): Follows {
  return {
    create: async (tx, now) => {
      const { subject: { kind, ref }, matter } = acts.create.parse(now.stated);
      const subject = await subjectOf(tx, kind, parseRef(ref), now.actor?.org ?? '');
      await store.addDispute(tx, {
        region: now.region, caseId: now.id, requester: subject.requester, provider: subject.provider, subjectKind: kind, subjectRegion: subject.region, subject: subject.id,
        subjectTitle: subject.title, subjectNumber: subject.number, matter: kind === 'entry' ? matter ?? 'attribute' : null,
      });
      const forum = await forumOf(tx, directory, subject.requester, subject.provider);
      if (forum !== undefined) await store.setDispute(tx, now, { forum: forum.org, forumWhy: forum.why });
      if (kind === 'entry') await concerns(tx, { entryRegion: subject.region, entry: subject.id }, now);
      else await now.engine.link(tx, subject, now, { zh: '就此提出的争议', back: '所争议的事项' });
    },
    open: async (tx, now) => {
      const { claim, grounds } = acts.open.parse(now.stated);
      await store.setDispute(tx, now, { claim, grounds });
    },
    escalate: (tx, now) => asked(tx, directory, now, acts.escalate.parse(now.stated).record),
    'put-to-government': (tx, now) => asked(tx, directory, now, acts['put-to-government'].parse(now.stated).record),
    report: async (tx, now) => store.setDispute(tx, now, { report: acts.report.parse(now.stated).report }),
    settle: async (tx, now) => {
      await conclude(tx, now, { ...acts.settle.parse(now.stated), by: 'settled', document: null });
      await keepSettled(tx, directory, now);
    },
    decide: async (tx, now) => {
      const { document, ...outcome } = acts.decide.parse(now.stated);
      await conclude(tx, now, { ...outcome, by: 'decided', document });
    },
    'carry-out': async (tx, now) => {
      const row = await rowOf(tx, now);
      await store.setDispute(tx, now, { reports: [...row.reports, { org: now.actor?.org ?? '', on: now.today, done: acts['carry-out'].parse(now.stated).done }] });
    },
    deny: (tx, now) => store.setDispute(tx, now, { reports: [] }),
    confirm: (tx, now) => store.setDispute(tx, now, { open: false }),
    close: (tx, now) => store.setDispute(tx, now, { open: false }),
    withdraw: (tx, now) => store.setDispute(tx, now, { open: false }),
  };
}

async function rowOf(tx: Tx, now: Moving): Promise<store.DisputeRecord> {
  return (await store.findDispute(tx, now)) ?? fail('DISPUTE_NOT_FOUND');
}

/** What was tried stands with the dispute, and who mediates as the regions and authorities are now. */
async function asked(tx: Tx, directory: Directory, now: Moving, record: string): Promise<void> {
  const row = await rowOf(tx, now);
  const forum = await mustHaveForum(tx, directory, row.requester, row.provider);
  await store.setDispute(tx, now, { record, forum: forum.org, forumWhy: forum.why });
  await keepAsked(tx, directory, now);
}

/**
 * Agreed or decided. The disputed case goes on by it: an application, a change of use or a correction is taken up again with
 * its date, a reflux is connected or not; what else is owed, who is bound carries out himself (28).
 */
async function conclude(tx: Tx, now: Moving, outcome: Outcome & Pick<store.Kept, 'by' | 'document'>): Promise<void> {
  await store.setDispute(tx, now, { outcome, reports: [] });
  const row = await rowOf(tx, now);
  const subject = { region: row.subjectRegion, id: row.subject };
  Object.assign(now.told, { subject: `${subject.region}-${subject.id}`, replyBy: outcome.replyBy ?? '', effect: outcome.effect });
  if (procedureOf(row.subjectKind) === undefined) return;
  const clock = outcome.by === 'settled' ? 'dispute.settled' : 'dispute.decided';
  const effect: DisputeEffect = disputeEffects[outcome.effect];
  if (row.subjectKind === 'application' && outcome.by === 'decided' && now.forum !== null) await now.engine.addParty(tx, subject, 'forum', now.forum);
  if (effect.again) await now.engine.moveIfAny(tx, subject, 'reconsider', { clock }, { replyBy: outcome.replyBy });
  if (effect.outcome !== undefined) {
    await now.engine.setFacts(tx, subject, { outcome: effect.outcome });
    await now.engine.moveIfAny(tx, subject, 'carry-out', { clock });
  }
}
