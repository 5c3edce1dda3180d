import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { GrantAt } from './records.ts';

/** What was called, from the sums of each day: a request reads days, never records. All read the primary key of usage_sum. */
export interface CallSum {
  readonly calls: number; readonly rows: number; readonly bytes: number; readonly refused: number; readonly failed: number;
  /** Of the refused: in an announced window, the provider's database being down. */
  readonly maintenance: number;
  readonly msSum: number;
  /** Answered calls by class of time, in the order of latency.ts; empty where none were measured. */
  readonly buckets: readonly number[];
  readonly lastOn: string | null;
}

const summed = sql`coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(rows), 0)::float8 as rows, coalesce(sum(bytes), 0)::float8 as bytes, coalesce(sum(refused), 0)::float8 as refused,
  coalesce(sum(failed), 0)::float8 as failed, coalesce(sum(maintenance), 0)::float8 as maintenance, coalesce(sum(ms_sum), 0)::float8 as ms_sum,
  array[${sql.join(Array.from({ length: 10 }, (_, n) => sql`coalesce(sum(ms_buckets[${sql.lit(n + 1)}]), 0)::float8`))}] as buckets, max(day) filter (where calls + refused + failed > 0) as last_on`;
const among = (grants: readonly GrantAt[]) => sql`(region, grant_id) in (select * from unnest(${grants.map((g) => g.region)}::text[], ${grants.map((g) => g.id)}::uuid[]))`;

/** Per grant, by `region-id`; those without a call are absent. */
export async function sumsByGrant(db: Reader, grants: readonly GrantAt[], from: PlainDate, to?: PlainDate): Promise<ReadonlyMap<string, CallSum>> {
  if (grants.length === 0) return new Map();
  const { rows } = await sql<CallSum & { ref: string }>`
    select region || '-' || grant_id as ref, ${summed} from usage_sum where ${among(grants)} and day >= ${from}::date and day <= coalesce(${to ?? null}::date, 'infinity') group by region, grant_id`.execute(db);
  return new Map(rows.map(({ ref, ...sum }) => [ref, sum]));
}

/** All of them together, per day from the first; days without a call are absent. */
export async function sumsByDay(db: Reader, grants: readonly GrantAt[], from: PlainDate, to?: PlainDate): Promise<readonly (CallSum & { readonly day: string })[]> {
  if (grants.length === 0) return [];
  const { rows } = await sql<CallSum & { day: string }>`
    select day, ${summed} from usage_sum where ${among(grants)} and day >= ${from}::date and day <= coalesce(${to ?? null}::date, 'infinity') group by day order by day limit 1200`.execute(db);
  return rows;
}
