import type { Change } from './store/drafts.ts';

export const CHANGE_ZH = { compile: '编制', update: '更新', withdraw: '下架' } as const;

/** What a case is called in lists. */
export function titleOf(change: Change, name: string): string {
  return change === 'compile' ? name : `${CHANGE_ZH[change]}《${name}》`;
}
