/**
 * 督办灯: what the lamp of a clock says today. Shape, colour and words come from here; the browser
 * only draws them. Left = working days after today up to the due day; late = working days after it,
 * today counted.
 */
import { workingDaysBetween, worksOn } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { countedDays, foldClock, isLate, pausedDays } from './clock.ts';
import type { ClockEvent, ClockState } from './clock.ts';
import { addDays, dateOfNumber, dayNumber, laterOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

export type LampKind = 'normal' | 'near' | 'due' | 'late' | 'paused' | 'done' | 'done-late' | 'none';
/** One cell of the mini strip: a working day. */
export type LampCell = 'used' | 'paused' | 'left' | 'late';

export interface LampView {
  readonly kind: LampKind;
  readonly text: string;
  readonly dueOn: PlainDate | null;
  readonly provisional: boolean;
  readonly local: boolean;
  readonly cells: LampCell[];
}

export interface LampWords {
  /** Who is waited for while it stands: 等补正. */
  readonly paused?: string;
  /** What the case is called while a term runs: 使用中 → 使用中，至 2027-03-31. */
  readonly term?: string;
  /** What stands before the days: 已暂停，整改 → 已暂停，整改余 2 个工作日. */
  readonly prefix?: string;
  /** No article sets this limit. */
  readonly local?: boolean;
}

/** Above so many working days a limit is a term: it is counted in days of the calendar, and has no cells. */
const longest = 60;

/** The lamp of a clock on this day. */
export function lampOf(state: ClockState, today: PlainDate, calendar: Calendar, words: LampWords = {}): LampView {
  const { kind, text } = state.stoppedOn !== null ? done(state, state.stoppedOn, calendar) : state.stoodOn !== null ? paused(state, words) : running(state, today, calendar, words);
  return { kind, text, dueOn: state.dueOn, provisional: state.provisional, local: words.local === true, cells: cellsOf(state, today, calendar) };
}

/** The lamp of a case without a limit. */
export const noLamp: LampView = { kind: 'none', text: '无法定时限', dueOn: null, provisional: false, local: false, cells: [] };

interface Said { readonly kind: LampKind; readonly text: string }

function done(state: ClockState, on: PlainDate, calendar: Calendar): Said {
  const used = countedDays(state, on, calendar);
  if (isLate(state, on)) return { kind: 'done-late', text: `超期办结，用 ${used} 日` };
  return { kind: 'done', text: used === 0 ? '按期办结，当日' : `按期办结，用 ${used} 日` };
}

function paused(state: ClockState, words: LampWords): Said {
  const why = words.paused === undefined ? '' : `，${words.paused}`;
  return state.overran ? { kind: 'late', text: `已超期，停计${why}` } : { kind: 'paused', text: `停计${why}` };
}

function running(state: ClockState, today: PlainDate, calendar: Calendar, words: LampWords): Said {
  const { prefix } = words;
  if (today > state.dueOn) {
    const late = workingDaysBetween(calendar, state.dueOn, today);
    if (late === 0) return { kind: 'late', text: `${prefix ?? '已'}超期` };
    return { kind: 'late', text: `${prefix ?? ''}超期 ${late} 个工作日` };
  }
  const { nearOn, redOn } = lampDates(state, calendar);
  const kind = today >= redOn ? 'due' : today >= nearOn ? 'near' : 'normal';
  if (words.term !== undefined) return { kind, text: `${words.term}，至 ${state.dueOn}` };
  const left = workingDaysBetween(calendar, today, state.dueOn);
  if (today === state.dueOn) return { kind: 'due', text: prefix === undefined ? '今日截止' : `${prefix}今日截止` };
  return { kind, text: prefix === undefined ? `剩 ${left} 个工作日` : `${prefix}余 ${left} 个工作日` };
}

/**
 * From when the lamp is yellow and red: at most 3 working days or 30 % of the limit left; at most 1 left,
 * and a limit of one day from its arrival. A term: 30 and 7 days before. For lists that filter by lamp.
 */
export function lampDates(state: ClockState, calendar: Calendar): { readonly nearOn: PlainDate; readonly redOn: PlainDate } {
  const limit = workingDaysBetween(calendar, state.startedOn, state.dueOn) - (state.stoodOn === null ? pausedDays(state, state.dueOn, calendar) : 0);
  const clip = (date: PlainDate) => laterOf(date, state.startedOn);
  if (limit > longest) return { nearOn: clip(addDays(state.dueOn, -30)), redOn: clip(addDays(state.dueOn, -7)) };
  if (limit <= 1) return { nearOn: state.startedOn, redOn: state.startedOn };
  return { nearOn: clip(firstWithLeft(state.dueOn, Math.max(3, Math.floor(limit * 0.3)), calendar)), redOn: clip(firstWithLeft(state.dueOn, 1, calendar)) };
}

/** The first day on which at most so many working days are left up to the due day. */
function firstWithLeft(due: PlainDate, left: number, calendar: Calendar): PlainDate {
  let day = dayNumber(due);
  for (let seen = worksOn(calendar, day) ? 1 : 0; seen <= left;) {
    day -= 1;
    if (worksOn(calendar, day)) seen += 1;
  }
  return dateOfNumber(day);
}

/** One cell per working day from the day after the start: to the due day, to the end, or to today where it is late. */
function cellsOf(state: ClockState, today: PlainDate, calendar: Calendar): LampCell[] {
  const last = lastDay(state, today, calendar);
  if (workingDaysBetween(calendar, state.startedOn, last) > longest * 2) return [];
  const [reached, due, end] = [dayNumber(state.stoppedOn ?? today), dayNumber(state.dueOn), dayNumber(last)];
  const stands = state.stands.map(({ from, to }) => ({ from: dayNumber(from), to: to === null ? Infinity : dayNumber(to) }));
  const cells: LampCell[] = [];
  for (let day = dayNumber(state.startedOn) + 1; day <= end; day += 1) { // by number: every row of every list draws its cells
    if (!worksOn(calendar, day)) continue;
    const paused = day <= reached && stands.some(({ from, to }) => day > from && day <= to);
    cells.push(paused ? 'paused' : day > reached ? 'left' : day > due ? 'late' : 'used');
  }
  return cells;
}

/** Did the clock stand on this day? The day it stopped on counts, the day it goes on does not. */
export function isPaused(state: ClockState, day: PlainDate, reached: PlainDate): boolean {
  return day <= reached && state.stands.some(({ from, to }) => day > from && (to === null || day <= to));
}

function lastDay(state: ClockState, today: PlainDate, calendar: Calendar): PlainDate {
  if (state.stoppedOn !== null) return laterOf(state.stoppedOn, state.dueOn);
  return laterOf(today, projected(state, today, calendar).dueOn);
}

/** The clock as it would be if it went on today; itself where it does not stand. For drawing only. */
export function projected(state: ClockState, today: PlainDate, calendar: Calendar): ClockState {
  if (state.stoodOn === null) return state;
  const on = laterOf(today, state.stoodOn);
  const events: readonly ClockEvent[] = [
    { do: 'start', on: state.startedOn, limit: { stated: state.dueOn } },
    { do: 'stand', on: state.stoodOn },
    { do: 'go', on },
  ];
  const stands = state.stands.map(stand => (stand.to === null ? { ...stand, to: on } : stand));
  return { ...state, stoodOn: null, stands, dueOn: foldClock(events, calendar).dueOn };
}
