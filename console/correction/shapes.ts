import type { CorrectionOwn, RowView } from '../../processes/correction/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';

export const ownOf = (view: CaseView): CorrectionOwn => view.own as CorrectionOwn;

export const kindChoices = [{ value: 'value', zh: '数据项的值不正确或者缺失' }, { value: 'missing', zh: '缺少这条记录' }, { value: 'surplus', zh: '这条记录不应存在' }];

/** A list of numbers, as people write it: 1、3 5-7. */
export function numbersOf(text: string): number[] {
  const found = new Set<number>();
  for (const part of text.split(/[\s,，、;；]+/).filter(Boolean)) {
    const [, from, to] = /^(\d{1,6})(?:[-至~](\d{1,6}))?$/.exec(part) ?? [];
    if (from === undefined) return [];
    for (let n = Number(from); n <= Number(to ?? from) && found.size <= 1_000; n += 1) found.add(n);
  }
  return [...found];
}

export const keyText = (row: RowView): string => (row.key === null ? '不予显示' : row.key.map((part) => part ?? '—').join('　'));
