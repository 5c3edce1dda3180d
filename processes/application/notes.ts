import type { Tx } from '../../platform/postgres/database.ts';
import type { Noted } from '../../platform/procedures/process.ts';
import { firstBases, proposalCounts, type ProposalCount } from './store.ts';

/** 经办人已拟：部分同意: what awaits the head's decision, on the provider's own lists alone; nobody else knows of a proposal.
 * 使用依据：就业促进法第三十五条: what the requester's own head consents to. */
export async function applicationNotes(tx: Tx, cases: readonly Noted[], viewer: string): Promise<ReadonlyMap<string, string>> {
  const proposed = cases.filter((it) => it.state === 'reply' && it.provider === viewer);
  const wanted = cases.filter((it) => it.state === 'consent' && it.requester === viewer);
  const counts = proposed.length === 0 ? [] : await proposalCounts(tx, proposed);
  const bases = wanted.length === 0 ? [] : await firstBases(tx, wanted);
  return new Map([
    ...counts.map((one) => [one.id, `经办人已拟：${inBrief(one)}`] as const),
    ...bases.map((one) => [one.id, `使用依据：${one.name}${one.article ?? ''}`] as const),
  ]);
}

/** As a line of a list has room for. */
export function inBrief({ agreed, otherwise, refused }: Omit<ProposalCount, 'id'>): string {
  if (otherwise === 0 && refused === 0) return '同意';
  return agreed === 0 && otherwise === 0 ? '不同意' : '部分同意';
}

export function inWords({ agreed, otherwise, refused }: Omit<ProposalCount, 'id'>): string {
  if (otherwise === 0 && refused === 0) return `同意全部 ${agreed} 项`;
  if (agreed === 0 && otherwise === 0) return `不同意全部 ${refused} 项`;
  return [[agreed, '同意'], [otherwise, '改方式'], [refused, '不同意']].flatMap(([count, zh]) => (count === 0 ? [] : [`${zh} ${count} 项`])).join('，');
}
