import { titleOf, type EntryKey, type ItemKey, type Key } from './columns.ts';
import type { Say } from './entry-cells.ts';
import type { SayItem } from './item-cells.ts';
import type { CellProblem, RawCells, RawEntry } from './raw.ts';

/** Which cell answers for a field of the draft, so that a rule of the form shows where it was typed. */

type Told = Pick<CellProblem, 'message' | 'basis' | 'level'>;

const OF_ENTRY: Readonly<Record<string, EntryKey>> = {
  name: 'name', classCode: 'kind', summary: 'summary', formatClass: 'formatClass', formatType: 'formatType', updateCycle: 'updateCycle', modes: 'modes', dataClass: 'dataClass', grade: 'grade', secrecy: 'secrecy',
  duty: 'duty', sourceSystem: 'sourceSystem', office: 'office', contact: 'contact', phone: 'phone', open: 'open', openCondition: 'openCondition', related: 'related', origin: 'origin',
  'sharing.attribute': 'attribute', 'sharing.ranges': 'ranges', 'sharing.purposes': 'purposes', 'sharing.conditions': 'conditions', 'sharing.reason': 'reason', 'sharing.basis': 'basis', items: 'name',
  'volumes.gigabytes': 'gigabytes', 'volumes.tenThousandRows': 'tenThousandRows', 'volumes.sharedGigabytes': 'sharedGigabytes', 'volumes.sharedTenThousandRows': 'sharedTenThousandRows', 'volumes.openGigabytes': 'openGigabytes', 'volumes.openTenThousandRows': 'openTenThousandRows',
};
const OF_ITEM: Readonly<Record<string, ItemKey>> = { n: 'n', name: 'itemName', field: 'field', type: 'type', length: 'length', key: 'key', nullable: 'nullable', codeSet: 'codeSet', sensitivity: 'sensitivity', personal: 'sensitivity', identifier: 'identifier', grade: 'itemGrade', note: 'note' };

/** The problem of a field (`items.3.length`) at its cell; at the name where the workbook has no such column. */
export function problemAt(raw: RawEntry, path: string, told: Told): CellProblem {
  const [head = '', second = '', third = ''] = path.split('.');
  if (head === 'items' && second !== '') {
    const item = raw.items[Number(second)];
    const key = OF_ITEM[third] ?? 'itemName';
    return at(raw.itemSheet, item?.row ?? raw.row, item?.cells, key, raw, 'itemName', told);
  }
  return at(raw.sheet, raw.row, raw.cells, OF_ENTRY[`${head}.${second}`] ?? OF_ENTRY[head] ?? 'name', raw, 'name', told);
}

function at(sheet: string, row: number, cells: RawCells | undefined, key: Key, raw: RawEntry, instead: Key, told: Told): CellProblem {
  const cell = cells?.get(key);
  const column = raw.columns.get(key) ?? raw.columns.get(instead) ?? 0;
  return { sheet, row: cell?.assumed ? row : cell?.row ?? row, column: cell === undefined || cell.assumed ? column : cell.column, field: titleOf(key), ...told };
}

/** Says something of a cell by its column; cells that hold a formula or an error are told first. */
export function saying(raw: RawEntry, problems: CellProblem[]): { readonly entry: Say; readonly item: SayItem } {
  unreadable(raw.cells, raw.sheet, problems);
  for (const item of raw.items) unreadable(item.cells, raw.itemSheet, problems);
  return {
    entry: (key, message, basis = null, level = 'error') => { problems.push(at(raw.sheet, raw.row, raw.cells, key, raw, 'name', { message, basis, level })); },
    item: (item, key, message, basis = null, level = 'error') => { problems.push(at(raw.itemSheet, item.row, item.cells, key, raw, 'itemName', { message, basis, level })); },
  };
}

function unreadable(cells: RawCells, sheet: string, problems: CellProblem[]): void {
  for (const [key, cell] of cells) {
    if (cell.broken) problems.push({ sheet, row: cell.row, column: cell.column, field: titleOf(key), message: `单元格的结果是 ${cell.text.slice(0, 20)}，请改为文字或者数字。`, basis: null, level: 'error' });
    else if (cell.formula) problems.push({ sheet, row: cell.row, column: cell.column, field: titleOf(key), message: '单元格是公式，请改为它的结果（复制后选择性粘贴为数值）。', basis: null, level: 'error' });
  }
}
