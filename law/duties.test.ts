import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { articleOf, basisOf, duties, dutiesByArticle } from './duties.ts';
import { findProcedure } from './procedures/index.ts';
import { placeExists } from './quote.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const skip = new Set(['node_modules', 'data', 'docs']);

/** Titles of all tests in the sources: `test('…'`, `it('…'`, also behind `.each(…)(`. */
function titles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skip.has(entry.name) || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return titles(`${folder}/${entry.name}`);
    if (!/\.test\.tsx?$/.test(entry.name)) return [];
    const source = readFileSync(`${folder}/${entry.name}`, 'utf8');
    return [...source.matchAll(/\b(?:test|it)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g)].map((match) => (match[2] ?? '').replaceAll(/\\(.)/g, '$1'));
  });
}

test('at least 80 duties, all 44 articles in order, every id once and in its place', () => {
  expect(duties.length).toBeGreaterThanOrEqual(80);
  expect(dutiesByArticle().map((one) => one.number)).toEqual(Array.from({ length: 44 }, (_, i) => i + 1));
  for (const article of dutiesByArticle()) expect(article.duties.length, `Art. ${article.number}`).toBeGreaterThan(0);
  expect(new Set(duties.map((duty) => duty.id)).size).toBe(duties.length);
  expect(duties.map(articleOf)).toEqual(duties.map(articleOf).toSorted((a, b) => a - b));
  for (const duty of duties) {
    expect(duty.id).toMatch(/^\d+-\d-[a-z]$/);
    expect(placeExists(basisOf(duty)), duty.id).toBe(true);
    expect(duty.text.length, duty.id).toBeGreaterThan(5);
  }
});

test('only 1, 4–7, 33, 8 ¶1, 34 ¶1, 36 ¶2 and 38 ¶1 are principles', () => {
  const allowed = new Set(['1.1', '4.1', '5.1', '6.1', '7.1', '33.1', '8.1', '34.1', '36.2', '38.1']);
  for (const duty of duties.filter((one) => one.status === 'principle')) expect(allowed, duty.id).toContain(basisOf(duty));
});

test('procedures, moves and clocks that duties name are in the tables; a procedure without a table carries nothing', () => {
  for (const duty of duties) {
    const table = duty.procedure === null ? undefined : findProcedure(duty.procedure);
    if (!table) {
      if (duty.procedure === null) expect([duty.moves, duty.clock], duty.id).toEqual([[], null]);
      if (duty.procedure !== null) expect(duty.status, `${duty.id}: ${duty.procedure} has no table yet`).not.toBe('carried');
      continue;
    }
    for (const act of duty.moves) expect(table.moves.map((move) => move.act), `${duty.id} ${table.name}`).toContain(act);
    if (duty.clock !== null) expect(Object.keys(table.clocks), `${duty.id} ${table.name}`).toContain(duty.clock);
  }
});

test('a carried duty names tests that exist, once each; no other names any', () => {
  const known = titles(root);
  for (const duty of duties) {
    expect(duty.tests.length > 0, duty.id).toBe(duty.status === 'carried');
    for (const name of duty.tests) expect(known.filter((title) => name === title || name.endsWith(` ${title}`)), `${duty.id}: ${name}`).toHaveLength(1);
  }
});

test('8, 12–17, 20–22, 27 and 29 have carried duties', () => {
  for (const number of [8, 12, 13, 14, 15, 16, 17, 20, 21, 22, 27, 29]) {
    expect(dutiesByArticle()[number - 1]?.duties.some((duty) => duty.status === 'carried'), `Art. ${number}`).toBe(true);
  }
});
