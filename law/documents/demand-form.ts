import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { NONE, orNone, proofNote } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What the 需求登记表 says; codes are already words, offices and posts, no persons. */
export interface DemandFormView {
  readonly number: string | null; // none while it is a draft
  readonly requester: { readonly name: string; readonly code: string };
  readonly authority: string;
  readonly title: string;
  readonly purpose: string; // 业务事项
  readonly description: string; // 使用场景
  readonly range: string; // 使用范围
  readonly basis: string; // 使用依据
  readonly items: readonly { readonly name: string; readonly note: string }[];
  readonly mode: string | null; // 期望的共享方式
  readonly cycle: string | null; // 期望的更新周期
  readonly owner: string; // 估计掌握数据的部门
  readonly wantedBy: PlainDate | null;
  readonly responsible: string; // post and telephone of the office
  readonly whyNone: string; // 现有目录不能满足的原因
  readonly registeredOn: PlainDate | null; // null: not registered yet
  readonly ledger: LedgerHead | null;
}

/** 需求登记表. Art. 20 ¶1: “政务数据共享主管部门应当建立政务数据共享供需对接机制，明确工作流程。” */
export function demandForm(view: DemandFormView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: '政务数据共享需求登记表' },
    { kind: 'number', text: `编号：${view.number ?? '（草稿，未编号）'}` },
    { kind: 'fields', rows: [
      ['需求部门', view.requester.name], ['统一社会信用代码', view.requester.code],
      ['主管部门', orNone(view.authority)], ['登记日期', view.registeredOn === null ? NONE : dateZh(view.registeredOn)],
      ['所需数据', view.title], ['业务事项', orNone(view.purpose)],
    ] },
    { kind: 'table', columns: ['序号', '数据项', '说明'], rows: view.items.map((item, i) => [String(i + 1), item.name, orNone(item.note)]) },
    { kind: 'fields', rows: [
      ['使用依据', orNone(view.basis)], ['使用场景', orNone(view.description)], ['使用范围', orNone(view.range)],
      ['期望的共享方式', orNone(view.mode)], ['期望的更新周期', orNone(view.cycle)], ['估计掌握数据的部门', orNone(view.owner)],
      ['期望日期', view.wantedBy === null ? NONE : dateZh(view.wantedBy)], ['负责岗位及联系电话', orNone(view.responsible)],
      ['现有目录不能满足的原因', orNone(view.whyNone)],
    ] },
    { kind: 'para', text: '以上数据在统一发布的政务数据目录中没有找到，请予对接。对接到目录后，本部门将依法提出共享申请。' },
    { kind: 'sign', org: view.requester.name, on: view.registeredOn === null ? '    年  月  日' : dateZh(view.registeredOn), seal: true },
    { kind: 'note', text: '依据：《政务数据共享条例》第二十条第一款。' },
    ...(view.number === null ? [] : proofNote(view.number, view.ledger)),
  ];
  return { name: `需求登记表_${view.number ?? '草稿'}`, blocks };
}
