import { expect, test } from 'vitest';
import { lengthSteps, newestSteps, type Steps } from './steps.ts';

const shelvesOf = (steps: Steps): string[] => ('shelves' in steps ? steps.shelves : []).flatMap((step) => step.split(','));

test('the newest come first and none is left out, however many hits there are: by shelf, and by place where nearly all are hit', () => {
  for (const [hits, places] of [[4_000, 1_000_000], [100_000, 1_000_000], [5_000, 70_000]] as const) {
    expect(shelvesOf(newestSteps(hits, places))).toEqual(Array.from({ length: (places >> 12) + 1 }, (_, n) => `n:${(places >> 12) - n}`));
  }
  for (const [hits, places] of [[900_000, 1_000_000], [9_000, 9_010], [200_000, 1_000_000]] as const) {
    const steps = newestSteps(hits, places);
    const read = 'places' in steps ? steps.places : [];
    expect(read[0]?.[1]).toBe(places);
    expect(read.at(-1)?.[0]).toBeLessThanOrEqual(0);
    for (const [n, [from, to]] of read.entries()) expect([from < to, read[n + 1]?.[1] ?? from]).toEqual([true, from]);
  }
});

test('names go from the shortest on, each length once; a length with many hits in parts, the newest first', () => {
  const steps = lengthSteps(new Map([[4, 100], [5, 900], [6, 20_000], [9, 300]]), 200_000);
  const all = shelvesOf(steps);
  expect(all.filter((shelf) => !shelf.includes(':', 2))).toEqual(Array.from({ length: 60 }, (_, n) => `l:${n + 1}`).filter((shelf) => shelf !== 'l:6'));
  expect(all.filter((shelf) => shelf.startsWith('l:6:'))).toEqual(['l:6:3', 'l:6:2', 'l:6:1', 'l:6:0']);
  expect(all.indexOf('l:6:3')).toBe(all.indexOf('l:5') + 1);
});
