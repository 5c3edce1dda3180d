import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode } from '../ports.ts';
import type { CaseRecord } from './case-record.ts';
import type { ClockRecord } from './cases.ts';

type Shown = Pick<CaseRecord, 'region' | 'id' | 'kind' | 'number' | 'title' | 'state' | 'version' | 'open' | 'requester' | 'provider' | 'authority' | 'privateTo' | 'facts' | 'movedAt'>;
export type ListedClock = Pick<ClockRecord, 'name' | 'bound' | 'calendar' | 'local' | 'events' | 'dueOn' | 'stoodOn' | 'stoppedOn'>;
/** A case as lists need it, with its clocks; `department`: of a case without requester and provider, whom it concerns; `noted`: what its process reads for its note. */
export interface ListedCase { readonly row: Shown; readonly clocks: readonly ListedClock[]; readonly department: OrgCode | null; readonly noted: unknown }

export const departmentOf = sql.raw("case when c.requester is null and c.provider is null then (select min(p.org) from case_party p where p.region = c.region and p.case_id = c.id and p.party = 'department') end");

/**
 * A case named `c` in the statement around, with its clocks by primary key and what `notes` reads, as one JSON value without names: a page
 * comes in one round trip, and both sides spend half of the time on it that a row of thirty columns for each clock takes.
 */
export const listedJson = (notes: Asked, department: RawBuilder<unknown> = departmentOf): RawBuilder<ListedJson> => sql`json_build_array(c.region, c.id, c.kind, c.number, c.title, c.state, c.version, c.open, c.requester, c.provider, c.authority, c.private_to, c.facts, c.moved_at,
    ${department},
    (select json_agg(json_build_array(k.name, k.bound, k.calendar, k.local, k.events, k.due_on, k.stood_on, k.stopped_on) order by k.name, k.nth) from clock k where k.region = c.region and k.case_id = c.id), ${notes.json})`;

type Of<T, K extends readonly (keyof T)[]> = { [N in keyof K]: T[K[N]] };
type ClockJson = Of<ListedClock, ['name', 'bound', 'calendar', 'local', 'events', 'dueOn', 'stoodOn', 'stoppedOn']>;
export type ListedJson = [...Of<Shown, ['region', 'id', 'kind', 'number', 'title', 'state', 'version', 'open', 'requester', 'provider', 'authority', 'privateTo', 'facts', 'movedAt']>, department: OrgCode | null, clocks: ClockJson[] | null, noted: unknown];

export function listedFrom(json: ListedJson): ListedCase {
  const [region, id, kind, number, title, state, version, open, requester, provider, authority, privateTo, facts, movedAt, department, clocks, noted] = json;
  return {
    row: { region, id, kind, number, title, state, version, open, requester, provider, authority, privateTo, facts, movedAt: instant(movedAt) },
    department, noted,
    clocks: (clocks ?? []).map(([name, bound, calendar, local, events, dueOn, stoodOn, stoppedOn]) => ({ name, bound, calendar, local, events, dueOn, stoodOn, stoppedOn })),
  };
}

/** In JSON times end in +00:00; cursors and views know Z. */
export const instant = (text: string): string => text.replace(/\+00(:00)?$/, 'Z');

/** A page by key: (time, id), newest first; `notes`: what is read for theirs. */
export interface Page { readonly notes: Asked; readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number }
/** A case with the time by which the list is ordered. */
export interface Moved extends ListedCase { readonly at: string }

/** The cases that a page names by (region, id, at), newest first. */
export async function listedPage(db: Reader, { notes }: Page, page: RawBuilder<unknown>): Promise<Moved[]> {
  const { rows } = await sql<{ at: string; found: ListedJson }>`
    select p.at, ${listedJson(notes)} as found from (${page}) as p join legal_case c on c.region = p.region and c.id = p.id order by p.at desc, p.id desc`.execute(db);
  return rows.map(({ at, found }) => ({ ...listedFrom(found), at }));
}

/** What a statement reads for the notes of its cases, of kinds that have any. */
export interface Asked { readonly kinds: string; readonly json: RawBuilder<unknown> }
interface Asking { readonly table: { readonly name: string }; readonly notes?: { readonly asks: RawBuilder<unknown> } }
const asked = new WeakMap<readonly Asking[], Asked>();

/** The notes of the case `c`, by its kind; made once for the processes of an engine. */
export function notesAsked(processes: readonly Asking[]): Asked {
  const known = asked.get(processes);
  if (known !== undefined) return known;
  const all = processes.flatMap(({ table, notes }) => (notes === undefined ? [] : [{ kind: table.name, of: sql`when ${sql.lit(table.name)} then ${notes.asks}` }]));
  const made: Asked = { kinds: all.map((one) => one.kind).join(' '), json: all.length === 0 ? sql`null::json` : sql`case c.kind ${sql.join(all.map((one) => one.of), sql` `)} end` };
  asked.set(processes, made);
  return made;
}
