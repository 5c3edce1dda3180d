import { quote } from '../articles.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { numbered, orNone, proofNote, sentence } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What every paper of a dispute says; offices, no persons. */
interface Disputed {
  readonly number: string; // ZY-320800-2026-000001
  readonly requester: string;
  readonly provider: string;
  readonly subject: { readonly kindZh: string; readonly title: string; readonly number: string | null; readonly matterZh: string | null };
  readonly claim: string;
  readonly grounds: string;
  readonly head: LedgerHead | null;
}
export interface MediationRequestView extends Disputed {
  readonly applicant: string;
  /** Who mediates; where it is a party itself, whose government decides at once. */
  readonly forum: string;
  readonly toGovernment: boolean;
  readonly why: string;
  readonly record: string;
  readonly askedOn: PlainDate;
}
export interface SettlementView extends Disputed {
  readonly text: string;
  readonly effectZh: string;
  readonly boundZh: string;
  readonly replyBy: PlainDate | null;
  readonly doneBy: PlainDate | null;
  /** Who mediated, and signs too. */
  readonly forum: string | null;
  readonly settledOn: PlainDate;
}

/** Number, then to whom and what for, where the paper is addressed, then what it is about. */
function headed({ number, requester, provider, subject }: Disputed, addressed: readonly Block[] = []): Block[] {
  return [
    { kind: 'number', text: `编号：${number}` },
    ...addressed,
    { kind: 'fields', rows: [['需求部门', requester], ['提供部门', provider], ['所争议的事项', `${subject.kindZh}${subject.matterZh === null ? '' : `（${subject.matterZh}）`}`], ['名称', subject.title], ['编号', orNone(subject.number ?? '')]] },
  ];
}

/** 争议协调申请书. Art. 28.2: “……协商不成的，应当按照程序向同级政务数据共享主管部门申请协调处理。” */
export function mediationRequest(view: MediationRequestView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: view.toGovernment ? '政务数据共享争议报请决定书' : '政务数据共享争议协调申请书' },
    ...headed(view, [
      { kind: 'to', text: view.toGovernment ? `${view.forum}的本级人民政府：` : `${view.forum}：` },
      { kind: 'para', text: `下列事项经协商未能达成一致，依据《政务数据共享条例》（以下简称《条例》）第二十八条第二款，${view.toGovernment ? '报请决定' : '申请协调处理'}。` },
    ]),
    ...numbered([
      ['请求', [{ kind: 'para', text: sentence(view.claim) }]], ['事实与理由', [{ kind: 'para', text: sentence(view.grounds) }]], ['协商情况', [{ kind: 'para', text: sentence(view.record) }]],
      ['由谁处理', [{ kind: 'para', text: view.why }]], ['依据', [{ kind: 'para', text: `《条例》第二十八条第二款：“${quote('28.2')}”` }]],
    ]),
    { kind: 'sign', org: view.applicant, on: dateZh(view.askedOn), seal: true },
    ...proofNote(view.number, view.head),
  ];
  return { name: `${view.toGovernment ? '争议报请决定书' : '争议协调申请书'}_${view.number}`, blocks };
}

/** 争议一致意见书. Art. 28.2: “……发生政务数据共享争议的，应当协商解决……” Both heads signed the same words; in mediation the forum too. */
export function settlement(view: SettlementView): PrintedDocument {
  const signs = [['需求部门', view.requester], ['提供部门', view.provider], ...(view.forum === null ? [] : [['协调的主管部门', view.forum]])];
  const blocks: Block[] = [
    { kind: 'title', text: '政务数据共享争议一致意见书' },
    ...headed(view),
    { kind: 'para', text: `依据《政务数据共享条例》第二十八条第二款，双方${view.forum === null ? '经协商' : `经${view.forum}协调`}，就上述争议达成如下一致意见。` },
    ...numbered([
      ['一致意见', [{ kind: 'para', text: sentence(view.text) }]],
      ['对所争议事项的结果', [{ kind: 'para', text: sentence(`${view.effectZh}${view.replyBy === null ? '' : `，${dateZh(view.replyBy)}24时前重新办理`}`) }]],
      ['履行', [{ kind: 'para', text: sentence(`${view.boundZh}${view.doneBy === null ? '' : `，${dateZh(view.doneBy)}24时前履行并报告履行情况`}`) }]],
      ['争议的由来', [{ kind: 'para', text: sentence(`请求：${view.claim}`) }, { kind: 'para', text: sentence(`事实与理由：${view.grounds}`) }]],
      ['签认', signs.map(([side = '', org = '']) => ({ kind: 'opinion' as const, label: side, text: '同意上述一致意见。（盖章）', by: org, on: dateZh(view.settledOn) }))],
    ]),
    ...proofNote(view.number, view.head),
  ];
  return { name: `争议一致意见书_${view.number}`, blocks };
}
