import { sql } from 'kysely';
import type { Db } from './database.ts';

/**
 * Makes the partitions of the next 70 days that are missing. A new partition wants its table for itself for a moment: behind a
 * backup, which reads all tables for as long as it takes, it would wait, and every move and record behind it. So it gives up
 * after a second and comes again; there are weeks.
 */
export async function makePartitions(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '1s'`.execute(tx);
    await sql`select make_partitions()`.execute(tx);
  });
}
