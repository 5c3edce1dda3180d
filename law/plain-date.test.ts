import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addYears, dateOfNumber, dateZh, dayNumber, daysBetween, isPlainDate, plainDate, weekday, weekdayZh } from './plain-date.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const anyDay = fc.integer({ min: dayNumber(plainDate('1900-01-01')), max: dayNumber(plainDate('2400-12-31')) }).map(dateOfNumber);

test('a day is written YYYY-MM-DD and must exist', () => {
  for (const good of ['2026-02-28', '2024-02-29', '2000-02-29', '1800-01-01', '9999-12-31']) expect(plainDate(good)).toBe(good);
  for (const bad of ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-1', '20260401', '2026-04-01T00:00', '', ' 2026-04-01', '２０２６-04-01']) {
    expect(() => plainDate(bad), bad).toThrow(expect.objectContaining({ code: 'DATE_INVALID' }));
    expect(isPlainDate(bad)).toBe(false);
  }
  expect(() => plainDate('1799-12-31')).toThrow(expect.objectContaining({ code: 'DATE_OUT_OF_RANGE' }));
});

test('weekdays of known days', () => {
  for (const [day, want] of [['1970-01-01', '周四'], ['2026-10-22', '周四'], ['2026-02-14', '周六'], ['2025-08-01', '周五'], ['2020-02-03', '周一'], ['1949-10-01', '周六'], ['2026-01-04', '周日']] as const) {
    expect(weekdayZh(plainDate(day)), day).toBe(want);
  }
});

test('years go by calendar, 29 February becomes the 28th', () => {
  expect(addYears(plainDate('2024-02-29'), 3)).toBe('2027-02-28');
  expect(addYears(plainDate('2024-02-29'), 4)).toBe('2028-02-29');
  expect(addYears(plainDate('2025-08-01'), 3)).toBe('2028-08-01');
});

test('a document writes the day without leading zeros', () => {
  expect(dateZh(plainDate('2026-03-05'))).toBe('2026年3月5日');
});

test('numbers and days are each other’s inverse and agree with the machine’s calendar', () => {
  fc.assert(fc.property(anyDay, (day) => {
    expect(dateOfNumber(dayNumber(day))).toBe(day);
    expect(dayNumber(day) * 86_400_000).toBe(Date.parse(`${day}T00:00:00Z`));
    expect(weekday(day) % 7).toBe(new Date(`${day}T00:00:00Z`).getUTCDay());
  }));
});

test('adding days is undone by subtracting them and matches the distance', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (day, n) => {
    fc.pre(dayNumber(day) + n > dayNumber(plainDate('1900-01-01')));
    const moved = addDays(day, n);
    expect(daysBetween(day, moved)).toBe(n);
    expect(addDays(moved, -n)).toBe(day);
  }));
});
