import { expect, test } from 'vitest';
import { unannouncedMs, windowAt, windowFault } from './maintenance.ts';

const hour = 3_600_000;
const span = (from: number, to: number) => ({ from: from * hour, to: to * hour });
const announced = (from: number, to: number, at: number) => ({ ...span(from, to), announced: at * hour });

test('a window lies ahead, lasts eight hours at most, and no day holds more: Art. 27.3, reading', () => {
  const fault = (added: readonly [number, number], standing: readonly (readonly [number, number])[] = [], hours = 8) => windowFault(standing.map(([from, to]) => span(from, to)), span(...added), 0, hours);
  expect(fault([1, 9])).toBeNull();
  expect(fault([1, 9.01])).toBe('long');
  expect(fault([-1, 2])).toBe('past');
  expect(fault([3, 3])).toBe('past');
  expect(fault([1, 6], [], 4)).toBe('long'); // a region may allow less
  expect(fault([5, 7], [[1, 6]])).toBe('overlaps');
  expect(fault([6, 9], [[1, 6]])).toBeNull(); // 5 + 3
  expect(fault([6, 10], [[1, 6]])).toBe('day');
  expect(fault([26, 34], [[2, 10]])).toBeNull(); // every night eight hours: 24 hours apart
  expect(fault([25, 33], [[2, 10]])).toBe('day'); // an hour earlier the second night: nine hours in one day
});

test('an outage counts without what was announced before it began', () => {
  const down = span(10, 40);
  expect(unannouncedMs(down, [])).toBe(30 * hour);
  expect(unannouncedMs(down, [announced(8, 16, 5)])).toBe(24 * hour);
  expect(unannouncedMs(down, [announced(12, 20, 11)])).toBe(30 * hour); // announced when it was down already
  expect(unannouncedMs(span(10, 15), [announced(8, 16, 5)])).toBe(0);
  expect(unannouncedMs(down, [announced(8, 16, 5), announced(34, 42, 9)])).toBe(18 * hour);
});

test('a window holds its first moment and not its last', () => {
  const windows = [span(1, 2), span(5, 6)];
  expect([0.9, 1, 1.9, 2, 5.5].map((at) => windowAt(windows, at * hour)?.from)).toEqual([undefined, hour, hour, undefined, 5 * hour]);
});
