import { sql } from 'kysely';
import type { Reader } from '../postgres/database.ts';

/** Entries that stand stopped now: what a gateway that starts must refuse though their grants may not have moved yet. */
export async function stoppedEntries(db: Reader): Promise<{ readonly region: string; readonly id: string }[]> {
  const { rows } = await sql<{ region: string; id: string; stopped: boolean }>`
    select distinct on (region, id) region, id, stopped
    from gate_change
    where what = 'entry'
    order by region, id, changed desc`.execute(db);
  return rows.filter((row) => row.stopped);
}
