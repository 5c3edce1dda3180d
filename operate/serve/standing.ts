import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/database.ts';

/** What the database knows of the platform's work: capped counts and ages, each by an index. */
export interface Standing {
  /** Seconds that the oldest work in the outbox has been due; 0 where nothing waits. */
  readonly outboxOldestSeconds: number;
  /** Work given up after twenty attempts: somebody must look. */
  readonly outboxFailed: number;
  /** Entries that wait for their number, 100,000 at most. */
  readonly ledgerPending: number;
  /** Since the newest signed head; null before the first. */
  readonly headAgeSeconds: number | null;
  /** So long ago the oldest entry came that no head covers (its id tells); 0 where all are covered. */
  readonly unsignedSeconds: number;
  /** Days that the oldest clock which has run out is unswept; 0 where none is. */
  readonly sweepBehindDays: number;
  /** Days for which partitions are made ahead. */
  readonly partitionsAheadDays: number;
  readonly resources: Readonly<Record<string, number>>;
}

export async function readStanding(db: Db): Promise<Standing> {
  const { rows } = await sql<Omit<Standing, 'resources'>>`
    select
      coalesce((select greatest(0, extract(epoch from now() - min(due_at)))::float8 from (select due_at from outbox where tries < 20 order by due_at limit 1) o), 0) as outbox_oldest_seconds,
      (select count(*)::int from (select from outbox where tries >= 20 limit 10000) f) as outbox_failed,
      (select count(*)::int from (select from ledger_pending limit 100000) p) as ledger_pending,
      (select extract(epoch from now() - max(at))::float8 from ledger_head) as head_age_seconds,
      coalesce((select greatest(0, extract(epoch from now()) - ('x' || left(replace(e.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)::float8 from ledger_entry e
        where e.log = 'main' and e.seq = coalesce((select max(size) from ledger_head where log = 'main'), 0)), 0) as unsigned_seconds,
      coalesce((select (now() at time zone 'Asia/Shanghai')::date + (select day_offset from platform_mark) - 1 - min(due_on) from clock
        where stopped_on is null and stood_on is null and lapsed_on is null and due_on < (now() at time zone 'Asia/Shanghai')::date + (select day_offset from platform_mark)), 0) as sweep_behind_days,
      coalesce((select min(ahead) from (select extract(epoch from max(to_at) - now())::float8 / 86400 as ahead from partition_kept where to_at is not null group by table_name) a), 0) as partitions_ahead_days`.execute(db);
  const resources = await sql<{ state: string; n: number }>`select state, count(*)::int as n from resource group by state order by state`.execute(db);
  return { ...(rows[0] as Omit<Standing, 'resources'>), resources: Object.fromEntries(resources.rows.map((row) => [row.state, row.n])) };
}
