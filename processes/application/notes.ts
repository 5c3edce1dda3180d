import type { Tx } from '../../platform/postgres/database.ts';
import type { Noted } from '../../platform/procedures/process.ts';
import { proposalCounts, type ProposalCount } from './store.ts';

/** 经办人已拟：同意 3 项，不同意 1 项: what awaits the head's decision, on the provider's own lists alone; nobody else knows of a proposal. */
export async function applicationNotes(tx: Tx, cases: readonly Noted[], viewer: string): Promise<ReadonlyMap<string, string>> {
  const proposed = cases.filter((it) => it.state === 'reply' && it.provider === viewer);
  if (proposed.length === 0) return new Map();
  return new Map((await proposalCounts(tx, proposed)).map((one) => [one.id, `经办人已拟：${inWords(one)}`]));
}

export function inWords({ agreed, otherwise, refused }: Omit<ProposalCount, 'id'>): string {
  if (otherwise === 0 && refused === 0) return `同意全部 ${agreed} 项`;
  if (agreed === 0 && otherwise === 0) return `不同意全部 ${refused} 项`;
  return [[agreed, '同意'], [otherwise, '改方式同意'], [refused, '不同意']].flatMap(([count, zh]) => (count === 0 ? [] : [`${zh} ${count} 项`])).join('，');
}
