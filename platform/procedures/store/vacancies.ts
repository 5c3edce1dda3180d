import { sql } from 'kysely';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode, RegionCode } from '../ports.ts';
import type { Ref } from './case-record.ts';

export interface WaitingPost { readonly region: RegionCode; readonly org: OrgCode; readonly post: string }

/** Posts at which anything waits: the worklist's primary key skipped through, one step a post. At most 100,000. */
export async function waitingPosts(db: Reader): Promise<WaitingPost[]> {
  const { rows } = await sql<WaitingPost>`
    with recursive at (region, org, post) as (
      (select region, org, post from worklist order by region, org, post limit 1)
      union all
      select next.region, next.org, next.post from at cross join lateral (
        select region, org, post from worklist where (region, org, post) > (at.region, at.org, at.post) order by region, org, post limit 1) as next)
    select region, org, post from at order by region, org, post limit 100000`.execute(db);
  return rows;
}

/** Cases that wait at this post and are not yet on the list of an authority's lead, by id. Reads the primary key and worklist_case. `limit`: 1..500. */
export async function casesAt(db: Reader, at: WaitingPost, after: string, limit: number): Promise<Ref[]> {
  const { rows } = await sql<Ref>`
    select distinct case_region as region, case_id as id from worklist w
    where region = ${at.region} and org = ${at.org} and post = ${at.post} and why = 'move' and case_id > ${after}::uuid
      and not exists (select from worklist v where v.case_region = w.case_region and v.case_id = w.case_id and v.why = 'vacancy')
    order by case_id limit ${limit}`.execute(db);
  return rows;
}

/** Cases that stand on the list of an authority's lead for an empty post, by id. Reads index worklist_vacancy. */
export async function casesVacant(db: Reader, after: string, limit: number): Promise<Ref[]> {
  const { rows } = await sql<Ref>`
    select distinct case_region as region, case_id as id from worklist
    where why = 'vacancy' and case_id > ${after}::uuid order by case_id limit ${limit}`.execute(db);
  return rows;
}
