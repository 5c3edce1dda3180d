import { addDays, daysBetween, type PlainDate } from '../../../law/plain-date.ts';
import { grant } from '../../../law/procedures/grant.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import { countedOf, monthsOf, openOf, type Side } from '../../application/index.ts';
import { catalogueCounts } from '../../catalog/index.ts';
import { grantCounts, grantsOf } from '../../grant/index.ts';
import { qualityRunsOf } from '../../resource/index.ts';
import { quantileMs, sumsByDay, sumsByGrant, type CallSum } from '../../usage/index.ts';
import type { Calls, Statistics } from './contract.ts';

const states: Readonly<Record<string, { readonly zh: string }>> = grant.states;
const mostGrants = 5_000;

/** Everything from sums that are kept with the acts and with the records: no request scans records. */
export async function statistics(tx: Tx, directory: Directory, { org, region }: { readonly org: string; readonly region: string }, from: PlainDate, to: PlainDate): Promise<Statistics> {
  const length = daysBetween(from, to) + 1;
  const before = { from: addDays(from, -length), to: addDays(from, -1) };
  const grants = await grantsOf(tx, { side: 'provider', org, limit: mostGrants });
  const sums = await sumsByGrant(tx, grants, from, to);
  const [days, daysBefore] = [await sumsByDay(tx, grants, from, to), await sumsByDay(tx, grants, before.from, before.to)];
  const byOrg = new Map<string, { grants: number; calls: number; failed: number }>();
  for (const one of grants) {
    const sum = sums.get(`${one.region}-${one.id}`);
    const found = byOrg.get(one.requester) ?? { grants: 0, calls: 0, failed: 0 };
    byOrg.set(one.requester, { grants: found.grants + 1, calls: found.calls + (sum?.calls ?? 0), failed: found.failed + (sum?.failed ?? 0) });
  }
  const names = await directory.organisations(tx, [...byOrg.keys()]);
  const counts = await grantCounts(tx, org);
  return {
    now: { from, to, provided: await applications(tx, 'provider', org, from, to), requested: await applications(tx, 'requester', org, from, to), calls: callsOf(days) },
    before: { ...before, provided: await applications(tx, 'provider', org, before.from, before.to), requested: await applications(tx, 'requester', org, before.from, before.to), calls: callsOf(daysBefore) },
    catalogue: await catalogueCounts(tx, region, org, await directory.legalToday(tx)),
    grants: counts.map((row) => ({ ...row, zh: states[row.state]?.zh ?? row.state })),
    months: await monthsOf(tx, 'provider', org, from, to),
    days: days.map(({ day, calls, failed, refused }) => ({ on: day, calls, failed, refused })),
    byRequester: [...byOrg].map(([code, sum]) => ({ org: code, name: names.get(code)?.name ?? code, ...sum })).sort((a, b) => b.calls - a.calls || (a.org < b.org ? -1 : 1)).slice(0, 50),
    quality: (await qualityRunsOf(tx, org, from, to)).map(({ endedAt, rate, failing }) => ({ on: endedAt.slice(0, 10), rate, failing })),
  };
}

async function applications(tx: Tx, side: Side, org: string, from: string, to: string) {
  return { ...(await countedOf(tx, side, org, from, to)), open: await openOf(tx, side, org) };
}

function callsOf(days: readonly CallSum[]): Calls {
  const all = { calls: 0, rows: 0, refused: 0, failed: 0, maintenance: 0 };
  const buckets: number[] = Array.from({ length: 10 }, () => 0);
  for (const day of days) {
    for (const name of ['calls', 'rows', 'refused', 'failed', 'maintenance'] as const) all[name] += day[name];
    for (const [n, count] of day.buckets.entries()) buckets[n] = (buckets[n] ?? 0) + count;
  }
  const within = (share: number): number | null => { const ms = quantileMs(buckets, share); return ms === Infinity ? null : ms; };
  return { ...all, p50: within(0.5), p95: within(0.95) };
}
