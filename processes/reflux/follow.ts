import { fail } from '../../law/errors.ts';
import type { ActOf } from '../../law/procedure.ts';
import { addDays, plainDate } from '../../law/plain-date.ts';
import type { reflux } from '../../law/procedures/reflux.ts';
import { periodFrom } from '../../law/reflux-periods.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Follow, Happened, Moving } from '../../platform/procedures/process.ts';
import { concerns, getEntry, lockListings } from '../catalog/index.ts';
import { openFor, recordOf } from './checks.ts';
import { connect, tellUncoded } from './connect.ts';
import { acts } from './contract.ts';
import * as store from './store.ts';

type Follows = Partial<Record<ActOf<typeof reflux>, Follow>>;

/** What follows from an act in this process's own tables, and in the grant that a reflux is taken by. */
export function refluxFollow(directory: Directory): Follows {
  const over: Follow = (tx, now) => store.setReflux(tx, now, { open: false, running: false });
  return {
    create: (tx, now) => create(tx, directory, now),
    request: async (tx, now) => {
      const { duty, items, regions, below } = acts.request.parse(now.stated);
      const it = await recordOf(tx, now);
      await lockListings(tx, it.entryRegion, [it.entry]); // both sides at once: the second finds the first
      const other = await openFor(tx, now.actor?.org ?? '', it.receiver, it.entry, now.id);
      if (other !== undefined) fail('REFLUX_OPEN_ALREADY', { number: other.number ?? '（起草中）' });
      await store.setReflux(tx, now, { duty: now.facts['side'] === 'receiver' ? duty ?? '' : '', items, regions, below });
    },
    'raise-security-ground': (tx, now) => store.setReflux(tx, now, acts['raise-security-ground'].parse(now.stated)),
    'drop-ground': (tx, now) => store.setReflux(tx, now, { ground: null, measures: [], measure: null }),
    'carry-out': async (tx, now) => {
      if (now.toState === 'withdrawn') await over(tx, now);
    },
    connect: (tx, now) => connect(tx, directory, now),
    reconcile,
    pause: (tx, now) => store.setReflux(tx, now, { running: false }),
    resume: (tx, now) => store.setReflux(tx, now, { running: true }),
    end: (tx, now) => store.setReflux(tx, now, { open: false, running: false, endedStopped: now.state === 'paused' }),
    withdraw: over,
    decline: over,
  };
}

/** Whatever moves its grant moves the reflux: nothing flows while nothing is served. */
export const refluxEvents = Object.fromEntries(([['grant.held', 'pause'], ['grant.suspended', 'pause'], ['grant.lifted', 'resume'], ['grant.resumed', 'resume'], ['grant.ended', 'end'], ['grant.terminated', 'end']] as const)
  .map(([event, act]) => [event, async (tx: Tx, happened: Happened) => {
    const at = await store.ofGrant(tx, happened.from);
    if (at !== undefined) await happened.engine.moveIfAny(tx, at, act, { clock: event });
  }]));

async function create(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  const { entryRegion, entry } = acts.create.parse(now.stated);
  const seen = await getEntry(tx, entryRegion, entry);
  const receiver = (await directory.organisation(tx, now.requester ?? '')) ?? fail('REFLUX_NOT_FOUND');
  const added = await store.addReflux(tx, {
    region: now.region, caseId: now.id, sender: now.provider ?? '', receiver: receiver.code, receiverRegion: receiver.region, entryRegion, entry, entryVersion: seen.version, entryName: seen.name, entryCode: seen.code, regions: [receiver.region],
  });
  if (!added) fail('REFLUX_OPEN_ALREADY', { number: '（起草中）' });
  await concerns(tx, { entryRegion, entry }, now);
}

/** What the platform compared stands in the move and so in the ledger; the next period begins on the day after. */
async function reconcile(tx: Tx, now: Moving): Promise<void> {
  const { period, from, to, sourceHash, givenHash, ...counted } = acts.reconcile.parse(now.stated);
  const it = await recordOf(tx, now);
  if (it.census === null) return fail('REFLUX_NOT_FOUND');
  const hash = (hex: string) => Buffer.from(hex, 'hex');
  await store.addPeriod(tx, now, { period, fromDay: from, toDay: to, sourceHash: hash(sourceHash), givenHash: hash(givenHash), ...counted, census: it.census });
  const next = periodFrom(addDays(plainDate(to), 1));
  await store.setReflux(tx, now, { periodFrom: next.from, periodTo: next.to });
  await tellUncoded(tx, now, it);
  if (counted.gap === 'none') return;
  const missing = counted.sourceRows - counted.givenRows;
  Object.assign(now.told, { period, rows: String(missing), since: counted.gapSince ?? period });
  const said = `{number} {title}：${period} 对账，来源 ${counted.sourceRows} 条，记录表明已取得 ${counted.givenRows} 条，差 ${missing} 条`;
  for (const [org, what] of [[it.receiver, counted.gap === 'unasked' ? '。本期没有取用，请及时取用' : ''], [it.sender, counted.gap === 'stays' ? '，已连续两期，列为线索' : '']] as const) await now.engine.notify(tx, { org }, said + what, now);
}
