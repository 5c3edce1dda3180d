import type { ApplicationBody, Proposal } from './contract.ts';

/**
 * What a reply gives less of than was asked, in words; empty where it gives all. Art. 21 ¶2: “……不同意共享的，应当说明理由。”
 * A term that begins later counts only where it could have begun when asked.
 */
export function lessThanAsked(proposal: Proposal, asked: ApplicationBody, today: string): string[] {
  const kind = (it: { readonly mode: string; readonly serviceKind: string | null }): string => (it.mode === 'service' ? it.serviceKind ?? 'query' : '');
  const earlierEnd = proposal.term.to !== null && (asked.term.to === null || proposal.term.to < asked.term.to);
  const laterStart = proposal.term.from > (asked.term.from > today ? asked.term.from : today);
  return [
    ...(proposal.mode !== asked.mode || kind(proposal) !== kind(asked) ? ['共享方式'] : []),
    ...(proposal.otherWay != null && (proposal.otherWay.mode !== asked.mode || kind(proposal.otherWay) !== kind(asked)) ? ['部分数据项的共享方式'] : []),
    ...(earlierEnd || laterStart ? ['使用时限'] : []),
    ...(proposal.quota.perDay < asked.frequency.perDay || proposal.quota.perMinute < asked.frequency.perMinute ? ['调用次数'] : []),
    ...(proposal.rowFilter.length > 0 ? ['行范围'] : []),
  ];
}
