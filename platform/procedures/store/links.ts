import { sql } from 'kysely';
import type { ProcedureName } from '../../../law/procedure.ts';
import type { Reader, Tx } from '../../postgres/database.ts';
import type { OrgCode } from '../ports.ts';
import type { Ref } from './case-record.ts';

export interface LinkedCase extends Ref { readonly kind: ProcedureName; readonly number: string | null; readonly title: string; readonly state: string; readonly zh: string }

/** Links two cases, both ways: `zh` is what the second is to the first, `back` what the first is to the second. Once; again is nothing. */
export async function addLink(tx: Tx, from: Ref, to: Ref, zh: string, back: string): Promise<void> {
  await sql`
    insert into case_link (region, case_id, other_region, other_case, zh)
    values (${from.region}, ${from.id}, ${to.region}, ${to.id}, ${zh}), (${to.region}, ${to.id}, ${from.region}, ${from.id}, ${back})
    on conflict do nothing`.execute(tx);
}

/** The newest hundred of those that this organisation sees: it is a party there, and the case has reached it. Reads case_link_newest. */
export async function linksOf(db: Reader, of: Ref, org: OrgCode): Promise<LinkedCase[]> {
  const { rows } = await sql<LinkedCase>`
    select c.region, c.id, c.kind, c.number, c.title, c.state, l.zh
    from case_link l join legal_case c on c.region = l.other_region and c.id = l.other_case
    where l.region = ${of.region} and l.case_id = ${of.id} and (c.private_to is null or c.private_to = ${org})
      and (${org} in (c.requester, c.provider, c.authority, c.forum)
        or exists (select from case_party p where p.region = c.region and p.case_id = c.id and p.org = ${org} and p.party <> 'platform'))
    order by l.linked_at desc, c.id limit 100`.execute(db);
  return rows;
}
