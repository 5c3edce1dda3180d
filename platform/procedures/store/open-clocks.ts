import { sql } from 'kysely';
import type { Db, Reader } from '../../postgres/database.ts';
import type { RegionCode } from '../ports.ts';
import type { ClockRecord } from './cases.ts';

/** Clocks that are not stopped, for computing them anew under other notices. */

const columns = ['region', 'caseId', 'name', 'nth', 'cause', 'bound', 'calendar', 'class', 'events', 'dueOn', 'plainOn', 'provisional', 'local', 'asked', 'nearOn', 'redOn', 'stoodOn', 'stoppedOn', 'lapsedOn'] as const;

export interface OpenClock extends ClockRecord { readonly region: RegionCode; readonly caseId: string }

export async function regionsWithClocks(db: Reader): Promise<RegionCode[]> {
  const { rows } = await sql<{ region: string }>`select distinct region from clock where stopped_on is null order by region limit 10000`.execute(db);
  return rows.map((row) => row.region);
}

/** A page of one region's, by primary key. `limit` is rows. */
export async function openClocks(db: Reader, region: RegionCode, after: OpenClock | undefined, limit: number): Promise<OpenClock[]> {
  let query = db.selectFrom('clock').select(columns).where('region', '=', region).where('stoppedOn', 'is', null);
  if (after !== undefined) query = query.where(sql<boolean>`(case_id, name, nth) > (${after.caseId}::uuid, ${after.name}, ${after.nth})`);
  return (await query.orderBy('caseId').orderBy('name').orderBy('nth').limit(limit).execute()) as OpenClock[];
}

/** A page of all there ever were, by primary key. `limit` is rows. */
export async function clocksAfter(db: Reader, after: OpenClock | undefined, limit: number): Promise<OpenClock[]> {
  let query = db.selectFrom('clock').select(columns);
  if (after !== undefined) query = query.where(sql<boolean>`(region, case_id, name, nth) > (${after.region}, ${after.caseId}::uuid, ${after.name}, ${after.nth})`);
  return (await query.orderBy('region').orderBy('caseId').orderBy('name').orderBy('nth').limit(limit).execute()) as OpenClock[];
}

export async function keptCalendarMark(db: Reader): Promise<string | undefined> {
  return (await db.selectFrom('calendarApplied').select('mark').limit(1).executeTakeFirst())?.mark;
}

export async function keepCalendarMark(db: Db, mark: string): Promise<void> {
  await sql`insert into calendar_applied (one, mark) values (true, ${mark}) on conflict (one) do update set mark = excluded.mark, at = now()`.execute(db);
}
