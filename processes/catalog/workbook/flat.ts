import type { Row } from '../../../platform/workbook/index.ts';
import { entryColumns, itemColumns, titleOf, type EntryKey, type ItemKey, type Key } from './columns.ts';
import type { CellProblem, RawCell, RawEntry } from './raw.ts';

/** The old flat sheet: one row per item, the entry's columns merged over them or repeated, or blank after the first. */
export interface Flat { readonly entries: Map<string, FlatEntry>; last: FlatEntry | undefined }
type FlatEntry = RawEntry & { readonly cells: Map<Key, RawCell>; readonly items: { readonly row: number; readonly cells: Map<Key, RawCell> }[]; readonly problems: CellProblem[] };
interface FlatRow { readonly sheet: string; readonly row: number; readonly cells: ReadonlyMap<Key, RawCell>; readonly columns: ReadonlyMap<Key, number> }

const entryKeys = entryColumns.map((column) => column.key);
const itemKeys = itemColumns.map((column) => column.key).filter((key) => key !== 'entryName');
/** Said per item in many sheets; on the entry's side these lines are gathered. */
const gathered: readonly EntryKey[] = ['ranges', 'purposes', 'conditions', 'basis'];
/** One column for both: the entry has the first, or the highest, each item its own. */
const both: readonly (readonly [EntryKey, ItemKey])[] = [['attribute', 'itemAttribute'], ['grade', 'itemGrade'], ['open', 'itemOpen']];

const BELOW = /^(?:填[表报写](?:人|单位|日期|时间)|制表|审[核批](?:人|意见)?|(?:单位|部门|分管)?负责人|联系人|联系电话|备注|注|说明|合计|总计|小计)\s*(?:[:：]|$)/;

/** What people write below a table: who filled it in, sums, notes. It is no item and belongs to no entry. */
export function isBelow(row: Row, cells: ReadonlyMap<Key, RawCell>): boolean {
  const first = [...row.cells].sort(([a], [b]) => a - b).find(([, cell]) => cell.text.trim() !== '')?.[1].text.trim() ?? '';
  return BELOW.test(first) && (cells.get('itemName')?.text ?? '') === '';
}

export function addFlat(flat: Flat, it: FlatRow): void {
  const name = it.cells.get('name')?.text ?? '';
  const entry = name === '' ? (flat.last?.sheet === it.sheet ? flat.last : undefined) : flat.entries.get(`${it.sheet}\u0000${name}`);
  const at = entry ?? begin(flat, it, name);
  if (entry !== undefined) compare(entry, it);
  flat.last = at;
  const numbered = (it.columns.get('n') ?? 0) > (it.columns.get('name') ?? 0); // before the name a number counts rows, or entries
  const cells = new Map<Key, RawCell>(itemKeys.flatMap((key) => { const cell = key === 'n' && !numbered ? undefined : it.cells.get(key); return cell ? [[key, cell] as const] : []; }));
  for (const [ofEntry, ofItem] of both) {
    const cell = it.cells.get(ofEntry);
    if (!cells.has(ofItem) && cell !== undefined) cells.set(ofItem, cell);
  }
  if ((cells.get('itemName')?.text ?? '') !== '') at.items.push({ row: it.row, cells });
}

function begin(flat: Flat, it: FlatRow, name: string): FlatEntry {
  const cells = new Map<Key, RawCell>(entryKeys.flatMap((key) => { const cell = it.cells.get(key); return cell ? [[key, cell] as const] : []; }));
  const columns = new Map([...both.flatMap(([ofEntry, ofItem]) => { const column = it.columns.get(ofEntry); return column === undefined ? [] : [[ofItem, column] as const]; }), ...it.columns]);
  const made: FlatEntry = { sheet: it.sheet, itemSheet: it.sheet, flat: true, row: it.row, name, code: cells.get('code')?.text ?? '', cells, items: [], columns, has: new Set(columns.keys()), problems: [] };
  flat.entries.set(`${it.sheet}\u0000${name === '' ? `\u0000${it.row}` : name}`, made);
  return made;
}

/** A later row of the entry: what it leaves blank is as before, what it says otherwise is told. */
function compare(entry: FlatEntry, it: FlatRow): void {
  for (const key of entryKeys) {
    const [was, is] = [entry.cells.get(key), it.cells.get(key)];
    if (is === undefined || is.text === '' || was?.text === is.text || both.some(([ofEntry]) => ofEntry === key)) continue;
    if (was === undefined || was.text === '') entry.cells.set(key, is);
    else if (gathered.includes(key)) {
      if (!was.text.split('\n').includes(is.text)) entry.cells.set(key, { ...was, text: `${was.text}\n${is.text}` });
    } else if (entry.problems.length < 50) {
      entry.problems.push({ sheet: it.sheet, row: is.row, column: is.column, field: titleOf(key), message: `与第 ${was.row} 行同一信息资源的“${titleOf(key)}”不一致，请改为一致。`, basis: null, level: 'error' });
    }
  }
}
