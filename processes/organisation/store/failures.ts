import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import type { Db } from '../../../platform/postgres/database.ts';

/** From the failure after `free` on, a wait that doubles up to `mostSeconds`. A day without failure forgets all. */
export interface Bounds { readonly free: number; readonly firstWaitSeconds: number; readonly mostSeconds: number }

const waitSql = (b: Bounds) => sql`case when f.failures < ${b.free} then interval '0'
  else make_interval(secs => least(${b.mostSeconds}::float8, ${b.firstWaitSeconds}::float8 * power(2, least(f.failures - ${b.free}, 20)))) end`;

/** Counts one failure in one statement, unless the wait after the last one is not over. @returns whether it was counted */
export async function countFailure(db: Db, subject: string, bounds: Bounds): Promise<boolean> {
  const { rows } = await sql`
    insert into login_failure as f (subject, failures, first_at, last_at) values (${subject}, 1, clock_timestamp(), clock_timestamp())
    on conflict (subject) do update set
      failures = case when f.last_at < clock_timestamp() - interval '1 day' then 1 else f.failures + 1 end,
      first_at = case when f.last_at < clock_timestamp() - interval '1 day' then clock_timestamp() else f.first_at end,
      last_at = clock_timestamp()
    where f.last_at + (${waitSql(bounds)}) <= clock_timestamp()
    returning f.failures`.execute(db);
  return rows.length > 0;
}

/** Seconds until the next attempt is heard. */
export async function waitLeft(db: Db, subject: string, bounds: Bounds): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from f.last_at + (${waitSql(bounds)}) - clock_timestamp()))::int as seconds from login_failure f where f.subject = ${subject}`.execute(db);
  return rows[0]?.seconds ?? 0;
}

export async function failuresOf(db: Db, subject: string): Promise<number> {
  const row = await db.selectFrom('loginFailure').select('failures').where('subject', '=', subject).executeTakeFirst();
  return row?.failures ?? 0;
}

export async function forgetFailures(db: Db, subjects: readonly string[]): Promise<void> {
  await db.deleteFrom('loginFailure').where('subject', 'in', [...subjects]).execute();
}

export async function takeBackFailure(db: Db, subject: string): Promise<void> {
  await db.updateTable('loginFailure').set((eb) => ({ failures: eb('failures', '-', 1) })).where('subject', '=', subject).where('failures', '>', 1).execute();
}

/** Rows that count no more. Run daily. */
export async function sweepFailures(db: Db): Promise<void> {
  await sql`delete from login_failure where last_at < now() - make_interval(days => ${keptDays('failures')})`.execute(db);
}
