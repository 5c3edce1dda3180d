import { quote } from '../articles.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { numbered, orNone, proofNote } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What the 数源部门确定通知 says; offices, no persons. */
export interface SourceNamingView {
  readonly number: string; // SY-320800-2026-000001
  readonly authority: string;
  readonly provider: string;
  readonly items: readonly string[];
  readonly departments: readonly { readonly name: string; readonly duty: string; readonly stand: 'claims' | 'agrees' | 'objects' | null }[];
  readonly document: string;
  readonly namedOn: PlainDate;
  readonly head: LedgerHead | null;
}

export const standZh = { claims: '愿牵头收集', agrees: '同意', objects: '有异议' } as const satisfies Record<string, string>;

/** 数源部门确定通知. Art. 19 ¶2: “政务数据收集工作涉及多个政府部门的，政务数据共享主管部门应当明确牵头收集的政府部门并将其作为数源部门。” */
export function sourceNaming(view: SourceNamingView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: `${view.authority}关于明确数源部门的通知` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'to', text: `${view.departments.map((one) => one.name).join('、')}：` },
    { kind: 'para', text: `依据《政务数据共享条例》（以下简称《条例》）第十九条第二款，经征求有关部门意见，明确${view.provider}为下列数据项的数源部门（${view.document}）。` },
    ...numbered([
      ['数据项', [{ kind: 'table', columns: ['序号', '数据项'], rows: view.items.map((item, i) => [String(i + 1), item]) }]],
      ['有关部门的收集依据和意见', [{ kind: 'table', columns: ['部门', '收集的职责依据', '意见'], rows: view.departments.map((one) => [one.name, orNone(one.duty), one.stand === null ? '期满未提出意见' : standZh[one.stand]]) }]],
      ['要求', [
        { kind: 'para', text: `《条例》第十九条第二款：“${quote('19.2')}”` },
        { kind: 'para', text: '其他部门需要上述数据项的，向数源部门申请共享；不再向公民、法人和其他组织重复收集。' },
      ]],
    ]),
    { kind: 'para', text: '特此通知。' },
    { kind: 'sign', org: view.authority, on: dateZh(view.namedOn), seal: true },
    ...proofNote(view.number, view.head),
  ];
  return { name: `数源部门确定通知_${view.number}`, blocks };
}
