import { quote } from '../articles.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { numbered, orNone, proofNote } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What the 回流对接单 says; offices, no persons, and no conditions: there is no field for any. */
export interface RefluxSheetView {
  readonly number: string; // HL-320600-2026-000001
  readonly sender: string;
  readonly receiver: string;
  readonly entry: { readonly name: string; readonly code: string };
  readonly duty: string; // empty: the department above reflows of its own accord
  readonly regions: readonly string[];
  readonly items: readonly string[];
  readonly regionItem: string;
  readonly former: readonly { readonly code: string; readonly name: string; readonly now: string }[]; // codes of former years whose rows come too
  readonly measure: string | null; // the security measure that was accepted
  readonly below: readonly { readonly name: string; readonly code: string }[];
  readonly grant: string;
  readonly connectedOn: PlainDate;
  readonly head: LedgerHead | null;
}

/** 回流对接单. Art. 24 ¶1: “……及时、完整回流……下级政府行政区域内的政务数据，并做好系统对接和业务协同，不得设置额外的限制条件。” */
export function refluxSheet(view: RefluxSheetView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: '政务数据回流对接单' },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'fields', rows: [
      ['上级部门', view.sender], ['下级部门', view.receiver], ['目录', view.entry.name], ['目录代码', view.entry.code],
      ['履行的职责', view.duty === '' ? '上级部门主动回流' : view.duty], ['行政区域', view.regions.join('、')], ['接通日期', dateZh(view.connectedOn)], ['授权', orNone(view.grant)],
    ] },
    ...numbered([
      ['数据项', [{ kind: 'table', columns: ['序号', '数据项'], rows: view.items.map((item, i) => [String(i + 1), item]) }]],
      ['行政区域的切分', [
        { kind: 'para', text: `按“${view.regionItem}”的前六位区划代码切分，含所辖下级区划；历年并入的原代码一并计入，已划出的不计入。` },
        ...(view.former.length === 0 ? [] : [{ kind: 'table' as const, columns: ['原代码', '原名称', '现属'], rows: view.former.map((one) => [one.code, one.name, one.now]) }]),
      ]],
      ...(view.measure === null ? [] : [['安全措施', [{ kind: 'para', text: view.measure }]] as const]),
      ...(view.below.length === 0 ? [] : [['由接收部门转供的乡镇（街道）、村（社区）', [{ kind: 'table', columns: ['名称', '区划代码'], rows: view.below.map((one) => [one.name, one.code]) }]] as const]),
      ['依据', [{ kind: 'para', text: `《政务数据共享条例》第二十四条第一款：“${quote('24.1')}”` }]],
    ]),
    { kind: 'sign', org: view.sender, on: dateZh(view.connectedOn), seal: true },
    ...proofNote(view.number, view.head),
  ];
  return { name: `回流对接单_${view.number}`, blocks };
}
