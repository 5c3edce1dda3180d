import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader, Tx } from '../../postgres/database.ts';
import { uuidv7 } from '../../postgres/uuid.ts';
import type { RegionCode } from '../ports.ts';

export type Step = 'near' | 'due' | 'late';
export interface Reminder { readonly caseId: string; readonly clock: string; readonly nth: number; readonly step: Step; readonly due: PlainDate; readonly on: PlainDate }

/** The day's rounds: near and late are spoken of once a day, what is about to end in both. */
export type Slot = 1 | 2;

/** Regions with clocks to be spoken of in this round. Reads index clock_near. */
export async function regionsNear(db: Reader, today: PlainDate, slot: Slot): Promise<RegionCode[]> {
  const { rows } = await sql<{ region: string }>`
    select region from clock
    where stopped_on is null and stood_on is null and near_on <= ${today} and ${unspoken(today, slot)}
    group by region order by region limit 10000`.execute(db);
  return rows.map((row) => row.region);
}

/** Not yet spoken of today; or in the second round, where it ends today or on the next working day. */
function unspoken(today: PlainDate, slot: Slot) {
  return sql`(reminded_on < ${today} or (reminded_on = ${today} and reminded_slot < ${slot} and red_on <= ${today} and due_on >= ${today}))`;
}

/**
 * Claims clocks of one region and queues what is said of them, in one statement: so each is said once, whichever of the
 * processes comes first. Rows that a move or another process holds are skipped and found again in a minute.
 * `limit` is rows, 1..500. Returns how many.
 */
export async function claimReminders(tx: Tx, region: RegionCode, today: PlainDate, slot: Slot, limit: number): Promise<number> {
  const { rows } = await sql<Omit<Reminder, 'on'>>`
    with due as (
      select case_id, name, nth from clock
      where region = ${region} and stopped_on is null and stood_on is null and near_on <= ${today} and ${unspoken(today, slot)}
      order by near_on, case_id limit ${limit}
      for update skip locked)
    update clock set reminded_on = ${today}, reminded_slot = ${slot}
    from due where clock.region = ${region} and clock.case_id = due.case_id and clock.name = due.name and clock.nth = due.nth
    returning clock.case_id as "caseId", clock.name as clock, clock.nth, clock.due_on as due,
      case when clock.due_on < ${today} then 'late' when clock.red_on <= ${today} then 'due' else 'near' end as step`.execute(tx);
  if (rows.length === 0) return 0;
  await sql`
    insert into outbox (region, id, topic, body)
    select ${region}, id, 'notice.remind', body
    from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map((row) => JSON.stringify({ ...row, on: today } satisfies Reminder))}::jsonb[]) as o (id, body)`.execute(tx);
  return rows.length;
}
