import { expect, test } from 'vitest';
import { startLoop } from './loop.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a loop goes on at once while more waits, can be nudged, survives failures, and ends after the run under way', async () => {
  const runs: string[] = [];
  const failed: string[] = [];
  let left = 3;
  const loop = startLoop({
    name: 'each', everyMs: 3_600_000,
    run: async () => {
      runs.push('run');
      if (runs.length === 4) throw new Error('once');
      left -= 1;
      return left > 0;
    },
  }, (name, error) => failed.push(`${name}: ${String(error)}`));
  for (let n = 0; n < 20; n += 1) await turn();
  expect(runs).toHaveLength(3);
  loop.nudge();
  for (let n = 0; n < 20; n += 1) await turn();
  expect([runs.length, failed]).toEqual([4, ['each: Error: once']]);
  await loop.stop();
  loop.nudge();
  await turn();
  expect(runs).toHaveLength(4);
});
