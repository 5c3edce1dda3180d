import { basisZh, limitBasisZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { numbered, orNone, proofNote } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** One clock of the case, as it stands when the sheet is printed. */
export interface SheetClock {
  readonly zh: string; // 答复时限
  readonly basis: string; // '21.1'
  readonly startedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly provisional: boolean;
  readonly plainOn: PlainDate | null; // without the days that it stood still
  readonly extendedDays: number; // 0: not extended
  readonly stoppedOn: PlainDate | null;
  readonly daysLate: number; // working days, 0: on time or running
}

export interface SheetMove {
  readonly at: string; // 2026-10-12 09:30, Shanghai
  readonly actor: string; // 市教育局·经办人, 平台（时钟）
  readonly act: string; // in words
  readonly to: string; // state, in words
  readonly basis: string;
  readonly stated: string; // 事由：……；整改期限：……: what the act stated
  readonly opinion: string | null;
  readonly attachments: readonly string[];
  readonly remark: string | null; // 受……委托, 代录
}

/** What the 办理单 says of any case. */
export interface HandlingSheetView {
  readonly kind: string; // 共享申请
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly parties: readonly { readonly party: string; readonly name: string }[];
  readonly clocks: readonly SheetClock[];
  readonly moves: readonly SheetMove[]; // oldest first
  readonly printedAt: string;
  readonly head: LedgerHead | null;
}

/** 办理单: who did what when, on which article, with which opinion; one sheet for every procedure. */
export function handlingSheet(view: HandlingSheetView): PrintedDocument {
  const blocks: Block[] = [
    { kind: 'title', text: `${view.kind}办理单` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'fields', rows: [['事项', view.title], ['当前状态', view.state], ...view.parties.map((one) => [one.party, one.name] as const)] },
    ...numbered([
      ['时限', view.clocks.length === 0 ? [] : [{ kind: 'table', columns: ['时限', '依据', '起算', '截止', '情况'], rows: view.clocks.map(clockRow) }]],
      ['办理记录', [{ kind: 'table', columns: ['时间', '办理单位、岗位', '办理', '依据', '所述、意见、附件'], rows: view.moves.map(moveRow) }]],
    ]),
    { kind: 'note', text: `期间开始的当日不计入，自次一工作日起算，至末日24时止。打印时间：${view.printedAt}。` },
    ...proofNote(view.number, view.head),
  ];
  return { name: `办理单_${view.number}`, blocks };
}

function clockRow(clock: SheetClock): string[] {
  const due = dateZh(clock.dueOn) + (clock.provisional ? '（暂定）' : '');
  const moved = [
    clock.plainOn !== null && clock.plainOn !== clock.dueOn ? `曾停止计算，不停则为${dateZh(clock.plainOn)}` : '',
    clock.extendedDays > 0 ? `经主管部门同意延长${clock.extendedDays}个工作日` : '',
    clock.daysLate > 0 ? `超期${clock.daysLate}个工作日` : clock.stoppedOn === null ? '在办' : '按期办结',
    clock.stoppedOn === null ? '' : `${dateZh(clock.stoppedOn)}止`,
  ];
  return [clock.zh, orNone(limitBasisZh(clock.basis)), dateZh(clock.startedOn), due, moved.filter((part) => part !== '').join('；')];
}

function moveRow(move: SheetMove): string[] {
  const said = [move.stated, move.opinion ?? '', move.attachments.length > 0 ? `附件：${move.attachments.join('、')}` : '', move.remark ?? ''].filter((part) => part !== '').join('；');
  return [move.at, move.actor, `${move.act}（${move.to}）`, orNone(basisZh(move.basis)), orNone(said)];
}
