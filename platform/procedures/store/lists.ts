import { sql, type RawBuilder } from 'kysely';
import type { LampKind } from '../../../law/clock-lamp.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode, PersonId } from '../ports.ts';
import { like, listedFrom, listedJson, type ListedCase, type ListedJson } from './listed.ts';
import type { Ref } from './cases.ts';

/** A case with the time by which the list is ordered. */
export interface Moved extends ListedCase { readonly at: string }
interface Page { readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number }
const [latest, lastId] = ['9999-12-31T00:00:00Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

export interface PersonFilter extends Page { readonly person: PersonId; readonly org: OrgCode; readonly kind: string | null; readonly spoken: readonly string[] }

/** 我的已办: cases by this person's last act on each, newest first, by index case_move_person. */
export async function pageOfDone(db: Reader, f: PersonFilter): Promise<Moved[]> {
  return listed(db, sql`
    select m.region, m.case_id as id, m.at from case_move m
    where m.person = ${f.person} and m.org = ${f.org} and m.at < ${f.after?.key ?? latest}::timestamptz and m.act <> all(${f.spoken}::text[])
      and (${f.kind}::text is null or m.kind = ${f.kind})
      and not exists (select from case_move later where later.region = m.region and later.case_id = m.case_id and later.version > m.version
        and later.person = m.person and later.act <> all(${f.spoken}::text[]))
    order by m.at desc limit ${f.limit}`);
}

/** 我发起的: cases this person opened, newest movement first, by index legal_case_made_by. */
export async function pageOfMine(db: Reader, f: PersonFilter): Promise<Moved[]> {
  return listed(db, sql`
    select region, id, moved_at as at from legal_case
    where made_by = ${f.person} and (${f.kind}::text is null or kind = ${f.kind})
      and (moved_at, id) < (${f.after?.key ?? latest}::timestamptz, ${f.after?.id ?? lastId}::uuid)
    order by moved_at desc, id desc limit ${f.limit}`);
}

export interface CaseFilter extends Page {
  readonly org: OrgCode;
  /** Of 三员: only where the organisation takes part as the platform; everybody else: only where it does not. */
  readonly officer: boolean;
  readonly kind: string;
  readonly sides: readonly ('requester' | 'provider' | 'authority' | 'other')[];
  readonly state: string | null;
  readonly open: boolean | null;
  readonly q: string | null;
  /** The lamp that this organisation is shown, on this day; weights: how much each clock of the table counts (case-rows.ts). */
  readonly lamp: { readonly kind: LampKind; readonly today: PlainDate; readonly weights: Readonly<Record<string, number>> } | null;
}

/**
 * Cases of one kind by side, newest movement first: one look at each side's index, merged. Parties that have no column: an
 * authority above takes part in nearly all cases and legal_case_moved is walked, another in few and case_party_org is read; the
 * planner knows which by its statistics. A lamp is looked up for each case on the way, by the clock's primary key.
 */
export async function pageOfCases(db: Reader, f: CaseFilter): Promise<Moved[]> {
  const branches = f.sides.map((side) => branch(f, side, sql`order by c.moved_at desc, c.id desc limit ${f.limit}`));
  return listed(db, sql`
    select region, id, max(at) as at from (${sql.join(branches, sql` union all `)}) as found
    group by region, id order by max(at) desc, id desc limit ${f.limit}`);
}

/** The cases that a page names, in its order, newest first. */
async function listed(db: Reader, page: RawBuilder<unknown>): Promise<Moved[]> {
  const { rows } = await sql<{ at: string; found: ListedJson }>`
    select p.at, ${listedJson} as found from (${page}) as p join legal_case c on c.region = p.region and c.id = p.id order by p.at desc, p.id desc`.execute(db);
  return rows.map(({ at, found }) => ({ ...listedFrom(found), at }));
}

/** Looked at for a count by lamp, newest first: which clock a case shows stands in no index. */
const lookedAt = 5_000;

/** How many there are, a thousand at most; by lamp among the newest five thousand of each side. */
export async function countCases(db: Reader, f: CaseFilter, cap = 1_000): Promise<number> {
  const { lamp } = f;
  const tail = lamp === null ? sql`limit ${cap}` : sql`order by c.moved_at desc, c.id desc limit ${lookedAt}`;
  const branches = f.sides.map((side) => branch({ ...f, after: null, lamp: null }, side, tail));
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select from (select distinct region, id from (${sql.join(branches, sql` union all `)}) as found) as c
      where ${lamp === null ? sql`true` : shows(f.org, lamp)} limit ${cap}) as counted`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Is this the lamp of the case? Of its clocks the one that case-rows.ts shows, by the same order; its lamp by its dates. */
function shows(org: OrgCode, lamp: NonNullable<CaseFilter['lamp']>): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
        select case
            when stopped_on is not null then case when lapsed_on is not null or stopped_on > due_on then 'done-late' else 'done' end
            when stood_on is not null then case when lapsed_on is not null or stood_on > due_on then 'late' else 'paused' end
            when due_on < ${lamp.today} then 'late' when red_on <= ${lamp.today} then 'due' when near_on <= ${lamp.today} then 'near' else 'normal' end
        from clock where clock.region = c.region and clock.case_id = c.id
        order by case when stopped_on is null then 0 else 8 end + coalesce((${JSON.stringify(lamp.weights)}::jsonb ->> name)::int, 4)
          + case when bound = ${org} then 0 else 1 end + case when stood_on is null then 0 else 0.5 end, stopped_on desc nulls last, due_on, name, nth
        limit 1), 'none') = ${lamp.kind}`;
}

function branch(f: CaseFilter, side: CaseFilter['sides'][number], tail: RawBuilder<unknown>): RawBuilder<unknown> {
  const where = sql`c.kind = ${f.kind} and (c.private_to is null or c.private_to = ${f.org})
      and (c.moved_at, c.id) < (${f.after?.key ?? latest}::timestamptz, ${f.after?.id ?? lastId}::uuid)
      and (${f.state}::text is null or c.state = ${f.state}) and (${f.open}::boolean is null or c.open = ${f.open})
      and (${f.q}::text is null or c.number ilike ${`%${like(f.q)}%`} or c.title ilike ${`%${like(f.q)}%`})
      and ${f.lamp === null ? sql`true` : shows(f.org, f.lamp)}`;
  if (side !== 'other') return sql`(select c.region, c.id, c.moved_at as at from legal_case c where c.${sql.id(side)} = ${f.org} and ${where} ${tail})`;
  return sql`(select c.region, c.id, c.moved_at as at from legal_case c
    where exists (select from case_party p where p.region = c.region and p.case_id = c.id and p.org = ${f.org} and (p.party = 'platform') = ${f.officer}) and ${where} ${tail})`;
}

export interface ComingRow extends Ref { readonly kind: string; readonly number: string | null; readonly state: string; readonly clock: string; readonly dueOn: string }

/** Clocks of this organisation that end soon, of cases of these kinds, soonest first, by index clock_bound. */
export async function comingClocks(db: Reader, org: OrgCode, kinds: readonly string[], from: string, to: string, limit: number): Promise<ComingRow[]> {
  const { rows } = await sql<ComingRow>`
    select c.region, c.id, c.kind, c.number, c.state, clock.name as clock, clock.due_on as "dueOn"
    from clock join legal_case c on c.region = clock.region and c.id = clock.case_id
    where clock.bound = ${org} and c.kind = any(${[...kinds]}::text[]) and clock.stopped_on is null and clock.stood_on is null and clock.due_on between ${from} and ${to}
    order by clock.due_on, c.id limit ${limit}`.execute(db);
  return rows;
}
