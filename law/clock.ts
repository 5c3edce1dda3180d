/**
 * A clock is a fold over its events; the row keeps the events, every date is their result and is
 * computed again when a notice is loaded or the day of the start is set right.
 *
 * Counting: the day of the event is not counted; the period ends at 24:00 of its last working day
 * (standards 7.1, after 民法典 201). Standing still gives back the working days lost and never leaves
 * less than the next working day (reading of Art. 21.2).
 */
import { addWorkingDays, isProvisional, nextWorkingDay, workingDaysBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { addDays, addYears, laterOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';
import type { Clock } from './procedure.ts';

/** Art. 44: “本条例自2025年8月1日起施行。” No clock counts a day before it. */
export const countedFrom = '2025-08-01' as PlainDate;

/** Fixed at the start: the version of the law in force then, and the class of the case then. */
export type ClockLimit =
  | { readonly workingDays: number }
  | { readonly stated: PlainDate }
  | { readonly years: number }
  | { readonly days: number };

/** `on` is the legal date of the act, except for `start`, where it is the day of the event. `act`: the move that did it. */
export type ClockEvent = { readonly on: PlainDate; readonly act?: string } & (
  | { readonly do: 'start'; readonly limit: ClockLimit }
  | { readonly do: 'stand' | 'go' | 'run-on' | 'stop' }
  | { readonly do: 'extend'; readonly workingDays: number }
  /** `from`: the day of the event is set right; `due`: a stated date is replaced by one still to come. */
  | { readonly do: 'restate'; readonly from?: PlainDate; readonly due?: PlainDate }
);

export interface ClockState {
  /** Day of the event; not itself counted. */
  readonly startedOn: PlainDate;
  readonly limit: ClockLimit;
  readonly dueOn: PlainDate;
  /** The date had the clock never stood still: always shown beside it. */
  readonly plainOn: PlainDate;
  /** The last notice does not reach there; computed again when the next is loaded. */
  readonly provisional: boolean;
  /** Standing since; it cannot end while it stands. */
  readonly stoodOn: PlainDate | null;
  /** The day it ended: a clock that stands ended on the day it stood. */
  readonly stoppedOn: PlainDate | null;
  /** Working days that extensions added. */
  readonly extended: number;
  /** It stood, or went on, only after its end: no later date makes that undone. */
  readonly overran: boolean;
  /** Stretches whose days are given back, the last one open while it stands; after `run-on` it is as if it had never stood. */
  readonly stands: readonly { readonly from: PlainDate; readonly to: PlainDate | null }[];
}

/**
 * The state that the events make. The first must be `start`; after `stop` nothing is possible; standing
 * twice, or going on while running, is nothing.
 *
 * @throws CALENDAR_YEAR_MISSING
 */
export function foldClock(events: readonly ClockEvent[], calendar: Calendar): ClockState {
  const [start, ...rest] = restated(events);
  if (start?.do !== 'start') throw new Error('a clock begins with its start');
  return rest.reduce<ClockState>((state, event) => (state.stoppedOn === null ? step(state, event, calendar) : state), begin(start.on, start.limit, calendar));
}

/** A restatement is as if the start had been right from the beginning: later events are folded again. */
function restated(events: readonly ClockEvent[]): readonly ClockEvent[] {
  return events.reduce<readonly ClockEvent[]>((before, event) => {
    const [start, ...rest] = before;
    if (event.do !== 'restate' || start?.do !== 'start') return [...before, event];
    if (rest.some(earlier => earlier.do === 'stop')) return before;
    const limit = event.due === undefined ? start.limit : { stated: event.due };
    return [{ ...start, limit, on: event.from ?? start.on }, ...rest];
  }, []);
}

function begin(on: PlainDate, limit: ClockLimit, calendar: Calendar): ClockState {
  const { date, provisional } = end(on, limit, calendar);
  return { startedOn: on, limit, dueOn: date, plainOn: date, provisional, stoodOn: null, stoppedOn: null, extended: 0, overran: false, stands: [] };
}

function end(on: PlainDate, limit: ClockLimit, calendar: Calendar): { date: PlainDate; provisional: boolean } {
  if ('workingDays' in limit) return addWorkingDays(calendar, on, limit.workingDays);
  if ('years' in limit) return { date: addYears(on, limit.years), provisional: false };
  return { date: 'days' in limit ? addDays(on, limit.days) : limit.stated, provisional: false };
}

function step(state: ClockState, event: ClockEvent, calendar: Calendar): ClockState {
  switch (event.do) {
    case 'stand':
      if (state.stoodOn !== null) return state;
      return { ...state, stoodOn: event.on, overran: state.overran || event.on > state.dueOn, stands: [...state.stands, { from: event.on, to: null }] };
    case 'go': return go(state, event.on, calendar);
    case 'run-on': return state.stoodOn === null ? state : { ...state, stoodOn: null, stands: state.stands.filter(stand => stand.to !== null), overran: state.overran || event.on > state.dueOn };
    case 'extend': return extend(state, event.workingDays, calendar);
    case 'stop': return state.stoodOn === null ? { ...state, stoppedOn: event.on } : { ...resumed(state, state.stoodOn), stoppedOn: state.stoodOn };
    default: return state; // a second start is no event of this clock; restatements are worked in before
  }
}

/** Art. 21.2 (reading): the working days lost are given back, and at least the next working day is left. */
function go(state: ClockState, on: PlainDate, calendar: Calendar): ClockState {
  if (state.stoodOn === null) return state;
  const lost = workingDaysBetween(calendar, state.stoodOn, on);
  const given = lost > 0 ? addWorkingDays(calendar, state.dueOn, lost).date : state.dueOn;
  const dueOn = laterOf(given, nextWorkingDay(calendar, on));
  return { ...resumed(state, on), dueOn, provisional: state.provisional || isProvisional(calendar, dueOn) };
}

function resumed(state: ClockState, on: PlainDate): ClockState {
  return { ...state, stoodOn: null, stands: state.stands.map(stand => (stand.to === null ? { ...stand, to: on } : stand)) };
}

/** Art. 17.2, 21.1: the new limit is the old one and so many working days; the date without the stop moves too. */
function extend(state: ClockState, workingDays: number, calendar: Calendar): ClockState {
  const due = addWorkingDays(calendar, state.dueOn, workingDays);
  const plain = addWorkingDays(calendar, state.plainOn, workingDays);
  return { ...state, dueOn: due.date, plainOn: plain.date, provisional: due.provisional, extended: state.extended + workingDays };
}

/**
 * The start of a clock, or nothing where a stated date is not stated.
 *
 * Art. 44: in force since 2025-08-01; no day before the first date in force is counted, so an earlier
 * event counts from the eve of that day.
 *
 * @param on           the day of the event
 * @param workingDays  the number that holds in the region on that day (`limitOn` of jurisdiction.ts); `days` where the table says that it may set them (`numberOn`)
 * @param stated       the date the act states, or the case's fact of that name
 */
export function startOf(clock: Clock, on: PlainDate, given: { readonly workingDays?: number; readonly days?: number; readonly stated?: PlainDate; readonly act?: string }): ClockEvent | undefined {
  const act = given.act === undefined ? {} : { act: given.act };
  if ('stated' in clock.limit) return given.stated === undefined ? undefined : { do: 'start', on, limit: { stated: given.stated }, ...act };
  if ('years' in clock.limit) return { do: 'start', on, limit: clock.limit, ...act };
  if ('days' in clock.limit) return { do: 'start', on: on < countedFrom ? addDays(countedFrom, -1) : on, limit: { days: given.days ?? clock.limit.days }, ...act };
  if (given.workingDays === undefined) return undefined;
  const inForce = Object.keys(clock.limit.workingDays).sort()[0] as PlainDate | undefined;
  const from = inForce !== undefined && on < inForce ? addDays(inForce, -1) : on;
  return { do: 'start', on: from, limit: { workingDays: given.workingDays }, ...act };
}

/** The earliest date that an act may state for this clock: so many working days after the act, and never the day itself. */
export function earliestStated(clock: Clock, on: PlainDate, calendar: Calendar): PlainDate {
  const least = 'stated' in clock.limit ? clock.limit.atLeast : undefined;
  return least === undefined ? addDays(on, 1) : addWorkingDays(calendar, on, least).date;
}

/**
 * The events of a clock that goes on in another case: a cause that the published version does not name
 * keeps its day of occurrence, and the days with the authority are given back (Art. 17.2, reading).
 */
export function carriedOver(events: readonly ClockEvent[], on: PlainDate): readonly ClockEvent[] {
  const running = events.filter(event => event.do !== 'stop');
  return [...running, { do: 'go', on }];
}

/** Has it run out, or did it end, too late? While it stands: only if it stood too late. */
export function isLate(state: ClockState, today: PlainDate): boolean {
  if (state.overran) return true;
  if (state.stoppedOn !== null) return state.stoppedOn > state.dueOn;
  return state.stoodOn === null && today > state.dueOn;
}

/** Ran out and not yet stopped: what the sweep looks for. A lapsed clock stays open until stopped. */
export function isLapsed(state: ClockState, today: PlainDate): boolean {
  return state.stoppedOn === null && state.stoodOn === null && today > state.dueOn;
}

/** May an extension still be granted? Only while the clock is open, once, and today is within the limit. */
export function mayExtend(state: ClockState, today: PlainDate): boolean {
  return state.stoppedOn === null && state.extended === 0 && !state.overran && (state.stoodOn !== null || today <= state.dueOn);
}

/** Working days that are counted from the start up to this day, without those in which it stood. */
export function countedDays(state: ClockState, upTo: PlainDate, calendar: Calendar): number {
  if (upTo <= state.startedOn) return 0;
  return workingDaysBetween(calendar, state.startedOn, upTo) - pausedDays(state, upTo, calendar);
}

/**
 * How much of its limit a clock has used: working days counted to its end, or to the day from which it stands, or to this day.
 * `total`: the limit with its extensions; null where it is no number of working days.
 */
export function spentOf(state: ClockState, today: PlainDate, calendar: Calendar): { readonly days: number; readonly total: number | null; readonly late: boolean } {
  const days = countedDays(state, state.stoppedOn ?? state.stoodOn ?? today, calendar);
  return { days, total: 'workingDays' in state.limit ? state.limit.workingDays + state.extended : null, late: isLate(state, today) };
}

/** In the last fifth of a limit: asking for material only then is counted (Art. 21.2; procedures.md §3). */
export function inLastFifth(days: number, total: number): boolean {
  return (total - days) * 5 < total;
}

/** Working days in which it stood, up to this day: those in (stand, go]. */
export function pausedDays(state: ClockState, upTo: PlainDate, calendar: Calendar): number {
  return state.stands.reduce((sum, { from, to }) => {
    const last = to === null || to > upTo ? upTo : to;
    return last > from ? sum + workingDaysBetween(calendar, from, last) : sum;
  }, 0);
}
