import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import type { Reader, Tx } from '../../postgres/database.ts';
import type { OutboxRow } from './write-move.ts';

/** Queues work that follows this transaction. */
export async function addOutbox(tx: Reader, row: OutboxRow): Promise<void> {
  await sql`insert into outbox (region, id, topic, body, due_at)
    values (${row.region}, ${row.id}, ${row.topic}, ${JSON.stringify(row.body)}::jsonb, coalesce(${row.dueAt ?? null}::timestamptz, now()))`.execute(tx);
}

export interface Queued { readonly region: string; readonly id: string; readonly topic: string; readonly body: unknown; readonly tries: number }

/** Takes what is due of these topics, oldest first; rows of other workers are skipped. Reads index outbox_due. `limit`: 1..200. */
export async function claimOutbox(tx: Tx, topics: readonly string[], limit: number): Promise<Queued[]> {
  const { rows } = await sql<Queued>`
    select region, id, topic, body, tries from outbox
    where due_at <= now() and tries < 20 and topic = any(${topics}::text[])
    order by due_at, id limit ${limit}
    for update skip locked`.execute(tx);
  return rows;
}

export async function dropOutbox(tx: Tx, rows: readonly Pick<Queued, 'region' | 'id'>[]): Promise<void> {
  await sql`delete from outbox using unnest(${rows.map((r) => r.region)}::text[], ${rows.map((r) => r.id)}::uuid[]) as done (region, id)
    where outbox.region = done.region and outbox.id = done.id`.execute(tx);
}

/** Comes again later: in 2^tries seconds, an hour at most; after 20 times a person must look. */
export async function postpone(db: Reader, row: Pick<Queued, 'region' | 'id'>, why: string): Promise<void> {
  await sql`update outbox set tries = tries + 1, last_error = ${why.slice(0, 1000)}, due_at = now() + least(power(2, tries), 3600) * interval '1 second'
    where region = ${row.region} and id = ${row.id}`.execute(db);
}

/** Forgets work that was given up and that nobody has looked into for its days. Returns how many. */
export async function forgetFailed(db: Reader, limit = 1_000): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from outbox where (region, id) in (
      select region, id from outbox where tries >= 20 and due_at < now() - make_interval(days => ${keptDays('outbox')}) limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
