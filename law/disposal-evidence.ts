/**
 * Art. 27.1: “……应当按照政务数据提供部门的要求妥善处置。” What proves each way of disposal (reading): what it covered, how and
 * when it was done, who may still reach what is kept, and a paper of it. Where nothing was ever stored a declaration is enough.
 */
import type { DisposalWay } from './codes/reasons.ts';

export interface EvidencePoint {
  readonly name: 'scope' | 'method' | 'returnedTo' | 'place' | 'access' | 'doneOn' | 'keptUntil';
  readonly zh: string;
  readonly hint?: string;
  /** A day: of what was done, today or before; of what is kept, still to come. */
  readonly day?: 'past' | 'ahead';
}
export interface Evidence { readonly points: readonly EvidencePoint[]; /** What is attached. */ readonly paper: string | null }

const doneOn = { name: 'doneOn', zh: '完成日期', day: 'past' } as const;

export const disposalEvidence: Readonly<Record<DisposalWay, Evidence>> = {
  delete: { points: [{ name: 'scope', zh: '删除的范围', hint: '系统、库表、文件，连同备份和副本。' }, { name: 'method', zh: '删除的办法', hint: '如删除并覆写、销毁介质。' }, doneOn], paper: '删除记录、日志或者截图' },
  return: { points: [{ name: 'scope', zh: '归还的范围' }, { name: 'returnedTo', zh: '归还给哪个岗位、怎样归还' }, doneOn], paper: '归还清单或者签收单' },
  seal: { points: [{ name: 'scope', zh: '封存的范围' }, { name: 'place', zh: '封存在何处、由哪个岗位保管' }, { name: 'access', zh: '何种情形可以启封、由谁批准' }, doneOn], paper: '封存清单' },
  keep: { points: [{ name: 'scope', zh: '留存的范围' }, { name: 'place', zh: '存在何处、怎样保护' }, { name: 'access', zh: '谁可以使用、用于什么' }, { name: 'keptUntil', zh: '留存至', day: 'ahead' }], paper: '留存依据的文件' },
  'nothing-stored': { points: [], paper: null },
};

/** 删除的范围：……；完成日期：……: what was stated, in one line. */
export function evidenceZh(way: DisposalWay, points: Readonly<Record<string, string>>): string {
  return disposalEvidence[way].points.flatMap(({ name, zh }) => (points[name] ? [`${zh}：${points[name]}`] : [])).join('；');
}
