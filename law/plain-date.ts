import { fail } from './errors.ts';

/** A day of the law: `YYYY-MM-DD`, proleptic Gregorian, no time and no zone. Text order is date order. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

const FIRST_YEAR = 1800;
const LAST_YEAR = 9999;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * The day that a text names.
 *
 * @throws DATE_INVALID  where the text is no `YYYY-MM-DD`, or names a day that does not exist (2026-02-29)
 * @throws DATE_OUT_OF_RANGE  outside 1800..9999
 */
export function plainDate(text: string): PlainDate {
  const match = SHAPE.exec(text);
  if (!match) return fail('DATE_INVALID', { text: text.slice(0, 40) });
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return fail('DATE_INVALID', { text });
  if (year < FIRST_YEAR) return fail('DATE_OUT_OF_RANGE', { text });
  return text as PlainDate;
}

/** Whether a text is such a day; for shapes that must not throw. */
export function isPlainDate(text: string): text is PlainDate {
  const match = SHAPE.exec(text);
  if (!match || Number(match[1]) < FIRST_YEAR) return false;
  const [month, day] = [Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(match[1]), month);
}

/** Days since 1970-01-01, negative before. Whole-number arithmetic, so that a browser's zone cannot shift it. */
export function dayNumber(date: PlainDate): number {
  const [y, m, d] = parts(date);
  const year = m <= 2 ? y - 1 : y; // years begin in March: the leap day comes last
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + d - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day with this number; the inverse of `dayNumber`. @throws DATE_OUT_OF_RANGE */
export function dateOfNumber(number: number): PlainDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return fail('DATE_OUT_OF_RANGE', { text: String(year) });
  return write(year, month, day);
}

/** The day so many days later (earlier where negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfNumber(dayNumber(date) + days);
}

/** Days from one day to another: 0 for the same, negative where `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 Monday … 7 Sunday. */
export function weekday(date: PlainDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return weekdayOfNumber(dayNumber(date));
}

/** The weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOfNumber(number: number): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return ((((number + 3) % 7) + 7) % 7 + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** Years by calendar: the same month and day; 29 February becomes the 28th where the year has none. */
export function addYears(date: PlainDate, years: number): PlainDate {
  const [y, m, d] = parts(date);
  const year = y + years;
  if (year < FIRST_YEAR || year > LAST_YEAR) return fail('DATE_OUT_OF_RANGE', { text: String(year) });
  return write(year, m, Math.min(d, daysInMonth(year, m)));
}

/** Negative, 0 or positive, for sorting. */
export function compareDates(a: PlainDate, b: PlainDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);
export const earlierOf = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));

/** 2026年10月22日, as documents write it: no leading zeros. */
export function dateZh(date: PlainDate): string {
  const [y, m, d] = parts(date);
  return `${y}年${m}月${d}日`;
}

/** 周一 … 周日. */
export function weekdayZh(date: PlainDate): string {
  return `周${'一二三四五六日'.charAt(weekday(date) - 1)}`;
}

function parts(date: PlainDate): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function write(year: number, month: number, day: number): PlainDate {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as PlainDate;
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}
