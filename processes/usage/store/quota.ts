import type pg from 'pg';
import { dayAt } from '../../../law/machine-time.ts';
import { keptDays } from '../../../law/retention.ts';

/**
 * The row is made first, in a statement of its own: an update sees what others committed before it, so that any
 * number of gateways together stay below the limit. `old` locks the row and says what was taken before.
 */
const make = 'insert into quota (region, grant_id, period, allowed, taken) values ($1, $2, $3, $4, 0) on conflict do nothing';
const take = `
with old as (select taken from quota where region = $1 and grant_id = $2 and period = $3 for update)
update quota set allowed = $4::integer, taken = greatest(old.taken, least(old.taken + $5::integer, $4::integer))
from old
where region = $1 and grant_id = $2 and period = $3
returning quota.taken - old.taken as given, greatest(0, $4::integer - quota.taken) as left`;

export interface Lease { readonly region: string; readonly grant: string; readonly period: string; readonly allowed: number; readonly n: number }

/** Leases up to `n` calls of a period; answers how many were given, 0 when the limit is reached, and how many are left for all. Two named statements, once in twenty calls. */
export async function leaseQuota(pool: pg.Pool, of: Lease): Promise<{ readonly given: number; readonly left: number }> {
  await pool.query({ name: 'quota_make', text: make, values: [of.region, of.grant, of.period, of.allowed] });
  const { rows } = await pool.query<{ given: number; left: number }>({ name: 'quota_take', text: take, values: [of.region, of.grant, of.period, of.allowed, of.n] });
  return rows[0] ?? { given: 0, left: 0 };
}

/** Housekeeping: minutes and days that are over. */
export async function dropOldQuota(pool: pg.Pool): Promise<void> {
  const day = (before: number): string => dayAt(Date.now() - before * 86_400_000);
  await pool.query("delete from quota where (period like 'm%' and period < $1) or (period like 'd%' and period < $2)", [`m${day(1)}`, `d${day(keptDays('quota'))}`]);
}
