/**
 * 时限条: the list of days with reasons from which the browser draws a clock. It computes no date; every
 * day from the event to a day past the due day stands here, with its ordinal, flags and captions.
 */
import { limitBasisZh } from './basis.ts';
import { dayKind, isWorkingDay, nextWorkingDay, workingDaysBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { countedDays, foldClock, pausedDays } from './clock.ts';
import type { ClockEvent, ClockState } from './clock.ts';
import { isPaused, lampOf, projected } from './clock-lamp.ts';
import type { LampView, LampWords } from './clock-lamp.ts';
import { clockLimitZh, restCaption } from './clock-words.ts';
import { addDays, laterOf, weekday, weekdayZh } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';
import type { Clock } from './procedure.ts';

export type StripKind = 'received' | 'elapsed' | 'paused' | 'today' | 'left' | 'due' | 'next' | 'late' | 'extension' | 'rest';
export interface StripFlag { text: string; note?: string; tone: 'plain' | 'now' | 'due' }
export interface StripCaption { text: string; tone: 'plain' | 'due' | 'dashed' }
export interface StripDayView {
  readonly date: PlainDate;
  readonly weekday: number;
  readonly kind: StripKind;
  /** Which working day it is; after the due day it counts 1, 2 … again. */
  readonly ordinal: number | null;
  readonly makeUp: boolean;
  readonly holiday: string | null;
  readonly flags: StripFlag[];
  readonly captions: StripCaption[];
}
export interface StripView {
  readonly clock: string;
  readonly zh: string;
  readonly limitZh: string;
  readonly basis: string;
  readonly basisZh: string;
  readonly position: string;
  readonly dueText: string;
  readonly plainDueOn: PlainDate | null;
  readonly sum: string;
  readonly spoken: string;
  readonly lamp: LampView;
  readonly days: StripDayView[];
}

/** What a strip is drawn from. */
export interface StripSource {
  readonly name: string;
  readonly clock: Clock;
  readonly events: readonly ClockEvent[];
  readonly calendar: Calendar;
  readonly today: PlainDate;
  /** The class of the limit (`conditional`), where it has one. */
  readonly className?: string;
  /** Words of acts, for the flags: the table's `words`. */
  readonly words?: Readonly<Record<string, string>>;
  readonly lamp?: LampWords;
}

/** Beyond this the strip is a term, not a limit: nothing is drawn. */
const mostDays = 90;

/** The strip of a clock on this day; undefined for terms, which have no working days to show. */
export function stripOf(source: StripSource): StripView | undefined {
  const { clock, calendar, today } = source;
  const state = foldClock(source.events, calendar);
  if (addDays(state.startedOn, mostDays) < laterOf(state.dueOn, state.stoppedOn ?? today)) return undefined;
  const counting = projected(state, today, calendar);
  const due = counting.dueOn;
  const lamp = lampOf(state, today, calendar, { ...source.lamp, ...(clock.basis === 'local' ? { local: true } : {}) });
  const limitZh = clockLimitZh(clock, state.limit, source.className);
  const position = `第 ${countedDays(counting, reachedOn(state, today, due), calendar)} / ${countedDays(counting, due, calendar)} 日`;
  const dueText = today > state.dueOn && state.stoppedOn === null && state.stoodOn === null ? `应于 ${state.dueOn} 24:00 前` : `截止 ${due} ${weekdayZh(due)} 24:00`;
  const sum = sumOf(clock, counting, due, calendar);
  return {
    clock: source.name, zh: clock.zh, limitZh, basis: clock.basis, basisZh: limitBasisZh(clock.basis), position, dueText,
    plainDueOn: state.plainOn === due ? null : state.plainOn, sum,
    spoken: `${clock.zh}，${limitZh}。${position}，${dueText}。${lamp.text}。${sum}。`,
    lamp, days: daysOf(source, state, counting),
  };
}

/** The last day that has been counted: the end, today, or the due day. */
function reachedOn(state: ClockState, today: PlainDate, due: PlainDate): PlainDate {
  const reached = state.stoppedOn ?? today;
  return reached < due ? reached : due;
}

/** 10 + 停 2 = 自收到申请起第 12 个工作日. */
function sumOf(clock: Clock, state: ClockState, due: PlainDate, calendar: Calendar): string {
  const all = workingDaysBetween(calendar, state.startedOn, due);
  if (!('workingDays' in state.limit)) return `自${clock.since}起第 ${all} 个工作日`;
  const limit = state.limit.workingDays;
  const stood = pausedDays(state, due, calendar);
  const left = all - limit - state.extended - stood; // at least the next working day was left
  const parts = [String(limit), ...(state.extended > 0 ? [`延 ${state.extended}`] : []), ...(stood > 0 ? [`停 ${stood}`] : []), ...(left > 0 ? [`补足次日 ${left}`] : [])];
  return `${parts.join(' + ')} = 自${clock.since}起第 ${all} 个工作日`;
}

function daysOf(source: StripSource, state: ClockState, counting: ClockState): StripDayView[] {
  const { calendar, today } = source;
  const due = counting.dueOn;
  const reached = state.stoppedOn ?? today;
  const last = state.stoppedOn === null ? nextWorkingDay(calendar, laterOf(due, today)) : laterOf(due, state.stoppedOn);
  const days: StripDayView[] = [];
  for (let date = state.startedOn; date <= last; date = addDays(date, 1)) {
    const day = dayKind(calendar, date);
    const kind = kindOf(state, date, due, reached, today, last, calendar);
    days.push({
      date, weekday: weekday(date), kind, makeUp: day.kind === 'make-up', holiday: day.kind === 'rest' ? day.name : null,
      ordinal: ordinalOf(counting, date, kind, calendar),
      flags: flagsOf(source, state, date, due), captions: captionsOf(source, state, date, due, kind),
    });
  }
  return days;
}

function kindOf(state: ClockState, date: PlainDate, due: PlainDate, reached: PlainDate, today: PlainDate, last: PlainDate, calendar: Calendar): StripKind {
  if (date === state.startedOn) return 'received';
  if (!isWorkingDay(calendar, date) && date !== due) return 'rest';
  if (isPaused(state, date, reached)) return 'paused';
  if (date === due) return 'due';
  if (date > due) return date > reached || (date === last && state.stoppedOn === null) ? 'next' : 'late';
  if (date === today && state.stoppedOn === null) return 'today';
  if (date <= reached) return 'elapsed';
  return isExtension(state, date, calendar) ? 'extension' : 'left';
}

/** Days that only the extension gave: the last so many counted days up to the due day. */
function isExtension(state: ClockState, date: PlainDate, calendar: Calendar): boolean {
  return state.extended > 0 && workingDaysBetween(calendar, date, state.dueOn) < state.extended;
}

function ordinalOf(counting: ClockState, date: PlainDate, kind: StripKind, calendar: Calendar): number | null {
  if (kind === 'received' || kind === 'rest' || kind === 'paused') return null;
  return date > counting.dueOn ? workingDaysBetween(calendar, counting.dueOn, date) : countedDays(counting, date, calendar);
}

const flagNotes: Readonly<Record<string, string>> = { stand: '时钟停', go: '次日续计', 'run-on': '时钟照走', stop: '时钟止' };

function flagsOf(source: StripSource, state: ClockState, date: PlainDate, due: PlainDate): StripFlag[] {
  const { today, clock } = source;
  const flags: StripFlag[] = [];
  if (date === state.startedOn) flags.push({ text: clock.since, note: '当日不计', tone: 'plain' });
  for (const event of source.events) {
    const note = flagNotes[event.do];
    if (event.on === date && note !== undefined) flags.push({ text: wordOf(source, event), note, tone: 'plain' });
    if (event.on === date && event.do === 'extend') flags.push({ text: '同意延期', note: `加 ${event.workingDays} 个工作日`, tone: 'plain' });
  }
  if (date === today && state.stoppedOn === null) flags.push({ text: '今天', ...leftNote(source, state, due), tone: 'now' });
  if (date === due && state.stoppedOn === null) flags.push({ text: `截止 ${due.slice(5)}`, note: state.stoodOn === null ? '24:00' : '若今日恢复', tone: 'due' });
  return flags;
}

function leftNote(source: StripSource, state: ClockState, due: PlainDate): { note?: string } {
  if (state.stoodOn !== null) return { note: '停计中' };
  const left = workingDaysBetween(source.calendar, source.today, due);
  return left > 0 ? { note: `余 ${left} 日` } : {};
}

const eventWords: Readonly<Record<string, string>> = { stand: '停计', go: '恢复计时', 'run-on': '继续计时', stop: '办结' };

/** The act's own word without its … where the event knows it. */
function wordOf(source: StripSource, event: ClockEvent): string {
  const word = event.act === undefined ? undefined : source.words?.[event.act];
  return (word ?? eventWords[event.do] ?? '').replace('…', '');
}

function captionsOf(source: StripSource, state: ClockState, date: PlainDate, due: PlainDate, kind: StripKind): StripCaption[] {
  const { calendar, clock, today } = source;
  const captions: StripCaption[] = [];
  const day = dayKind(calendar, date);
  const holiday = restCaption(calendar, date, state.startedOn);
  if (kind === 'rest' && holiday !== undefined) captions.push({ text: holiday, tone: 'plain' });
  if (day.kind === 'make-up') captions.push({ text: '调休上班', tone: 'plain' });
  const lost = state.stands.find(({ from }) => date === nextWorkingDay(calendar, from));
  const days = lost === undefined ? 0 : pausedDays({ ...state, stands: [lost] }, today, calendar);
  if (kind === 'paused' && days > 0) captions.push({ text: `停 ${days} 个工作日`, tone: 'plain' });
  if (date === state.plainOn && state.plainOn !== due) captions.push({ text: '不停则止于此', tone: 'dashed' });
  if (date === nextWorkingDay(calendar, due) && state.stoppedOn === null && listed(clock)) captions.push({ text: '列入督办', tone: 'due' });
  return captions;
}

function listed(clock: Clock): boolean {
  return clock.late === 'list' || (typeof clock.late === 'object' && !('clue' in clock.late));
}
