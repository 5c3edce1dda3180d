import { sql, type RawBuilder } from 'kysely';
import type { LampKind } from '../../../law/clock-lamp.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode } from '../ports.ts';
import type { Question } from '../question.ts';
import { findsCases, readsCase } from './case-find.ts';
import { CAP, ofSide, onSide, type CaseFilter } from './case-lists.ts';
import { instant, listedFrom, listedJson, type ListedJson, type Moved } from './listed.ts';

/** The lamp that this organisation is shown, on this day; weights: how much each clock of the table counts (case-rows.ts). */
export interface LampFilter { readonly kind: LampKind; readonly today: PlainDate; readonly weights: Readonly<Record<string, number>> }
/** What no index of a list's order tells: a part of the title or number, a lamp. */
export interface Narrow { readonly question: Question | null; readonly lamp: LampFilter | null }

/** How far a search goes; other figures than these are for tests. */
export interface Bounds {
  /** So many of each state are looked at first, in the list's own order: most lists end there, and half of a long one may bear the word. */
  readonly words: number;
  readonly lamp: number;
  /** Candidates of an index that are sorted for a page; more are no few, and the list's own order meets them soon. */
  readonly few: number;
  /** So many of each state are looked at for a page where an index has too many, or none tells. */
  readonly further: number;
}
const bounds: Bounds = { words: 1_000, lamp: 200, few: 20_000, further: 3_000 };
/** Of lamps that is fewer: each candidate is looked up among the cases, 8 µs. */
const lit = 6_000;

export interface Narrowed {
  readonly rows: Moved[];
  readonly total: number;
  /** There are more than `total`. */
  readonly more: boolean;
  /** The page is not full, and older cases were not looked at: the next one begins here. */
  readonly lookedTo: { readonly at: string; readonly id: string } | null;
}

/**
 * A page of those cases that bear the words or show the lamp, newest movement first, and how many there are, a thousand at most. The newest of
 * each state are looked at, which are all of most lists; then the index on titles and numbers, or on the dates of lamps, gives them where they
 * are few; else more of the newest are looked at, in bounded steps: a page may then hold fewer rows than asked for, and none is lost.
 * A million cases of fourteen kinds, ten thousand of them late: 31 ms of the database, 105 before the index knew the cases; a part of a number 4 ms.
 */
export async function searchCases(db: Reader, f: CaseFilter, narrow: Narrow, { words, lamp, few, further }: Bounds = bounds): Promise<Narrowed> {
  const newest = await walkFrom(db, f, narrow, narrow.lamp === null ? words : lamp);
  if (newest.lookedTo === null || (newest.rows.length === f.limit && newest.n >= CAP)) return answer(newest, f.limit);
  const candidates = candidatesOf(f, narrow);
  if (candidates !== undefined && (await areFew(db, candidates, narrow.lamp === null ? few : Math.min(few, lit)))) return byIndex(db, f, narrow, candidates);
  return answer(await walkFrom(db, f, narrow, further), f.limit);
}

/** The page from its place on; how many, and whether that is all, from the top. */
async function walkFrom(db: Reader, f: CaseFilter, narrow: Narrow, each: number): Promise<Walked & { readonly more: boolean }> {
  const page = await walk(db, f, narrow, each);
  const top = f.after === null ? page : await walk(db, { ...f, after: null, limit: 0 }, narrow, each);
  return { rows: page.rows, lookedTo: page.lookedTo, n: top.n, more: top.n >= CAP || top.lookedTo !== null };
}

interface Walked { readonly rows: Moved[]; readonly n: number; readonly lookedTo: Narrowed['lookedTo'] }

const answer = ({ rows, n, lookedTo, more }: Walked & { readonly more: boolean }, limit: number): Narrowed => ({ rows, total: Math.min(n, CAP), more, lookedTo: rows.length < limit ? lookedTo : null });

/** Matches among the newest `each` of every state, as far back as no state has another that was not looked at. */
async function walk(db: Reader, f: CaseFilter, narrow: Narrow, each: number): Promise<Walked> {
  const sides = f.sides.map((side) => ofSide(f, side, { each }));
  const { rows: [found] } = await sql<Found & { lookedTo: { at: string; id: string } | null }>`
    with seen as materialized (${sql.join(sides, sql` union all `)}),
    ends as (select distinct on (side, state) at, id, count(*) over (partition by side, state) as n from seen order by side, state, at, id),
    horizon as materialized (select at, id from ends where n >= ${each} order by at desc, id desc limit 1),
    hits as materialized (
      select c.region, c.id, c.at from (select distinct region, id, at, number, title from seen) as c
      where (not exists (select from horizon) or (c.at, c.id) >= (select at, id from horizon))
        and ${narrow.question === null ? sql`true` : readsCase(narrow.question)} and ${shows(f.org, narrow.lamp)})
    ${pageOf(f)}, (select json_build_object('at', at, 'id', id) from horizon) as "lookedTo"`.execute(db);
  return { ...rowsOf(found), lookedTo: found?.lookedTo ? { ...found.lookedTo, at: instant(found.lookedTo.at) } : null };
}

async function byIndex(db: Reader, f: CaseFilter, narrow: Narrow, candidates: RawBuilder<unknown>): Promise<Narrowed> {
  const { rows: [found] } = await sql<Found>`
    with ordered as materialized (
      select c.region, c.id, c.moved_at as at from (${candidates}) as k join legal_case c on c.region = k.region and c.id = k.case_id
      where c.kind = ${f.kind} and c.state = any(${f.states}::text[]) and (${sql.join(f.sides.map((side) => onSide(f, side)), sql` or `)})
        and (c.private_to is null or c.private_to = ${f.org})
      order by c.moved_at desc, c.id desc)
    ${pageOf(f, sql`ordered`, shows(f.org, narrow.lamp))}`.execute(db);
  const { rows, n } = rowsOf(found);
  return { rows, total: Math.min(n, CAP), more: n >= CAP, lookedTo: null };
}

interface Found { readonly rows: [string, ListedJson][] | null; readonly n: number }
const rowsOf = (found: Found | undefined) => ({ rows: (found?.rows ?? []).map(([at, row]) => ({ ...listedFrom(row), at: instant(at) })), n: found?.n ?? 0 });

/** What `from` holds, in order; `shown` is asked of as many as the page and the count need, not of all. */
function pageOf({ after, limit, notes }: CaseFilter, from = sql`hits`, shown = sql<boolean>`true`): RawBuilder<unknown> {
  return sql`
    select (select json_agg(json_build_array(p.at, ${listedJson(notes)}) order by p.at desc, p.id desc)
        from (select c.region, c.id, c.at from ${from} as c where ${after === null ? sql`true` : sql`(c.at, c.id) < (${after.key}::timestamptz, ${after.id}::uuid)`} and ${shown} order by c.at desc, c.id desc limit ${limit}) as p
        join legal_case c on c.region = p.region and c.id = p.id) as rows,
      (select count(*) from (select from ${from} as c where ${shown} limit ${CAP}) as counted) as n`;
}

async function areFew(db: Reader, candidates: RawBuilder<unknown>, few: number): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (select from (${candidates}) as k limit ${few + 1}) as counted`.execute(db);
  return (rows[0]?.n ?? 0) <= few;
}

/** Cases that may be meant, by an index; undefined: no index tells of this lamp. */
function candidatesOf(f: CaseFilter, { question, lamp }: Narrow): RawBuilder<unknown> | undefined {
  if (question !== null) return findsCases(f.org, f.kind, question);
  if (lamp === null) return undefined;
  const names = sql`name = any(${Object.keys(lamp.weights)}::text[])`; // of this kind, though another may have a clock of that name
  const clocks = clocksOf(lamp).map((which) => sql`select region, case_id from clock where ${which} and ${names}`);
  return clocks.length === 0 ? undefined : sql.join([...clocks, sql`select null::text, null::uuid where false`], sql` union `);
}

/** Clocks of which one may show this lamp: by clock_lit alone those that are yellow or beyond, by clock_stood, by clock_over. */
function clocksOf({ kind, today }: LampFilter): readonly RawBuilder<unknown>[] {
  switch (kind) {
    case 'late': return [sql`stopped_on is null and near_on <= ${today} and due_on < ${today}`, sql`stopped_on is null and stood_on is not null and near_on <= ${today}`];
    case 'due': return [sql`stopped_on is null and near_on <= ${today} and red_on <= ${today} and due_on >= ${today}`];
    case 'near': return [sql`stopped_on is null and near_on <= ${today} and red_on > ${today}`];
    case 'paused': return [sql`stopped_on is null and stood_on is not null`];
    case 'done-late': return [sql`stopped_on is not null and (lapsed_on is not null or stopped_on > due_on)`];
    default: return [];
  }
}

const weight = ({ weights }: LampFilter): RawBuilder<number> => sql<number>`coalesce((${JSON.stringify(weights)}::jsonb ->> name)::numeric, 4)`;

/** Is this the lamp of the case `c`? Of its clocks the one that case-rows.ts shows, by the same order; its lamp by its dates. */
function shows(org: OrgCode, lamp: LampFilter | null): RawBuilder<boolean> {
  if (lamp === null) return sql<boolean>`true`;
  return sql<boolean>`coalesce((
        select case
            when stopped_on is not null then case when lapsed_on is not null or stopped_on > due_on then 'done-late'
              when ${weight(lamp)} > 0 and (select open from legal_case l where l.region = c.region and l.id = c.id) then 'none' else 'done' end
            when stood_on is not null then case when lapsed_on is not null or stood_on > due_on then 'late' else 'paused' end
            when due_on < ${lamp.today} then 'late' when red_on <= ${lamp.today} then 'due' when near_on <= ${lamp.today} then 'near' else 'normal' end
        from clock where clock.region = c.region and clock.case_id = c.id
        order by ${weight(lamp)} + case when stopped_on is not null then 8 else case when bound = ${org} then 0 else 1 end + case when stood_on is null then 0 else 0.5 end end,
          stopped_on desc nulls last, case when stopped_on is null then due_on end, due_on desc, name, nth
        limit 1), 'none') = ${lamp.kind}`;
}
