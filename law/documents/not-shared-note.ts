import { basisZh, citedZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { contactNotes, numbered, orNone, proofNote, sentence } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What the 不予共享说明 of one published version says. */
export interface NotSharedView {
  readonly number: string; // of the case that published the version
  readonly provider: string;
  readonly authority: string;
  readonly entry: { readonly name: string; readonly code: string | null; readonly version: number; readonly summary: string };
  readonly items: readonly string[];
  readonly reason: string;
  /** 法律、行政法规、国务院决定, with the sentence that forbids. */
  readonly basis: readonly { readonly kind: string; readonly name: string; readonly article: string; readonly text: string }[];
  readonly publishedOn: PlainDate | null; // null: not reviewed yet
  readonly contact: { readonly office: string; readonly phone: string };
  readonly head: LedgerHead | null;
}

/**
 * 不予共享说明. Art. 14 (3): “法律、行政法规以及国务院决定明确规定不能提供给其他政府部门共享使用的政务数据属于不予共享类。”
 * Art. 15 ¶2: “对属于不予共享类的政务数据，政府部门应当在政务数据目录中列明理由，并明确相应的法律、行政法规以及国务院决定依据。”
 */
export function notSharedNote(view: NotSharedView): PrintedDocument {
  const { entry } = view;
  const blocks: Block[] = [
    { kind: 'title', text: `关于“${entry.name}”不予共享的说明` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'para', text: `“${entry.name}”（目录代码${orNone(entry.code)}，第${entry.version}版）由我单位编制，共享属性为不予共享。依据《政务数据共享条例》（以下简称《条例》）${citedZh('14.1(3)')}、${basisZh('15.2')}，说明如下：` },
    ...numbered([
      ['目录内容', [
        { kind: 'para', text: sentence(entry.summary) },
        { kind: 'para', text: `数据项${view.items.length}项：${sentence(view.items.join('、'))}` },
      ]],
      ['不予共享的理由', [{ kind: 'para', text: sentence(view.reason) }]],
      ['法律、行政法规以及国务院决定依据', view.basis.map((one) => ({ kind: 'para', text: `${one.name}${one.article}（${one.kind}）：“${one.text.trim()}”` }) as const)],
      ['审核和异议', [{ kind: 'para', text: reviewed(view) }]],
    ]),
    { kind: 'para', text: '特此说明。' },
    { kind: 'sign', org: view.provider, on: view.publishedOn === null ? '    年  月  日' : dateZh(view.publishedOn), seal: true },
    ...contactNotes(view.contact),
    ...proofNote(view.number, view.head),
  ];
  return { name: `不予共享说明_${view.number}`, blocks };
}

function reviewed(view: NotSharedView): string {
  const review = view.publishedOn === null ? `本目录报送${view.authority}审核中，审核通过后统一通告。` : `本目录经${view.authority}审核，于${dateZh(view.publishedOn)}统一通告（《条例》${basisZh('16.1')}）。`;
  return `${review}需求部门认为不属于上述依据禁止共享的，可以依据《条例》${basisZh('28.2')}与我单位协商；协商不成的，按照程序申请政务数据共享主管部门协调处理。`;
}
