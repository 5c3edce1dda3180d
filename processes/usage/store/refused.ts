import { sql } from 'kysely';
import type pg from 'pg';
import { keptDays } from '../../../law/retention.ts';
import type { Db } from '../../../platform/postgres/database.ts';

/** Adds sums of calls refused before their signature. Sorted, so that two gateways never wait for each other in a ring. */
export async function addRefused(pool: pg.Pool, region: string, rows: readonly { readonly minuteMs: number; readonly reason: string; readonly network: string; readonly n: number }[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => a.minuteMs - b.minuteMs || (a.reason + a.network < b.reason + b.network ? -1 : 1));
  await pool.query(
    `insert into refused_call (region, minute, reason, network, n)
     select $1, minute, reason, network, n from unnest($2::timestamptz[], $3::text[], $4::text[], $5::bigint[]) as fresh (minute, reason, network, n)
     on conflict (region, minute, reason, network) do update set n = refused_call.n + excluded.n`,
    [region, sorted.map((row) => new Date(row.minuteMs).toISOString()), sorted.map((row) => row.reason), sorted.map((row) => row.network), sorted.map((row) => row.n)]);
}

/** Forgets counts after their days, some at a time. Returns how many. */
export async function forgetRefused(db: Db, limit = 5_000): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from refused_call where (region, minute, reason, network) in (
      select region, minute, reason, network from refused_call where minute < now() - make_interval(days => ${keptDays('refused')}) limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
