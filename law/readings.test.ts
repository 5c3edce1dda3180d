import { expect, test } from 'vitest';
import { placeExists } from './quote.ts';
import { readings, readingsOf } from './readings.ts';

test('every reading stands at places that exist, is said once, and is a sentence', () => {
  for (const { at, zh } of readings) {
    expect(at.filter((place) => !placeExists(place)), zh).toEqual([]);
    expect(zh).toMatch(/。$/);
  }
  expect(new Set(readings.map((one) => one.zh)).size).toBe(readings.length);
});

test('a limit in working days of the regulation says how its days are counted: Art. 17, 21, 22', () => {
  for (const place of ['17.2', '17.3', '21.1', '22.1']) expect(readingsOf(place).join(''), place).toContain('当日不计');
});

test('an article’s readings are those of its paragraphs; a paragraph’s are its own and the article’s', () => {
  expect(readingsOf('21').length).toBeGreaterThan(readingsOf('21.2').length);
  expect(readingsOf('39(4)')).toEqual(readingsOf('39'));
  expect(readingsOf('1')).toEqual([]);
});
