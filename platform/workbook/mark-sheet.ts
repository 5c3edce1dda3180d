import type { Readable } from 'node:stream';
import { addressOf, columnName } from './address.ts';
import type { RedStyles } from './mark-styles.ts';
import { escaped, rewritten, type Attributes } from './rewrite.ts';

/** What is wrong in one sheet: cells by row, and why, in the column `reasonColumn`; its head stands in `headRow`. */
export interface SheetMarks {
  readonly headRow: number;
  readonly reasonColumn: number;
  readonly rows: ReadonlyMap<number, { readonly columns: readonly number[]; readonly reason: string }>;
}

const TITLE = '错误原因';

/** The rows of a sheet with red cells where something is wrong, and why in the column of reasons; formulas become results. */
export function markedSheet(source: Readable, marks: SheetMarks, styles: RedStyles | undefined): AsyncGenerator<string> {
  const writing = new Writing(marks, styles);
  return rewritten(source, { open: (name, at, x) => writing.open(name, at, x), close: (name) => writing.close(name) });
}

class Writing {
  private readonly marks: SheetMarks;
  private readonly styles: RedStyles | undefined;
  private x = ''; // the prefix of this part's tags
  private row = 0;
  private column = 0;
  private red = new Set<number>();
  private missing: readonly number[] = []; // cells of this row that are to stand and were not met yet, in order
  private widthDone = false;
  private hasCols = false;

  constructor(marks: SheetMarks, styles: RedStyles | undefined) {
    this.marks = marks;
    this.styles = styles;
  }

  open(name: string, at: Attributes, prefix: string): { attributes: Attributes | null; before?: string } | undefined {
    this.x = prefix;
    switch (name) {
      case 'dimension': case 'f': return { attributes: null };
      case 'cols': this.hasCols = true; return undefined;
      case 'col': return this.openCol(at);
      case 'sheetData': return this.hasCols ? undefined : { attributes: at, before: `<${prefix}cols>${this.width()}</${prefix}cols>` };
      case 'row': return this.openRow(at);
      case 'c': return this.openCell(at);
      default: return undefined;
    }
  }

  close(name: string): string | undefined {
    if (name === 'cols') return this.widthDone ? undefined : this.width();
    return name === 'row' ? this.cellsBefore(Infinity) : undefined;
  }

  /** The column of reasons is wide, where no width of its own or of a range of columns is set. */
  private openCol(at: Attributes): { attributes: Attributes; before?: string } | undefined {
    if (this.widthDone || Number(at['max']) < this.marks.reasonColumn) return undefined;
    const before = Number(at['min']) <= this.marks.reasonColumn ? '' : this.width();
    this.widthDone = true;
    return { attributes: at, before };
  }

  private width(): string {
    this.widthDone = true;
    return `<${this.x}col min="${this.marks.reasonColumn}" max="${this.marks.reasonColumn}" width="60" customWidth="1"/>`;
  }

  private openRow({ spans: _spans, ...at }: Attributes): { attributes: Attributes } {
    this.row = at['r'] === undefined ? this.row + 1 : Number(at['r']);
    this.column = 0;
    this.red = new Set(this.marks.rows.get(this.row)?.columns);
    this.missing = [...new Set([...this.red, ...(this.reason() === '' ? [] : [this.marks.reasonColumn])])].sort((a, b) => a - b);
    return { attributes: at };
  }

  private openCell(at: Attributes): { attributes: Attributes | null; before?: string } {
    this.column = at['r'] === undefined ? this.column + 1 : addressOf(at['r'])?.column ?? this.column + 1;
    const before = this.cellsBefore(this.column);
    if (this.column === this.marks.reasonColumn) return { attributes: null, before };
    this.missing = this.missing.filter((column) => column !== this.column);
    const style = Number(at['s'] ?? 0);
    const next = this.red.has(this.column) ? this.styles?.red(style) : this.styles?.plain(style);
    return { attributes: next === undefined || next === style ? at : { ...at, s: String(next) }, before };
  }

  /** Cells that belong before this column and that the sheet does not have. */
  private cellsBefore(column: number): string {
    const now = this.missing.filter((one) => one < column);
    this.missing = this.missing.filter((one) => one >= column);
    return now.map((one) => this.newCell(one)).join('');
  }

  private newCell(column: number): string {
    const [x, r] = [this.x, `${columnName(column)}${this.row}`];
    if (column === this.marks.reasonColumn) return `<${x}c r="${r}" t="inlineStr"><${x}is><${x}t xml:space="preserve">${escaped(this.reason())}</${x}t></${x}is></${x}c>`;
    return this.styles === undefined ? '' : `<${x}c r="${r}" s="${this.styles.red(0)}"/>`;
  }

  private reason(): string {
    return this.row === this.marks.headRow ? TITLE : (this.marks.rows.get(this.row)?.reason ?? '').slice(0, mostChars);
  }
}

const mostChars = 4_000;
