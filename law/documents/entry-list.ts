import { basisZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';
import { orNone, proofNote } from './blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from './blocks.ts';

/** One published entry in the list, in words. */
export interface ListedEntry {
  readonly name: string;
  readonly code: string;
  readonly version: number;
  readonly attribute: string;
  readonly ground: string; // conditions, or reason and basis where it is not shared
  readonly modes: string;
  readonly cycle: string;
  readonly items: number;
  readonly publishedOn: PlainDate;
}

export interface EntryListView {
  readonly number: string | null; // QD-320800-2026-000001
  readonly org: { readonly name: string; readonly code: string };
  readonly of: string; // 全部, 无条件共享 …
  readonly on: PlainDate;
  readonly entries: readonly ListedEntry[];
  readonly head: LedgerHead | null;
}

/** Most entries on one list: longer ones are made by attribute. */
export const mostListed = 2_000;

/** 目录清单 of a department. Art. 13 ¶2, 16 ¶1: what of its catalogue stands published on this day. */
export function entryList(view: EntryListView): PrintedDocument {
  const number = view.number ?? '（预览，未编号）';
  const blocks: Block[] = [
    { kind: 'title', text: `${view.org.name}政务数据目录清单` },
    { kind: 'number', text: `编号：${number}` },
    { kind: 'fields', rows: [['单位', view.org.name], ['统一社会信用代码', view.org.code], ['范围', `${view.of}，${view.entries.length}条`], ['截至', dateZh(view.on)]] },
    {
      kind: 'table', columns: ['序号', '数据目录名称、代码、版本', '共享属性', '条件或者依据', '方式、更新周期', '项数'],
      rows: view.entries.map((one, n) => [
        String(n + 1), `${one.name}\n${one.code}\n第${one.version}版，${one.publishedOn}发布`, one.attribute, orNone(one.ground), [one.modes, one.cycle].filter((part) => part !== '').join('，'), String(one.items),
      ]),
    },
    { kind: 'para', text: `以上目录均已由同级政务数据共享主管部门审核并统一通告（《政务数据共享条例》${basisZh('16.1')}）。` },
    { kind: 'sign', org: view.org.name, on: dateZh(view.on), seal: true },
    ...(view.number === null ? [] : proofNote(view.number, view.head)),
  ];
  return { name: `目录清单_${view.org.name}_${view.on}`, blocks };
}
