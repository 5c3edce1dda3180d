import { sql, type RawBuilder } from 'kysely';
import type { OrgCode } from '../ports.ts';

/** Whether an organisation takes part in the case that two columns name: for lists of what belongs to a case. Reads its row and its parties by key. */
export function takesPart(region: string, id: string, org: OrgCode): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from legal_case c where c.region = ${sql.ref(region)} and c.id = ${sql.ref(id)}
      and (${org} in (c.requester, c.provider, c.authority, c.forum) or exists (select from case_party p where p.region = c.region and p.case_id = c.id and p.org = ${org} and p.party <> 'platform')))`;
}
