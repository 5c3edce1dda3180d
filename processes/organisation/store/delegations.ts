import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface DelegationRow { readonly id: string; readonly org: string; readonly post: string; readonly giver: string; readonly taker: string; readonly from: string; readonly to: string }

/** Delegations of an organisation that have not ended, by account name. */
export async function delegationsOf(tx: Reader, region: string, org: string): Promise<readonly DelegationRow[]> {
  const { rows } = await sql<DelegationRow>`
    select d.id, d.org, d.post, g.login as giver, t.login as taker, d.valid_from as from, d.valid_to as to
    from delegation d join account g on g.person = d.giver join account t on t.person = d.taker
    where d.region = ${region} and d.org = ${org} and d.ended_at is null
    and d.valid_to >= (select (now() at time zone 'Asia/Shanghai')::date + day_offset from platform_mark)
    order by d.valid_from, d.id limit 200`.execute(tx);
  return rows;
}

/** Its giver ends a delegation. */
export async function endDelegation(tx: Tx, region: string, id: string, giver: string): Promise<boolean> {
  const { rows } = await sql`update delegation set ended_at = now() where region = ${region} and id = ${id} and giver = ${giver} and ended_at is null returning id`.execute(tx);
  return rows.length > 0;
}
