import type pg from 'pg';

/** Adds sums of calls refused before their signature. Sorted, so that two gateways never wait for each other in a ring. */
export async function addRefused(pool: pg.Pool, region: string, rows: readonly { readonly minuteMs: number; readonly reason: string; readonly network: string; readonly n: number }[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => a.minuteMs - b.minuteMs || (a.reason + a.network < b.reason + b.network ? -1 : 1));
  await pool.query(
    `insert into refused_call (region, minute, reason, network, n)
     select $1, minute, reason, network, n from unnest($2::timestamptz[], $3::text[], $4::text[], $5::bigint[]) as fresh (minute, reason, network, n)
     on conflict (region, minute, reason, network) do update set n = refused_call.n + excluded.n`,
    [region, sorted.map((row) => new Date(row.minuteMs).toISOString()), sorted.map((row) => row.reason), sorted.map((row) => row.network), sorted.map((row) => row.n)]);
}
