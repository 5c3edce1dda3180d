import { filled, type CitationValue } from '../kit/citations.tsx';
import type { Draft, DraftItem } from './shapes.ts';

export const parts = [{ key: 'basic', zh: '基本信息' }, { key: 'sharing', zh: '共享属性' }, { key: 'items', zh: '数据项' }, { key: 'check', zh: '评估与提交' }] as const;

/** On which part a field stands. */
export function partOf(path: string): string {
  const head = path.split('.')[0];
  if (head === 'items') return 'items';
  if (head === 'sharing' || head === 'modes') return 'sharing';
  if (head === 'assessments' || head === 'assessment') return 'check';
  return 'basic';
}

export const emptyItem = (n: number): DraftItem => ({ n, name: '', field: '', type: 'C', length: 50, key: false, nullable: true, codeSet: null, sensitivity: 'none', personal: 'none', identifier: null, grade: 'general-2', note: '' });

/** Personal information follows the sensitivity: one is not asked for twice. */
export function personalOf(sensitivity: string): 'none' | 'personal' | 'sensitive' {
  return sensitivity === 'sensitive-personal' ? 'sensitive' : sensitivity === 'personal' ? 'personal' : 'none';
}

/** Blank rows left out, items numbered in their order. */
export function tidy(draft: Draft): Draft {
  const out: Draft = { ...draft };
  if (draft.duty) out.duty = filled(draft.duty as CitationValue[]) as NonNullable<Draft['duty']>;
  if (draft.items) out.items = draft.items.filter((i) => (i.name ?? '').trim() !== '' || (i.field ?? '').trim() !== '').map((i, n) => ({ ...i, n: n + 1, personal: personalOf(i.sensitivity ?? 'none') }));
  if (draft.sharing) {
    const s = draft.sharing;
    const lines = (texts: readonly string[] | undefined) => (texts ?? []).map((t) => t.trim()).filter(Boolean);
    out.sharing = { ...s, ranges: s.attribute === 'conditional' ? lines(s.ranges) : [], purposes: s.attribute === 'conditional' ? lines(s.purposes) : [], conditions: s.attribute === 'conditional' ? lines(s.conditions) : [], reason: s.attribute === 'not-shared' ? s.reason ?? '' : '', basis: s.attribute === 'not-shared' ? (filled((s.basis ?? []) as CitationValue[]) as NonNullable<NonNullable<Draft['sharing']>['basis']>) : [] };
  }
  return out;
}

/** A table pasted from a workbook: name, field, type, length, … one row a line. */
export function pastedItems(text: string, from: number): DraftItem[] {
  const letter: Record<string, string> = { 字符: 'C', 数值: 'N', 货币: 'Y', 日期时间: 'T', 日期: 'D', 逻辑: 'L', 备注: 'M', 通用: 'G', 双精度: 'B', 整型: 'I', 整数: 'I', 浮点: 'F' };
  return text.split(/\r?\n/).map((line) => line.split('\t').map((c) => c.trim())).filter((cells) => (cells[0] ?? '') !== '').map((cells, n) => {
    const word = cells[2] ?? '';
    const type = /^[CNYDTLMGBIF]$/i.test(word) ? word.toUpperCase() : Object.entries(letter).find(([zh]) => word.includes(zh))?.[1] ?? 'C';
    const length = Number(cells[3]);
    return { ...emptyItem(from + n), name: (cells[0] ?? '').slice(0, 100), field: (cells[1] ?? '').slice(0, 63), type, length: Number.isInteger(length) && length > 0 ? length : null };
  });
}
