import { fail } from '../../law/errors.ts';
import { numberOn } from '../../law/jurisdiction.ts';
import { laterOf, plainDate } from '../../law/plain-date.ts';
import { countedFrom } from '../../law/clock.ts';
import type { grant } from '../../law/procedures/grant.ts';
import type { ActOf } from '../../law/procedure.ts';
import { gateChange } from '../../platform/gate/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Follow, Moving } from '../../platform/procedures/process.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import { addFigure } from '../catalog/index.ts';
import { openIncidentsNaming, reportIncident } from '../security/index.ts';
import { acts } from './contract.ts';
import { writeImported } from './import/open.ts';
import { rotateKey, stopServedKeys } from './keys.ts';
import { allowLegacy, overLegacy, tellNotRenewed } from './legacy.ts';
import { writeAgreed, type Agreed } from './make.ts';
import { passKeysOn, takeKeysOver } from './renewal.ts';
import { getAgreement, usersOf, writeAgreement } from './store/agreement.ts';
import type { DisposalRule } from './store/agreement.ts';
import { provenDisposal } from './disposal.ts';
import { needConfirmed } from './unused.ts';
import { filedEndOf } from './service-change/store.ts';
import { isCompiled, setCompiledEnd, setCompiledState, writeCompiled } from './store/compiled.ts';

/** 29 ¶2: the report of a disposal becomes the record of destruction; supplied by processes/usage through main.ts. */
export type Destroyed = (tx: Tx, now: Moving, done: { readonly way: string; readonly evidence: string }) => Promise<void>;

type Follows = Partial<Record<ActOf<typeof grant>, Follow>>;

/** What follows from an act in the grant's own tables. Whatever moves the state also tells the gateways, with the commit. */
export function grantFollow(deps: { readonly keys: Keys; readonly directory: Directory; readonly destroyed: Destroyed }): Follows {
  return {
    create: async (tx, now) => {
      await writeAgreed(tx, now, now.handed as Agreed);
      if (now.toState === 'active') await delivered(tx, now); // a reflux
    },
    import: writeImported,
    confirm: confirmed,
    drop: moved,
    deliver: async (tx, now) => {
      await delivered(tx, now);
      await tellNotRenewed(tx, now);
      await takeKeysOver(tx, await getAgreement(tx, now), await overlapOf(tx, deps.directory, now));
    },
    expire: async (tx, now) => {
      await ended(tx, now);
      if (served(now.state)) await passKeysOn(tx, await getAgreement(tx, now), await overlapOf(tx, deps.directory, now));
    },
    'pass-on': moved,
    accept: async (tx, now) => {
      const spent = await now.engine.spentOf(tx, now, 'delivery');
      if (spent !== undefined) await addFigure(tx, await getAgreement(tx, now), { deliveredDays: spent.days });
      await moved(tx, now);
    },
    reject: async (tx, now) => {
      const it = await getAgreement(tx, now);
      await writeAgreement(tx, now, { rejected: [...it.rejected, String(now.stated['cause'])] });
      await moved(tx, now);
    },
    ...suspension,
    'confirm-need': needConfirmed,
    'allow-legacy': allowLegacy,
    'end-legacy': overLegacy,
    ...keysOfGrant(deps.keys, deps.directory),
    ...ending,
    dispose: async (tx, now) => {
      const done = await provenDisposal(tx, now);
      await moved(tx, now);
      await deps.destroyed(tx, now, done);
    },
  };
}

const suspension: Follows = {
  suspend: async (tx, now) => {
    const { ground, evidence, mendBy } = now.stated as unknown as { ground: 'beyond-range'; evidence: string; mendBy: string };
    mustCome(now, '整改期限', mendBy);
    await writeAgreement(tx, now, { suspension: { ground, evidence, mendBy, on: now.today, insisted: false } });
    await moved(tx, now);
  },
  report: moved,
  insist: async (tx, now) => {
    mustCome(now, '整改期限', String(now.stated['mendBy']));
    const { suspension: earlier } = await getAgreement(tx, now);
    if (earlier) await writeAgreement(tx, now, { suspension: { ...earlier, mendBy: String(now.stated['mendBy']), insisted: true } });
    await moved(tx, now);
  },
  resume: async (tx, now) => {
    await writeAgreement(tx, now, { suspension: null });
    await moved(tx, now);
  },
  hold: async (tx, now) => {
    const { incident, reason } = now.stated as { incident?: string | null; reason?: string };
    const named = incident ?? (await openIncidentsNaming(tx, now.engine, now))[0] ?? null;
    await writeAgreement(tx, now, { hold: { reason: reason ?? '', incident: named, on: now.today } });
    await moved(tx, now);
  },
  lift: async (tx, now) => {
    await writeAgreement(tx, now, { hold: null });
    await moved(tx, now);
  },
};

const keysOfGrant = (keys: Keys, directory: Directory): Follows => ({
  'collect-key': async (tx, now) => {
    // A renewal that goes on with the keys of the grant before it gets a new one of the same pair.
    now.answer.once = await rotateKey(tx, now, keys, await overlapOf(tx, directory, now));
    await writeAgreement(tx, now, { collectedOn: now.today });
  },
  'rotate-key': async (tx, now) => {
    now.answer.once = await rotateKey(tx, now, keys, await overlapOf(tx, directory, now));
  },
  'withdraw-key': stopServedKeys,
  /** 35 ¶3: the key stops with this commit; the incident is opened in the same act. */
  'report-key-stolen': async (tx, now) => {
    await stopServedKeys(tx, now);
    const { text, since } = now.stated as { text: string; since?: string };
    const { body } = await getAgreement(tx, now);
    await reportIncident(tx, now.engine, {
      by: 'grant.key-stolen', department: now.requester as string, region: now.region,
      what: `授权 ${now.number ?? ''} 的密钥失窃：${text}`, since: since ?? '尚不清楚', data: now.title, grants: [refOf(now)], personal: body.items.some((item) => item.personal !== 'none'),
    });
  },
});

const overlapOf = async (tx: Tx, directory: Directory, now: Moving): Promise<number> => numberOn(await directory.jurisdictionOf(tx, now.region), 'key-overlap-hours', now.today);

const ending: Follows = {
  terminate: ended,
  close: ended,
  'end-service': ended,
  finish: ended,
  'change-service': moved,
  'change-use': changedUse,
  /** As the reply laid it down; the date stands in the clock. */
  instruct: async (tx, now) => {
    const it = await getAgreement(tx, now);
    const by = now.toState === 'disposing' ? String(now.stated['disposeBy']) : null; // nothing delivered: nothing to dispose of
    await writeAgreement(tx, now, { disposal: { ...it.disposal, by } });
    await moved(tx, now);
  },
  'set-disposal': async (tx, now) => {
    const { way, disposeBy, basis } = now.stated as unknown as { way: DisposalRule['how']; disposeBy: string; basis: string };
    if (way === 'keep' && basis === '') fail('DISPOSAL_INSTRUCTION_MISSING');
    await writeAgreement(tx, now, { disposal: { how: way, days: null, by: disposeBy, basis } });
  },
  confirm: confirmed,
  deny: async (tx, now) => {
    const it = await getAgreement(tx, now);
    mustCome(now, '处置期限', String(now.stated['disposeBy']));
    await writeAgreement(tx, now, { disposal: { ...it.disposal, by: String(now.stated['disposeBy']) } });
    await moved(tx, now);
  },
};

/** A date that is set anew is still to come: one that has passed would be late at once. */
function mustCome(now: Moving, field: string, date: string): void {
  if (plainDate(date) <= now.today) fail('DATE_NOT_AHEAD', { field, date });
}

const served = (state: string) => state === 'delivered' || state === 'active';

/** The agreement's state follows the case's; the gateway learns it with the commit and serves `delivered` and `active` only. */
async function moved(tx: Tx, now: Moving): Promise<void> {
  await writeAgreement(tx, now, { state: now.toState });
  await setCompiledState(tx, now, now.toState);
  gateChange(tx, { region: now.region, what: 'grant', id: now.id, stopped: !served(now.toState) });
  if (served(now.state) !== served(now.toState)) await countUsers(tx, now);
}

/** Departments that use an entry stand at the entry (23: departments are compared by it): one counts once, whatever its grants. */
async function countUsers(tx: Tx, now: Moving): Promise<void> {
  const it = await getAgreement(tx, now);
  await addFigure(tx, it, { users: await usersOf(tx, it) });
}

/** `confirm` of an import joins the plane; of a disposal it ends the story. */
async function confirmed(tx: Tx, now: Moving): Promise<void> {
  if (now.toState === 'active') {
    await writeAgreement(tx, now, { deliveredOn: laterOf(now.today, countedFrom) }); // 44: from when records of its use are due
    await writeCompiled(tx, await getAgreement(tx, now), 'active');
  }
  await moved(tx, now);
}

/** 25 ¶1: what was agreed to stands in the agreement from now on, and in what the gateways write into each record. */
async function changedUse(tx: Tx, now: Moving): Promise<void> {
  const { points } = acts['change-use'].parse(now.stated);
  const it = await getAgreement(tx, now);
  const told = (kind: string) => points.find((one) => one.kind === kind)?.text;
  const third = points.flatMap((one) => (one.kind === 'third-party' ? [{ who: one.text, why: one.why, on: now.today }] : []));
  await writeAgreement(tx, now, { purpose: told('purpose') ?? it.purpose, body: { ...it.body, range: told('range') ?? it.body.range, thirdParties: [...(it.body.thirdParties ?? []), ...third] } });
  if (await isCompiled(tx, now)) await writeCompiled(tx, await getAgreement(tx, now), now.toState);
  await moved(tx, now);
}

async function delivered(tx: Tx, now: Moving): Promise<void> {
  await writeAgreement(tx, now, { deliveredOn: now.today });
  await writeCompiled(tx, await getAgreement(tx, now), now.toState);
  const end = await filedEndOf(tx, now); // filed before it was delivered
  if (end !== undefined) await setCompiledEnd(tx, now, end);
  await moved(tx, now);
}

async function ended(tx: Tx, now: Moving): Promise<void> {
  await overLegacy(tx, now);
  await moved(tx, now);
  now.told['act'] = now.act;
}
