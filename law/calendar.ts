import { fail } from './errors.ts';
import { dateOfNumber, dayNumber, plainDate, weekdayOfNumber, yearOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

/** One day that a notice names: a rest day, or a weekend day on which people work (调休上班). */
export interface NoticeDay { readonly date: PlainDate; readonly name: string; readonly rest: boolean }

/**
 * 放假通知 of one year, signed off as a whole. A later version replaces the earlier wholly: emergency changes happen
 * (January 2020). It may name days of the December before (2022-12-31 stands in the notice of 2023).
 */
export interface Notice {
  readonly year: number;
  readonly version: number;
  /** Addresses or document numbers, so that anybody can look it up. */
  readonly sources: readonly string[];
  readonly days: readonly NoticeDay[];
}

/** What is known about working days, for one region. Made by `workingCalendar`, never by hand. */
export interface Calendar {
  /** Year of the first and the last notice; none is missing between. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Every named day, by date. */
  readonly named: ReadonlyMap<PlainDate, NoticeDay>;
  /** Day number of 1 January of the first year. */
  readonly origin: number;
  /** `counts[i]`: working days among the first `i` days from `origin` on, to the end of the last year. */
  readonly counts: Int32Array;
}

export type DayKind = 'working' | 'rest' | 'make-up';
/** What a day is, and by which holiday; an ordinary weekend has no name. */
export interface Day { readonly kind: DayKind; readonly name: string | null }
/** A computed date. Provisional: after 27 December of the last notice's year, counted Monday to Friday, to be computed again. */
export interface Due { readonly date: PlainDate; readonly provisional: boolean }

const MOST_DAYS = 365;

/**
 * The calendar that these notices make, national ones first, then those of each region from the outermost to the own:
 * a version replaces the earlier ones of its own region and year, never those of another.
 * Ethnic autonomous areas may add holidays (全国年节及纪念日放假办法 Art. 4), never take a national one away.
 *
 * @throws CALENDAR_EMPTY, CALENDAR_YEAR_MISSING (a gap), CALENDAR_DAY_TWICE, CALENDAR_DAY_FOREIGN, CALENDAR_LOCAL_TAKES_REST
 */
export function workingCalendar(notices: readonly Notice[], ...local: readonly (readonly Notice[])[]): Calendar {
  const inForce = latestVersions(notices);
  const [first, last] = [inForce[0], inForce.at(-1)];
  if (!first || !last) return fail('CALENDAR_EMPTY');
  inForce.forEach((notice, i) => { if (notice.year !== first.year + i) fail('CALENDAR_YEAR_MISSING', { year: first.year + i }); });

  const named = new Map<PlainDate, NoticeDay>();
  for (const notice of inForce) {
    for (const day of daysOf(notice)) named.set(day.date, day); // the next year's notice has the last word on December
  }
  for (const notice of local.flatMap(latestVersions)) {
    for (const day of daysOf(notice)) {
      const known = named.get(day.date);
      if (known?.rest === true && !day.rest) fail('CALENDAR_LOCAL_TAKES_REST', { date: day.date, name: known.name });
      named.set(day.date, day);
    }
  }
  const origin = dayNumber(plainDate(`${first.year}-01-01`));
  return { firstYear: first.year, lastYear: last.year, named, origin, counts: prefixCounts(named, origin, last.year) };
}

/**
 * What a day is: working, rest, or a weekend day that is worked.
 *
 * @throws CALENDAR_YEAR_MISSING  before the first notice
 */
export function dayKind(calendar: Calendar, date: PlainDate): Day {
  requireKnown(calendar, date);
  const weekend = weekdayOfNumber(dayNumber(date)) > 5;
  const named = calendar.named.get(date);
  if (named?.rest) return { kind: 'rest', name: named.name };
  if (named && weekend) return { kind: 'make-up', name: named.name };
  return { kind: weekend ? 'rest' : 'working', name: null }; // a Monday named as worked (2020-02-03) is just a Monday
}

/** Whether state organs work on this day; a make-up Saturday is a working day. @throws CALENDAR_YEAR_MISSING */
export function isWorkingDay(calendar: Calendar, date: PlainDate): boolean {
  return dayKind(calendar, date).kind !== 'rest';
}

/** The same of a day by its number, for whoever walks over many. */
export function worksOn(calendar: Calendar, day: number): boolean {
  return countTo(calendar, day) > countTo(calendar, day - 1);
}

/**
 * Last day of a period of working days. 民法典 201: the starting day is not counted; a working-day period cannot end on a rest day.
 *
 * @param from  the day of the event; not itself counted, working day or not
 * @param days  working days, whole, 1..365
 * @returns     the n-th working day after `from`, and whether it is provisional
 * @throws CALENDAR_YEAR_MISSING  before the first notice (2007)
 * @throws WORKING_DAYS_INVALID
 * @source      holiday notices, with their addresses, in law/holidays.ts
 */
export function addWorkingDays(calendar: Calendar, from: PlainDate, days: number): Due {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) return fail('WORKING_DAYS_INVALID', { days });
  requireKnown(calendar, from);
  const start = dayNumber(from);
  const target = countTo(calendar, start) + days;
  let low = start + days; // no period is shorter in days than in working days
  let high = start + days * 2 + 40;
  while (countTo(calendar, high) < target) high += 40;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (countTo(calendar, middle) < target) low = middle + 1;
    else high = middle;
  }
  const date = dateOfNumber(low);
  return { date, provisional: isProvisional(calendar, date) };
}

/**
 * Working days in (from, to]: `from` is not counted, `to` is. Negative where `to` is earlier, so that
 * "days left" and "days late" are one figure.
 *
 * @throws CALENDAR_YEAR_MISSING
 */
export function workingDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): number {
  requireKnown(calendar, from);
  requireKnown(calendar, to);
  return countTo(calendar, dayNumber(to)) - countTo(calendar, dayNumber(from));
}

/** The first working day after this day. @throws CALENDAR_YEAR_MISSING */
export function nextWorkingDay(calendar: Calendar, date: PlainDate): PlainDate {
  return addWorkingDays(calendar, date, 1).date;
}

/**
 * After 27 December of the last notice's year the next notice may still move days
 * (the earliest day that one ever moved is 29 December), so a date computed there is not final.
 */
export function isProvisional(calendar: Calendar, date: PlainDate): boolean {
  return date > `${calendar.lastYear}-12-27`;
}

function latestVersions(notices: readonly Notice[]): Notice[] {
  const byYear = new Map<number, Notice>();
  for (const notice of notices) {
    const known = byYear.get(notice.year);
    if (!known || notice.version > known.version) byYear.set(notice.year, notice);
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

/** A notice may name days of its own year and of the December before; the same day twice only if it says the same. */
function daysOf(notice: Notice): readonly NoticeDay[] {
  const seen = new Map<PlainDate, boolean>();
  for (const day of notice.days) {
    const ownYear = yearOf(day.date) === notice.year || day.date.startsWith(`${notice.year - 1}-12-`);
    if (!ownYear) fail('CALENDAR_DAY_FOREIGN', { year: notice.year, date: day.date });
    if (seen.has(day.date) && seen.get(day.date) !== day.rest) fail('CALENDAR_DAY_TWICE', { year: notice.year, date: day.date });
    seen.set(day.date, day.rest);
  }
  return notice.days;
}

function prefixCounts(named: ReadonlyMap<PlainDate, NoticeDay>, origin: number, lastYear: number): Int32Array {
  const days = dayNumber(plainDate(`${lastYear}-12-31`)) - origin + 1;
  const counts = new Int32Array(days + 1);
  for (let i = 0; i < days; i++) {
    const day = named.get(dateOfNumber(origin + i));
    const works = day ? !day.rest : weekdayOfNumber(origin + i) <= 5;
    counts[i + 1] = (counts[i] ?? 0) + (works ? 1 : 0);
  }
  return counts;
}

/** Working days from the calendar's first day to this day, both included; Monday to Friday where no notice reaches. */
function countTo(calendar: Calendar, day: number): number {
  const index = day - calendar.origin + 1;
  const known = calendar.counts[index];
  if (known !== undefined) return known;
  const lastKnown = calendar.origin + calendar.counts.length - 2;
  return (calendar.counts.at(-1) ?? 0) + weekdaysTo(day) - weekdaysTo(lastKnown);
}

/** Mondays to Fridays up to this day number, from a fixed Monday (1970-01-05 is day 4). */
function weekdaysTo(day: number): number {
  const weeks = Math.floor((day - 4) / 7);
  return weeks * 5 + Math.min(day - 4 - weeks * 7 + 1, 5);
}

function requireKnown(calendar: Calendar, date: PlainDate): void {
  if (yearOf(date) < calendar.firstYear) fail('CALENDAR_YEAR_MISSING', { year: yearOf(date) });
}
