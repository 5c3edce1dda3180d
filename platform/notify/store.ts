import { sql } from 'kysely';
import { keptDays } from '../../law/retention.ts';
import type { Reader, Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import type { Message } from './notices.ts';

export interface NotificationRow { readonly id: string; readonly at: string; readonly org: string; readonly caseRegion: string | null; readonly caseId: string | null; readonly kind: string | null; readonly text: string; readonly readAt: string | null }

/** One statement for all messages of a notice. */
export async function addNotifications(tx: Tx, messages: readonly Message[], at: string): Promise<void> {
  if (messages.length === 0) return;
  const of = (pick: (message: Message) => string | null) => messages.map(pick);
  await sql`
    insert into notification (region, person, at, id, org, post, case_region, case_id, text)
    select region, person, at, id, org, post, case_region, case_id, text from unnest(${of((m) => m.region)}::text[], ${of((m) => m.person)}::uuid[], ${messages.map(() => at)}::timestamptz[], ${messages.map(() => uuidv7())}::uuid[],
      ${of((m) => m.org)}::text[], ${of((m) => m.post)}::text[], ${of((m) => m.caseRegion)}::text[], ${of((m) => m.caseId)}::uuid[], ${of((m) => m.text)}::text[])
      as fresh (region, person, at, id, org, post, case_region, case_id, text)`.execute(tx);
}

/** A page of a person's messages in one organisation's region, newest first, by primary key. */
export async function readNotifications(db: Reader, region: string, person: string, before: { readonly at: string; readonly id: string } | null, limit: number): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select n.id, n.at, n.org, n.case_region as "caseRegion", n.case_id as "caseId", c.kind, n.text, n.read_at as "readAt"
    from notification n left join legal_case c on c.region = n.case_region and c.id = n.case_id
    where n.region = ${region} and n.person = ${person} and (n.at, n.id) < (${before?.at ?? 'infinity'}::timestamptz, ${before?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
    order by n.at desc, n.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Unread ones, a hundred at most: a badge. */
export async function countUnread(db: Reader, region: string, person: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select from notification where region = ${region} and person = ${person} and read_at is null limit 100) as found_some`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Marks as read: these, or all where none are named. */
export async function markRead(db: Reader, region: string, person: string, ids: readonly string[] | null): Promise<void> {
  await sql`update notification set read_at = now() where region = ${region} and person = ${person} and read_at is null and (${ids === null} or id = any(${ids ?? []}::uuid[]))`.execute(db);
}

/** Forgets messages after their days, some at a time; their partitions stay, empty. Returns how many. */
export async function forgetNotifications(db: Reader, limit = 5_000): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from notification where (region, person, at, id) in (
      select region, person, at, id from notification where at < now() - make_interval(days => ${keptDays('notifications')}) limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
