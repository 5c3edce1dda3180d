import { expect, test } from 'vitest';
import { plainDate } from './plain-date.ts';
import { effectDue, stageOf, storageOwed } from './usage-due.ts';

const day = plainDate;

test('应用成效 is due a year after the delivery, and after each time it was stated: Art. 29.2', () => {
  expect(effectDue(day('2026-09-30'), undefined)).toBe('2027-09-30');
  expect(effectDue(day('2026-09-30'), day('2027-03-01'))).toBe('2028-03-01');
  expect(effectDue(day('2026-09-30'), day('2026-01-01'))).toBe('2027-09-30'); // stated before this delivery
  expect([storageOwed('service'), storageOwed('batch'), storageOwed('file')]).toEqual([false, true, true]);
});

test('what is due is told of twice before, then as missing, then to the authority: Art. 40(5)', () => {
  const patience = { first: 30, again: 7, grace: 15 };
  for (const [today, stage] of [['2027-08-30', 0], ['2027-08-31', 1], ['2027-09-22', 1], ['2027-09-23', 2], ['2027-09-30', 2], ['2027-10-01', 3], ['2027-10-15', 3], ['2027-10-16', 4]] as const) expect(stageOf(day('2027-09-30'), day(today), patience), today).toBe(stage);
});
