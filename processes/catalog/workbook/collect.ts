import { fail } from '../../../law/errors.ts';
import { rowsOf, type Book, type Row } from '../../../platform/workbook/index.ts';
import { EXAMPLE, itemColumns, SHEETS, TEMPLATE_VERSION, titleOf, type Key } from './columns.ts';
import { headsOf, SEARCHED_ROWS, type Heads } from './heads.ts';
import { isDerived, withDerived } from './derived.ts';
import { addFlat, isBelow, type Flat } from './flat.ts';
import { rawOf, type CellProblem, type RawCell, type RawCells, type RawEntry, type RawItem } from './raw.ts';

/** What is read of one workbook at most. */
export const most = { entries: 10_000, rows: 200_000 };

/** Values that hold for every entry where the workbook has no such column. */
export type Assumed = Readonly<Partial<Record<Key, string>>>;

export interface Collected {
  readonly layout: 'template' | 'flat';
  readonly entries: readonly RawEntry[];
  readonly version: string | null; // of the template
  /** Where heads and the column of reasons stand, by sheet. */
  readonly sheets: readonly SheetSeen[];
  readonly rows: number;
}
export interface SheetSeen { readonly name: string; readonly headRow: number; readonly reasonColumn: number; readonly unknown: readonly string[] }

interface Sheet { readonly name: string; readonly heads: Heads; readonly rows: AsyncGenerator<Row> }

/**
 * Reads entries with their items, from the two sheets of the template or from flat sheets with a row per item.
 * @throws IMPORT_HEADER_UNKNOWN, IMPORT_TOO_LARGE, WORKBOOK_UNREADABLE
 */
export async function collect(book: Book, assumed: Assumed, progress: (rows: number) => Promise<void>): Promise<Collected> {
  const reading = new Reading(assumed, progress);
  let version: string | null = null;
  for (const part of book.sheets) {
    if (part.name === SHEETS.words) continue;
    const rows = rowsOf(book, part);
    const first: Row[] = [];
    while (first.length < SEARCHED_ROWS) {
      const next = await rows.next();
      if (next.done === true) break;
      first.push(next.value);
    }
    version ??= versionIn(first);
    const heads = headsOf(first);
    if (heads === undefined) await rows.return(undefined);
    else await reading.sheet({ name: part.name, heads, rows: both(first, rows) });
  }
  return reading.done(version);
}

async function* both(first: readonly Row[], rest: AsyncGenerator<Row>): AsyncGenerator<Row> {
  yield* first;
  yield* rest;
}

function versionIn(rows: readonly Row[]): string | null {
  for (const row of rows) for (const cell of row.cells.values()) {
    const found = /模板版本[：:]\s*([\w.-]{1,20})/.exec(cell.text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

class Reading {
  private readonly assumed: Assumed;
  private readonly progress: (rows: number) => Promise<void>;
  private readonly entries = new Map<string, RawEntry>();
  private readonly unlinked = new Map<string, Unlinked>();
  private readonly flat: Flat = { entries: new Map(), last: undefined };
  private readonly sheets: SheetSeen[] = [];
  private readonly roles = new Set<Heads['role']>();
  private rows = 0;
  private nameless = 0;

  constructor(assumed: Assumed, progress: (rows: number) => Promise<void>) {
    this.assumed = assumed;
    this.progress = progress;
  }

  async sheet({ name, heads, rows }: Sheet): Promise<void> {
    this.roles.add(heads.role);
    let last = heads.lastColumn;
    for await (const row of rows) {
      if (row.n <= heads.row) continue;
      last = Math.max(last, ...row.cells.keys());
      await this.count();
      const cells = this.cellsOf(row, heads);
      const title = cells.get(heads.role === 'items' ? 'entryName' : 'name')?.text ?? '';
      if (title.startsWith(EXAMPLE) || cells.size === 0) continue;
      if (heads.role === 'entries') this.entry(name, row.n, cells, heads);
      else if (heads.role === 'items') this.item(name, row.n, title, cells, heads);
      else if (!isBelow(row, cells)) addFlat(this.flat, { sheet: name, row: row.n, cells, columns: heads.columns });
    }
    const used = new Set([...heads.columns.values(), heads.reasonColumn]);
    this.sheets.push({
      name, headRow: heads.row, reasonColumn: heads.reasonColumn ?? last + 1, unknown: [...heads.titles].filter(([column]) => !used.has(column)).map(([, title]) => title).slice(0, 50),
    });
  }

  done(version: string | null): Collected {
    if (this.roles.size === 0 || (!this.roles.has('entries') && !this.roles.has('flat'))) fail('IMPORT_HEADER_UNKNOWN', { missing: this.roles.has('items') ? '没有“目录信息”工作表' : '没有找到“信息资源名称”和“信息项名称”等列' });
    for (const [title, found] of this.unlinked) this.attach(title, found);
    const entries = [...this.entries.values(), ...this.flat.entries.values()].map((one) => withAssumed(one, this.assumed));
    if (entries.length > most.entries) fail('IMPORT_TOO_LARGE', { most: most.entries, what: '个目录' });
    if (entries.length === 0) fail('IMPORT_EMPTY');
    return { layout: this.roles.has('flat') ? 'flat' : 'template', entries, version, sheets: this.sheets, rows: this.rows };
  }

  private async count(): Promise<void> {
    this.rows += 1;
    if (this.rows > most.rows) fail('IMPORT_TOO_LARGE', { most: most.rows, what: '行' });
    if (this.rows % 2_000 === 0) await this.progress(this.rows);
  }

  private cellsOf(row: Row, heads: Heads): Map<Key, RawCell> {
    const cells = new Map<Key, RawCell>();
    for (const [key, column] of heads.columns) {
      const cell = row.cells.get(column);
      if (cell !== undefined) cells.set(key, rawOf(cell, row.n, column));
    }
    return cells;
  }

  /** Two rows of one name: neither is imported, since items are linked by name. */
  private entry(sheet: string, row: number, cells: Map<Key, RawCell>, heads: Heads): void {
    const name = cells.get('name')?.text ?? '';
    const key = name === '' ? `\u0000${this.nameless += 1}` : name;
    const before = this.entries.get(key);
    const problems: CellProblem[] = before === undefined ? [] : [twice(sheet, row, cells.get('name')?.column ?? 0, name, before.row)];
    if (before !== undefined && before.problems.length === 0) this.entries.set(key, { ...before, duplicate: true, problems: [twice(before.sheet, before.row, before.cells.get('name')?.column ?? 0, name, row)] });
    this.entries.set(before === undefined ? key : `${key}\u0000${row}`, {
      sheet, itemSheet: SHEETS.items, flat: false, row, name, code: cells.get('code')?.text ?? '', cells, items: [], columns: heads.columns, has: new Set(heads.columns.keys()), problems, ...(before === undefined ? {} : { duplicate: true as const }),
    });
  }

  private item(sheet: string, row: number, title: string, cells: Map<Key, RawCell>, heads: Heads): void {
    if ((cells.get('itemName')?.text ?? '') === '' && title === '') return;
    const found = this.unlinked.get(title) ?? { sheet, items: [], columns: heads.columns };
    found.items.push({ row, cells });
    this.unlinked.set(title, found);
  }

  private attach(title: string, { sheet, items, columns }: Unlinked): void {
    const entry = this.entries.get(title);
    if (entry !== undefined) {
      this.entries.set(title, { ...entry, itemSheet: sheet, items, columns: new Map([...columns, ...entry.columns]), has: new Set([...entry.has, ...columns.keys()]) });
      return;
    }
    const message = title === '' ? '没有写明属于哪个信息资源，请补填“信息资源名称”。' : `“${SHEETS.entries}”中没有名为“${title.slice(0, 60)}”的信息资源，请核对名称。`;
    const problems = items.map((item): CellProblem => ({ sheet, row: item.row, column: item.cells.get('entryName')?.column ?? 0, field: titleOf('entryName'), message, basis: null, level: 'error' }));
    this.entries.set(`${title}\u0000items`, { sheet, itemSheet: sheet, flat: false, row: items[0]?.row ?? 0, name: title, code: '', cells: new Map(), items: [], columns, has: new Set(), problems });
  }
}

const ofItems = new Set<Key>(itemColumns.map((column) => column.key));

/** What holds for all stands only where the workbook has no such column: a blank cell is blank. */
function withAssumed(entry: RawEntry, assumed: Assumed): RawEntry {
  const lacking = (Object.entries(assumed) as [Key, string][]).filter(([key]) => !entry.has.has(key));
  if (lacking.length === 0) return entry;
  const derived = lacking.flatMap(([key, text]) => (isDerived(key, text) ? [key] : []));
  const missing = lacking.filter(([key, text]) => !isDerived(key, text));
  const add = (cells: RawCells, row: number, items: boolean): RawCells => new Map<Key, RawCell>([...cells, ...missing.filter(([key]) => ofItems.has(key) === items).map(([key, text]): [Key, RawCell] => [key, { text, row, column: 0, assumed: true }])]);
  return { ...entry, cells: add(entry.cells, entry.row, false), items: withDerived(entry.items, derived).map((item) => ({ row: item.row, cells: add(item.cells, item.row, true) })), has: new Set([...entry.has, ...lacking.map(([key]) => key)]) };
}

interface Unlinked { readonly sheet: string; readonly items: RawItem[]; readonly columns: ReadonlyMap<Key, number> }

function twice(sheet: string, row: number, column: number, name: string, other: number): CellProblem {
  return { sheet, row, column, field: titleOf('name'), message: `“${name.slice(0, 60)}”与第 ${other} 行重名，请合并或者改名。`, basis: null, level: 'error' };
}

/** A template that is older, or newer, than ours is read by its heads all the same. */
export function versionNote(version: string | null): string | null {
  return version === null || version === TEMPLATE_VERSION ? null : `所用模板的版本是 ${version}，现行版本是 ${TEMPLATE_VERSION}；已按列名识别，请核对预览。`;
}
