import { serveThread } from '../../threads/index.ts';
import { markBook, openBook, openPackage, refuse, rowsOf, writeBook, type Book, type BookPlan, type CellValue, type SheetPart } from '../index.ts';

/** What a thread is asked of a list, one sheet with titles over its rows: read it, write one, give the same back with what is wrong in it. */
export type Work =
  | { readonly do: 'read'; readonly bytes: Uint8Array; readonly anchor: string; readonly most: number }
  | { readonly do: 'write'; readonly plan: BookPlan }
  | { readonly do: 'mark'; readonly bytes: Uint8Array; readonly anchor: string; readonly wrong: readonly Wrong[] };
/** A row as it stands in the sheet: texts by the title of the column. */
export interface Line { readonly at: number; readonly cells: Readonly<Record<string, string>> }
/** What is wrong in a row, by the title of the column; of none: in the row as a whole. */
export interface Wrong { readonly row: number; readonly column: string; readonly message: string }

const page = 1_000;
const REASONS = '错误原因';
const plain = (title: string): string => title.replace(/[*\s]/g, '');

serveThread(async (work: Work, input: AsyncIterable<readonly (readonly CellValue[])[]>, give) => {
  const giveBytes = async (chunk: Buffer): Promise<void> => {
    const bytes = new Uint8Array(chunk);
    await give(bytes, [bytes.buffer]);
  };
  if (work.do === 'read') return read(work, (lines) => give(lines));
  if (work.do === 'mark') return mark(work, giveBytes);
  return writeBook(work.plan, () => input, giveBytes);
});

async function opened(bytes: Uint8Array): Promise<{ readonly book: Book; readonly sheet: SheetPart }> {
  const book = await openBook(await openPackage(Buffer.from(bytes)));
  return { book, sheet: book.sheets.find((one) => !one.hidden) ?? refuse('没有工作表') };
}

/** The first sheet, from below the row that has the anchor among its titles. @throws WORKBOOK_UNREADABLE */
async function read(work: Extract<Work, { do: 'read' }>, give: (lines: readonly Line[]) => Promise<void>): Promise<void> {
  const { book, sheet } = await opened(work.bytes);
  let titles: ReadonlyMap<number, string> | undefined;
  let lines: Line[] = [];
  let found = 0;
  for await (const row of rowsOf(book, sheet)) {
    const texts = new Map([...row.cells].map(([column, cell]) => [column, cell.text]));
    const isHead = [...texts.values()].some((text) => plain(text) === work.anchor);
    if (isHead) titles = new Map([...texts].map(([column, text]) => [column, plain(text)]));
    if (isHead || titles === undefined) continue;
    const cells: Record<string, string> = {};
    for (const [column, title] of titles) if (!(title in cells)) cells[title] = texts.get(column) ?? '';
    found += 1;
    if (found > work.most) refuse(`超过 ${work.most} 行`);
    lines.push({ at: row.n, cells });
    if (lines.length === page) {
      await give(lines);
      lines = [];
    }
  }
  if (titles === undefined) refuse(`没有标题为“${work.anchor}”的列`);
  if (lines.length > 0) await give(lines);
}

/** The same workbook with red cells and the reasons beside them. */
async function mark(work: Extract<Work, { do: 'mark' }>, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  const { book, sheet } = await opened(work.bytes);
  let [headRow, last] = [0, 1];
  const columns = new Map<string, number>();
  for await (const row of rowsOf(book, sheet)) {
    const titles = [...row.cells].map(([column, cell]) => [column, plain(cell.text)] as const);
    if (!titles.some(([, title]) => title === work.anchor)) continue;
    headRow = row.n;
    last = Math.max(last, ...titles.map(([column]) => column));
    for (const [column, title] of titles) if (!columns.has(title)) columns.set(title, column);
  }
  const rows = new Map<number, { columns: number[]; reason: string }>();
  for (const { row, column, message } of work.wrong) {
    const at = rows.get(row) ?? { columns: [], reason: '' };
    const cell = columns.get(column);
    rows.set(row, { columns: cell === undefined ? at.columns : [...at.columns, cell], reason: `${at.reason}${at.reason === '' ? '' : '\n'}${column === '' ? '' : `${column}：`}${message}` });
  }
  await markBook(book, new Map([[sheet.name, { headRow, reasonColumn: columns.get(REASONS) ?? last + 1, rows }]]), take);
}
