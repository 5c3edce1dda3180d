import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode } from '../ports.ts';
import { listedPage, type Moved, type Page } from './listed.ts';

export type SideColumn = 'requester' | 'provider' | 'authority' | 'other';

export interface CaseFilter extends Page {
  readonly org: OrgCode;
  /** Of 三员: only where the organisation takes part as the platform; everybody else: only where it does not. */
  readonly officer: boolean;
  readonly kind: string;
  readonly sides: readonly SideColumn[];
  /** Of these states: in each the index has its cases in order, so a rare one is found at once among a million. */
  readonly states: readonly string[];
}

/** How many are counted at most. */
export const CAP = 1_000;

/** Cases of one kind by side, newest movement first: in each state the first rows by the side's index, merged. */
export async function pageOfCases(db: Reader, f: CaseFilter): Promise<Moved[]> {
  return listedPage(db, f, newestOf(f.sides.map((side) => ofSide(f, side, { each: f.limit })), f.limit));
}

/** How many there are, a thousand at most. */
export async function countCases(db: Reader, f: CaseFilter): Promise<number> {
  const sides = f.sides.map((side) => ofSide({ ...f, after: null }, side, { each: CAP, all: CAP }));
  const { rows } = await sql<{ n: number }>`select count(*) as n from (select distinct region, id from (${sql.join(sides, sql` union all `)}) as found limit ${CAP}) as counted`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Cases of one side: the newest `each` of every state; `all`: so many together, in no order. */
export function ofSide(f: CaseFilter, side: SideColumn, { each, all }: { readonly each: number; readonly all?: number }): RawBuilder<unknown> {
  return sql`(select x.region, x.id, x.at, x.number, x.title, s.state, ${side}::text as side from unnest(${f.states}::text[]) as s (state) cross join lateral (
      select c.region, c.id, c.moved_at as at, c.number, c.title from legal_case c
      where ${onSide(f, side)} and c.kind = ${f.kind} and c.state = s.state and ${isSeen(f)}
      order by c.moved_at desc, c.id desc limit ${each}) as x
    ${all === undefined ? sql`` : sql`limit ${all}`})`;
}

/** Parties without a column: an authority above takes part in nearly all cases, another in few; the planner knows which by its statistics. */
export function onSide(f: CaseFilter, side: SideColumn): RawBuilder<boolean> {
  if (side !== 'other') return sql<boolean>`c.${sql.id(side)} = ${f.org}`;
  return sql<boolean>`exists (select from case_party p where p.region = c.region and p.case_id = c.id and p.org = ${f.org} and (p.party = 'platform') = ${f.officer})`;
}

function isSeen(f: CaseFilter): RawBuilder<boolean> {
  const after = f.after === null ? sql`` : sql`and (c.moved_at, c.id) < (${f.after.key}::timestamptz, ${f.after.id}::uuid)`;
  return sql<boolean>`(c.private_to is null or c.private_to = ${f.org}) ${after}`;
}

/** The newest of all sides; a case of several sides once. */
function newestOf(sides: readonly RawBuilder<unknown>[], limit: number): RawBuilder<unknown> {
  return sql`select region, id, max(at) as at from (${sql.join(sides, sql` union all `)}) as found group by region, id order by max(at) desc, id desc limit ${limit}`;
}
