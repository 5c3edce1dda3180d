import { sql } from 'kysely';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { runningStates, type Ref } from './agreement.ts';
import { grantTouched } from './touched.ts';

export interface Ending extends Ref { readonly requester: string; readonly provider: string; readonly termTo: string; readonly renewed: boolean }

/**
 * Grants whose term ends from one day to the other and whose parties were not told at this nearness yet, soonest first.
 * Reads index agreement_ending; `limit` is rows. Rows that another worker holds are skipped.
 */
export async function claimEnding(tx: Tx, of: { readonly from: string; readonly to: string; readonly days: number; readonly limit: number }): Promise<Ending[]> {
  const ends = sql`a.term_to between ${of.from} and ${of.to} and a.state = any(${[...runningStates]}::text[]) and (a.warned is null or a.warned > ${of.days})`;
  return claimByRegion(tx, sql`select a.region from agreement a where ${ends} order by a.term_to`, of.limit, async (region, left) => (await sql<Ending>`
    select a.region, a.id, a.requester, a.provider, a.term_to as "termTo", exists (
        select from agreement later where later.renews_region = a.region and later.renews_id = a.id and later.state = any(${[...runningStates]}::text[])) as renewed
    from agreement a
    where a.region = ${region} and ${ends}
    order by a.term_to, a.id limit ${left}
    for update of a skip locked`.execute(tx)).rows);
}

export async function setWarned(tx: Tx, ref: Ref, days: number): Promise<void> {
  await grantTouched(tx, ref);
  await tx.updateTable('agreement').set({ warned: days }).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}
