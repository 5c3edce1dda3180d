import { expect, test } from 'vitest';
import { dayAt, hourAt, minuteAt } from './machine-time.ts';

test('a moment is read in the one zone of the country', () => {
  const late = Date.parse('2026-09-06T16:00:00Z');
  expect([dayAt(late - 1), dayAt(late), minuteAt(late), hourAt(late)]).toEqual(['2026-09-06', '2026-09-07', '2026-09-07 00:00', 0]);
});
