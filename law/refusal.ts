import { basisKinds, noReasonIn, refusalReasons } from './codes/reasons.ts';
import type { RefusalReason } from './codes/reasons.ts';

/** A reason as the provider states it, for an item or for the whole application. */
export interface StatedReason {
  readonly category: RefusalReason | null;
  readonly reasons: string;
  readonly basis: readonly { readonly kind: string; readonly name: string; readonly article: string; readonly text: string }[];
}

/** What of the application decides which reasons are open. */
export interface RefusedApplication {
  readonly attribute: string; // sharing attribute by which it is answered
  readonly unanswered: boolean; // of what was asked for, once, some is not supplied (21.2)
  readonly spent: readonly string[]; // the reasons that settlements and decisions have spent (28)
}

export type RefusalFault =
  | { readonly code: 'REFUSAL_NEEDS_REASONS' | 'REFUSAL_BASIS_MISSING' | 'REFUSAL_MATERIAL_NOT_ASKED' | 'REFUSAL_GROUND_SPENT' }
  | { readonly code: 'REFUSAL_UNCONDITIONAL'; readonly category: string }
  | { readonly code: 'REFUSAL_REASON_NOT_ALLOWED'; readonly reason: string };

/**
 * What is wrong with a reason for not agreeing; null where nothing is.
 * Art. 21.2: “政务数据需求部门提交的申请材料不全的……应当一次性告知其需要补充的材料，不得直接予以拒绝。政务数据提供部门不同意共享的，应当说明理由。”
 * Art. 14.1(3): only a 法律, 行政法规 or 国务院决定 forbids, and it is named with its article and sentence.
 */
export function refusalFault(stated: StatedReason, of: RefusedApplication): RefusalFault | null {
  const reason = refusalReasons.codes.find((one) => one.code === stated.category);
  if (reason === undefined || stated.reasons.trim().length < 4) return { code: 'REFUSAL_NEEDS_REASONS' };
  if (of.attribute === 'unconditional' && !reason.unconditional) return { code: 'REFUSAL_UNCONDITIONAL', category: reason.zh };
  if (reason.needsBasis && !stated.basis.some(forbids)) return { code: 'REFUSAL_BASIS_MISSING' };
  if (reason.code === 'not-supplied' && !of.unanswered) return { code: 'REFUSAL_MATERIAL_NOT_ASKED' };
  const none = reason.code === 'not-supplied' ? undefined : noReasonIn(stated.reasons);
  if (none !== undefined) return { code: 'REFUSAL_REASON_NOT_ALLOWED', reason: none };
  if (of.spent.includes(reason.code)) return { code: 'REFUSAL_GROUND_SPENT' };
  return null;
}

function forbids(cited: StatedReason['basis'][number]): boolean {
  const kind = basisKinds.codes.find((one) => one.code === cited.kind);
  return kind?.forbids === true && [cited.name, cited.article, cited.text].every((text) => text.trim() !== '');
}

/** The reasons that are open for this application, in the order of the list. */
export function reasonsOpen(of: RefusedApplication): readonly { readonly code: RefusalReason; readonly zh: string; readonly article: string }[] {
  return refusalReasons.codes
    .filter((one) => (of.attribute !== 'unconditional' || one.unconditional) && (one.code !== 'not-supplied' || of.unanswered) && !of.spent.includes(one.code))
    .map(({ code, zh, article }) => ({ code, zh, article }));
}
