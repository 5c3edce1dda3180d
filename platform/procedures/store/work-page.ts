import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import { askFormed, places } from '../../postgres/formed.ts';
import type { OrgCode, PersonId } from '../ports.ts';
import type { Question } from '../question.ts';
import { findsCases } from './case-find.ts';
import { departmentOf, listedFrom, listedJson, type Asked, type ListedCase, type ListedJson } from './listed.ts';

export interface WorkFilter {
  readonly org: OrgCode;
  readonly region: string;
  readonly posts: readonly string[];
  readonly person: PersonId;
  /** The person, and whom he acts for. */
  readonly persons: readonly PersonId[];
  readonly today: PlainDate;
  readonly whys: readonly string[];
  readonly kind: string | null;
  readonly lamp: 'late' | 'due' | 'near' | 'normal' | 'none' | null;
  readonly question: Question | null;
  readonly after: { readonly dueOn: string; readonly id: string } | null;
  readonly limit: number;
  /** Whether what waits and what was done is counted, too. */
  readonly counted: boolean;
  readonly notes: Asked;
  /** How the names of the organisations are read, where that is no question of its own. */
  readonly namesAmong?: ((codes: RawBuilder<unknown>) => RawBuilder<unknown>) | undefined;
}

export interface WorkRow extends ListedCase { readonly dueOn: PlainDate; readonly act: string | null; readonly why: string }
export interface WorkCount { readonly kind: string; readonly all: number; readonly late: number; readonly due: number; readonly near: number; readonly normal: number; readonly paused: number }
export interface WorkPage { readonly rows: readonly WorkRow[]; readonly names: Readonly<Record<OrgCode, string>> | null; readonly counts: readonly WorkCount[] | null; readonly done: { readonly done: number; readonly onTime: number } }

/** Rows looked at for the counts: a badge, not a statistic. */
const counted = 1_000;

const given = places('region', 'org', 'person', 'persons', 'today', 'kind', 'dueOn', 'id');
/** The planner does not see whose page it is: for a small department it would hold a plan of its own for the better, and make it anew each time, which costs as much as the page. */
const hidden = (value: RawBuilder<unknown>, type: 'text' | 'date' | 'uuid' | 'uuid[]') => sql`(select ${value}::${sql.raw(type)})`;
const at = {
  region: hidden(given.region, 'text'), org: hidden(given.org, 'text'), person: hidden(given.person, 'uuid'), persons: hidden(given.persons, 'uuid[]'),
  today: hidden(given.today, 'date'), kind: hidden(given.kind, 'text'), dueOn: hidden(given.dueOn, 'date'), id: hidden(given.id, 'uuid'),
};

/**
 * A page of the worklist with its cases, clocks, notes and names, what waits by kind and lamp, and what the person has done this month: one
 * prepared statement. For each post the first rows by worklist_lit, merged; a lamp is told by the index alone. One million rows, a hundred
 * thousand of one post: 3 ms, of which the counts are 1; they come with the first page alone.
 */
export async function workPage(db: Reader, f: WorkFilter): Promise<WorkPage> {
  const form = ['worklist', ...f.posts, ...f.whys, f.lamp, f.limit, f.kind !== null, f.after !== null, f.counted, f.namesAmong !== undefined, f.notes.kinds].join(' ');
  const [page] = await askFormed(db, f.question === null ? form : null, () => statement(f), { ...f, ...f.after });
  return {
    rows: (page?.rows ?? []).map(([dueOn, act, why, found]) => ({ ...listedFrom(found), dueOn, act, why })), names: f.namesAmong === undefined ? null : page?.names ?? {},
    counts: f.counted ? page?.counts ?? [] : null, done: page?.done ?? { done: 0, onTime: 0 },
  };
}

function statement(f: WorkFilter): RawBuilder<Found> {
  return sql<Found>`/* worklist */
    with waiting as materialized (${waitingRows(f)}),
    page as materialized (
      select p.due_on, p.act, p.why, c.*, ${departmentOf} as department from waiting p join legal_case c on c.region = p.case_region and c.id = p.case_id)
    select
      (select json_agg(json_build_array(c.due_on, c.act, c.why, ${listedJson(f.notes, sql`c.department`)}) order by c.due_on, c.id) from page c) as rows,
      ${f.namesAmong === undefined ? sql`null` : f.namesAmong(sql`select unnest(array[requester, provider, authority, department]) from page`)} as names,
      ${f.counted ? sql`(select json_agg(counted) from (${countedRows(f)}) as counted)` : sql`null`} as counts,
      ${f.counted ? doneThisMonth : sql`null`} as done`;
}

interface Found {
  readonly rows: readonly [dueOn: PlainDate, act: string | null, why: string, found: ListedJson][] | null;
  readonly names: Readonly<Record<OrgCode, string>> | null;
  readonly counts: WorkCount[] | null;
  readonly done: { readonly done: number; readonly onTime: number } | null;
}

const doneThisMonth = sql`(select json_build_object('done', done, 'onTime', on_time) from work_done
        where region = ${at.region} and org = ${at.org} and person = ${at.person} and month = date_trunc('month', ${at.today})::date)`;

function waitingRows(f: WorkFilter): RawBuilder<unknown> {
  return sql`
      select w.case_region, w.case_id, w.due_on, w.act, w.why
      from unnest(${words(f.posts)}) as p (post)
      cross join lateral (
        select case_region, case_id, due_on, act, why from worklist
        where region = ${at.region} and org = ${at.org} and post = p.post and why = any(${words(f.whys)}) and not (barred && ${at.persons})
          ${f.after === null ? sql`` : sql`and (due_on, case_id) > (${at.dueOn}, ${at.id})`}
          ${f.kind === null ? sql`` : sql`and kind = ${at.kind}`}
          ${f.question === null ? sql`` : sql`and (case_region, case_id) in (${findsCases(f.org, f.kind, f.question)})`}
          ${lampIs(f)}
        order by due_on, case_id
        limit ${sql.lit(f.limit)}) as w
      order by w.due_on, w.case_id
      limit ${sql.lit(f.limit)}`;
}

/** Posts, reasons and numbers of rows are words and figures of ours and stand in the text: otherwise the plan would be made for ten posts and a tenth of all rows, and anew each time. */
const words = (list: readonly string[]): RawBuilder<unknown> => sql`array[${sql.join(list.map((word) => sql.lit(word)))}]`;

function lampIs(f: WorkFilter): RawBuilder<unknown> {
  switch (f.lamp) {
    case 'late': return sql`and due_on < ${at.today}`;
    case 'due': return sql`and due_on >= ${at.today} and red_on <= ${at.today}`;
    // No lamp turns after its limit (law/clock-lamp.ts), so what is due begins where the index begins: the late ones before are not read.
    case 'near': return sql`and due_on > ${at.today} and red_on > ${at.today} and near_on <= ${at.today} and due_on < '9999-12-31'`;
    case 'normal': return sql`and due_on > ${at.today} and near_on > ${at.today} and not paused`; // also what no limit is set for
    case 'none': return sql`and due_on = '9999-12-31'`;
    default: return sql``;
  }
}

function countedRows(f: WorkFilter): RawBuilder<unknown> {
  return sql`
      select kind, count(*) as "all",
        count(*) filter (where due_on < ${at.today}) as late,
        count(*) filter (where due_on >= ${at.today} and red_on <= ${at.today}) as due,
        count(*) filter (where red_on > ${at.today} and near_on <= ${at.today} and due_on < '9999-12-31') as near,
        count(*) filter (where near_on > ${at.today} and not paused) as normal,
        count(*) filter (where paused) as paused
      from (
        select w.kind, w.due_on, w.near_on, w.red_on, w.paused
        from unnest(${words(f.posts)}) as p (post)
        cross join lateral (
          select kind, due_on, near_on, red_on, paused from worklist
          where region = ${at.region} and org = ${at.org} and post = p.post and why <> 'copy' and not (barred && ${at.persons})
          order by due_on, case_id limit ${sql.lit(counted)}) as w
        limit ${sql.lit(counted)}) as seen
      group by kind order by kind`;
}
