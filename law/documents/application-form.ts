import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { NONE, orNone, proofNote, termZh } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** A consent or opinion on a form: who by office and post, never by name. */
export interface OpinionView { readonly text: string; readonly office: string; readonly post: string; readonly on: PlainDate }

/** What the 申请表 says; codes are already words. */
export interface ApplicationFormView {
  readonly number: string | null; // none while it is a draft
  readonly requester: { readonly name: string; readonly code: string };
  readonly provider: { readonly name: string; readonly code: string };
  readonly entry: { readonly name: string; readonly code: string; readonly version: number; readonly attribute: string };
  readonly items: readonly { readonly name: string; readonly type: string; readonly sensitivity: string; readonly grade: string }[];
  readonly basis: string; // 使用依据
  readonly scenario: string; // 使用场景
  readonly range: string; // 使用范围
  readonly mode: string; // 共享方式
  readonly from: PlainDate;
  readonly to: PlainDate | null; // 使用时限
  readonly endless: string | null; // reason where there is no end
  readonly systems: readonly string[];
  readonly responsible: string; // post and telephone of the office
  readonly frequency: string;
  readonly renews: string | null; // number of the grant that it continues
  readonly linkage: { readonly level: string; readonly reasons: readonly string[] };
  readonly assessment: string | null; // 本部门个人信息保护影响评估, its number
  readonly attachments: readonly string[];
  readonly clerk: OpinionView | null;
  readonly head: OpinionView | null; // 共享工作机构负责人同意
  readonly supplementedOn: PlainDate | null; // 21 ¶2: the form as it stands after what was missing was put in
  readonly ledger: LedgerHead | null;
}

/**
 * 申请表. Art. 20 ¶2: “……经本部门政务数据共享工作机构负责人同意后，依法提出政务数据共享申请，明确使用依据、使用场景、使用范围、
 * 共享方式、使用时限等，并保证政务数据共享申请的真实性、合法性和必要性。”
 */
export function applicationForm(view: ApplicationFormView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: '政务数据共享申请表' },
    { kind: 'number', text: `编号：${view.number ?? '（草稿，未编号）'}` },
    { kind: 'fields', rows: [
      ['申请部门', view.requester.name], ['统一社会信用代码', view.requester.code],
      ['提供部门', view.provider.name], ['统一社会信用代码', view.provider.code],
      ['数据目录名称', view.entry.name], ['目录代码、版本', `${view.entry.code}，第${view.entry.version}版`],
      ['共享属性', view.entry.attribute], ['续期的授权', orNone(view.renews)],
    ] },
    { kind: 'table', columns: ['序号', '数据项', '数据类型', '敏感级别', '分级'], rows: view.items.map((item, i) => [String(i + 1), item.name, item.type, item.sensitivity, item.grade]) },
    { kind: 'fields', rows: [
      ['使用依据', view.basis], ['使用场景', view.scenario], ['使用范围', view.range], ['共享方式', view.mode],
      ['使用时限', termZh(view.from, view.to, view.endless)], ['使用系统', view.systems.length === 0 ? NONE : view.systems.join('；')],
      ['负责岗位及联系电话', view.responsible], ['预计使用频次', view.frequency],
      ['汇聚关联风险', `${view.linkage.level}。${view.linkage.reasons.join('；')}`], ['个人信息保护影响评估', orNone(view.assessment)],
    ] },
    ...(view.attachments.length > 0 ? [{ kind: 'attachments', names: view.attachments } as const] : []),
    opinion('经办人意见', view.clerk),
    opinion('政务数据共享工作机构负责人意见', view.head),
    { kind: 'para', text: '本部门保证本申请真实、合法、必要，按照提供部门同意的范围、目的和期限使用数据，不擅自扩大使用范围、用于其他目的或者提供给第三方，履行政务数据安全管理责任。' },
    { kind: 'sign', org: view.requester.name, on: view.head === null ? '    年  月  日' : dateZh(view.head.on), seal: true },
    { kind: 'note', text: `依据：《政务数据共享条例》第二十条第二款。${view.supplementedOn === null ? '' : `本表为${dateZh(view.supplementedOn)}补正以后的申请，补正以前的一份仍然保存。`}` },
    ...(view.number === null ? [] : proofNote(view.number, view.ledger)),
  ];
  return { name: `申请表_${view.number ?? '草稿'}`, blocks };
}

function opinion(label: string, view: OpinionView | null): Block {
  if (view === null) return { kind: 'opinion', label, text: '', by: '', on: '    年  月  日' };
  return { kind: 'opinion', label, text: view.text, by: `${view.office}·${view.post}`, on: dateZh(view.on) };
}
