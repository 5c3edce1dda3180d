import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Key } from './entries.ts';

/** Which cases are about an entry, and who takes part in them. Insert and select only. */

export interface Named { readonly region: string; readonly id: string }

export async function addConcerned(tx: Tx, at: Key, it: Named, orgs: readonly string[]): Promise<void> {
  await sql`
    insert into entry_case (region, entry, org, case_id, case_region)
    select ${at.region}, ${at.entry}::uuid, org, ${it.id}::uuid, ${it.region} from unnest(${[...orgs]}::text[]) as side (org) on conflict do nothing`.execute(tx);
}

/** The newest of those in which this organisation takes part, after one of them. Reads the primary key. */
export async function concerningOf(db: Reader, at: Key, org: string, after: string | undefined, limit: number): Promise<readonly Named[]> {
  let query = db.selectFrom('entryCase').select(['caseRegion as region', 'caseId as id']).where('region', '=', at.region).where('entry', '=', at.entry).where('org', '=', org);
  if (after !== undefined) query = query.where('caseId', '<', after);
  return query.orderBy('caseId', 'desc').orderBy('caseRegion').limit(limit).execute();
}
