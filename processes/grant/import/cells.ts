import type { z } from 'zod';
import { maskWords } from '../../../law/documents/words.ts';
import type { EntrySeen } from '../../catalog/index.ts';
import type { MaskKind, RowFilter } from '../contract.ts';
import { ALL_ITEMS, maskWays, type Column } from './columns.ts';

/** Cells of the list that say more than one thing: what is masked, which rows, under which conditions. */
export type WrongCell = (column: Column, message: string) => void;

const mask = Object.fromEntries(Object.entries(maskWords).map(([code, zh]) => [zh, code])) as Readonly<Record<string, z.infer<typeof MaskKind>>>;
/** One thing a line; a semicolon parts as well. */
const lines = (text: string): string[] => text.split(/[\n；;]/).map((one) => one.trim()).filter((one) => one !== '');
/** “联系电话：3208*”: an item of the entry and what is said of it. */
function saidOf(line: string, entry: EntrySeen | undefined): { readonly n: number | undefined; readonly name: string; readonly says: string } {
  const [, name = line, says = ''] = /^([^：:]+)[：:]\s*(.+)$/.exec(line) ?? [];
  return { n: entry?.body.items.find((item) => item.name === name.trim())?.n, name: name.trim(), says: says.trim() };
}

export function masksOf(text: string, entry: EntrySeen | undefined, wrong: WrongCell): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines(text)) {
    const { n, name, says } = saidOf(line, entry);
    if (says === '') wrong('masks', `“${line.slice(0, 30)}”没有写明方式，请写成“数据项：方式”`);
    else if (mask[says] === undefined) wrong('masks', `没有“${says.slice(0, 30)}”这种脱敏方式，可填：${maskWays.join('、')}`);
    else if (n === undefined && entry !== undefined) wrong('masks', `目录中没有数据项“${name.slice(0, 30)}”`);
    else if (n !== undefined) found[String(n)] = mask[says];
  }
  return found;
}

export function rowsOf(text: string, entry: EntrySeen | undefined, wrong: WrongCell): z.infer<typeof RowFilter> {
  return lines(text).flatMap((line) => {
    const { n, name, says } = saidOf(line, entry);
    if (says === '') wrong('rows', `“${line.slice(0, 30)}”没有写明值，请写成“数据项：值、值”`);
    else if (n === undefined && entry !== undefined) wrong('rows', `目录中没有数据项“${name.slice(0, 30)}”`);
    else if (n !== undefined) return [{ item: n, ...conditionOf(says) }];
    return [];
  });
}

/** 2020 至 2026 · 3208* · 2025、2026 */
function conditionOf(says: string): Omit<z.infer<typeof RowFilter>[number], 'item'> {
  const [, from, to] = /^(\S+)(?:\s+至\s+|\s*[~～]\s*|(?<=\d)至(?=\d))(\S+)$/.exec(says) ?? [];
  if (from !== undefined && to !== undefined) return { op: 'between', values: [from, to] };
  if (says.endsWith('*') && says.length > 1) return { op: 'prefix', values: [says.slice(0, -1)] };
  const values = [...new Set(says.split(/[、，,]/).map((one) => one.trim()).filter((one) => one !== ''))];
  return values.length === 1 ? { op: 'eq', values } : { op: 'in', values };
}

export function conditionsOf(text: string, entry: EntrySeen | undefined, wrong: WrongCell): string[] {
  const listed = entry?.body.sharing.conditions ?? [];
  if (text === ALL_ITEMS) return [...listed];
  const named = /^[\d、，,；;\s]+$/.test(text) ? text.split(/[、，,；;\s]+/).filter((one) => one !== '') : lines(text);
  return [...new Set(named.flatMap((one) => {
    const found = /^\d{1,2}$/.test(one) ? listed[Number(one) - 1] : listed.find((each) => bare(each) === bare(one));
    if (found === undefined && entry !== undefined) wrong('conditions', listed.length === 0 ? '目录没有列明使用条件，请删去' : `目录没有列明“${one.slice(0, 40)}”。目录所列：${listed.map((each, i) => `${i + 1}. ${each.slice(0, 40)}`).join(' ')}`);
    return found === undefined ? [] : [found];
  }))];
}

const bare = (text: string): string => text.trim().replace(/[。.；;]+$/u, '');
