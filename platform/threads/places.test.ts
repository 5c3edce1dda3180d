import { expect, test } from 'vitest';
import { createPlaces } from './places.ts';

test('one account takes its share of the places and no more; what is given back twice is one place', () => {
  const places = createPlaces(3, 2, () => { throw new Error('full'); });
  const [first, second] = [places.take('a'), places.take('a')];
  expect(() => places.take('a')).toThrow('full'); // its share
  const other = places.take('b'); // the others' place is still there
  expect(() => places.take('c')).toThrow('full');
  first();
  first();
  const third = places.take('c');
  expect(() => places.take('d')).toThrow('full');
  for (const done of [second, other, third]) done();
  for (const person of ['a', 'b', 'c']) places.take(person);
  expect(() => places.take('d')).toThrow('full');
});
