import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode, PersonId } from '../ports.ts';
import type { Question } from '../question.ts';
import { findsCases } from './case-find.ts';
import type { Ref } from './case-record.ts';
import { listedFrom, listedJson, type Asked, type ListedCase, type ListedJson } from './listed.ts';

/** Whose rows of the worklist are meant. */
export interface Desk { readonly org: OrgCode; readonly region: string; readonly posts: readonly string[]; readonly persons: readonly PersonId[] }

export interface WaitingCount { readonly kind: string; readonly state: string; readonly post: string; readonly why: string; readonly all: number; readonly pressing: number }

/** What waits by kind and step, and how much of it is late or due today or tomorrow; at most a thousand rows are looked at: a badge. */
export async function countWaiting(db: Reader, f: Desk & { readonly today: PlainDate }): Promise<WaitingCount[]> {
  const { rows } = await sql<WaitingCount>`
    select kind, state, post, why, count(*) as "all", count(*) filter (where red_on <= ${f.today} and due_on < '9999-12-31') as pressing
    from (
      select w.kind, w.state, p.post, w.why, w.due_on, w.red_on
      from unnest(${[...f.posts]}::text[]) as p (post)
      cross join lateral (
        select kind, state, why, due_on, red_on from worklist
        where region = ${f.region} and org = ${f.org} and post = p.post and why <> 'copy' and not (barred && ${[...f.persons]}::uuid[])
        order by due_on, case_id limit 1000) as w
      limit 1000) as seen
    group by kind, state, post, why order by kind, state, post, why`.execute(db);
  return rows;
}

/** Beside each case that a page names: the legal day of its last move, and the act that leads on where it waits for this desk. At most 200 cases, by primary keys and index worklist_case. */
export async function besideOf(db: Reader, f: Desk, refs: readonly Ref[]): Promise<ReadonlyMap<string, { readonly act: string | null; readonly movedOn: string }>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ id: string; act: string | null; movedOn: string }>`
    select named.id, (select m.on_day from case_move m where m.region = named.region and m.case_id = named.id order by m.version desc, m.at desc limit 1) as "movedOn",
      (select w.act from worklist w where w.case_region = named.region and w.case_id = named.id and w.org = ${f.org} and w.post = any(${[...f.posts]}::text[])
        and w.why in ('move', 'extension') and w.act is not null and not (w.barred && ${[...f.persons]}::uuid[]) order by w.due_on limit 1) as act
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id) limit 200`.execute(db);
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

export interface StandingRow extends ListedCase { readonly dueOn: string; readonly stoodOn: string }
interface StandingFilter { readonly notes: Asked; readonly kind: string | null; readonly question: Question | null; readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number }

/** Cases in which a clock of this organisation stands because another is awaited, by the day it would run out; by index clock_bound. */
export async function pageOfStanding(db: Reader, org: OrgCode, f: StandingFilter): Promise<StandingRow[]> {
  const { rows } = await sql<{ dueOn: string; stoodOn: string; found: ListedJson }>`
    select standing.due_on as "dueOn", standing.stood_on as "stoodOn", ${listedJson(f.notes)} as found
    from (${standing(org)}) as standing join legal_case c on c.region = standing.region and c.id = standing.case_id
    where (standing.due_on, c.id) > (${f.after?.key ?? '0001-01-01'}::date, ${f.after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
      and (${f.kind}::text is null or c.kind = ${f.kind})
      and ${f.question === null ? sql`true` : sql`(c.region, c.id) in (${findsCases(org, f.kind, f.question)})`}
    order by standing.due_on, c.id limit ${f.limit}`.execute(db);
  return rows.map(({ found, ...row }) => ({ ...listedFrom(found), ...row }));
}

export async function countStanding(db: Reader, org: OrgCode): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${standing(org)}) as standing`.execute(db);
  return rows[0]?.n ?? 0;
}

/** At most a thousand. */
const standing = (org: OrgCode): RawBuilder<unknown> => sql`
  select region, case_id, min(due_on) as due_on, min(stood_on) as stood_on from clock
  where bound = ${org} and stopped_on is null and stood_on is not null group by region, case_id limit 1000`;
