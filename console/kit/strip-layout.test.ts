import { expect, test } from 'vitest';
import type { Strip } from '../../platform/procedures/contract.ts';
import { captions, flags, isDense, middles, restRuns, showsDate } from './strip-layout.ts';

type Day = Strip['days'][number];
const day = (date: string, weekday: number, kind: Day['kind'], more: Partial<Day> = {}): Day => ({ date, weekday, kind, ordinal: null, makeUp: false, holiday: null, flags: [], captions: [], ...more });
const days: Day[] = [
  day('2026-09-30', 3, 'received', { flags: [{ text: '收到申请', note: '当日不计', tone: 'plain' }] }),
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => day(`2026-10-0${n}`, ((n + 2) % 7) + 1, 'rest', { holiday: '国庆节' })),
  day('2026-10-08', 4, 'elapsed', { ordinal: 1, flags: [{ text: '一次性告知补正', tone: 'plain' }] }),
  day('2026-10-09', 5, 'paused', { captions: [{ text: '停 2 个工作日', tone: 'plain' }] }),
  day('2026-10-10', 6, 'paused', { makeUp: true }),
  day('2026-10-11', 7, 'rest'),
  day('2026-10-12', 1, 'today', { ordinal: 2, flags: [{ text: '今天', note: '余 1 日', tone: 'now' }] }),
  day('2026-10-13', 2, 'due', { ordinal: 3, flags: [{ text: '截止 10-13', note: '24:00', tone: 'due' }] }),
  day('2026-10-14', 3, 'next', { captions: [{ text: '列入督办', tone: 'due' }] }),
];

test('rest days side by side share one caption with the holiday and its days; a plain Sunday says 休', () => {
  expect(restRuns(days)).toEqual([{ from: 1, to: 7, text: '10-01 — 10-07', under: '国庆节 7 日' }, { from: 11, to: 11, text: '休', under: null }]);
});

test('the caption of a pause spans the whole pause', () => {
  expect(captions(days)).toContainEqual({ from: 9, to: 10, text: '停 2 个工作日', tone: 'plain' });
});

test('of two flags that would overlap the left one hangs to the left; the first never does', () => {
  const placed = flags(days, 425);
  expect(placed.map((f) => [f.text, f.hang])).toEqual([['收到申请', false], ['一次性告知补正', false], ['今天', true], ['截止 10-13', false]]);
});

test('columns: a rest day takes about a third of a working day, and the middles rise', () => {
  const mid = middles(days);
  expect(mid.every((m, n) => n === 0 || m > (mid[n - 1] ?? 0))).toBe(true);
  expect(mid[mid.length - 1]).toBeLessThan(1);
});

test('over fifteen working days it is dense: dates on Mondays, today, receipt and the last day, none beside the last', () => {
  const many = Array.from({ length: 20 }, (_, n) => day(`2026-11-${String(n + 2).padStart(2, '0')}`, (n % 5) + 1, n === 15 ? 'due' : 'elapsed', { ordinal: n + 1 }));
  expect(isDense(many)).toBe(true);
  expect(isDense(days)).toBe(false);
  expect(many.map((_, n) => showsDate(many, n, true)).flatMap((shown, n) => (shown ? [n] : []))).toEqual([0, 5, 10, 15]);
});
