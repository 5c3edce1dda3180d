import type { z } from 'zod';
import type { ApplicationDraft as DraftShape, ApplicationOwn as OwnShape, LinkageView } from '../../processes/application/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';

export type Own = z.infer<typeof OwnShape>;
export type Draft = z.infer<typeof DraftShape>;
export type Linkage = z.infer<typeof LinkageView>;
export type Item = Own['entry']['items'][number];

export const ownOf = (view: CaseView): Own => view.own as Own;
export const tiedZh: Readonly<Record<string, string>> = { basis: '使用依据', scenario: '使用场景', range: '使用范围', mode: '共享方式', term: '使用时限', condition: '目录条件' };
export const decisionZh: Readonly<Record<string, string>> = { agree: '同意', 'other-mode': '改方式', refuse: '不同意' };

export function termText(term: { readonly from?: string | undefined; readonly to?: string | null | undefined; readonly reason?: string | undefined } | undefined): string {
  if (!term?.from) return '—';
  return term.to ? `${term.from} 至 ${term.to}` : `${term.from} 起，长期${term.reason ? `（${term.reason}）` : ''}`;
}
