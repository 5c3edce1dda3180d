import { expect, test } from 'vitest';
import { likeFrom } from './likeness.ts';

test('entries are like from half of their items on, three at the least: Art. 19.1, 19.2', () => {
  expect([1, 4, 6, 7, 8, 9].map(likeFrom)).toEqual([3, 3, 3, 4, 4, 5]);
});
