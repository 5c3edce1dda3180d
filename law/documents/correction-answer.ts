import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { numbered, proofNote, sentence } from './blocks.ts';
import type { LedgerHead, PrintedDocument } from './blocks.ts';

/** What the 校核结果反馈单 says: how many records of which items were found so, never a record itself. */
export interface CorrectionAnswerView {
  readonly number: string; // JH-320800-2026-000003
  readonly provider: string;
  readonly requester: string;
  readonly entry: { readonly name: string; readonly code: string };
  readonly filedOn: PlainDate;
  readonly answeredOn: PlainDate;
  readonly rows: number;
  readonly upheld: number;
  readonly rejected: number;
  readonly items: readonly string[]; // upheld
  readonly changed: string;
  readonly seen: boolean; // the platform has seen the new values
  readonly head: LedgerHead | null;
}

/** 校核结果反馈单. Art. 26.2: “……自收到政务数据校核申请之日起10个工作日内予以核实、更正并反馈校核处理结果。” */
export function correctionAnswer(view: CorrectionAnswerView): PrintedDocument {
  const items = view.items.length === 0 ? '' : `，涉及数据项：${view.items.join('、')}`;
  return {
    name: `校核结果反馈单_${view.number}`,
    blocks: [
      { kind: 'title', text: `${view.provider}关于政务数据校核结果的反馈单` },
      { kind: 'number', text: `编号：${view.number}` },
      { kind: 'to', text: `${view.requester}：` },
      { kind: 'para', text: `你单位${dateZh(view.filedOn)}对《${view.entry.name}》（目录代码${view.entry.code}）提出的政务数据校核申请收悉。依据《政务数据共享条例》（以下简称《条例》）第二十六条第二款，核实、更正结果反馈如下。` },
      ...numbered([
        ['核实结果', [{ kind: 'para', text: `申请校核${view.rows}条，核实属实${view.upheld}条，不属实${view.rejected}条${items}。逐条结果和理由见平台。` }]],
        ['更正情况', view.upheld === 0 ? [] : [{ kind: 'para', text: sentence(view.changed === '' ? '已在业务系统中更正' : view.changed) }, { kind: 'para', text: view.seen ? '平台已在挂接的数据资源中看到更正后的值。' : '目录未挂接数据资源，平台未能核对更正后的值。' }]],
        ['异议', [{ kind: 'para', text: '对结果有异议的，可以在平台提出一次；仍有异议的，可以依据《条例》第二十八条第二款与我单位协商解决；协商不成的，可以按照程序申请政务数据共享主管部门协调处理。' }]],
      ]),
      { kind: 'sign', org: view.provider, on: dateZh(view.answeredOn), seal: true },
      ...proofNote(view.number, view.head),
    ],
  };
}
