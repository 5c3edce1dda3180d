import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { notices } from './holidays.ts';

/** notice_year, date, name, is_off_day, notice_urls; names hold no comma. */
const published = readFileSync(new URL('../data/holidays/all-days.csv', import.meta.url), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
const ours = notices.flatMap((notice) => notice.days.map((day) => [String(notice.year), day.date, day.name, day.rest ? 'true' : 'false', notice.sources.join(' ')]));
const sorted = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).sort();

test('the built-in notices are the published ones, day by day, with their addresses', () => {

  expect(sorted(ours)).toEqual(sorted(published));
});

test('545 days off, 133 days worked, ten of them in the year before their notice', () => {
  expect(ours.filter((row) => row[3] === 'true')).toHaveLength(545);
  expect(ours.filter((row) => row[3] === 'false')).toHaveLength(133);
  expect(ours.filter((row) => !row[1]?.startsWith(row[0] ?? '-'))).toHaveLength(10);
  expect(notices.map((notice) => notice.year)).toEqual(Array.from({ length: 20 }, (_, i) => 2007 + i));
});
