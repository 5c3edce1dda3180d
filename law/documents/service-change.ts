import { quote } from '../articles.ts';
import { basisZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { contactNotes, NONE, numbered, orNone, proofNote, sentence } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What is to become of a service, in both papers. */
interface ServiceChangeSaid {
  readonly number: string;
  readonly provider: string;
  readonly kind: 'change' | 'end';
  readonly entries: readonly string[];
  readonly reason: string;
  readonly what: string;
  readonly instead: string;
  readonly effectOn: PlainDate;
  readonly head: LedgerHead | null;
}

/** What the 服务变更协商函 says: it goes to every requester, and names none of them to the others. */
export interface NegotiationView extends ServiceChangeSaid {
  readonly opinionsBy: PlainDate;
  readonly on: PlainDate;
  readonly contact: { readonly office: string; readonly phone: string };
}

const changing = (kind: 'change' | 'end'): string => (kind === 'end' ? '终止' : '变更');
const subject = (entries: readonly string[]): string => (entries.length === 1 ? `“${entries[0]}”` : `“${entries[0] ?? ''}”等${entries.length}项目录`);

function said(view: ServiceChangeSaid): readonly (readonly [string, readonly Block[]])[] {
  return [
    [`${changing(view.kind)}的内容和理由`, [{ kind: 'para', text: sentence(view.what) }, { kind: 'para', text: `理由：${sentence(view.reason)}` }]],
    ['替代办法', [{ kind: 'para', text: sentence(view.instead === '' ? '无' : view.instead) }]],
    ['起始日期', [{ kind: 'para', text: `自${dateZh(view.effectOn)}起${changing(view.kind)}，此前原服务不变。` }]],
  ];
}

/** 服务变更协商函. Art. 27 ¶3: “……确需终止或者变更服务的，政务数据提供部门应当与政务数据需求部门协商……” */
export function negotiationLetter(view: NegotiationView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: `${view.provider}关于协商${changing(view.kind)}${subject(view.entries)}政务数据共享服务的函` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'to', text: '有关政务数据需求部门：' },
    { kind: 'para', text: `我单位确需${changing(view.kind)}下列目录的政务数据共享服务，内容和理由见下。依据《政务数据共享条例》（以下简称《条例》）${basisZh('27.3')}，现与你单位协商，请于${dateZh(view.opinionsBy)}24时前提出意见。` },
    ...numbered([
      ['所涉目录', [{ kind: 'table', columns: ['序号', '目录名称'], rows: view.entries.map((name, i) => [String(i + 1), name]) }]],
      ...said(view),
      ['依据', [{ kind: 'para', text: `《条例》${basisZh('27.3')}：“${quote('27.3')}”` }, { kind: 'para', text: `有异议的，可以依据《条例》${basisZh('28.2')}提出争议；期满未提出意见的，如实记录，一并报备案。` }]],
    ]),
    { kind: 'para', text: '请予函复。' },
    { kind: 'sign', org: view.provider, on: dateZh(view.on), seal: true },
    ...contactNotes(view.contact),
    ...proofNote(view.number, view.head),
  ];
  return { name: `服务变更协商函_${view.number}`, blocks };
}

/** What the 服务变更备案函 says: to the authority, all of it. */
export interface FilingView extends ServiceChangeSaid {
  readonly authority: string;
  readonly filedOn: PlainDate;
  readonly grants: readonly { readonly number: string; readonly entry: string; readonly requester: string }[];
  readonly opinions: readonly { readonly org: string; readonly stand: 'agree' | 'object'; readonly text: string; readonly on: PlainDate }[];
  readonly silent: readonly string[]; // asked, and said nothing by the date
}

/** 服务变更备案函. Art. 27 ¶3: “……并报同级政务数据共享主管部门备案。” A filing, no request for approval. */
export function filingLetter(view: FilingView): PrintedDocument {
  const opinions = [...view.opinions.map((one) => [one.org, one.stand === 'agree' ? '同意' : '有异议', one.text.trim() || NONE, one.on]), ...view.silent.map((org) => [org, '期满未提出', NONE, NONE])];
  const blocks: Block[] = [
    { kind: 'title', text: `${view.provider}关于${changing(view.kind)}${subject(view.entries)}政务数据共享服务的备案函` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'to', text: `${orNone(view.authority)}：` },
    { kind: 'para', text: `依据《政务数据共享条例》${basisZh('27.3')}，我单位拟${changing(view.kind)}下列政务数据共享服务，已与需求部门协商，现报备案。` },
    ...numbered([
      ['所涉授权', [{ kind: 'table', columns: ['序号', '授权编号', '目录', '需求部门'], rows: view.grants.map((one, i) => [String(i + 1), one.number, one.entry, one.requester]) }]],
      ...said(view),
      ['协商情况', [{ kind: 'table', columns: ['需求部门', '意见', '内容', '日期'], rows: opinions }]],
    ]),
    { kind: 'para', text: '特此报备案。' },
    { kind: 'sign', org: view.provider, on: dateZh(view.filedOn), seal: true },
    ...proofNote(view.number, view.head),
  ];
  return { name: `服务变更备案函_${view.number}`, blocks };
}
