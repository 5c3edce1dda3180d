import { fail } from '../../law/errors.ts';
import { mostRows } from '../../law/correction-rows.ts';
import type { ActOf } from '../../law/procedure.ts';
import type { correction } from '../../law/procedures/correction.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Follow, Moving } from '../../platform/procedures/process.ts';
import { addFigure, concerns, getEntry } from '../catalog/index.ts';
import { everGivenOn } from '../grant/index.ts';
import { failedRules, failingRecords, recordKeysOf, type Checker, type Source } from '../resource/index.ts';
import { acts, ownWords } from './contract.ts';
import { keepAnswer } from './papers.ts';
import { recall } from './receivers.ts';
import { sealingOf } from './seal.ts';
import * as store from './store/corrections.ts';
import { confirmReceiver, grantsOf } from './store/receivers.ts';
import * as rows from './store/rows.ts';

export interface CorrectionDeps { readonly directory: Directory; readonly keys: Keys; readonly source: Source; readonly checker: Checker }

type Follows = Partial<Record<ActOf<typeof correction>, Follow>>;

/** What follows from an act in the correction's own tables. */
export function correctionFollow(deps: CorrectionDeps): Follows {
  return {
    create: (tx, now) => create(tx, deps, now),
    file: async (tx, now) => {
      await store.setCorrection(tx, now, { grounds: acts.file.parse(ownWords(now.stated)).grounds, filedOn: now.today });
      await linkGrants(tx, now);
    },
    refer: async (tx, now) => {
      const it = await recordOf(tx, now);
      await store.setCorrection(tx, now, { referrals: [...it.referrals, { ...acts.refer.parse(now.stated), on: now.today, answeredOn: null, said: null }] });
    },
    verify: async (tx, now) => {
      const it = await recordOf(tx, now);
      const { said } = acts.verify.parse(now.stated);
      await store.setCorrection(tx, now, { referrals: it.referrals.map((one) => (one.source === now.actor?.org && one.answeredOn === null ? { ...one, answeredOn: now.today, said } : one)) });
    },
    propose: async (tx, now) => store.setCorrection(tx, now, { changed: acts.propose.parse(ownWords(now.stated)).changed ?? '' }),
    'feed-back': (tx, now) => answered(tx, deps, now),
    contest: async (tx, now) => {
      await rows.openAgain(tx, now, acts.contest.parse(now.stated).rows);
      await takenUpAgain(tx, now);
    },
    reconsider: async (tx, now) => {
      if (now.state === now.toState) return; // it was overdue, and nothing is answered yet
      await rows.openAgain(tx, now, []);
      await takenUpAgain(tx, now);
    },
    rate: async (tx, now) => store.setCorrection(tx, now, { rating: acts.rate.parse(now.stated) }),
    'confirm-updated': async (tx, now) => {
      const { updated, text } = acts['confirm-updated'].parse(now.stated);
      const org = now.actor?.org ?? '';
      await confirmReceiver(tx, now, org, { confirmedOn: now.today, how: updated, said: text });
      // The grant of the receiver shows what came of it; the correction itself names no grant of another.
      for (const grant of await grantsOf(tx, now, org)) await now.engine.link(tx, { region: grant.grantRegion, id: grant.grantId }, now, { zh: '更正过所取得的记录', back: '取得过这些记录的授权' });
    },
  };
}

async function recordOf(tx: Tx, now: Moving): Promise<store.CorrectionRecord> {
  return (await store.findCorrection(tx, now)) ?? fail('CORRECTION_NOT_FOUND');
}

async function create(tx: Tx, deps: CorrectionDeps, now: Moving): Promise<void> {
  const { entryRegion, entry, rule } = acts.create.parse(now.stated);
  const seen = await getEntry(tx, entryRegion, entry);
  const keys = await recordKeysOf(tx, entryRegion, entry);
  const failed = rule === undefined ? undefined : (await failedRules(tx, entryRegion, entry)).find((one) => one.rule === rule) ?? fail('CORRECTION_RULE_UNKNOWN');
  await store.addCorrection(tx, {
    region: now.region, caseId: now.id, requester: now.requester ?? '', provider: now.provider ?? '', entryRegion, entry, entryVersion: seen.version, entryName: seen.name, entryCode: seen.code, keys: keys.items,
    rule: failed === undefined ? null : { rule: failed.rule, zh: failed.zh, run: failed.run, checked: failed.checked, failed: failed.failed, endedAt: failed.endedAt },
  });
  await concerns(tx, { entryRegion, entry }, now);
  if (failed !== undefined) await fromRule(tx, deps.checker, deps, now, failed.rule);
}

/** Records that fail the rule now, found by the platform: whoever files sees how many, the provider sees which. */
async function fromRule(tx: Tx, checker: Checker, { keys }: CorrectionDeps, now: Moving, rule: string): Promise<void> {
  const it = await recordOf(tx, now);
  const [sealing, named] = [sealingOf(keys, it), await recordKeysOf(tx, it.entryRegion, it.entry)];
  const failing = await failingRecords(tx, checker, it.entryRegion, it.entry, rule, mostRows);
  if (failing.length === 0) fail('CORRECTION_RULE_EMPTY');
  await rows.addRows(tx, now, failing.map(({ key, item, value }, at) => sealing.row(now, { n: at + 1, kind: 'value', item, own: false, key, keyText: named.textOf(key), seen: value, expected: null, note: '' })));
  await store.recount(tx, now, failing.length + 1);
}

/** The grants of whoever files show what was found in using them (26 ¶2: 记录政务数据使用状态). */
async function linkGrants(tx: Tx, now: Moving): Promise<void> {
  const it = await recordOf(tx, now);
  for (const grant of (await everGivenOn(tx, it.entryRegion, it.entry, it.requester)).slice(0, 20)) await now.engine.link(tx, grant, now, { zh: '使用中提出的校核', back: '据以使用的授权' });
}

/** Fed back: the requester is told with a paper; what was upheld goes to everyone who received it. */
async function answered(tx: Tx, deps: CorrectionDeps, now: Moving): Promise<void> {
  const { changed } = acts['feed-back'].parse(ownWords(now.stated));
  await store.setCorrection(tx, now, { answeredOn: now.today, ...(changed === undefined ? {} : { changed }) });
  const it = await recordOf(tx, now);
  Object.assign(now.told, { entry: `${it.entryRegion}-${it.entry}`, item: (await rows.upheldItems(tx, now)).join(' '), rows: String(it.upheld) });
  await keepAnswer(tx, deps, now, it);
  if (it.upheld === 0) return;
  await addFigure(tx, { entryRegion: it.entryRegion, entry: it.entry }, { corrections: it.upheld });
  await recall(tx, now);
}

async function takenUpAgain(tx: Tx, now: Moving): Promise<void> {
  await store.recount(tx, now);
  await store.setCorrection(tx, now, { contested: true, answeredOn: null });
}
