import { comesAbout } from '../../law/dispute-reopening.ts';
import { fail } from '../../law/errors.ts';
import { disputableZh, disputeEffects, effectsFor, type DisputeEffect } from '../../law/dispute-effects.ts';
import type { CheckOf } from '../../law/procedure.ts';
import type { dispute } from '../../law/procedures/dispute.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../platform/procedures/process.ts';
import { acts, type Outcome } from './contract.ts';
import { mustHaveForum } from './forum.ts';
import * as store from './store.ts';
import { mustBeDisputable, subjectOf } from './subject.ts';

export function disputeChecks(directory: Directory): Record<CheckOf<typeof dispute>, Check> {
  return {
    /** There is an answer, or a clock ran out; and nobody disputes the same already. */
    subjectOpenToDispute: async (tx, now) => {
      const row = await rowOf(tx, now);
      const subject = await subjectOf(tx, row.subjectKind, { region: row.subjectRegion, id: row.subject }, now.actor?.org ?? row.requester);
      await mustBeDisputable(tx, now.engine, subject, now.today);
      for (const other of await store.openAbout(tx, row.subject)) {
        const found = await now.engine.get(tx, { region: other.region, id: other.caseId });
        if (found !== undefined && found.id !== now.id && found.requester === row.requester) fail('DISPUTE_OPEN_ALREADY', { number: found.number ?? '' });
      }
    },
    forumIsNoParty: async (tx, now) => {
      const forum = await forumFor(tx, directory, now);
      if (forum.isParty) fail('DISPUTE_FORUM_IS_PARTY', { forum: forum.name });
    },
    forumIsParty: async (tx, now) => {
      const forum = await forumFor(tx, directory, now);
      if (!forum.isParty) fail('DISPUTE_FORUM_MEDIATES', { forum: forum.name });
      if (forum.upper === null) fail('DISPUTE_DECIDER_UNKNOWN', { forum: forum.name });
    },
    effectFits: async (tx, now) => {
      const row = await rowOf(tx, now);
      effectFits(row, now.stated as Outcome, now);
      const effect: DisputeEffect = disputeEffects[(now.stated as Outcome).effect];
      const subject = row.subjectKind === 'entry' ? undefined : await now.engine.get(tx, { region: row.subjectRegion, id: row.subject });
      if (subject !== undefined && !comesAbout(row.subjectKind, subject.state, effect)) fail('DISPUTE_NOT_REOPENED', { subject: `${disputableZh[row.subjectKind]}${subject.number ?? ''}` });
    },
    newDateAhead: async (_tx, now) => {
      const { doneBy } = acts.deny.parse(now.stated);
      if (doneBy <= now.today) fail('DISPUTE_DATE_NOT_AHEAD', { field: '履行期限', date: doneBy });
    },
    documentAttached: async (_tx, now) => {
      if (now.attachments.length === 0) fail('DISPUTE_DOCUMENT_MISSING');
      const { on } = acts.decide.parse(now.stated).document;
      if (on > now.today) fail('DATE_IN_FUTURE', { field: '决定日期', date: on });
    },
  };
}

async function rowOf(tx: Tx, now: Moving): Promise<store.DisputeRecord> {
  return (await store.findDispute(tx, now)) ?? fail('DISPUTE_NOT_FOUND');
}

async function forumFor(tx: Tx, directory: Directory, now: Moving) {
  const row = await rowOf(tx, now);
  return mustHaveForum(tx, directory, row.requester, row.provider);
}

/** The effect suits what is disputed, and carries the dates that its clocks need. */
function effectFits(row: store.DisputeRecord, outcome: Outcome, now: Moving): void {
  if (!effectsFor(row.subjectKind).includes(outcome.effect)) fail('DISPUTE_EFFECT_UNFIT', { subject: disputableZh[row.subjectKind] });
  const { again }: DisputeEffect = disputeEffects[outcome.effect];
  if (again && outcome.bound !== 'provider' && outcome.bound !== 'both') fail('DISPUTE_BOUND_UNFIT');
  if (again && outcome.replyBy === undefined) fail('DISPUTE_DATE_MISSING', { field: '重新办理的期限' });
  if (outcome.bound !== 'none' && outcome.doneBy === undefined) fail('DISPUTE_DATE_MISSING', { field: '履行期限' });
  for (const [field, date] of [['重新办理的期限', outcome.replyBy], ['履行期限', outcome.doneBy]] as const) if (date !== undefined && date <= now.today) fail('DISPUTE_DATE_NOT_AHEAD', { field, date });
}
