import { grant } from '../../law/procedures/grant.ts';
import type { Notes } from '../../platform/procedures/process.ts';
import { notedGrant, type Until } from './store/lists.ts';
import { isUnused } from './unused.ts';

const states: Readonly<Record<string, { readonly zh: string }>> = grant.states;

/** 使用中，至 2027-03-31: until when it may be used, must be mended, must be disposed of. */
export const grantNotes: Notes<Until> = {
  asks: notedGrant,
  says: (found, it) => {
    const until = isUnused(it) ? '长期未使用，待确认' : untilOf(it.state, found);
    return until === null ? null : `${states[it.state]?.zh ?? it.state}，${until}`;
  },
};

/** Of this state, on these dates; null: nothing ends by itself. */
export function untilOf(state: string, dates: Until | null): string | null {
  if (dates === null) return null;
  if (state === 'active' || state === 'delivered') return dates.termTo === null ? '使用时限未定终日' : `使用至 ${dates.termTo}`;
  if (state === 'suspended' && dates.mendBy !== null) return `须于 ${dates.mendBy} 前整改`;
  return state === 'disposing' && dates.disposeBy !== null ? `须于 ${dates.disposeBy} 前处置` : null;
}
