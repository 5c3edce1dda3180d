import { basisZh } from '../basis.ts';
import type { SharingType } from '../codes/catalog.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { contactNotes, numbered, proofNote, sentence, termZh } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** A reason for not agreeing, as the reply states it. Art. 21 ¶2. */
export interface RefusalView {
  readonly category: string; // 不同意理由, in words
  readonly reason: string;
  readonly basis: { readonly name: string; readonly article: string; readonly text: string } | null;
}

/** What the 答复函 says; codes are already words, dates are legal dates. No persons: offices and posts. */
export interface ReplyView {
  readonly number: string; // SQ-320800-2026-000123
  readonly provider: string;
  readonly requester: string;
  readonly authority: string; // 同级主管部门 of the provider
  readonly forum: string | null; // who mediates a dispute, where it is not `authority`: the common superior
  readonly entry: { readonly name: string; readonly code: string; readonly attribute: SharingType };
  readonly receivedOn: PlainDate;
  readonly repliedOn: PlainDate;
  readonly granted: readonly { readonly name: string; readonly masked: string | null }[];
  readonly refused: readonly (RefusalView & { readonly item: string })[];
  readonly less: (RefusalView & { readonly what: string }) | null; // given, but less than asked: mode, term, calls, rows
  readonly refusedWhole: RefusalView | null; // 不同意 of the whole application
  readonly use: {
    readonly basis: string; readonly scenario: string; readonly range: string; readonly mode: string;
    readonly from: PlainDate; readonly to: PlainDate | null; readonly endless: string | null; readonly quota: string | null;
  };
  readonly rows: readonly string[]; // the part of the entry that is shared, where not all of it
  readonly conditions: readonly string[]; // from the catalogue, no others
  readonly deliverBy: PlainDate | null; // 22 ¶1
  readonly disposal: { readonly way: string; readonly within: string } | null; // 27 ¶1
  readonly byStandingConsent: boolean;
  readonly contact: { readonly office: string; readonly phone: string };
  readonly attachments: readonly string[];
  readonly head: LedgerHead | null;
}

/**
 * 答复函. Art. 20 ¶3: “……经本部门政务数据共享工作机构负责人同意后作出答复。” Art. 21 ¶2: “不同意共享的，应当说明理由。”
 * Says 依据、数据项、方式、时限、使用限制、联系; a refusal its reasons and, by Art. 28, where to go.
 */
export function replyLetter(view: ReplyView): PrintedDocument {
  const agreed = view.refusedWhole === null;
  const consent = view.byStandingConsent ? '按照我单位政务数据共享工作机构负责人对该目录的常设同意' : '经审核，并经我单位政务数据共享工作机构负责人同意';
  const verdict = !agreed ? '不同意共享' : partly(view) ? '部分同意共享' : '同意共享';
  const blocks: Block[] = [
    { kind: 'title', text: `${view.provider}关于${agreed ? '' : '不同意'}共享“${view.entry.name}”政务数据的复函` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'to', text: `${view.requester}：` },
    { kind: 'para', text: `你单位${dateZh(view.receivedOn)}送达的政务数据共享申请（编号${view.number}）收悉。申请共享的“${view.entry.name}”（目录代码${view.entry.code}）属于${attributeZh(view.entry.attribute)}。依据《政务数据共享条例》（以下简称《条例》）${basisZh('20.3')}、${basisZh('21.1')}${agreed ? '' : `、${basisZh('21.2')}`}，${consent}，${verdict}。现函复如下：` },
    ...(agreed ? agreement(view) : refusal(view)),
    { kind: 'para', text: '特此函复。' },
    ...(view.attachments.length > 0 ? [{ kind: 'attachments', names: view.attachments } as const] : []),
    { kind: 'sign', org: view.provider, on: dateZh(view.repliedOn), seal: true },
    ...contactNotes(view.contact, [view.authority]),
    ...proofNote(view.number, view.head),
  ];
  return { name: `答复函_${view.number}`, blocks };
}

const partly = (view: ReplyView): boolean => view.refused.length > 0 || view.less !== null;

function agreement(view: ReplyView): Block[] {
  return numbered([
    ['同意共享的数据项', [itemTable(view)]],
    ['共享方式和提供时间', [{ kind: 'para', text: delivery(view) }]],
    ['使用范围和限制', limits(view)],
    ['用后处置', disposal(view)],
    ['不同意共享的数据项及理由', view.refused.map((one) => ({ kind: 'para', text: `“${one.item}”：${reasonZh(one)}` }) as const)],
    ['少于申请的部分及理由', view.less === null ? [] : [{ kind: 'para', text: `${view.less.what}少于申请：${reasonZh(view.less)}` }]],
    ['异议渠道', partly(view) ? [{ kind: 'para', text: channel(view) }] : []],
  ]);
}

function refusal(view: ReplyView): Block[] {
  const whole = view.refusedWhole;
  return numbered([
    ['不同意的理由', whole === null ? [] : [{ kind: 'para', text: reasonZh(whole) }]],
    ['各数据项的理由', view.refused.map((one) => ({ kind: 'para', text: `“${one.item}”：${reasonZh(one)}` }) as const)],
    ['异议渠道', [{ kind: 'para', text: channel(view) }]],
  ]);
}

function itemTable(view: ReplyView): Block {
  return { kind: 'table', columns: ['序号', '数据项', '提供方式'], rows: view.granted.map((item, i) => [String(i + 1), item.name, item.masked === null ? '原值' : item.masked]) };
}

function delivery(view: ReplyView): string {
  const due = view.deliverBy === null ? '' : `依据《条例》${basisZh('22.1')}，我单位于${dateZh(view.deliverBy)}24时前提供。`;
  const quota = view.use.quota === null ? '' : `调用上限：${sentence(view.use.quota)}`;
  return `采用${view.use.mode}方式共享。${due}${quota}使用时限为${sentence(termZh(view.use.from, view.use.to, view.use.endless))}到期前可以申请续期。`;
}

function limits(view: ReplyView): Block[] {
  const conditions = view.conditions.map((text) => sentence(text)).join('');
  return [
    { kind: 'para', text: `使用依据：${sentence(view.use.basis)}使用场景：${sentence(view.use.scenario)}使用范围：${sentence(view.use.range)}` },
    ...(view.rows.length === 0 ? [] : [{ kind: 'para', text: `共享的数据限于：${sentence(view.rows.join('；且'))}` } as const]),
    ...(conditions === '' ? [] : [{ kind: 'para', text: `目录列明的共享使用条件：${conditions}` } as const]),
    { kind: 'para', text: `依据《条例》${basisZh('25.1')}，不得擅自扩大使用范围以及用于或者变相用于其他目的，不得擅自将获得的政务数据提供给第三方；确有需要的，应当经我单位同意。` },
    { kind: 'para', text: `依据《条例》${basisZh('29.2')}，应当对使用场景、使用过程、应用成效、存储情况、销毁情况等进行记录，保存期限不少于3年。数据不准确、不完整的，请依据《条例》${basisZh('26.2')}及时提出校核申请。` },
  ];
}

function disposal(view: ReplyView): Block[] {
  if (view.disposal === null) return [];
  return [{ kind: 'para', text: `共享目的已实现、无法实现或者为实现共享目的不再必要的，依据《条例》${basisZh('27.1')}，应当在${view.disposal.within}内${view.disposal.way}，并反馈处置情况。` }];
}

function reasonZh(view: RefusalView): string {
  const basis = view.basis === null ? '' : `依据${view.basis.name}${view.basis.article}：“${view.basis.text.trim()}”`;
  return `${view.category}。${sentence(view.reason)}${basis === '' ? '' : sentence(basis)}`;
}

/** Art. 28 ¶2: negotiate, then the authority of the level, or the common superior; then its government. */
function channel(view: ReplyView): string {
  const forum = view.forum === null ? `同级政务数据共享主管部门（${view.authority}）` : `共同的上级政务数据共享主管部门（${view.forum}）`;
  return `对本答复有异议的，可以依据《条例》${basisZh('28.2')}与我单位协商解决；协商不成的，可以按照程序向${forum}申请协调处理；经协调仍未达成一致意见的，报该主管部门的本级人民政府决定。`;
}

function attributeZh(attribute: SharingType): string {
  return attribute === 'unconditional' ? '无条件共享类' : attribute === 'conditional' ? '有条件共享类' : '不予共享类';
}
