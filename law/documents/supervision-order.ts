import { quote } from '../articles.ts';
import { citedZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { contactNotes, numbered, proofNote, sentence } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** What the 督办单 says; offices and posts, no persons. */
export interface OrderView {
  readonly number: string; // JD-320800-2026-000007
  readonly judge: string; // who orders
  readonly concerned: string; // who is to mend
  readonly ground: string; // '39(4)'
  readonly cause: { readonly zh: string; readonly number: string; readonly title: string; readonly clock: string | null; readonly dueOn: PlainDate | null; readonly daysLate: number | null } | null;
  readonly found: string; // title of the finding; of one that a person entered his words
  readonly explained: string | null; // 说明情况
  readonly what: string; // what is to be mended
  readonly lacking: string | null; // 再限期改正: what was still lacking
  readonly mendBy: PlainDate;
  readonly orderedOn: PlainDate;
  readonly contact: string;
  readonly head: LedgerHead | null;
}

/**
 * 督办单. Art. 39: “……有下列情形之一的，由同级政务数据共享主管部门责令改正；拒不改正或者情节严重的，对负有责任的领导人员
 * 和直接责任人员依法给予处分”; 40 for those who receive, 41 for the authorities, 42.
 */
export function supervisionOrder(view: OrderView): PrintedDocument {
  const again = view.lacking !== null;
  const blocks: Block[] = [
    { kind: 'title', text: `${view.judge}关于责令${again ? '再限期' : ''}改正的督办单` },
    { kind: 'number', text: `编号：${view.number}` },
    { kind: 'to', text: `${view.concerned}：` },
    { kind: 'para', text: `经核查，你单位存在下列情形。依据《政务数据共享条例》（以下简称《条例》）${citedZh(view.ground)}，责令${again ? '再限期' : ''}改正。` },
    ...numbered([
      ['情形', situation(view)],
      ['条例规定', [{ kind: 'para', text: `《条例》${citedZh(view.ground)}：“${quote(view.ground)}”` }]],
      ['你单位的说明', view.explained === null ? [] : [{ kind: 'para', text: sentence(view.explained) }]],
      ['尚未改正的', view.lacking === null ? [] : [{ kind: 'para', text: sentence(view.lacking) }]],
      ['改正要求', [{ kind: 'para', text: sentence(view.what) }, { kind: 'para', text: `请于${dateZh(view.mendBy)}24时前完成改正，并在平台报送改正情况。` }]],
    ]),
    { kind: 'para', text: '拒不改正或者情节严重的，将依照《条例》移送有权机关对负有责任的领导人员和直接责任人员依法给予处分。' },
    { kind: 'sign', org: view.judge, on: dateZh(view.orderedOn), seal: true },
    ...contactNotes({ office: view.contact }),
    ...proofNote(view.number, view.head),
  ];
  return { name: `督办单_${view.number}`, blocks };
}

function situation({ cause, found }: OrderView): Block[] {
  if (cause === null) return [{ kind: 'para', text: sentence(found) }];
  const due = cause.clock === null || cause.dueOn === null ? '' : `${cause.clock}于${dateZh(cause.dueOn)}届满${cause.daysLate === null || cause.daysLate === 0 ? '' : `，已超期${cause.daysLate}个工作日`}`;
  return [{ kind: 'para', text: `${cause.zh}“${cause.title}”（编号${cause.number}）：${sentence(due === '' ? found : due)}` }];
}
