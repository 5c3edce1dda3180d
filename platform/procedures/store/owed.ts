import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode } from '../ports.ts';
import { listedFrom, listedJson, type Asked, type ListedCase, type ListedJson } from './listed.ts';

/** A step in which the other side of a case is awaited. */
export interface Awaiting { readonly side: 'requester' | 'provider'; readonly kind: string; readonly state: string }
export interface OwedRow extends ListedCase { readonly dueOn: string }
interface OwedFilter { readonly notes: Asked; readonly today: PlainDate; readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number }

/** So many of each step are looked at, those that moved longest ago first: what is late has not moved for long. */
const each = 200;

/**
 * Cases of this organisation in which a limit of somebody else has passed, the longest first, and how many. By the indexes on sides,
 * one probe for each step, then the open clocks of what they name.
 */
export async function pageOfOwed(db: Reader, org: OrgCode, steps: readonly Awaiting[], f: OwedFilter): Promise<{ readonly rows: OwedRow[]; readonly total: number }> {
  const of = (side: Awaiting['side']) => sql`
    select x.region, x.id from unnest(${steps.filter((s) => s.side === side).map((s) => s.kind)}::text[], ${steps.filter((s) => s.side === side).map((s) => s.state)}::text[]) as s (kind, state)
    cross join lateral (select c.region, c.id from legal_case c where ${sql.id('c', side)} = ${org} and c.kind = s.kind and c.state = s.state and c.private_to is null
      order by c.moved_at, c.id limit ${each}) as x`;
  const { rows: [found] } = await sql<{ n: number; rows: [string, ListedJson][] | null }>`
    with late as materialized (
      select k.region, k.case_id as id, min(k.due_on) as due_on from (${of('requester')} union ${of('provider')}) as seen
      join clock k on k.region = seen.region and k.case_id = seen.id
      where k.stopped_on is null and k.stood_on is null and k.bound <> ${org} and k.due_on < ${f.today} group by k.region, k.case_id)
    select (select count(*) from late) as n, (select json_agg(json_build_array(p.due_on, ${listedJson(f.notes)}) order by p.due_on, p.id)
      from (select region, id, due_on from late where (due_on, id) > (${f.after?.key ?? '0001-01-01'}::date, ${f.after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid) order by due_on, id limit ${f.limit}) as p
      join legal_case c on c.region = p.region and c.id = p.id) as rows`.execute(db);
  return { rows: (found?.rows ?? []).map(([dueOn, row]) => ({ ...listedFrom(row), dueOn })), total: Number(found?.n ?? 0) };
}
