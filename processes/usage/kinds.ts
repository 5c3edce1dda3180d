import type { PlainDate } from '../../law/plain-date.ts';
import { effectDue, effectYearlyZh, storageOwed } from '../../law/usage-due.ts';
import type { UsageKind } from './contract.ts';

/** What the five kinds are judged by. */
export interface Judged {
  readonly mode: string;
  readonly state: string;
  readonly purpose: string;
  readonly systems: readonly string[];
  readonly deliveredOn: PlainDate | null;
  readonly disposeBy: PlainDate | null;
  readonly calls: number;
  readonly refused: number;
  /** Day of the last record of the requester, by kind. */
  readonly last: { readonly effect?: PlainDate | undefined; readonly storage?: PlainDate | undefined; readonly destruction?: PlainDate | undefined };
}

const over = new Set(['ended', 'terminated', 'disposing', 'reported', 'disposed']);

/**
 * Art. 29 ¶2: “……对共享数据的使用场景、使用过程、应用成效、存储情况、销毁情况等进行记录”. Which of the five are there,
 * not due yet, or missing. 应用成效 and 存储情况 by law/usage-due.ts; 销毁情况 once the grant is over, from its disposal.
 */
export function kindsOf(it: Judged, today: PlainDate): UsageKind[] {
  return [scenario(it), process(it), effect(it, today), storage(it), destruction(it, today)];
}

const scenario = (it: Judged): UsageKind => ({ kind: 'scenario', zh: '使用场景', state: 'full', text: it.systems.length > 0 ? `${it.purpose}；用于${it.systems.join('、')}` : it.purpose });

function process(it: Judged): UsageKind {
  const text = it.calls + it.refused === 0 ? '平台逐次记录，尚无调用' : `平台逐次记录，成功 ${it.calls} 次，被拒 ${it.refused} 次`;
  return { kind: 'process', zh: '使用过程', state: it.deliveredOn === null ? 'not-yet' : 'full', text };
}

function effect(it: Judged, today: PlainDate): UsageKind {
  const zh = '应用成效';
  if (it.deliveredOn === null) return { kind: 'effect', zh, state: 'not-yet', text: effectYearlyZh };
  if (over.has(it.state)) return it.last.effect === undefined ? { kind: 'effect', zh, state: 'missing', text: '授权已结束，尚未填报应用成效' } : { kind: 'effect', zh, state: 'full', text: `最近填报 ${it.last.effect}，授权已结束` };
  const due = effectDue(it.deliveredOn, it.last.effect);
  if (it.last.effect !== undefined && today <= due) return { kind: 'effect', zh, state: 'full', text: `最近填报 ${it.last.effect}，下次不迟于 ${due}` };
  return today > due ? { kind: 'effect', zh, state: 'missing', text: `应于 ${due} 前填报，尚缺` } : { kind: 'effect', zh, state: 'not-yet', text: `不迟于 ${due} 填报` };
}

function storage(it: Judged): UsageKind {
  const zh = '存储情况';
  if (it.last.storage !== undefined) return { kind: 'storage', zh, state: 'full', text: `最近填报 ${it.last.storage}，有变化时另行填报` };
  if (!storageOwed(it.mode)) return { kind: 'storage', zh, state: 'not-yet', text: '服务接口逐次查询；如有留存，须填报' };
  return { kind: 'storage', zh, state: it.deliveredOn === null ? 'not-yet' : 'missing', text: '首次接收批量、文件数据时填报' };
}

function destruction(it: Judged, today: PlainDate): UsageKind {
  const zh = '销毁情况';
  if (it.last.destruction !== undefined) return { kind: 'destruction', zh, state: 'full', text: `已填报 ${it.last.destruction}` };
  if (it.state === 'disposed' || it.state === 'reported') return { kind: 'destruction', zh, state: 'full', text: '已随处置报告' };
  if (!over.has(it.state)) return { kind: 'destruction', zh, state: 'not-yet', text: '授权结束后，按处置要求报告' };
  const late = it.disposeBy !== null && today > it.disposeBy;
  return { kind: 'destruction', zh, state: late ? 'missing' : 'not-yet', text: it.disposeBy === null ? '待处置' : `应于 ${it.disposeBy} 前处置并报告` };
}
