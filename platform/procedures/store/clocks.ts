import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader, Tx } from '../../postgres/database.ts';
import type { RegionCode } from '../ports.ts';
import type { Ref } from './case-record.ts';
import type { ClockRecord } from './cases.ts';

const columns = ['name', 'nth', 'cause', 'bound', 'calendar', 'class', 'events', 'dueOn', 'plainOn', 'provisional', 'local', 'asked', 'nearOn', 'redOn', 'stoodOn', 'stoppedOn', 'lapsedOn'] as const;

/** By primary key. */
export async function readClock(db: Reader, ref: Ref, name: string, nth: number): Promise<ClockRecord | undefined> {
  return (await db.selectFrom('clock').select(columns).where('region', '=', ref.region).where('caseId', '=', ref.id).where('name', '=', name).where('nth', '=', nth)
    .executeTakeFirst()) as ClockRecord | undefined;
}

/** The day a clock of this name runs out: of several open ones the first; where none is open, the day the newest would have. By primary key. */
export async function clockDue(db: Reader, ref: Ref, name: string): Promise<PlainDate | undefined> {
  const rows = await db.selectFrom('clock').select(['dueOn', 'stoppedOn']).where('region', '=', ref.region).where('caseId', '=', ref.id).where('name', '=', name)
    .orderBy('nth', 'desc').limit(100).execute();
  const open = rows.filter((row) => row.stoppedOn === null).map((row) => row.dueOn).sort();
  return open[0] ?? rows[0]?.dueOn;
}

/** The clock of that name that was started last. By primary key. */
export async function newestClock(db: Reader, ref: Ref, name: string): Promise<ClockRecord | undefined> {
  return (await db.selectFrom('clock').select(columns).where('region', '=', ref.region).where('caseId', '=', ref.id).where('name', '=', name)
    .orderBy('nth', 'desc').limit(1).executeTakeFirst()) as ClockRecord | undefined;
}

/** Regions with clocks that have run out: one unlocked look at index clock_due. */
export async function regionsDue(db: Reader, today: PlainDate): Promise<RegionCode[]> {
  const { rows } = await sql<{ region: string }>`
    select region from clock
    where stopped_on is null and stood_on is null and lapsed_on is null and due_on < ${today}
    group by region order by region limit 10000`.execute(db);
  return rows.map((row) => row.region);
}

export interface Lapse { readonly caseId: string; readonly kind: string; readonly name: string; readonly nth: number; readonly dueOn: PlainDate }

/**
 * Claims clocks of one region that have run out, oldest first.
 * The case is locked with its clock: rows that another worker or a move holds are skipped and found again, so each lapses once.
 * Reads index clock_due. `limit` is rows, 1..500.
 */
export async function claimLapsed(tx: Tx, region: RegionCode, today: PlainDate, limit: number): Promise<Lapse[]> {
  const { rows } = await sql<Lapse>`
    select clock.case_id as "caseId", legal_case.kind, clock.name, clock.nth, clock.due_on as "dueOn"
    from clock join legal_case on legal_case.region = clock.region and legal_case.id = clock.case_id
    where clock.region = ${region} and clock.stopped_on is null and clock.stood_on is null and clock.lapsed_on is null and clock.due_on < ${today}
    order by clock.due_on, clock.case_id
    limit ${limit}
    for update of legal_case, clock skip locked`.execute(tx);
  return rows;
}

export interface LapseWrite { readonly lapses: readonly Lapse[]; readonly pending: readonly { readonly id: string; readonly subject: string | null; readonly body: string; readonly hash: Buffer }[]; readonly outbox: readonly { readonly id: string; readonly body: unknown }[] }

/** Sets what was claimed as lapsed, appends to the ledger and queues what follows: one statement for all. */
export async function writeLapses(tx: Tx, region: RegionCode, today: PlainDate, w: LapseWrite): Promise<void> {
  await sql`
    with marked as (
      update clock set lapsed_on = ${today}
      from unnest(${w.lapses.map((l) => l.caseId)}::uuid[], ${w.lapses.map((l) => l.name)}::text[], ${w.lapses.map((l) => l.nth)}::int[]) as l (case_id, name, nth)
      where clock.region = ${region} and clock.case_id = l.case_id and clock.name = l.name and clock.nth = l.nth),
    recorded as (
      insert into ledger_pending (region, id, kind, subject, body, hash)
      select ${region}, id, 'lapse', subject, body, hash
      from unnest(${w.pending.map((p) => p.id)}::uuid[], ${w.pending.map((p) => p.subject)}::text[], ${w.pending.map((p) => p.body)}::text[], ${w.pending.map((p) => p.hash)}::bytea[])
        as p (id, subject, body, hash))
    insert into outbox (region, id, topic, body)
    select ${region}, id, 'clock.lapsed', body from unnest(${w.outbox.map((o) => o.id)}::uuid[], ${w.outbox.map((o) => JSON.stringify(o.body))}::jsonb[]) as o (id, body)`.execute(tx);
}
