import { expect, test } from 'vitest';
import { counted, counter, histogram } from './instruments.ts';
import { textOf } from './text.ts';

test('counters and histograms are written as Prometheus reads them, buckets cumulated, labels escaped', () => {
  const calls = counter('test_calls_total', 'Calls.', ['result']);
  calls.add(['ok'], 2);
  calls.add(['said "no"\n']);
  const took = histogram('test_seconds', 'Seconds.', ['route'], [0.01, 0.1]);
  for (const seconds of [0.005, 0.01, 0.05, 3]) took.observe(['/api/x'], seconds);
  const text = textOf(counted().filter((family) => family.name.startsWith('test_')));
  expect(text).toBe([
    '# HELP test_calls_total Calls.', '# TYPE test_calls_total counter', 'test_calls_total{result="ok"} 2', 'test_calls_total{result="said \\"no\\"\\n"} 1',
    '# HELP test_seconds Seconds.', '# TYPE test_seconds histogram',
    'test_seconds_bucket{route="/api/x",le="0.01"} 2', 'test_seconds_bucket{route="/api/x",le="0.1"} 3', 'test_seconds_bucket{route="/api/x",le="+Inf"} 4',
    'test_seconds_sum{route="/api/x"} 3.065', 'test_seconds_count{route="/api/x"} 4', ''].join('\n'));
});

test('a label with too many values ends in `other`, and one name twice is an error', () => {
  const many = counter('test_many_total', 'Many.', ['of']);
  for (let n = 0; n < 2_500; n += 1) many.add([`n${n}`]);
  const [family] = counted().filter(({ name }) => name === 'test_many_total');
  expect(family?.samples.length).toBe(2_001);
  expect(family?.samples.at(-1)).toEqual({ labels: { of: 'other' }, value: 500 });
  expect(() => textOf([family as never, family as never])).toThrow('twice');
});
