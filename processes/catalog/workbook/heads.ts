import type { Row } from '../../../platform/workbook/index.ts';
import { entryColumns, itemColumns, type Column, type EntryKey, type ItemKey, type Key } from './columns.ts';

/** Which column of a sheet holds what, by the names in its head: never by position. */
export interface Heads {
  readonly row: number; // of the head
  readonly role: 'entries' | 'items' | 'flat';
  readonly columns: ReadonlyMap<Key, number>;
  readonly titles: ReadonlyMap<number, string>; // as the sheet writes them
  /** A column of reasons from an earlier return of this workbook. */
  readonly reasonColumn: number | null;
  readonly lastColumn: number;
}

/** Heads without marks of being required, numbers, brackets and signs. */
export function plainHead(text: string): string {
  return text.normalize('NFKC').replace(/\((?:必填|选填|自动|必选|可选)\)/g, '').replace(/^\d+[.、]/, '').replace(/[\s*·・/\\:：;；,，.。()【】[\]“”"'’‘_—-]/g, '').toLowerCase();
}

const dictionary = <K extends string>(columns: readonly Column<K>[]): ReadonlyMap<string, K> => {
  const found = new Map<string, K>();
  for (const { key, title, group, also } of columns) {
    for (const word of [`${group ?? ''}${title}`, ...(group === undefined || title.length > 2 ? [title] : []), ...also].map(plainHead)) if (!found.has(word)) found.set(word, key);
  }
  for (const single of ['类', '项', '目', '细目']) found.set(single, (({ 类: 'kind', 项: 'group', 目: 'heading', 细目: 'subheading' }) as Record<string, string>)[single] as K);
  return found;
};
const entryWords = dictionary<EntryKey>(entryColumns);
const itemWords = new Map([...dictionary<ItemKey>(itemColumns)].filter(([word]) => !['类', '项', '目', '细目'].includes(word)));

/** What both kinds of column call alike: in a flat sheet the first is the entry's, a second the item's. */
const shared: Readonly<Partial<Record<EntryKey, ItemKey>>> = { attribute: 'itemAttribute', open: 'itemOpen', grade: 'itemGrade' };
const entryOnly = new Set<Key>(entryColumns.map((column) => column.key).filter((key) => key !== 'name' && key !== 'code' && !(key in shared)));
export const SEARCHED_ROWS = 20;

/** The head of a sheet among its first rows, or undefined where it has none that we know. */
export function headsOf(first: readonly Row[]): Heads | undefined {
  let best: Heads | undefined;
  first.slice(0, SEARCHED_ROWS).forEach((row, nth) => {
    const heads = read(row, first[nth - 1]?.n === row.n - 1 ? first[nth - 1] : undefined);
    if (heads !== undefined && heads.columns.size >= (best?.columns.size ?? 3)) best = heads; // of two rows that say the same the lower one: a name above is its group
  });
  return best;
}

function read(row: Row, above: Row | undefined): Heads | undefined {
  const wordsOf = (column: number, text: string): string[] => [plainHead((above?.cells.get(column)?.text ?? '') + text), plainHead(text)];
  const texts = [...row.cells].map(([column, cell]) => ({ column, text: cell.text, words: wordsOf(column, cell.text) })).sort((a, b) => a.column - b.column);
  const has = (words: ReadonlyMap<string, Key>, key: Key) => texts.some((one) => one.words.some((word) => words.get(word) === key));
  const named = has(entryWords, 'name');
  const items = has(itemWords, 'itemName');
  if (!named && !items) return undefined;
  const entryLike = texts.filter((one) => one.words.some((word) => entryOnly.has(entryWords.get(word) as Key))).length;
  const role = !items ? 'entries' : entryLike >= 2 ? 'flat' : 'items';
  const columns = new Map<Key, number>();
  let reasonColumn: number | null = null;
  for (const { column, words } of texts) {
    if (words.includes('错误原因')) reasonColumn = column;
    else place(columns, role, words, column);
  }
  return { row: row.n, role, columns, titles: new Map(texts.map(({ column, text }) => [column, text])), reasonColumn, lastColumn: texts.at(-1)?.column ?? 1 };
}

/** The first column of a name counts; in a flat sheet a name that both know goes to the entry, then to the item. */
function place(columns: Map<Key, number>, role: Heads['role'], words: readonly string[], column: number): void {
  const find = <K>(dictionary: ReadonlyMap<string, K>): K | undefined => words.map((word) => dictionary.get(word)).find((key) => key !== undefined);
  const [asEntry, asItem] = [role === 'items' ? undefined : find(entryWords), role === 'entries' ? undefined : find(itemWords)];
  const wanted: (Key | undefined)[] = asEntry === undefined ? [asItem] : [asEntry, shared[asEntry], asItem];
  const key = wanted.find((one) => one !== undefined && !columns.has(one) && !(role === 'flat' && one === 'entryName'));
  if (key !== undefined) columns.set(key, column);
}
