import { sql } from 'kysely';
import type { CaseRecord, ClockRecord } from './cases.ts';

type Shown = Pick<CaseRecord, 'region' | 'id' | 'kind' | 'number' | 'title' | 'state' | 'version' | 'open' | 'requester' | 'provider' | 'facts' | 'movedAt'>;
export type ListedClock = Pick<ClockRecord, 'name' | 'bound' | 'calendar' | 'local' | 'events' | 'dueOn' | 'stoodOn' | 'stoppedOn'>;
/** A case as lists need it, with its clocks. */
export interface ListedCase { readonly row: Shown; readonly clocks: readonly ListedClock[] }

/**
 * A case named `c` in the statement around, with its clocks by primary key, as one JSON value without names: a page comes in one round
 * trip, and both sides spend half of the time on it that a row of thirty columns for each clock takes.
 */
export const listedJson = sql.raw(`json_build_array(c.region, c.id, c.kind, c.number, c.title, c.state, c.version, c.open, c.requester, c.provider, c.facts, c.moved_at,
    (select json_agg(json_build_array(k.name, k.bound, k.calendar, k.local, k.events, k.due_on, k.stood_on, k.stopped_on) order by k.name, k.nth) from clock k where k.region = c.region and k.case_id = c.id))`);

type Of<T, K extends readonly (keyof T)[]> = { [N in keyof K]: T[K[N]] };
type ClockJson = Of<ListedClock, ['name', 'bound', 'calendar', 'local', 'events', 'dueOn', 'stoodOn', 'stoppedOn']>;
export type ListedJson = [...Of<Shown, ['region', 'id', 'kind', 'number', 'title', 'state', 'version', 'open', 'requester', 'provider', 'facts', 'movedAt']>, clocks: ClockJson[] | null];

export function listedFrom(json: ListedJson): ListedCase {
  const [region, id, kind, number, title, state, version, open, requester, provider, facts, movedAt, clocks] = json;
  return {
    row: { region, id, kind, number, title, state, version, open, requester, provider, facts, movedAt: movedAt.replace(/\+00(:00)?$/, 'Z') }, // in JSON times end in +00:00; cursors and views know Z
    clocks: (clocks ?? []).map(([name, bound, calendar, local, events, dueOn, stoodOn, stoppedOn]) => ({ name, bound, calendar, local, events, dueOn, stoodOn, stoppedOn })),
  };
}

export const like = (text: string | null): string => (text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`);
