import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../postgres/database.ts';
import type { OrgCode } from '../ports.ts';
import type { CaseRecord } from './case-record.ts';
import type { ClockRecord } from './cases.ts';

type Shown = Pick<CaseRecord, 'region' | 'id' | 'kind' | 'number' | 'title' | 'state' | 'version' | 'open' | 'requester' | 'provider' | 'authority' | 'privateTo' | 'facts' | 'movedAt'>;
export type ListedClock = Pick<ClockRecord, 'name' | 'bound' | 'calendar' | 'local' | 'events' | 'dueOn' | 'stoodOn' | 'stoppedOn'>;
/** A case as lists need it, with its clocks; `department`: of a case without requester and provider, whom it concerns. */
export interface ListedCase { readonly row: Shown; readonly clocks: readonly ListedClock[]; readonly department: OrgCode | null }

/**
 * A case named `c` in the statement around, with its clocks by primary key, as one JSON value without names: a page comes in one round
 * trip, and both sides spend half of the time on it that a row of thirty columns for each clock takes.
 */
export const listedJson = sql.raw(`json_build_array(c.region, c.id, c.kind, c.number, c.title, c.state, c.version, c.open, c.requester, c.provider, c.authority, c.private_to, c.facts, c.moved_at,
    case when c.requester is null and c.provider is null then (select min(p.org) from case_party p where p.region = c.region and p.case_id = c.id and p.party = 'department') end,
    (select json_agg(json_build_array(k.name, k.bound, k.calendar, k.local, k.events, k.due_on, k.stood_on, k.stopped_on) order by k.name, k.nth) from clock k where k.region = c.region and k.case_id = c.id))`);

type Of<T, K extends readonly (keyof T)[]> = { [N in keyof K]: T[K[N]] };
type ClockJson = Of<ListedClock, ['name', 'bound', 'calendar', 'local', 'events', 'dueOn', 'stoodOn', 'stoppedOn']>;
export type ListedJson = [...Of<Shown, ['region', 'id', 'kind', 'number', 'title', 'state', 'version', 'open', 'requester', 'provider', 'authority', 'privateTo', 'facts', 'movedAt']>, department: OrgCode | null, clocks: ClockJson[] | null];

export function listedFrom(json: ListedJson): ListedCase {
  const [region, id, kind, number, title, state, version, open, requester, provider, authority, privateTo, facts, movedAt, department, clocks] = json;
  return {
    row: { region, id, kind, number, title, state, version, open, requester, provider, authority, privateTo, facts, movedAt: instant(movedAt) },
    department,
    clocks: (clocks ?? []).map(([name, bound, calendar, local, events, dueOn, stoodOn, stoppedOn]) => ({ name, bound, calendar, local, events, dueOn, stoodOn, stoppedOn })),
  };
}

/** In JSON times end in +00:00; cursors and views know Z. */
export const instant = (text: string): string => text.replace(/\+00(:00)?$/, 'Z');

/** A page by key: (time, id), newest first. */
export interface Page { readonly after: { readonly key: string; readonly id: string } | null; readonly limit: number }
/** A case with the time by which the list is ordered. */
export interface Moved extends ListedCase { readonly at: string }

/** The cases that a page names by (region, id, at), newest first. */
export async function listedPage(db: Reader, page: RawBuilder<unknown>): Promise<Moved[]> {
  const { rows } = await sql<{ at: string; found: ListedJson }>`
    select p.at, ${listedJson} as found from (${page}) as p join legal_case c on c.region = p.region and c.id = p.id order by p.at desc, p.id desc`.execute(db);
  return rows.map(({ at, found }) => ({ ...listedFrom(found), at }));
}
