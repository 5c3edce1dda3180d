import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { CallSum } from './sums.ts';

/** Sums between departments: usage_added as shipping leaves it, folded into usage_office. */

/** What was added under a grant, taken out to be folded in; up to `most` rows, what another process has at hand left out. */
export async function takeAdded(tx: Tx, most: number): Promise<readonly Added[]> {
  return claimByRegion(tx, sql`select region from usage_added order by region, batch`, most, async (region, left) => (await sql<Added>`
    with taken as (select batch, grant_id, day from usage_added where region = ${region} order by batch, grant_id, day limit ${left} for update skip locked),
    gone as (delete from usage_added a using taken t where a.region = ${region} and a.batch = t.batch and a.grant_id = t.grant_id and a.day = t.day returning a.*)
    select region, grant_id, day, sum(calls)::float8 as calls, sum(rows)::float8 as rows, sum(refused)::float8 as refused, sum(failed)::float8 as failed, sum(maintenance)::float8 as maintenance, ${buckets}, count(*)::int as of
    from gone group by region, grant_id, day`.execute(tx)).rows);
}

const buckets = sql.raw(`array[${Array.from({ length: 10 }, (_, n) => `coalesce(sum(ms_buckets[${n + 1}]), 0)::float8`).join(', ')}] as buckets`);

type Sums = Pick<CallSum, 'calls' | 'rows' | 'refused' | 'failed' | 'maintenance' | 'buckets'>;
export interface Added extends Sums { readonly region: string; readonly grantId: string; readonly day: string; /** Rows of usage_added. */ readonly of: number }
export interface OfficeSum extends Sums { readonly region: string; readonly provider: string; readonly requester: string; readonly day: string }

/** Adds sums, in order of their keys, so that two processes never wait in a ring. */
export async function addToOffices(tx: Tx, sums: readonly OfficeSum[]): Promise<void> {
  const column = <K extends keyof OfficeSum>(name: K) => sums.map((one) => one[name]);
  await sql`
    insert into usage_office (region, provider, requester, day, calls, rows, refused, failed, maintenance, ms_buckets)
    select region, provider, requester, day, sum(calls), sum(rows), sum(refused), sum(failed), sum(maintenance), array[${sql.raw(Array.from({ length: 10 }, (_, n) => `sum((buckets::bigint[])[${n + 1}])`).join(', '))}]
    from unnest(${column('region')}::text[], ${column('provider')}::text[], ${column('requester')}::text[], ${column('day')}::date[], ${column('calls')}::bigint[], ${column('rows')}::bigint[],
      ${column('refused')}::bigint[], ${column('failed')}::bigint[], ${column('maintenance')}::bigint[], ${sums.map((one) => `{${one.buckets.join(',')}}`)}::text[])
      as each (region, provider, requester, day, calls, rows, refused, failed, maintenance, buckets)
    group by region, provider, requester, day order by 1, 2, 3, 4
    on conflict (region, provider, requester, day) do update
    set calls = usage_office.calls + excluded.calls, rows = usage_office.rows + excluded.rows, refused = usage_office.refused + excluded.refused, failed = usage_office.failed + excluded.failed,
      maintenance = usage_office.maintenance + excluded.maintenance,
      ms_buckets = (select array_agg(was + came order by n) from unnest(usage_office.ms_buckets, excluded.ms_buckets) with ordinality as bucket (was, came, n))`.execute(tx);
}

export interface OfficeSums {
  readonly days: readonly (Sums & { readonly day: string })[];
  readonly requesters: readonly { readonly requester: string; readonly calls: number; readonly failed: number }[];
}

/**
 * All that was called of a provider, per day from the first, and per requester: a row for each day and requester, however many grants they have, read
 * by usage_office_provider in one go each. Classes of time are added for days alone: adding them for requesters, too, took half of the time.
 */
export async function officeSums(db: Reader, provider: string, from: PlainDate, to: PlainDate): Promise<OfficeSums> {
  const among = sql`from usage_office where provider = ${provider} and day between ${from}::date and ${to}::date`;
  const days = await sql<Sums & { day: string }>`
    select day, sum(calls)::float8 as calls, sum(rows)::float8 as rows, sum(refused)::float8 as refused, sum(failed)::float8 as failed, sum(maintenance)::float8 as maintenance, ${buckets}
    ${among} group by day order by day limit 1200`.execute(db);
  const requesters = await sql<OfficeSums['requesters'][number]>`select requester, sum(calls)::float8 as calls, sum(failed)::float8 as failed ${among} group by requester order by requester limit 20000`.execute(db);
  return { days: days.rows, requesters: requesters.rows };
}
