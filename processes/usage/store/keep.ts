import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../../platform/postgres/database.ts';

/** A day of call records that could soon be disposed of, and the grants that were used in it or whose use was filed on it. */
export interface DayKept { readonly day: PlainDate; readonly grants: readonly { readonly region: string; readonly id: string }[] }

/**
 * Days of call records whose time of keeping ends before `before`, oldest first. The grants are read off the sums of
 * the day, a row a grant and person, not off the records themselves, and off what was filed on it, which goes with them.
 * At most `limit` days.
 */
export async function daysEnding(db: Reader, before: PlainDate, limit: number): Promise<DayKept[]> {
  const { rows } = await sql<{ day: PlainDate; region: string; id: string }>`
    with ending as (
      select (from_at at time zone 'Asia/Shanghai')::date as day from partition_kept
      where table_name = 'call_record' and keep_until < ${before}::date
      order by from_at limit ${limit})
    select ending.day, u.region, u.grant_id as id from ending join usage_day u on u.day = ending.day
    union select ending.day, e.region, e.grant_id from ending
      join usage_entry e on e.at >= ending.day::timestamp at time zone 'Asia/Shanghai' and e.at < (ending.day + 1)::timestamp at time zone 'Asia/Shanghai'
    order by 1, 2, 3`.execute(db);
  const days = new Map<PlainDate, { region: string; id: string }[]>();
  for (const { day, region, id } of rows) days.set(day, [...(days.get(day) ?? []), { region, id }]);
  return [...days].map(([day, grants]) => ({ day, grants }));
}

/** The records of a day are kept until then; never shorter than they were. */
export async function keepDay(db: Reader, day: PlainDate, until: PlainDate): Promise<void> {
  await sql`select keep_partition('call_record', ${day}::timestamp at time zone 'Asia/Shanghai', ${until}::date)`.execute(db);
}
