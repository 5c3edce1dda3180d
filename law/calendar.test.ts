import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorkingDays, dayKind, isProvisional, isWorkingDay, nextWorkingDay, workingCalendar, workingDaysBetween } from './calendar.ts';
import type { Notice, NoticeDay } from './calendar.ts';
import { builtInCalendar, notices } from './holidays.ts';
import { addDays, dateOfNumber, dayNumber, daysBetween, plainDate, weekday } from './plain-date.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const calendar = builtInCalendar();
const code = (name: string) => expect.objectContaining({ code: name });
const days = (rest: boolean, name: string, ...dates: string[]): NoticeDay[] => dates.map((date) => ({ date: plainDate(date), name, rest }));
const lunarNewYear2027 = (version: number, ...rest: string[]): Notice => ({ year: 2027, version, sources: ['测试通知'], days: days(true, '元旦', ...rest) });

/** event → the n-th working day after it, as a lawyer would write the table. */
function check(table: string) {
  for (const line of table.trim().split('\n')) {
    const [event = '', n = '', due = ''] = line.trim().split(/\s+/);
    expect(addWorkingDays(calendar, plainDate(event), Number(n)), `${event} + ${n}`).toEqual({ date: due, provisional: false });
  }
}

test('the n-th working day after the event: vectors of the digest of standards', () => check(`
  2025-09-26   1  2025-09-28
  2025-09-26   2  2025-09-29
  2025-09-26   5  2025-10-10
  2025-09-26  10  2025-10-16
  2025-09-26  20  2025-10-30
  2025-12-31   1  2026-01-04
  2025-12-31   2  2026-01-05
  2025-12-31  10  2026-01-15
  2025-12-31  20  2026-01-29
  2026-02-13   1  2026-02-14
  2026-02-13   2  2026-02-24
  2026-02-13   5  2026-02-27
  2026-02-13  10  2026-03-05
  2026-02-13  20  2026-03-19
  2026-04-30   1  2026-05-06
  2026-04-30  10  2026-05-18
  2026-04-30  20  2026-06-01
  2026-09-30   1  2026-10-08
  2026-09-30   2  2026-10-09
  2026-09-30  10  2026-10-20
  2026-09-30  20  2026-11-03
  2026-10-03   1  2026-10-08
  2026-10-03  10  2026-10-20
`)); // 2025-09-28, 2026-01-04, 2026-02-14 are weekend days that are worked

test('an extension counts on from the limit and does not begin anew', () => {
  const limit = addWorkingDays(calendar, plainDate('2026-01-05'), 10);
  expect(limit.date).toBe('2026-01-19');
  expect(addWorkingDays(calendar, limit.date, 10).date).toBe('2026-02-02');
});

test('what a day is, for the strip', () => {
  for (const [date, kind, name] of [
    ['2026-02-14', 'make-up', '春节'], ['2026-10-03', 'rest', '国庆节'], ['2026-10-10', 'make-up', '国庆节'], ['2026-10-08', 'working', null],
    ['2026-10-17', 'rest', null], ['2020-02-03', 'working', null], ['2022-12-31', 'rest', '元旦'], ['2007-12-29', 'make-up', '元旦'], ['2027-01-04', 'working', null],
  ] as const) expect(dayKind(calendar, plainDate(date)), date).toEqual({ kind, name });
});

test('2025 and 2026 have 248 working days each', () => {
  expect(workingDaysBetween(calendar, plainDate('2024-12-31'), plainDate('2025-12-31'))).toBe(248);
  expect(workingDaysBetween(calendar, plainDate('2025-12-31'), plainDate('2026-12-31'))).toBe(248);
});

test('days left and days late are one figure', () => {
  expect(workingDaysBetween(calendar, plainDate('2026-09-30'), plainDate('2026-10-08'))).toBe(1);
  expect(workingDaysBetween(calendar, plainDate('2026-10-08'), plainDate('2026-10-08'))).toBe(0);
  expect(workingDaysBetween(calendar, plainDate('2026-10-12'), plainDate('2026-10-08'))).toBe(-3); // Saturday 10 October is worked
});

test('after 27 December of the last notice a date is provisional, computed Monday to Friday', () => {
  expect(addWorkingDays(calendar, plainDate('2026-12-24'), 1)).toEqual({ date: '2026-12-25', provisional: false });
  expect(addWorkingDays(calendar, plainDate('2026-12-24'), 2)).toEqual({ date: '2026-12-28', provisional: true });
  expect(addWorkingDays(calendar, plainDate('2026-12-25'), 10)).toEqual({ date: '2027-01-08', provisional: true });
  expect(isProvisional(calendar, plainDate('2026-12-27'))).toBe(false);
});

test('the date is computed again when the notice arrives, also for days of the December before', () => {
  const next = workingCalendar([...notices, lunarNewYear2027(1, '2026-12-31', '2027-01-01')]);
  expect(addWorkingDays(next, plainDate('2026-12-25'), 10)).toEqual({ date: '2027-01-12', provisional: false });
});

test('a later version replaces the notice of its year wholly', () => {
  const changed = workingCalendar([lunarNewYear2027(2, '2027-01-04'), ...notices, lunarNewYear2027(1, '2027-01-01')]);
  expect(isWorkingDay(changed, plainDate('2027-01-01'))).toBe(true);
  expect(isWorkingDay(changed, plainDate('2027-01-04'))).toBe(false);
});

test('a region may add holidays and worked weekends of its own, and take no national one away', () => {
  const local: Notice = { year: 2026, version: 1, sources: ['某自治州通知'], days: [...days(true, '泼水节', '2026-04-13', '2026-04-14'), ...days(false, '泼水节', '2026-04-11')] };
  const region = workingCalendar(notices, [local]);
  expect(addWorkingDays(region, plainDate('2026-04-10'), 1).date).toBe('2026-04-11');
  expect(addWorkingDays(region, plainDate('2026-04-10'), 2).date).toBe('2026-04-15');
  expect(dayKind(region, plainDate('2026-04-13'))).toEqual({ kind: 'rest', name: '泼水节' });
  expect(() => workingCalendar(notices, [{ ...local, days: days(false, '某节', '2026-10-01') }])).toThrow(code('CALENDAR_LOCAL_TAKES_REST'));
  // A city's second version is none of its prefecture's first: both count.
  const city: Notice = { year: 2026, version: 2, sources: ['某市通知'], days: days(true, '建市日', '2026-06-15') };
  const both = workingCalendar(notices, [local], [{ ...city, version: 1, days: days(true, '误', '2026-06-16') }, city]);
  expect(['2026-04-13', '2026-06-15', '2026-06-16'].map((day) => isWorkingDay(both, plainDate(day)))).toEqual([false, false, true]);
});

test('before the first notice, in a gap, or with a wrong notice there is no calendar', () => {
  expect(() => addWorkingDays(calendar, plainDate('2006-12-31'), 1)).toThrow(code('CALENDAR_YEAR_MISSING'));
  expect(() => dayKind(calendar, plainDate('2006-12-30'))).toThrow(code('CALENDAR_YEAR_MISSING'));
  expect(() => workingDaysBetween(calendar, plainDate('2006-01-04'), plainDate('2007-01-04'))).toThrow(code('CALENDAR_YEAR_MISSING'));
  expect(addWorkingDays(calendar, plainDate('2007-01-01'), 1).date).toBe('2007-01-04');
  expect(() => workingCalendar([])).toThrow(code('CALENDAR_EMPTY'));
  expect(() => workingCalendar(notices.filter((notice) => notice.year !== 2012))).toThrow(code('CALENDAR_YEAR_MISSING'));
  expect(() => workingCalendar([{ year: 2026, version: 1, sources: [], days: days(true, '元旦', '2027-01-01') }])).toThrow(code('CALENDAR_DAY_FOREIGN'));
  const twice = [...days(true, '元旦', '2026-01-01'), ...days(false, '元旦', '2026-01-01')];
  expect(() => workingCalendar([{ year: 2026, version: 1, sources: [], days: twice }])).toThrow(code('CALENDAR_DAY_TWICE'));
  for (const bad of [0, -1, 1.5, 366, Number.NaN]) expect(() => addWorkingDays(calendar, plainDate('2026-01-05'), bad)).toThrow(code('WORKING_DAYS_INVALID'));
});

const anyDay = fc.integer({ min: dayNumber(plainDate('2007-01-01')), max: dayNumber(plainDate('2028-06-30')) }).map(dateOfNumber);
const anyLimit = fc.integer({ min: 1, max: 365 });

test('a deadline is never a rest day and lies after the event', () => {
  fc.assert(fc.property(anyDay, anyLimit, (day, n) => {
    const due = addWorkingDays(calendar, day, n).date;
    expect(isWorkingDay(calendar, due)).toBe(true);
    expect(due > day).toBe(true);
  }), { numRuns: 2000 });
});

test('more days, or a later event, never give an earlier deadline', () => {
  fc.assert(fc.property(anyDay, anyLimit, fc.integer({ min: 0, max: 40 }), (day, n, later) => {
    const due = addWorkingDays(calendar, day, n).date;
    if (n < 365) expect(addWorkingDays(calendar, day, n + 1).date > due).toBe(true);
    expect(addWorkingDays(calendar, addDays(day, later), n).date >= due).toBe(true);
  }), { numRuns: 2000 });
});

test('counting and adding agree with walking day by day', () => {
  fc.assert(fc.property(anyDay, anyLimit, (day, n) => {
    let walked = day;
    for (let left = n; left > 0;) {
      walked = addDays(walked, 1);
      if (isWorkingDay(calendar, walked)) left -= 1;
    }
    expect(addWorkingDays(calendar, day, n).date).toBe(walked);
    expect(workingDaysBetween(calendar, day, walked)).toBe(n);
    expect(workingDaysBetween(calendar, walked, day)).toBe(-n);
    expect(daysBetween(day, nextWorkingDay(calendar, day))).toBeLessThanOrEqual(11);
  }), { numRuns: 300 });
});

test('where no notice reaches, Monday to Friday are worked and nothing else', () => {
  fc.assert(fc.property(fc.integer({ min: dayNumber(plainDate('2027-01-01')), max: dayNumber(plainDate('2200-12-31')) }).map(dateOfNumber), (day) => {
    expect(isWorkingDay(calendar, day)).toBe(weekday(day) <= 5);
    expect(workingDaysBetween(calendar, addDays(day, -1), day)).toBe(weekday(day) <= 5 ? 1 : 0);
  }));
});
