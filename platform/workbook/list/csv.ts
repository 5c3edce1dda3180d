import { csvHead, csvLine } from '../../csv.ts';
import { withoutHidden } from '../../hidden-characters.ts';
import { refuse } from '../index.ts';
import type { Line, Wrong } from './thread.ts';

/** Whether the bytes are a workbook rather than a text: a ZIP, or the older form that the reader refuses with its own sentence. */
export const isWorkbook = (bytes: Buffer): boolean => ['PK', '\xd0\xcf'].includes(bytes.subarray(0, 2).toString('latin1'));

const plain = (title: string): string => title.replace(/[*\s]/g, '');
const REASONS = '错误原因';
const [mostRecords, mostCells] = [20_000, 200];

/** The lines of a CSV below its titles, among which `anchor` is; numbered as a spreadsheet numbers them. @throws WORKBOOK_UNREADABLE */
export function csvLines(bytes: Buffer, anchor: string, most: number): Line[] {
  const { head, titles, records } = opened(bytes, anchor);
  const rows = records.slice(head + 1).map((cells, i) => ({ at: head + 2 + i, cells })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length > most) refuse(`超过 ${most} 行`);
  return rows.map(({ at, cells }) => {
    const named: Record<string, string> = {};
    titles.forEach((title, n) => { if (!(title in named)) named[title] = cells[n] ?? ''; });
    return { at, cells: named };
  });
}

/** The same list with a column of reasons, as a spreadsheet opens it. */
export function markedCsv(bytes: Buffer, anchor: string, wrong: readonly Wrong[]): Buffer {
  const { head, titles, records } = opened(bytes, anchor);
  const at = titles.includes(REASONS) ? titles.indexOf(REASONS) : titles.length;
  const reasonOf = (row: number): string => (row === head + 1 ? REASONS : wrong.filter((one) => one.row === row).map((one) => `${one.column === '' ? '' : `${one.column}：`}${one.message}`).join('；'));
  const lines = records.map((cells, i) => [...Array.from({ length: at }, (_, n) => cells[n] ?? ''), i < head ? '' : reasonOf(i + 1)]);
  return Buffer.from(lines.map((cells, i) => (i === 0 ? csvHead(cells) : csvLine(cells))).join(''));
}

function opened(bytes: Buffer, anchor: string): { readonly head: number; readonly titles: readonly string[]; readonly records: readonly string[][] } {
  const records = recordsOf(textOf(bytes));
  const head = records.findIndex((cells) => cells.some((cell) => plain(cell) === anchor));
  return head < 0 ? refuse(`没有标题为“${anchor}”的列`) : { head, titles: (records[head] ?? []).map(plain), records };
}

/** The text as it is seen: a NUL in UTF-16 is one that no database keeps. */
const textOf = (bytes: Buffer): string => withoutHidden(decoded(bytes));

/** UTF-8 or UTF-16 as marked; what is no UTF-8 is taken for GB 18030, which spreadsheets here write. */
function decoded(bytes: Buffer): string {
  if (bytes.length < 2) return refuse('文件是空的');
  const marked = bytes.readUInt16BE(0);
  if (marked === 0xfffe || marked === 0xfeff) return new TextDecoder(marked === 0xfffe ? 'utf-16le' : 'utf-16be').decode(bytes);
  if (bytes.includes(0)) return refuse('不是表格文件');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** RFC 4180, with commas, semicolons or tabs as the first line has them; a quote before a sign of a formula is the mark that keeps it a text. */
function recordsOf(text: string): string[][] {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const parts = ['\t', ',', ';'].find((sign) => first.includes(sign)) ?? ',';
  const records: string[][] = [];
  let [cells, cell, quoted] = [[] as string[], '', false];
  const closeCell = (): void => { cells.push(cell.replace(/^'(?=[=+\-@\t])/, '').trim()); cell = ''; };
  const closeRow = (): void => {
    closeCell();
    records.push(cells);
    if (cells.length > mostCells || records.length > mostRecords) refuse(`超过 ${mostRecords} 行或者 ${mostCells} 列`);
    cells = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (quoted && sign === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
    else if (sign === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (quoted) cell += sign;
    else if (sign === parts) closeCell();
    else if (sign === '\n') closeRow();
    else if (sign !== '\r') cell += sign;
  }
  if (quoted) refuse('引号没有成对');
  if (cell !== '' || cells.length > 0) closeRow();
  return records;
}
