import { fail } from '../../law/errors.ts';
import type { CheckOf } from '../../law/procedure.ts';
import type { correction } from '../../law/procedures/correction.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../platform/procedures/process.ts';
import { hasEverHeld } from '../grant/index.ts';
import { lookUpIn, type Source } from '../resource/index.ts';
import { acts, ownWords } from './contract.ts';
import { lookAt, mostAtOnce } from './look.ts';
import { mustKnow } from './sources.ts';
import * as store from './store/corrections.ts';
import { receiverOf } from './store/receivers.ts';
import * as rows from './store/rows.ts';

export interface CheckDeps { readonly directory: Directory; readonly source: Source; readonly keys: Keys }

export function correctionChecks(deps: CheckDeps): Record<CheckOf<typeof correction>, Check> {
  return {
    /** What is filed is what whoever files has seen: the list is not in the act. */
    rowsStated: async (tx, now) => {
      const it = await recordOf(tx, now);
      if (it.rows === 0) fail('CORRECTION_ROWS_MISSING');
      if (acts.file.parse(ownWords(now.stated)).rows !== it.rows) fail('CORRECTION_ROWS_CHANGED', { now: it.rows });
    },
    /** Whoever was never given data of the entry has not found a fault in it by using it; an official of a complaint has it from the complaint. */
    mayHaveSeen: async (tx, now) => {
      const it = await recordOf(tx, now);
      if (now.seat !== 'handler' && !(await hasEverHeld(tx, it.entryRegion, it.entry, it.requester))) fail('CORRECTION_NOT_HELD', { name: it.entryName });
    },
    sourceNamed: (tx, now) => sourceFits(tx, deps.directory, now),
    askedOfUs: async (tx, now) => {
      if (!(await recordOf(tx, now)).referrals.some((one) => one.source === now.actor?.org && one.answeredOn === null)) fail('CORRECTION_NOT_ASKED');
    },
    everyRowUpheld: async (tx, now) => {
      const it = await recordOf(tx, now);
      mustBeAnswered(it);
      if (it.rejected > 0) fail('CORRECTION_SOME_REJECTED', { rejected: it.rejected });
    },
    everyRowAnswered: async (tx, now) => {
      const it = await recordOf(tx, now);
      const { perRow } = acts.propose.parse(ownWords(now.stated));
      mustBeAnswered(it);
      if (perRow.upheld !== it.upheld || perRow.rejected !== it.rejected) fail('CORRECTION_ROWS_CHANGED', { now: it.rows });
      if (it.rejected === 0) fail('CORRECTION_ALL_UPHELD');
    },
    visible: (tx, now) => isVisible(tx, deps, now),
    rowsContested: async (tx, now) => {
      const { rows: only } = acts.contest.parse(now.stated);
      for (const n of only) if ((await rows.rowsOf(tx, now, { after: n - 1, limit: 1 }))[0]?.n !== n) fail('CORRECTION_NOTHING_CONTESTED');
    },
    upheldForUs: async (tx, now) => {
      if ((await receiverOf(tx, now, now.actor?.org ?? '')) === undefined) fail('CORRECTION_NOT_FOR_US');
    },
  };
}

async function recordOf(tx: Tx, now: Moving): Promise<store.CorrectionRecord> {
  return (await store.findCorrection(tx, now)) ?? fail('CORRECTION_NOT_FOUND');
}

function mustBeAnswered(it: store.CorrectionRecord): void {
  const left = it.rows - it.upheld - it.rejected;
  if (left > 0) fail('CORRECTION_ROWS_UNANSWERED', { left });
}

/** 19 ¶2: the 数源部门 is another department of this platform, and knows of the items in doubt; asking it stops no clock, so it answers before the clock ends. */
async function sourceFits(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  const { source, until } = acts.refer.parse(now.stated);
  const found = await directory.organisation(tx, source);
  if (found === undefined || found.kind === 'platform' || source === now.provider || source === now.requester) fail('CORRECTION_SOURCE_UNFIT');
  await mustKnow(tx, directory, await recordOf(tx, now), source);
  const again = await now.engine.dueOf(tx, now, 'again');
  const due = again !== undefined && again >= now.today ? again : await now.engine.dueOf(tx, now, 'correct');
  if (until <= now.today || (due !== undefined && due >= now.today && until > due)) fail('CORRECTION_DATE_PAST', { due: due ?? now.today });
}

/**
 * 26 ¶2: what was upheld is put right where the platform can see it. Of few records it looks now; of many it must have looked
 * since they were answered. An entry that is bound to no resource cannot be looked into: then the provider's word stands.
 */
async function isVisible(tx: Tx, deps: CheckDeps, now: Moving): Promise<void> {
  const it = await recordOf(tx, now);
  if (it.upheld === 0 || (await lookUpIn(tx, deps.source, it.entryRegion, it.entry)) === undefined) return;
  if (it.lookFrom !== null) fail('CORRECTION_LOOK_RUNS');
  if (it.upheld <= mostAtOnce) await rows.writeLooked(tx, now, await lookAt(tx, deps, it, await rows.rowsOf(tx, now, { after: 0, limit: mostAtOnce, outcome: 'upheld' })));
  const left = await rows.unseenOf(tx, now);
  if (left.unseen > 0) fail('CORRECTION_LOOK_FIRST', { rows: it.upheld });
  if (left.rows > 0) fail('CORRECTION_NOT_VISIBLE', { rows: left.rows, first: left.first ?? 1 });
}
