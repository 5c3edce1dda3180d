import { fail } from '../../../law/errors.ts';
import { stateZh } from '../../../law/words.ts';
import { grant as grantTable } from '../../../law/procedures/grant.ts';
import { useChange } from '../../../law/procedures/use-change.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { parseRef, refOf } from '../../../platform/procedures/ref.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { processOf, type Case, type Happened, type Moving, type Notes, type Opening, type Process } from '../../../platform/procedures/process.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { isReflux } from '../make.ts';
import { findAgreement, getAgreement, runningStates, type Agreement } from '../store/agreement.ts';
import { acts, type Point, type UseChangeOwn } from './contract.ts';
import { keepForm, keepReply, useChangePapers } from './papers.ts';
import { pointZh } from './points.ts';
import * as store from './store.ts';

/** 变更用途、范围 (BG). Art. 25 ¶1: asked by the requester with its head's consent, agreed to by the provider's head, point by point. */
export function useChangeProcess({ directory }: { readonly directory: Directory }): Process {
  return processOf(useChange, {
    contract: acts,
    checks: { grantRuns: async (tx, now) => { mustRun(await grantOf(tx, now)); }, pointsNamed, everyPointAnswered, somePointAgreed },
    opening: (tx, actor, _act, stated) => opening(tx, actor, stated),
    follow: {
      create: created,
      submit: async (tx, now) => store.setUseChange(tx, now, { ...acts.submit.parse(now.stated), answers: [] }),
      approve: (tx, now) => keepForm(tx, directory, now),
      propose: async (tx, now) => store.setUseChange(tx, now, { answers: acts.propose.parse(now.stated).perPoint }),
      agree: async (tx, now) => {
        await keepReply(tx, directory, now);
        await agreed(tx, now);
      },
      refuse: async (tx, now) => {
        await store.setUseChange(tx, now, { reasons: acts.refuse.parse(now.stated).reasons, open: false });
        await keepReply(tx, directory, now);
      },
      reconsider: async (tx, now) => {
        if (await store.openOf(tx, await grantAt(tx, now)) !== undefined) fail('USE_CHANGE_OPEN');
        await store.setUseChange(tx, now, { open: true, answers: [], reasons: '' });
      },
      withdraw: (tx, now) => store.setUseChange(tx, now, { open: false }),
      lapse: (tx, now) => store.setUseChange(tx, now, { open: false }),
    },
    on: { 'grant.ended': lapsed, 'grant.terminated': lapsed },
    withholds: (it, actor, move) => (move.act === 'propose' && !seesAnswers(it, actor)) || (move.act === 'return' && move.org !== actor.org),
    notes: { asks: store.notedUseChange, says: (points) => (points === null || points.length === 0 ? null : points.map((one) => pointZh[one.kind]).join('、')) } satisfies Notes<readonly Point[]>,
    view: viewOf,
    papers: useChangePapers(directory),
  }) as unknown as Process;
}

async function opening(tx: Tx, actor: Actor, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { grant } = acts.create.parse(stated);
  const it = await findAgreement(tx, parseRef(grant));
  if (it === undefined || it.requester !== actor.org) return fail('GRANT_NOT_FOUND');
  if (isReflux(it.body)) fail('REFLUX_USE_FREE');
  mustRun(it);
  return { title: it.body.entryName, requester: it.requester, provider: it.provider, facts: { grant, attribute: it.body.attribute } };
}

async function created(tx: Tx, now: Moving): Promise<void> {
  const grant = parseRef(acts.create.parse(now.stated).grant);
  if (!(await store.addUseChange(tx, now, grant))) fail('USE_CHANGE_OPEN');
  await now.engine.link(tx, grant, now, { zh: '就此提出的变更申请', back: '所变更的授权' });
}

const grantAt = async (tx: Tx, now: Pick<Case, 'region' | 'id'>) => {
  const row = await store.getUseChange(tx, now);
  return { region: row.grantRegion, id: row.grantId };
};
const grantOf = async (tx: Tx, now: Pick<Case, 'region' | 'id'>): Promise<Agreement> => getAgreement(tx, await grantAt(tx, now));

function mustRun(it: Agreement): void {
  if (!(runningStates as readonly string[]).includes(it.state)) fail('USE_CHANGE_GRANT_OVER');
}

/** Each of the three at most once, and each says something new. */
async function pointsNamed(tx: Tx, now: Moving): Promise<void> {
  const { points } = acts.submit.parse(now.stated);
  if (new Set(points.map((one) => one.kind)).size !== points.length) fail('USE_CHANGE_POINT_TWICE');
  const it = await grantOf(tx, now);
  const same = points.find((one) => (one.kind === 'range' && one.text === it.body.range) || (one.kind === 'purpose' && one.text === it.purpose));
  if (same) fail('USE_CHANGE_SAME', { what: pointZh[same.kind] });
}

/** 25 ¶1: one answer to each point asked, a refusal with its reason. */
async function everyPointAnswered(tx: Tx, now: Moving): Promise<void> {
  const { perPoint } = acts.propose.parse(now.stated);
  const { points } = await store.getUseChange(tx, now);
  const answered = perPoint.map((one) => one.kind);
  if (points.length !== perPoint.length || points.some((one) => !answered.includes(one.kind))) fail('USE_CHANGE_UNANSWERED');
  const bare = perPoint.find((one) => one.decision === 'refuse' && one.reason.length < 4);
  if (bare) fail('USE_CHANGE_REASON_MISSING', { what: pointZh[bare.kind] });
}

async function somePointAgreed(tx: Tx, now: Moving): Promise<void> {
  if (!(await store.getUseChange(tx, now)).answers.some((one) => one.decision === 'agree')) fail('USE_CHANGE_NONE_AGREED');
}

/** The grant changes in the same act, never before. */
async function agreed(tx: Tx, now: Moving): Promise<void> {
  const { points, answers } = await store.getUseChange(tx, now);
  await store.setUseChange(tx, now, { open: false });
  const given = points.filter((one) => answers.some((answer) => answer.kind === one.kind && answer.decision === 'agree'));
  await now.engine.move(tx, await grantAt(tx, now), 'change-use', { clock: 'use-change.agreed' }, { change: refOf(now), points: given });
}

async function lapsed(tx: Tx, { from, event, engine }: Happened): Promise<void> {
  const open = await store.openOf(tx, from);
  if (open !== undefined) await engine.moveIfAny(tx, open, 'lapse', { clock: event });
}

/** What is proposed is the provider's own until its head has decided. */
const seesAnswers = (it: Case, actor: Actor): boolean => actor.org === it.provider || it.state === 'agreed' || it.state === 'refused';

async function viewOf(tx: Tx, it: Case, actor: Actor): Promise<UseChangeOwn> {
  const row = await store.getUseChange(tx, it);
  const agreement = await grantOf(tx, it);
  const grant = { region: row.grantRegion, id: row.grantId };
  const answers = seesAnswers(it, actor) ? row.answers : [];
  return {
    grant: { ref: refOf(grant), number: (await readCase(tx, grant))?.number ?? null, title: agreement.body.entryName, stateZh: stateZh(grantTable, agreement.state) },
    now: { purpose: agreement.purpose, range: agreement.body.range, thirdParties: (agreement.body.thirdParties ?? []).map((one) => one.who) },
    points: row.points.map((one) => {
      const answer = answers.find((each) => each.kind === one.kind);
      return { kind: one.kind, kindZh: pointZh[one.kind], text: one.text, why: 'why' in one ? one.why : '', decision: answer?.decision ?? null, reason: answer?.reason ?? '' };
    }),
    basis: row.basis, reasons: row.reasons,
  };
}
