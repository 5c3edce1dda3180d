import { quote } from '../articles.ts';
import { basisZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import type { OpinionView } from './application-form.ts';
import { contactNotes, NONE, numbered, orNone, proofNote, sentence } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What both papers of a change of use say of the grant that it changes. */
export interface UseChangeGrantView {
  readonly number: string;
  readonly entry: string;
  readonly purpose: string; // as agreed until now
  readonly range: string;
}
export interface UseChangePointView { readonly kind: string; readonly text: string; readonly why: string }

/** What the 变更申请表 says; offices and posts, no persons. */
export interface UseChangeFormView {
  readonly number: string | null; // none while it is a draft
  readonly requester: { readonly name: string; readonly code: string };
  readonly provider: string;
  readonly grant: UseChangeGrantView;
  readonly points: readonly UseChangePointView[];
  readonly basis: string;
  readonly attachments: readonly string[];
  readonly clerk: OpinionView | null;
  readonly head: OpinionView | null;
  readonly ledger: LedgerHead | null;
}

/** 变更申请表. Art. 25 ¶1: “……确需扩大使用范围、用于其他目的或者提供给第三方的，应当经政务数据提供部门同意。” */
export function useChangeForm(view: UseChangeFormView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: '政务数据用途、使用范围变更申请表' },
    { kind: 'number', text: `编号：${view.number ?? '（草稿，未编号）'}` },
    { kind: 'fields', rows: [
      ['申请部门', view.requester.name], ['统一社会信用代码', view.requester.code], ['提供部门', view.provider], ['所变更的授权', view.grant.number],
      ['数据目录名称', view.grant.entry], ['现用途', orNone(view.grant.purpose)], ['现使用范围', orNone(view.grant.range)], ['法律依据或者职责', orNone(view.basis)],
    ] },
    { kind: 'table', columns: ['序号', '申请事项', '变更为', '理由和保护措施'], rows: view.points.map((one, i) => [String(i + 1), one.kind, one.text, orNone(one.why)]) },
    ...(view.attachments.length > 0 ? [{ kind: 'attachments', names: view.attachments } as const] : []),
    opinion('经办人意见', view.clerk),
    opinion('政务数据共享工作机构负责人意见', view.head),
    { kind: 'para', text: '提供部门同意以前，本部门仍按原用途、原范围使用，不提供给第三方。' },
    { kind: 'sign', org: view.requester.name, on: view.head === null ? '    年  月  日' : dateZh(view.head.on), seal: true },
    { kind: 'note', text: '依据：《政务数据共享条例》第二十五条第一款。' },
    ...(view.number === null ? [] : proofNote(view.number, view.ledger)),
  ];
  return { name: `变更申请表_${view.number ?? '草稿'}`, blocks };
}

function opinion(label: string, view: OpinionView | null): Block {
  if (view === null) return { kind: 'opinion', label, text: '', by: '', on: '    年  月  日' };
  return { kind: 'opinion', label, text: view.text, by: `${view.office}·${view.post}`, on: dateZh(view.on) };
}

/** What the 变更复函 says. */
export interface UseChangeReplyView {
  readonly number: string;
  readonly provider: string;
  readonly requester: string;
  readonly authority: string;
  readonly grant: UseChangeGrantView;
  readonly receivedOn: PlainDate;
  readonly repliedOn: PlainDate;
  readonly agreed: boolean; // false: none of it, for `reasons`
  readonly points: readonly (UseChangePointView & { readonly decision: 'agree' | 'refuse'; readonly reason: string })[];
  readonly reasons: string;
  readonly contact: { readonly office: string; readonly phone: string };
  readonly attachments: readonly string[];
  readonly head: LedgerHead | null;
}

/** 变更复函: what of it is agreed to, point by point, and the reason where it is not; who does not agree has the way of Art. 28. */
export function useChangeReply(view: UseChangeReplyView): PrintedDocument {
  const [given, refused] = [view.points.filter((one) => view.agreed && one.decision === 'agree'), view.points.filter((one) => !view.agreed || one.decision === 'refuse')];
  const verdict = given.length === 0 ? '不同意变更' : refused.length === 0 ? '同意变更' : '部分同意变更';
  const blocks: Block[] = [
    { kind: 'title', text: `${view.provider}关于${given.length === 0 ? '不同意' : ''}变更“${view.grant.entry}”政务数据用途、使用范围的复函` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'to', text: `${view.requester}：` },
    { kind: 'para', text: `你单位${dateZh(view.receivedOn)}送达的用途、使用范围变更申请收悉。依据《政务数据共享条例》（以下简称《条例》）${basisZh('25.1')}，经我单位政务数据共享工作机构负责人审定，${verdict}。现函复如下：` },
    ...numbered([
      ['同意变更的事项', given.length === 0 ? [] : [{ kind: 'table', columns: ['序号', '事项', '变更为'], rows: given.map((one, i) => [String(i + 1), one.kind, one.text]) }, { kind: 'para', text: '自本函作出之日起按照变更后的用途、范围使用；未列入的，仍按原授权办理。' }]],
      ['不同意变更的事项及理由', refused.map((one) => ({ kind: 'para', text: `${one.kind}（${one.text}）：${sentence(one.reason === '' ? view.reasons || NONE : one.reason)}` }) as const)],
      ['不同意的理由', view.agreed || view.reasons === '' ? [] : [{ kind: 'para', text: sentence(view.reasons) }]],
      ['使用限制', [{ kind: 'para', text: `《条例》${basisZh('25.1')}：“${quote('25.1')}”` }]],
      ['异议渠道', refused.length === 0 ? [] : [{ kind: 'para', text: `对本答复有异议的，可以依据《条例》${basisZh('28.2')}与我单位协商解决；协商不成的，可以按照程序申请同级或者共同的上级政务数据共享主管部门协调处理。` }]],
    ]),
    { kind: 'para', text: '特此函复。' },
    ...(view.attachments.length > 0 ? [{ kind: 'attachments', names: view.attachments } as const] : []),
    { kind: 'sign', org: view.provider, on: dateZh(view.repliedOn), seal: true },
    ...contactNotes(view.contact, [view.authority]),
    { kind: 'note', text: `所变更的授权：${view.grant.number}。` },
    ...proofNote(view.number, view.head),
  ];
  return { name: `变更复函_${view.number}`, blocks };
}
