/**
 * Where the pages of a paper end. Drawn by ourselves, so that every browser of an office prints the same pages, each
 * with its foot, and the signature never stands alone on one. Heights are pixels; nothing here touches a document.
 */
export interface Measured {
  readonly height: number;
  /** Stays with what follows: titles, headings. */
  readonly keepsNext?: boolean;
  /** The signature: what stands above goes with it. */
  readonly sign?: boolean;
  /** Text that may be broken between its lines. */
  readonly lines?: { readonly count: number; readonly line: number; readonly before: number };
  readonly table?: { readonly head: number; readonly rows: readonly { readonly height: number; readonly lines: number; readonly line: number }[] };
}

/** Lines of one row: all of them, or from one to before another where it is longer than a page. */
export interface RowPart { readonly row: number; readonly from: number; readonly to: number }
/** A block, or the part of it that stands on one page. */
export interface Piece { readonly n: number; readonly lines?: readonly [from: number, to: number]; readonly rows?: readonly RowPart[] }

const least = 2; // lines of a paragraph on either page

export function paginate(blocks: readonly Measured[], room: number): readonly (readonly Piece[])[] {
  const pages: Piece[][] = [[]];
  let left = room;
  const page = (): Piece[] => pages[pages.length - 1] as Piece[];
  const turn = (): void => { pages.push([]); left = room; };
  const put = (piece: Piece, height: number): void => { page().push(piece); left -= height; };

  const flow = (n: number, { count, line, before }: NonNullable<Measured['lines']>): void => {
    for (let from = 0; from < count;) {
      const top = from === 0 ? before : 0;
      const rest = count - from;
      let fit = Math.min(rest, Math.floor((left - top) / line + 0.01));
      if (fit < rest && rest - fit < least) fit = rest - least;
      if (fit < rest && fit < least && page().length > 0) { turn(); continue; }
      const taken = Math.max(fit, 1);
      put({ n, lines: [from, from + taken] }, top + taken * line);
      from += taken;
      if (from < count) turn();
    }
  };

  const rows = (n: number, { head, rows: all }: NonNullable<Measured['table']>): void => {
    let parts: RowPart[] = [];
    let used = head;
    const close = (): void => { if (parts.length > 0) put({ n, rows: parts }, used); parts = []; used = head; };
    all.forEach(({ height, lines, line }, row) => {
      const padding = height - lines * line;
      for (let from = 0; from < lines;) {
        const wants = padding + (lines - from) * line;
        if (used + wants <= left) { parts.push({ row, from, to: lines }); used += wants; return; }
        if (head + height <= room || used + padding + line > left) {
          if (parts.length === 0 && page().length === 0) { parts.push({ row, from, to: lines }); used += wants; return; }
          close();
          turn();
          continue;
        }
        const fit = Math.max(1, Math.floor((left - used - padding) / line));
        parts.push({ row, from, to: from + fit });
        used += padding + fit * line;
        from += fit;
        close();
        turn();
      }
    });
    close();
  };

  blocks.forEach((block, n) => {
    if (page().length > 0 && wanted(blocks, n, room) > left) {
      const moved = block.sign || closes(blocks, n) ? pull(page(), blocks, room - wanted(blocks, n, room)) : [];
      turn();
      for (const piece of moved) put(piece, heightOf(piece, blocks));
    }
    if (block.lines) flow(n, block.lines);
    else if (block.table) rows(n, block.table);
    else put({ n }, block.height);
  });
  return pages;
}

/** 特此函复。: one line before the signature, hardly company for it. */
function closes(blocks: readonly Measured[], n: number): boolean {
  return blocks[n + 1]?.sign === true && (blocks[n]?.lines?.count ?? least) < least;
}

/** Small print under the signature goes with it, or it would be a page of its own; what is long flows on. */
function below(blocks: readonly Measured[], sign: number, room: number): number {
  const height = blocks.slice(sign + 1).reduce((sum, one) => sum + one.height, 0);
  return height <= room / 4 ? height : 0;
}

/** What must find room together where this block begins. */
function wanted(blocks: readonly Measured[], n: number, room: number): number {
  const block = blocks[n];
  if (block === undefined) return 0;
  if (block.sign) return block.height + below(blocks, n, room);
  if (block.keepsNext || closes(blocks, n)) return Math.min(room, block.height + wanted(blocks, n + 1, room));
  if (block.lines) return block.lines.before + Math.min(block.lines.count, least) * block.lines.line;
  if (block.table) return block.table.head + Math.min(block.table.rows[0]?.height ?? 0, room / 2);
  return block.height;
}

function heightOf(piece: Piece, blocks: readonly Measured[]): number {
  const block = blocks[piece.n];
  if (piece.lines && block?.lines) return (piece.lines[0] === 0 ? block.lines.before : 0) + (piece.lines[1] - piece.lines[0]) * block.lines.line;
  if (piece.rows && block?.table) return piece.rows.reduce((sum, part) => sum + partHeight(part, block.table?.rows[part.row]), block.table.head);
  return block?.height ?? 0;
}

function partHeight({ from, to }: RowPart, row: NonNullable<Measured['table']>['rows'][number] | undefined): number {
  return row === undefined ? 0 : row.height - (row.lines - (to - from)) * row.line;
}

/** Takes from the end of a page what goes over with the signature, `most` high: two lines, the last row, or the last block with its heading. */
function pull(page: Piece[], blocks: readonly Measured[], most: number): Piece[] {
  const last = page.pop() as Piece;
  if (last.lines && last.lines[1] - last.lines[0] >= 2 * least) {
    const cut = last.lines[1] - least;
    page.push({ n: last.n, lines: [last.lines[0], cut] });
    return [{ n: last.n, lines: [cut, last.lines[1]] }];
  }
  const [row] = last.rows?.slice(-1) ?? [];
  if (last.rows && row !== undefined && last.rows.length > 1 && heightOf({ n: last.n, rows: [row] }, blocks) <= most) {
    page.push({ n: last.n, rows: last.rows.slice(0, -1) });
    return [{ n: last.n, rows: last.rows.slice(-1) }];
  }
  if (row !== undefined && row.to - row.from >= 2 * least) {
    page.push({ n: last.n, rows: [...(last.rows ?? []).slice(0, -1), { ...row, to: row.to - least }] });
    return [{ n: last.n, rows: [{ ...row, from: row.to - least }] }];
  }
  const tail = page[page.length - 1];
  const left = most - heightOf(last, blocks);
  if (tail === undefined || left < 0) { page.push(last); return []; } // a page of its own, or no room beside the signature: it stays
  if (page.length > 1 && tail !== undefined && blocks[tail.n]?.keepsNext === true && (blocks[tail.n]?.height ?? 0) <= left) return [page.pop() as Piece, last];
  return [last];
}
