import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import type ExcelJS from 'exceljs';
import { columnName } from './address.ts';
import type { BookPlan, CellValue, ColumnPlan, RowsOf, SheetPlan } from './plan.ts';

/** Loaded by the first workbook that is written: it is large, and reading needs nothing of it. */
const exceljs = (): typeof ExcelJS => createRequire(import.meta.url)('exceljs') as typeof ExcelJS;
type Sheet = ExcelJS.Worksheet & { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } };

/**
 * Writes a workbook as a stream, sheet after sheet, row after row: what is written has left when the next row is asked for.
 * The one place that knows exceljs (its last release is of 2023): everything else speaks of plans and rows.
 *
 * @param take  gets the bytes; its promise is waited for
 */
export async function writeBook(plan: BookPlan, rows: RowsOf, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  const out = new Writable({ highWaterMark: 256 * 1024, write: (chunk: Buffer, _encoding, done) => { take(chunk).then(() => done(), done); } });
  const ended = new Promise<void>((resolve, reject) => { out.on('finish', resolve); out.on('error', reject); });
  const book = new (exceljs().stream.xlsx.WorkbookWriter)({ stream: out, useStyles: true, useSharedStrings: false });
  book.creator = book.lastModifiedBy = '数桥';
  book.title = plan.title;
  for (const { name, range } of plan.names) book.definedNames.add(range, name);
  for (const [n, sheet] of plan.sheets.entries()) await writeSheet(book, sheet, rows(n), out);
  await book.commit();
  await ended;
}

const FONT = { name: '宋体', size: 10 };
const EDGE = { style: 'thin', color: { argb: 'FFC5CDD7' } } as const;
const BORDER = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE };
const fill = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const;

async function writeSheet(book: ExcelJS.stream.xlsx.WorkbookWriter, plan: SheetPlan, rows: AsyncIterable<readonly (readonly CellValue[])[]>, out: Writable): Promise<void> {
  const sheet = book.addWorksheet(plan.name, {
    state: plan.hidden ? 'hidden' : 'visible',
    ...(plan.frozen === undefined ? {} : { views: [{ state: 'frozen', xSplit: plan.frozen.columns, ySplit: plan.frozen.rows }] }),
    ...(plan.footer === undefined ? {} : { headerFooter: { oddFooter: `&L&8${plan.footer.replaceAll('&', '&&')}&R&8&P / &N` } }),
    pageSetup: { paperSize: 9, ...(plan.landscape ? { orientation: 'landscape' as const, fitToPage: true, fitToWidth: 1, fitToHeight: 0 } : {}) },
  }) as Sheet;
  const styles = plan.columns.map(({ wrap }): Partial<ExcelJS.Style> => ({ numFmt: '@', font: FONT, alignment: { vertical: 'top', wrapText: wrap === true } }));
  sheet.columns = plan.columns.map(({ width }, n) => ({ width, style: styles[n] ?? {} }));
  if (plan.heads) writeHeads(sheet, plan);
  for await (const page of rows) {
    for (const row of page) {
      const made = sheet.addRow(row.map(cellOf));
      made.eachCell({ includeEmpty: true }, (cell, n) => { cell.style = styles[n - 1] ?? {}; }); // the same object: one made anew for each cell is looked up by its text
      made.commit();
    }
    while (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve));
  }
  for (const [n, column] of plan.columns.entries()) addRule(sheet, plan, column, columnName(n + 1));
  sheet.commit();
}

/** Two rows of heads, the upper for groups; a column without one has its name over both. */
function writeHeads(sheet: Sheet, { columns, example }: SheetPlan): void {
  const title = (column: ColumnPlan): string => `${column.title}${column.required ? '*' : ''}`;
  const groups = sheet.addRow(columns.map((column, n) => column.group === undefined ? title(column) : n > 0 && column.group === columns[n - 1]?.group ? null : column.group));
  const titles = sheet.addRow(columns.map((column) => (column.group === undefined ? null : title(column))));
  const rows = [groups, titles, ...(example === undefined ? [] : [sheet.addRow(example)])];
  rows.forEach((row, nth) => {
    row.height = [20, 32, 60][nth] ?? 20;
    columns.forEach((column, n) => {
      const red = column.required === true && (nth === 1 || (nth === 0 && column.group === undefined));
      Object.assign(row.getCell(n + 1), {
        font: { ...FONT, bold: nth < 2, italic: nth === 2, color: { argb: nth === 2 ? 'FF566171' : red ? 'FFA8161C' : 'FF1B2430' } }, border: BORDER, numFmt: '@',
        fill: fill(nth === 2 ? 'FFFFFFFF' : nth === 1 || column.group === undefined ? 'FFF5F7F9' : 'FFEBEFF3'), alignment: { vertical: 'middle', horizontal: nth === 2 ? 'left' : 'center', wrapText: true },
      });
    });
  });
  columns.forEach((column, n) => { if (column.group === undefined) sheet.mergeCells(1, n + 1, 2, n + 1); });
  for (const [from, to] of runs(columns)) if (to > from) sheet.mergeCells(1, from + 1, 1, to + 1);
  for (const row of rows) row.commit();
}

/** Neighbouring columns of one group. */
function runs(columns: readonly ColumnPlan[]): [number, number][] {
  const found: [number, number][] = [];
  columns.forEach((column, n) => {
    const last = found.at(-1);
    if (last && column.group !== undefined && columns[last[0]]?.group === column.group) last[1] = n;
    else found.push([n, n]);
  });
  return found;
}

function addRule(sheet: Sheet, plan: SheetPlan, column: ColumnPlan, name: string): void {
  const first = plan.frozen?.rows ?? 0;
  const range = `${name}${first + 1}:${name}${plan.lastRow ?? first + 1}`;
  const prompt = column.note === undefined ? {} : { showInputMessage: true, promptTitle: column.title.slice(0, 32), prompt: column.note.slice(0, 250) };
  if (column.list) {
    const stop = column.list.open ? {} : { showErrorMessage: true, errorStyle: 'stop', errorTitle: column.title.slice(0, 32), error: '请从列表中选择。' };
    sheet.dataValidations.add(range, { type: 'list', allowBlank: true, formulae: [column.list.formula], ...stop, ...prompt });
  } else if (column.amount) {
    sheet.dataValidations.add(range, { type: 'decimal', operator: 'greaterThanOrEqual', formulae: [0], allowBlank: true, showErrorMessage: true, errorTitle: column.title.slice(0, 32), error: '只填数字，不带单位。', ...prompt });
  } else if (column.note !== undefined) {
    sheet.dataValidations.add(range, { type: 'any', ...prompt } as unknown as ExcelJS.DataValidation);
  }
}

/** Always text or a number: what looks like a formula stays text, what these files write as an escape is escaped. */
function cellOf(value: CellValue): string | number | null {
  return typeof value === 'string' ? (value === '' ? null : value.slice(0, 32_767).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll('\r', '_x000D_')) : value;
}
