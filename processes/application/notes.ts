import type { Noted, Notes } from '../../platform/procedures/process.ts';
import { notedApplication, type NotedApplication, type ProposalCount } from './store.ts';

/** 经办人已拟：部分同意: what awaits the head's decision, on the provider's own lists alone; nobody else knows of a proposal.
 * 使用依据：就业促进法第三十五条: what the requester's own head consents to. */
export const applicationNotes: Notes<NotedApplication> = { asks: notedApplication, says };

function says(found: NotedApplication | null, it: Noted, viewer: string): string | null {
  if (found?.length === 3) {
    const [agreed, otherwise, refused] = found;
    return it.provider !== viewer || agreed + otherwise + refused === 0 ? null : `经办人已拟：${inBrief({ agreed, otherwise, refused })}`;
  }
  return it.requester !== viewer || found?.[0] == null ? null : `使用依据：${found[0]}${found[1] ?? ''}`;
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
