import { sql, type RawBuilder } from 'kysely';
import type { Reader } from './database.ts';

/** So much of what waits is looked at to see in which regions it lies. */
const ahead = 1_000;

/**
 * Claims what waits, region by region: a statement that locks stays within one, or it could not run where a region's rows lie on
 * a node of their own (design.md §7). Where something waits is asked first, without a lock; `claim` then takes what it may of one.
 *
 * @param waiting  `select region from … where … order by …`: what waits, the longest first, without a limit
 */
export async function claimByRegion<Row>(db: Reader, waiting: RawBuilder<unknown>, limit: number, claim: (region: string, limit: number) => Promise<readonly Row[]>): Promise<Row[]> {
  const { rows } = await sql<{ region: string }>`
    select region from (select region, row_number() over () as n from (${waiting} limit ${ahead}) as waiting) as ahead group by region order by min(n)`.execute(db);
  const claimed: Row[] = [];
  for (const { region } of rows) {
    if (claimed.length >= limit) break;
    claimed.push(...await claim(region, limit - claimed.length));
  }
  return claimed;
}
