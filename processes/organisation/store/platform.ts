import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface PlatformRow { readonly region: string; readonly org: string; readonly name: string; readonly setUpAt: string }

/** Whose platform this is; undefined before set-up. */
export async function readPlatform(tx: Reader): Promise<PlatformRow | undefined> {
  return tx.selectFrom('platform').select(['region', 'org', 'name', 'setUpAt']).limit(1).executeTakeFirst();
}

/** Made once: a second set-up at the same moment waits and then finds this row. */
export async function insertPlatform(tx: Tx, row: { region: string; org: string; name: string }): Promise<void> {
  await tx.insertInto('platform').values(row).execute();
}

export async function readMark(tx: Reader): Promise<'demo' | 'test' | null> {
  const row = await tx.selectFrom('platformMark').select('mark').limit(1).executeTakeFirst();
  return (row?.mark ?? null) as 'demo' | 'test' | null;
}

/**
 * Moves the legal date of a marked platform: forward, never back; before set-up, when nothing has a date yet, to any day
 * (a story told over last year's holidays begins there). The row is locked: two callers at once end at the later date.
 * @returns the legal date that then holds; undefined where the date asked for is earlier
 */
export async function moveLegalDate(tx: Tx, date: string, setUp: boolean): Promise<string | undefined> {
  const { rows } = await sql<{ today: string }>`
    update platform_mark set day_offset = ${date}::date - (now() at time zone 'Asia/Shanghai')::date
    where mark is not null and (${!setUp} or ${date}::date >= (now() at time zone 'Asia/Shanghai')::date + day_offset)
    returning ${date}::text as today`.execute(tx);
  return rows[0]?.today;
}
