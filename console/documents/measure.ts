import type { Block } from '../../law/documents/blocks.ts';
import type { Measured, Piece, RowPart } from './paginate.ts';

/** Reads the heights of blocks that are laid out in a column of the page's width, one element each, in their order. */
export function measure(column: HTMLElement, blocks: readonly Block[]): Measured[] {
  return blocks.map((block, n) => {
    const element = column.children[n] as HTMLElement;
    const { height } = element.getBoundingClientRect();
    if (block.kind === 'para' || block.kind === 'note') return { height, lines: linesOf(element.firstElementChild as HTMLElement, height) };
    const table = element.querySelector('table');
    if (table) return { height, table: tableOf(table, height) };
    return { height, keepsNext: ['title', 'number', 'to', 'heading'].includes(block.kind), sign: block.kind === 'sign' };
  });
}

/** Lines of a text; what the block has above and below them goes with its first line. */
function linesOf(text: HTMLElement, height: number): NonNullable<Measured['lines']> {
  const line = parseFloat(getComputedStyle(text).lineHeight);
  const count = Math.max(1, Math.round(text.getBoundingClientRect().height / line));
  return { count, line, before: Math.max(0, height - count * line) };
}

function tableOf(table: HTMLTableElement, height: number): NonNullable<Measured['table']> {
  const rows = Array.from(table.tBodies[0]?.rows ?? []).map((row) => {
    const cells = Array.from(row.cells);
    const line = parseFloat(getComputedStyle(cells[0] as HTMLElement).lineHeight);
    const lines = Math.max(1, ...cells.map((cell) => Math.round(contentHeight(cell) / line)));
    return { height: row.getBoundingClientRect().height, lines, line };
  });
  return { head: Math.max(0, height - rows.reduce((sum, row) => sum + row.height, 0)), rows };
}

function contentHeight(cell: HTMLElement): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().height;
}

/** The text of an element from one of its lines to before another, as it was laid out. */
function slice(element: HTMLElement, from: number, to: number, line: number): string {
  const text = element.textContent ?? '';
  const at = (n: number) => (n <= 0 ? 0 : lineStart(element, n, line));
  return text.slice(at(from), at(to)).replace(/\n$/, '');
}

/** Where line n begins: the first character that lies below its upper edge. Characters go down the page in order. */
function lineStart(element: HTMLElement, n: number, line: number): number {
  const nodes: Text[] = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) nodes.push(node as Text);
  const total = nodes.reduce((sum, node) => sum + node.data.length, 0);
  const range = document.createRange();
  const top = (offset: number): number => {
    let left = offset;
    for (const node of nodes) {
      if (left < node.data.length) {
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        return range.getClientRects()[0]?.top ?? range.getBoundingClientRect().top;
      }
      left -= node.data.length;
    }
    return Infinity;
  };
  const edge = top(0) + (n - 0.5) * line;
  let [low, high] = [0, total];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (top(middle) >= edge) high = middle; else low = middle + 1;
  }
  return low;
}

/** A block, or the part of one, ready to be drawn on its page. */
export interface Drawn { readonly block: Block; readonly whole: Block; readonly first: boolean; readonly last: boolean; readonly n: number }

/** Cuts the blocks as the pages have them. */
export function cut(column: HTMLElement, blocks: readonly Block[], measured: readonly Measured[], pieces: readonly Piece[]): Drawn[] {
  return pieces.map(({ n, lines, rows }) => {
    const [block, of, element] = [blocks[n] as Block, measured[n], column.children[n] as HTMLElement];
    if (lines && of?.lines && 'text' in block) {
      const whole = lines[0] === 0 && lines[1] === of.lines.count;
      const text = whole ? block.text : slice(element.firstElementChild as HTMLElement, lines[0], lines[1], of.lines.line);
      return { n, whole: block, block: { ...block, text } as Block, first: lines[0] === 0, last: lines[1] === of.lines.count };
    }
    if (rows && of?.table) return { n, whole: block, block: withRows(block, element, of.table, rows), first: rows[0]?.row === 0 && rows[0].from === 0, last: true };
    return { n, whole: block, block, first: true, last: true };
  });
}

function withRows(block: Block, element: HTMLElement, table: NonNullable<Measured['table']>, parts: readonly RowPart[]): Block {
  const cells = (part: RowPart): readonly string[] => {
    const row = element.querySelector('table')?.tBodies[0]?.rows[part.row];
    const all = part.from === 0 && part.to === table.rows[part.row]?.lines;
    return Array.from(row?.cells ?? []).map((cell) => (all ? cell.textContent ?? '' : slice(cell, part.from, part.to, table.rows[part.row]?.line ?? 1)));
  };
  const rows = parts.map(cells);
  if (block.kind === 'table') return { ...block, rows };
  if (block.kind === 'fields') return { ...block, rows: rows.map((row) => [row[0] ?? '', row[1] ?? ''] as const) };
  return { kind: 'fields', rows: rows.map((row) => [row[0] ?? '', row[1] ?? ''] as const) }; // 意见栏, broken
}
