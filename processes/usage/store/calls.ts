import { sql } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { GrantAt } from './records.ts';

/** Statements on call_record: call by call. Its partitions are days, three years of them, so the sums say first on which days there is anything to read. */

export interface CallsOf { readonly grant: GrantAt; readonly from?: string | undefined; readonly to?: string | undefined; readonly status?: string | undefined; readonly person?: string | undefined; readonly after?: { readonly at: string; readonly id: string } | undefined; readonly limit: number }

interface Day { readonly day: string; readonly n: number }
/** Partitions that one statement touches at most. */
const span = 31;
const mostDays = 1_200;

/** Call by call, newest first. Reads index call_record_grant of the days that have calls. */
export async function callsOf(db: Reader, of: CallsOf) {
  const days = await daysOf(db, of);
  const found: Awaited<ReturnType<typeof readDays>> = [];
  for (let n = 0; n < days.length && found.length < of.limit;) {
    const newest = days[n] as Day;
    let [oldest, calls] = [newest, 0];
    for (; n < days.length && calls < of.limit - found.length && apart(newest, days[n] as Day) < span; n += 1) {
      oldest = days[n] as Day;
      calls += oldest.n; // repeats of one record count each: there may be fewer rows
    }
    found.push(...await readDays(db, of, oldest.day, newest.day, of.limit - found.length));
  }
  return found;
}

/** How many calls there were, capped: from the sums. */
export async function countCalls(db: Reader, of: CallsOf, cap: number): Promise<number> {
  return Math.min(cap, (await daysOf(db, of)).reduce((sum, day) => sum + day.n, 0));
}

const apart = (newer: Day, older: Day): number => (Date.parse(newer.day) - Date.parse(older.day)) / 86_400_000;

/** Days in Shanghai on which this grant was called so, newest first. Reads the primary key of usage_sum, for one person of usage_day. */
async function daysOf(db: Reader, of: CallsOf): Promise<Day[]> {
  const column = { ok: sql`calls`, refused: sql`refused`, failed: sql`failed` }[of.status ?? ''] ?? sql`calls + refused + failed`;
  const { rows } = await sql<Day>`
    select day, sum(${column})::float8 as n from ${of.person === undefined ? sql`usage_sum` : sql`usage_day`}
    where region = ${of.grant.region} and grant_id = ${of.grant.id} and ${column} > 0
      ${of.person === undefined ? sql`` : sql`and person = ${of.person}`} ${of.from ? sql`and day >= ${of.from}::date` : sql``} ${of.to ? sql`and day <= ${of.to}::date` : sql``}
      ${of.after === undefined ? sql`` : sql`and day <= (${of.after.at}::timestamptz at time zone 'Asia/Shanghai')::date`}
    group by day order by day desc limit ${mostDays}`.execute(db);
  return rows;
}

async function readDays(db: Reader, of: CallsOf, from: string, to: string, limit: number) {
  let query = db.selectFrom('callRecord').select(['id', 'at', 'person', 'items', 'rows', 'bytes', 'status', 'reason', 'repeats', 'ms', 'address', 'claimed', 'ignored', 'batch'])
    .where('region', '=', of.grant.region).where('grantId', '=', of.grant.id)
    // Days are those of Shanghai, as the partitions are.
    .where('at', '>=', sql<string>`${from}::timestamp at time zone 'Asia/Shanghai'`).where('at', '<', sql<string>`(${to}::timestamp + interval '1 day') at time zone 'Asia/Shanghai'`);
  if (of.status) query = query.where('status', '=', of.status);
  if (of.person) query = query.where('person', '=', of.person);
  if (of.after) query = query.where(sql<boolean>`(at, id) < (${of.after.at}::timestamptz, ${of.after.id}::uuid)`);
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}
