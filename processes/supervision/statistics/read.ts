import { addDays, daysBetween, type PlainDate } from '../../../law/plain-date.ts';
import { grant } from '../../../law/procedures/grant.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import { countedOf, monthsOf, openOf, type Side } from '../../application/index.ts';
import { catalogueCounts } from '../../catalog/index.ts';
import { grantCounts, grantsByRequester } from '../../grant/index.ts';
import { qualityRunsOf } from '../../resource/index.ts';
import { officeSums, quantileMs } from '../../usage/index.ts';
import type { Calls, Statistics } from './contract.ts';

const states: Readonly<Record<string, { readonly zh: string }>> = grant.states;

/** Everything from sums that are kept with the acts and the records: no request scans records, and none hangs on how many grants there are. */
export async function statistics(tx: Tx, directory: Directory, { org, region }: { readonly org: string; readonly region: string }, from: PlainDate, to: PlainDate): Promise<Statistics> {
  const length = daysBetween(from, to) + 1;
  const before = { from: addDays(from, -length), to: addDays(from, -1) };
  const { days, requesters } = await officeSums(tx, org, from, to);
  const { days: daysBefore } = await officeSums(tx, org, before.from, before.to);
  const calls = new Map(requesters.map((one) => [one.requester, one]));
  const byRequester = [...(await grantsByRequester(tx, org))].map(([code, grants]) => ({ org: code, grants, calls: calls.get(code)?.calls ?? 0, failed: calls.get(code)?.failed ?? 0 }))
    .sort((a, b) => b.calls - a.calls || (a.org < b.org ? -1 : 1)).slice(0, 50);
  const names = await directory.organisations(tx, byRequester.map((one) => one.org));
  const counts = await grantCounts(tx, org);
  return {
    now: { from, to, provided: await applications(tx, 'provider', org, from, to), requested: await applications(tx, 'requester', org, from, to), calls: callsOf(days) },
    before: { ...before, provided: await applications(tx, 'provider', org, before.from, before.to), requested: await applications(tx, 'requester', org, before.from, before.to), calls: callsOf(daysBefore) },
    catalogue: await catalogueCounts(tx, region, org, await directory.legalToday(tx)),
    grants: counts.map((row) => ({ ...row, zh: states[row.state]?.zh ?? row.state })),
    months: await monthsOf(tx, 'provider', org, from, to),
    days: days.map(({ day, calls, failed, refused }) => ({ on: day, calls, failed, refused })),
    byRequester: byRequester.map((one) => ({ name: names.get(one.org)?.name ?? one.org, ...one })),
    quality: (await qualityRunsOf(tx, org, from, to)).map(({ endedAt, rate, failing }) => ({ on: endedAt.slice(0, 10), rate, failing })),
  };
}

type Day = Awaited<ReturnType<typeof officeSums>>['days'][number];

async function applications(tx: Tx, side: Side, org: string, from: string, to: string) {
  return { ...(await countedOf(tx, side, org, from, to)), open: await openOf(tx, side, org) };
}

function callsOf(days: readonly Day[]): Calls {
  const all = { calls: 0, rows: 0, refused: 0, failed: 0, maintenance: 0 };
  const buckets: number[] = Array.from({ length: 10 }, () => 0);
  for (const day of days) {
    for (const name of ['calls', 'rows', 'refused', 'failed', 'maintenance'] as const) all[name] += day[name];
    for (const [n, count] of day.buckets.entries()) buckets[n] = (buckets[n] ?? 0) + count;
  }
  const within = (share: number): number | null => { const ms = quantileMs(buckets, share); return ms === Infinity ? null : ms; };
  return { ...all, p50: within(0.5), p95: within(0.95) };
}
