import type { Readable } from 'node:stream';
import { addressOf } from './address.ts';
import type { Cell, Row } from './cell.ts';
import { damaged, refuse } from './refuse.ts';

/** A merged range, both ends included. */
export interface Merge { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }
const most = 200_000;
const tag = /<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]+\d+):([A-Z]+\d+)"/g;

/** Merged ranges stand behind the rows of a sheet: looked for in a first pass that parses nothing else. */
export async function mergesOf(source: Readable): Promise<Merge[]> {
  const merges: Merge[] = [];
  let rest = '';
  try {
    for await (const chunk of source) {
      const text = rest + (chunk as Buffer).toString('latin1');
      for (const [, from = '', to = ''] of text.matchAll(tag)) add(merges, from, to);
      const open = text.lastIndexOf('<');
      rest = open < 0 || text.includes('>', open) ? '' : text.slice(open, open + 1_000);
    }
  } catch (thrown) {
    throw damaged(thrown);
  }
  return merges.sort((a, b) => a.top - b.top || a.left - b.left);
}

function add(merges: Merge[], from: string, to: string): void {
  const [a, b] = [addressOf(from), addressOf(to)];
  if (a === undefined || b === undefined) return;
  merges.push({ top: a.row, left: a.column, bottom: b.row, right: b.column });
  if (merges.length > most) refuse('合并单元格过多');
}

/** What a row gets from the merges above it and within it: column and the cell to stand there. Asked row by row, in order. */
export type Filling = (row: Row) => readonly (readonly [column: number, cell: Cell])[];

interface Running { readonly merge: Merge; readonly cell: Cell }
const widest = 300;

export function fillFrom(merges: readonly Merge[]): Filling {
  let next = 0;
  let running: Running[] = [];
  return (row) => {
    running = running.filter(({ merge }) => merge.bottom >= row.n);
    for (let merge = merges[next]; merge !== undefined && merge.top <= row.n; next += 1, merge = merges[next]) {
      const cell = merge.top === row.n ? row.cells.get(merge.left) : undefined;
      if (cell !== undefined && merge.bottom >= row.n) running.push({ merge, cell: { ...cell, at: { row: merge.top, column: merge.left } } });
    }
    return running.flatMap(({ merge, cell }) => Array.from({ length: Math.min(widest, merge.right) - merge.left + 1 }, (_, i) => [merge.left + i, cell] as const)
      .filter(([column]) => row.n > merge.top || column > merge.left));
  };
}
