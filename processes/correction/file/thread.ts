import { serveThread } from '../../../platform/threads/index.ts';
import { openBook, openPackage, refuse, rowsOf, writeBook, type BookPlan, type CellValue } from '../../../platform/workbook/index.ts';

/** What a thread of a correction's workbooks is asked: a list read by the titles of its columns, or one written. */
export type Work = { readonly do: 'read'; readonly bytes: Uint8Array; readonly anchor: string; readonly most: number } | { readonly do: 'write'; readonly plan: BookPlan };
/** A row as it stands in the sheet: texts by the title of the column. */
export interface Line { readonly at: number; readonly cells: Readonly<Record<string, string>> }

const page = 1_000;
const plain = (title: string): string => title.replace(/[*\s]/g, '');

serveThread(async (work: Work, input: AsyncIterable<readonly (readonly CellValue[])[]>, give) => {
  if (work.do === 'read') return read(work, (lines) => give(lines));
  return writeBook(work.plan, () => input, async (chunk) => {
    const bytes = new Uint8Array(chunk);
    await give(bytes, [bytes.buffer]);
  });
});

/** The first sheet that has the anchor among its titles. @throws WORKBOOK_UNREADABLE */
async function read(work: Extract<Work, { do: 'read' }>, give: (lines: readonly Line[]) => Promise<void>): Promise<void> {
  const book = await openBook(await openPackage(Buffer.from(work.bytes)));
  const sheet = book.sheets.find((one) => !one.hidden) ?? refuse('没有工作表');
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
