import { fail } from '../../law/errors.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import type { Citation } from '../catalog/contract.ts';
import type { RefusalCategory } from './contract.ts';
import type { ApplicationRow } from './store.ts';

/**
 * 21 ¶2: “政务数据提供部门不同意共享的，应当说明理由。” These are the reasons the text allows, with where each stands.
 * Missing material that was not asked for, no resource, no interface, a system under construction, a superior's
 * approval pending are none. `unconditional`: whether it may meet data that all departments may use (14 ¶1(1)): there
 * neither range and purpose nor "other" may (reading).
 */
export const refusalReasons: Readonly<Record<RefusalCategory, { readonly zh: string; readonly basis: string; readonly basisZh: string; readonly unconditional: boolean }>> = {
  duty: { zh: '不属于履行职责需要', basis: '20.2', basisZh: '第三条第二款、第二十条第二款', unconditional: true },
  range: { zh: '超出目录所列共享范围或者用途', basis: '15.2', basisZh: '第十五条第二款', unconditional: false },
  forbidden: { zh: '法律、行政法规、国务院决定禁止', basis: '14.1(3)', basisZh: '第十四条第一款第（三）项', unconditional: true },
  'not-held': { zh: '本部门不掌握该数据', basis: '17.2', basisZh: '第十七条第二款', unconditional: true },
  'not-supplied': { zh: '一次性告知后未补正', basis: '21.2', basisZh: '第二十一条第二款', unconditional: true },
  other: { zh: '其他理由', basis: '21.2', basisZh: '第二十一条第二款', unconditional: false },
};

export interface StatedReason { readonly category: RefusalCategory | null; readonly reasons: string; readonly basis: readonly Citation[] }

/** @throws where the reason is none that the Regulation allows for this application */
export function refuseReason(it: ApplicationRow, now: Pick<Moving, 'facts'>, stated: StatedReason): void {
  const { category } = stated;
  if (category === null || stated.reasons.trim().length < 4) fail('REFUSAL_NEEDS_REASONS');
  const reason = refusalReasons[category];
  if (now.facts['attribute'] === 'unconditional' && !reason.unconditional) fail('REFUSAL_UNCONDITIONAL', { category: reason.zh });
  if (category === 'forbidden' && !stated.basis.some(isLaw)) fail('REFUSAL_BASIS_MISSING');
  if (category === 'not-supplied' && it.points.length === 0) fail('REFUSAL_MATERIAL_NOT_ASKED');
  if (now.facts['spent'] === category) fail('REFUSAL_GROUND_SPENT');
}

/** Only a 法律, 行政法规 or 国务院决定, with its article and the sentence that forbids. */
function isLaw(cited: Citation): boolean {
  return ['law', 'regulation', 'decision'].includes(cited.kind) && cited.name !== '' && cited.article !== '' && cited.text !== '';
}

/** What the provider may choose from, for this application. */
export function reasonsAllowed(attribute: string | undefined, asked: boolean): { category: RefusalCategory; zh: string; basisZh: string }[] {
  return (Object.entries(refusalReasons) as [RefusalCategory, (typeof refusalReasons)[RefusalCategory]][])
    .filter(([category, one]) => (attribute !== 'unconditional' || one.unconditional) && (category !== 'not-supplied' || asked))
    .map(([category, { zh, basisZh }]) => ({ category, zh, basisZh }));
}
