import { addressOf } from './address.ts';
import { unescaped, type Book, type SheetPart } from './book.ts';
import type { Cell, Row } from './cell.ts';
import { fillFrom, mergesOf, type Filling } from './merges.ts';
import { refuse } from './refuse.ts';
import { parseXml } from './xml.ts';

/** What of a sheet is read at most. */
export interface SheetLimits { readonly rows: number; readonly columns: number; readonly cellChars: number }
export const sheetLimits: SheetLimits = { rows: 200_000, columns: 300, cellChars: 33_000 };

/**
 * The rows of a sheet that hold anything, in order; merged cells are filled down and across from their first.
 *
 * @throws WORKBOOK_UNREADABLE
 */
export async function* rowsOf(book: Book, sheet: SheetPart, limits: SheetLimits = sheetLimits): AsyncGenerator<Row> {
  if (!book.pack.has(sheet.part)) refuse(`工作表“${sheet.name}”的内容缺失`);
  const filling = fillFrom(await mergesOf(await book.pack.read(sheet.part)));
  const source = new SheetSource(book, limits);
  const queue = new Handover();
  const parsed = parseXml(await book.pack.read(sheet.part), source, () => queue.put(source.take())).then(() => queue.end(), (thrown: unknown) => queue.fail(thrown));
  let found = 0;
  try {
    for await (const rows of queue) {
      for (const row of rows) {
        const whole = filled(row, filling);
        if (whole.cells.size === 0) continue;
        found += 1;
        if (found > limits.rows) refuse(`工作表“${sheet.name}”超过 ${limits.rows} 行，请拆分后分次导入`);
        yield whole;
      }
    }
  } finally {
    queue.stop();
    await parsed;
  }
}

function filled(row: Row, filling: Filling): Row {
  const from = filling(row);
  if (from.length === 0) return row;
  const cells = new Map(row.cells);
  for (const [column, cell] of from) if (!cells.has(column)) cells.set(column, cell);
  return { n: row.n, cells };
}

/** Turns the parser's events into rows. */
class SheetSource {
  private readonly book: Book;
  private readonly limits: SheetLimits;
  private rows: Row[] = [];
  private cells = new Map<number, Cell>();
  private n = 0;
  private column = 0;
  private kind = '';
  private style = 0;
  private value = '';
  private formula = false;
  private inValue = false;
  private aside = false;

  constructor(book: Book, limits: SheetLimits) {
    this.book = book;
    this.limits = limits;
  }

  readonly open = (name: string, at: Readonly<Record<string, string>>): void => {
    if (name === 'row') this.openRow(at['r']);
    else if (name === 'c') this.openCell(at);
    else if (name === 'f') this.formula = true;
    else if (name === 'rPh') this.aside = true;
    this.inValue = (name === 'v' || name === 't') && !this.aside;
  };

  readonly text = (piece: string): void => {
    if (!this.inValue) return;
    this.value += piece;
    if (this.value.length > this.limits.cellChars) refuse(`第 ${this.n} 行有单元格超过 ${this.limits.cellChars} 个字`);
  };

  readonly close = (name: string): void => {
    this.inValue = false;
    if (name === 'rPh') this.aside = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.rows.push({ n: this.n, cells: this.cells });
  };

  take(): Row[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  private openRow(at: string | undefined): void {
    const n = at === undefined ? this.n + 1 : Number(at);
    if (!Number.isInteger(n) || n <= this.n || n > 1_048_576) refuse('行号次序有误');
    [this.n, this.column, this.cells] = [n, 0, new Map()];
  }

  private openCell(at: Readonly<Record<string, string>>): void {
    const column = at['r'] === undefined ? this.column + 1 : addressOf(at['r'])?.column ?? refuse('单元格地址有误');
    [this.column, this.kind, this.style, this.value, this.formula] = [column, at['t'] ?? 'n', Number(at['s'] ?? 0), '', false];
  }

  private closeCell(): void {
    const text = this.textOf();
    if ((text === '' && !this.formula) || this.column > this.limits.columns) return;
    this.cells.set(this.column, { text, ...(this.formula ? { formula: true as const } : {}), ...(this.kind === 'e' ? { broken: true as const } : {}) });
  }

  private textOf(): string {
    const { value } = this;
    if (value === '') return '';
    switch (this.kind) {
      case 's': return (this.book.strings[Number(value)] ?? refuse('文字表与单元格不符')).trim();
      case 'b': return value === '1' ? '是' : '否';
      case 'n': return this.book.days[this.style] === true ? dayText(Number(value)) : numberText(value);
      default: return unescaped(value).trim();
    }
  }
}

/** 3.1400000000000001 is 3.14: what the program shows, not what it keeps. */
function numberText(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value.trim();
}

/** Days since 1899-12-30, as `2026-03-05`; a time of day follows where there is one. */
function dayText(serial: number): string {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return String(serial);
  const iso = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1_000).toISOString();
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}

/** Rows from the parser to whoever reads them: the parser waits until its last were taken. */
class Handover implements AsyncIterable<readonly Row[]> {
  private waiting: readonly Row[] | undefined;
  private taken: (more: boolean) => void = () => undefined;
  private wake: () => void = () => undefined;
  private over = false;
  private broken: unknown;

  put(rows: readonly Row[]): Promise<boolean> {
    if (this.over) return Promise.resolve(false);
    if (rows.length === 0) return Promise.resolve(true);
    this.waiting = rows;
    this.wake();
    return new Promise((resolve) => { this.taken = resolve; });
  }

  end(): void {
    this.over = true;
    this.wake();
  }

  fail(thrown: unknown): void {
    this.broken = thrown;
    this.end();
  }

  /** The reader wants no more. */
  stop(): void {
    this.over = true;
    this.taken(false);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Row[]> {
    for (;;) {
      while (this.waiting === undefined && !this.over) await new Promise<void>((resolve) => { this.wake = resolve; });
      if (this.waiting === undefined) break;
      const rows = this.waiting;
      this.waiting = undefined;
      yield rows;
      this.taken(true);
    }
    if (this.broken !== undefined) throw this.broken;
  }
}
