import { syllablesOf } from '../../../platform/search/pinyin.ts';
import type { EntryDraft } from '../contract.ts';
import type { Key } from './columns.ts';
import type { Loose } from './entry-cells.ts';
import type { RawCell, RawCells, RawItem } from './raw.ts';

/**
 * What can be made for each item where a workbook has no such column: the guide of 2017 knew neither names of fields nor keys, and
 * nobody types ten thousand. Whoever imports chooses it, sees it in the preview and changes it in the draft.
 */
export const DERIVED = { field: '按信息项名称的拼音首字母', key: '每个目录的第一项' } as const;
type Derived = keyof typeof DERIVED;

export const isDerived = (key: Key, text: string): key is Derived => key in DERIVED && DERIVED[key as Derived] === text;

/** Items with these columns filled in, each for itself. */
export function withDerived(items: readonly RawItem[], keys: readonly Derived[]): RawItem[] {
  const taken = new Set<string>();
  return items.map((item, nth) => {
    const texts: Record<Derived, string> = { field: fieldOf(item.cells.get('itemName')?.text ?? '', taken), key: nth === 0 ? '是' : '否' };
    const cells: RawCells = new Map<Key, RawCell>([...item.cells, ...keys.map((key): [Key, RawCell] => [key, { text: texts[key], row: item.row, column: 0, assumed: true }])]);
    return { row: item.row, cells };
  });
}

const RESERVED = /^(?:page|pagesize)$/;

/** xxmc for 学校名称; letters and digits as they are; a second one of an entry gets a number. */
function fieldOf(name: string, taken: Set<string>): string {
  const syllables = syllablesOf(name);
  const letters = [...name].map((letter, n) => syllables[n]?.[0] ?? letter).join('').normalize('NFKC').toLowerCase().replace(/[^a-z0-9_]/g, '').slice(0, 50);
  if (letters === '') return '';
  const plain = /^[a-z_]/.test(letters) && !RESERVED.test(letters) ? letters : `f_${letters}`;
  let field = plain;
  for (let n = 2; taken.has(field); n += 1) field = `${plain}_${n}`;
  taken.add(field);
  return field;
}

/** An item that the platform has by this name keeps its field and whether it is a key: what was made for it is no change. */
export function asItStands(item: RawItem, loose: Loose, base: EntryDraft | null): Loose {
  const old = base?.items?.find((one) => one.name === loose['name']);
  if (old === undefined) return loose;
  return { ...loose, ...(item.cells.get('field')?.assumed && old.field !== undefined ? { field: old.field } : {}), ...(item.cells.get('key')?.assumed && old.key !== undefined ? { key: old.key } : {}) };
}
