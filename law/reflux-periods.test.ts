import { expect, test } from 'vitest';
import { plainDate } from './plain-date.ts';
import { endedSince, gapOf, periodFrom, type Gap } from './reflux-periods.ts';

test('a period ends with its month; what nobody reconciled is one with the next: Art. 24.1', () => {
  expect(periodFrom(plainDate('2026-10-12'))).toEqual({ name: '2026-10', from: '2026-10-12', to: '2026-10-31' });
  expect(periodFrom(plainDate('2028-02-01')).to).toBe('2028-02-29');
  expect(periodFrom(plainDate('2026-12-31'))).toEqual({ name: '2026-12', from: '2026-12-31', to: '2026-12-31' });
  expect(endedSince(plainDate('2026-10-12'), plainDate('2026-10-31'))).toBeUndefined();
  expect(endedSince(plainDate('2026-10-12'), plainDate('2026-11-01'))).toEqual({ name: '2026-10', from: '2026-10-12', to: '2026-10-31' });
  expect(endedSince(plainDate('2026-10-12'), plainDate('2027-01-05'))).toEqual({ name: '2026-12', from: '2026-10-12', to: '2026-12-31' });
});

test.each<[number, number, number, Gap | null, Gap, number?]>([
  [3, 3, 0, null, 'none'], [0, 0, 5, 'stays', 'none'], [3, 0, 0, null, 'unasked'], [3, 2, 1, null, 'new'], [3, 2, 1, 'unasked', 'new'], [3, 2, 1, 'new', 'stays'], [3, 2, 9, 'stays', 'stays'], [3, 2, 0, 'new', 'unasked'],
  [9, 3, 1, 'new', 'new', 3], [9, 2, 1, 'stays', 'stays', 3], // a source that grows: what there was a period ago has all arrived, or has not
])('of %i records %i given with %i calls, %s before: %s (39(5) is what stays)', (source, given, calls, before, is, sourceBefore = source) => {
  expect(gapOf({ source, given, calls, before, sourceBefore })).toBe(is);
});
