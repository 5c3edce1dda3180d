import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paginate, type Measured, type Piece } from './paginate.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const text = (count: number): Measured => ({ height: count * 10, lines: { count, line: 10, before: 0 } });
const sign: Measured = { height: 30, sign: true };
const heading: Measured = { height: 10, keepsNext: true };
const table = (...rows: number[]): Measured => ({ height: 10 + rows.reduce((a, b) => a + b, 0), table: { head: 10, rows: rows.map((height) => ({ height, lines: height / 10, line: 10 })) } });
const shown = (pages: readonly (readonly Piece[])[]) => pages.map((page) => page.map((piece) => `${piece.n}${piece.lines ? `:${piece.lines.join('-')}` : ''}${piece.rows ? `:${piece.rows.map((one) => `${one.row}[${one.from}-${one.to}]`).join('')}` : ''}`).join(' '));

test('paragraphs break between lines, two on either page at least', () => {
  expect(shown(paginate([text(12)], 100))).toEqual(['0:0-10', '0:10-12']);
  expect(shown(paginate([text(11)], 100))).toEqual(['0:0-9', '0:9-11']);
  expect(shown(paginate([text(9), text(4)], 100))).toEqual(['0:0-9', '1:0-4']);
  expect(shown(paginate([text(25)], 100))).toEqual(['0:0-10', '0:10-20', '0:20-25']);
});

test('a heading stays with what follows; a table repeats its head; a row longer than a page is broken between its lines', () => {
  expect(shown(paginate([text(8), heading, text(5)], 100))).toEqual(['0:0-8', '1 2:0-5']);
  expect(shown(paginate([table(30, 30, 30, 30)], 100))).toEqual(['0:0[0-3]1[0-3]2[0-3]', '0:3[0-3]']);
  expect(shown(paginate([table(20, 250)], 100))).toEqual(['0:0[0-2]1[0-7]', '0:1[7-16]', '0:1[16-25]']);
});

test('the signature never stands alone on a page: the last lines, the last row, or the last block with its heading go with it', () => {
  expect(shown(paginate([text(9), sign], 100))).toEqual(['0:0-7', '0:7-9 1']);
  expect(shown(paginate([text(6), text(1), sign], 90))).toEqual(['0:0-4', '0:4-6 1:0-1 2']);
  expect(shown(paginate([text(9), text(1), sign], 90))).toEqual(['0:0-7', '0:7-9 1:0-1 2']);
  expect(shown(paginate([text(4), heading, text(3), sign], 100))).toEqual(['0:0-4', '1 2:0-3 3']);
  expect(shown(paginate([table(30, 30, 20), sign], 100))).toEqual(['0:0[0-3]1[0-3]', '0:2[0-2] 1']);
  expect(shown(paginate([text(5), sign], 100))).toEqual(['0:0-5 1']);
  expect(shown(paginate([text(7), sign, text(1), text(1)], 110))).toEqual(['0:0-5', '0:5-7 1 2:0-1 3:0-1']); // nor does the small print below it
});

const block = fc.oneof(fc.integer({ min: 1, max: 40 }).map(text), fc.constant(heading), fc.array(fc.integer({ min: 1, max: 30 }).map((n) => n * 10), { minLength: 1, maxLength: 12 }).map((rows) => table(...rows)), fc.integer({ min: 5, max: 60 }).map((height): Measured => ({ height })));

test('whatever a paper holds: nothing is lost, doubled or out of order, no page overflows, and something stands above each signature', () => {
  fc.assert(fc.property(fc.array(block, { minLength: 1, maxLength: 15 }), fc.integer({ min: 100, max: 400 }), (before, room) => {
    const blocks = [...before, sign];
    const pages = paginate(blocks, room);
    const flat = pages.flat();
    blocks.forEach((one, n) => {
      const pieces = flat.filter((piece) => piece.n === n);
      if (one.lines) expect(pieces.flatMap((piece) => Array.from({ length: (piece.lines?.[1] ?? 0) - (piece.lines?.[0] ?? 0) }, (_, k) => (piece.lines?.[0] ?? 0) + k))).toEqual(Array.from({ length: one.lines.count }, (_, k) => k));
      else if (one.table) expect(pieces.flatMap((piece) => (piece.rows ?? []).flatMap((part) => Array.from({ length: part.to - part.from }, (_, k) => `${part.row}.${part.from + k}`)))).toEqual(one.table.rows.flatMap((row, r) => Array.from({ length: row.lines }, (_, k) => `${r}.${k}`)));
      else expect(pieces).toEqual([{ n }]);
    });
    expect(flat.map((piece) => piece.n)).toEqual([...flat.map((piece) => piece.n)].sort((a, b) => a - b));
    for (const page of pages) {
      const height = page.reduce((sum, piece) => {
        const of = blocks[piece.n] as Measured;
        if (piece.lines && of.lines) return sum + (piece.lines[1] - piece.lines[0]) * of.lines.line;
        if (piece.rows && of.table) return sum + piece.rows.reduce((all, part) => all + (part.to - part.from) * 10, of.table.head);
        return sum + of.height;
      }, 0);
      expect(height).toBeLessThanOrEqual(room + 0.5);
      expect(page.length).toBeGreaterThan(0);
    }
    const last = pages[pages.length - 1] ?? [];
    expect(last.length).toBeGreaterThan(1);
  }));
});
