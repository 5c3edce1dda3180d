import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode, PersonId } from '../ports.ts';
import type { CaseRecord, ClockRecord, Ref } from './cases.ts';

export interface ListedCase { readonly row: CaseRecord; readonly clocks: readonly ClockRecord[] }

type Flat = CaseRecord & { readonly [K in keyof ClockRecord]: ClockRecord[K] | null };

/** The cases that a page names, with their clocks: one statement by primary keys, one row a clock. At most 200 cases. */
export async function readListed(db: Reader, refs: readonly Ref[]): Promise<ListedCase[]> {
  const { rows } = await sql<Flat>`
    select c.region, c.id, c.kind, c.number, c.title, c.state, c.version, c.open, c.requester, c.provider, c.authority, c.forum, c.made_by as "madeBy", c.private_to as "privateTo", c.facts,
      c.created_at as "createdAt", c.moved_at as "movedAt",
      k.name, k.nth, k.cause, k.bound, k.calendar, k.class, k.events, k.due_on as "dueOn", k.plain_on as "plainOn", k.provisional, k.local, k.asked, k.near_on as "nearOn", k.red_on as "redOn",
      k.stood_on as "stoodOn", k.stopped_on as "stoppedOn", k.lapsed_on as "lapsedOn"
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join legal_case c on c.region = named.region and c.id = named.id
    left join clock k on k.region = c.region and k.case_id = c.id
    order by c.id, k.name, k.nth limit 10000`.execute(db);
  const cases = new Map<string, { readonly row: CaseRecord; readonly clocks: ClockRecord[] }>();
  for (const flat of rows) {
    const found = cases.get(flat.id) ?? { row: caseIn(flat), clocks: [] };
    cases.set(flat.id, found);
    if (flat.name !== null) found.clocks.push(clockIn(flat as Flat & ClockRecord));
  }
  return [...cases.values()];
}

function caseIn(f: Flat): CaseRecord {
  return {
    region: f.region, id: f.id, kind: f.kind, number: f.number, title: f.title, state: f.state, version: f.version, open: f.open, requester: f.requester, provider: f.provider,
    authority: f.authority, forum: f.forum, madeBy: f.madeBy, privateTo: f.privateTo, facts: f.facts, createdAt: f.createdAt, movedAt: f.movedAt,
  };
}

function clockIn(f: ClockRecord): ClockRecord {
  return {
    name: f.name, nth: f.nth, cause: f.cause, bound: f.bound, calendar: f.calendar, class: f.class, events: f.events, dueOn: f.dueOn, plainOn: f.plainOn, provisional: f.provisional,
    local: f.local, asked: f.asked, nearOn: f.nearOn, redOn: f.redOn, stoodOn: f.stoodOn, stoppedOn: f.stoppedOn, lapsedOn: f.lapsedOn,
  };
}

export interface WorkFilter {
  readonly org: OrgCode;
  readonly region: string;
  readonly posts: readonly string[];
  readonly persons: readonly PersonId[];
  readonly today: PlainDate;
  readonly whys: readonly string[];
  readonly kind: string | null;
  readonly lamp: 'late' | 'due' | 'near' | 'normal' | 'none' | null;
  readonly q: string | null;
  readonly after: { readonly dueOn: string; readonly id: string } | null;
  readonly limit: number;
}

export interface WorkRow extends Ref { readonly dueOn: PlainDate; readonly act: string | null; readonly why: string }

/**
 * A page of the worklist: for each post the first rows by primary key, merged. Measured at one million rows, fifty
 * thousand of one organisation: median 0.5 ms (engine.md §6).
 */
export async function pageOfWork(db: Reader, f: WorkFilter): Promise<WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    select w.case_region as region, w.case_id as id, w.due_on as "dueOn", w.act, w.why
    from unnest(${f.posts}::text[]) as p (post)
    cross join lateral (
      select case_region, case_id, due_on, act, why from worklist
      where region = ${f.region} and org = ${f.org} and post = p.post
        and (due_on, case_id) > (${f.after?.dueOn ?? '0001-01-01'}::date, ${f.after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
        and why = any(${f.whys}::text[]) and not (barred && ${f.persons}::uuid[])
        and (${f.kind}::text is null or kind = ${f.kind})
        and (${f.q}::text is null or number ilike ${`%${like(f.q)}%`} or title ilike ${`%${like(f.q)}%`})
        and ${lampIs(f)}
      order by due_on, case_id
      limit ${f.limit}) as w
    order by w.due_on, w.case_id
    limit ${f.limit}`.execute(db);
  return rows;
}

function lampIs(f: WorkFilter) {
  switch (f.lamp) {
    case 'late': return sql`due_on < ${f.today}`;
    case 'due': return sql`due_on >= ${f.today} and red_on <= ${f.today}`;
    case 'near': return sql`red_on > ${f.today} and near_on <= ${f.today} and due_on < '9999-12-31'`;
    case 'normal': return sql`near_on > ${f.today} and due_on < '9999-12-31'`;
    case 'none': return sql`due_on = '9999-12-31'`;
    default: return sql`true`;
  }
}

export const like = (text: string | null): string => (text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`);

export interface WorkCount { readonly kind: string; readonly all: number; readonly late: number; readonly due: number; readonly near: number; readonly normal: number; readonly paused: number }

/** What waits by kind and lamp, at most a thousand rows looked at: a badge, not a statistic. */
export async function countWork(db: Reader, f: Pick<WorkFilter, 'org' | 'region' | 'posts' | 'persons' | 'today'>, cap = 1_000): Promise<WorkCount[]> {
  const { rows } = await sql<WorkCount>`
    select kind, count(*) as "all",
      count(*) filter (where due_on < ${f.today}) as late,
      count(*) filter (where due_on >= ${f.today} and red_on <= ${f.today}) as due,
      count(*) filter (where red_on > ${f.today} and near_on <= ${f.today} and due_on < '9999-12-31') as near,
      count(*) filter (where near_on > ${f.today} and due_on < '9999-12-31') as normal,
      count(*) filter (where paused) as paused
    from (
      select w.kind, w.due_on, w.near_on, w.red_on, w.paused
      from unnest(${f.posts}::text[]) as p (post)
      cross join lateral (
        select kind, due_on, near_on, red_on, paused from worklist
        where region = ${f.region} and org = ${f.org} and post = p.post and why <> 'copy' and not (barred && ${f.persons}::uuid[])
        order by due_on, case_id limit ${cap}) as w
      limit ${cap}) as seen
    group by kind order by kind`.execute(db);
  return rows;
}

/** What this person has done this month, and how much of it before a limit of his organisation ran out. At most a thousand are looked at. */
export async function countDone(db: Reader, person: PersonId, since: PlainDate, spoken: readonly string[]): Promise<{ readonly done: number; readonly onTime: number }> {
  const { rows } = await sql<{ done: number; onTime: number }>`
    select count(*) as done, count(*) filter (where not exists (
        select from clock where clock.region = m.region and clock.case_id = m.case_id and clock.bound = m.org and clock.lapsed_on <= m.on_day)) as "onTime"
    from (select region, case_id, org, on_day from case_move
      where person = ${person} and on_day >= ${since} and act <> all(${spoken}::text[]) order by at desc limit 1000) as m`.execute(db);
  return rows[0] ?? { done: 0, onTime: 0 };
}
