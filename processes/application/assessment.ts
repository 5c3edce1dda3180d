import type { Tx } from '../../platform/postgres/database.ts';
import type { EntryBody } from '../catalog/contract.ts';
import { assessmentsFor, scopeDigest } from '../security/index.ts';
import type { ApplicationDraft } from './contract.ts';

export interface AssessmentView {
  readonly needed: boolean;
  readonly standing: boolean;
  readonly ref: string | null;
  readonly note: string;
  /** What a new one would assess: exactly the use that is applied for (PIPL 56). */
  readonly scope: Parameters<typeof scopeDigest>[0];
}

/** PIPL 55, 56: who is to handle sensitive personal information assesses first, for this purpose and this way of handling. */
export async function assessmentSeen(tx: Tx, it: { readonly region: string; readonly id: string }, entry: EntryBody, wanted: ApplicationDraft): Promise<AssessmentView> {
  const items = entry.items.filter((item) => wanted.items?.includes(item.n));
  const needed = items.some((item) => item.personal === 'sensitive');
  const scope = {
    items: items.map(({ field, name, type, sensitivity, personal, identifier }) => ({ field, name, type, sensitivity, personal, identifier })),
    grade: entry.grade, attribute: entry.sharing.attribute, purpose: wanted.purpose ?? '', mode: wanted.mode ?? '',
  };
  if (!needed) return { needed, standing: false, ref: null, note: '所选数据项不含敏感个人信息，无需评估', scope };
  const seen = (await assessmentsFor(tx, it.region, it.id, scopeDigest(scope))).find((one) => one.template === 'privacy');
  const notes = { standing: '评估有效', changed: '数据项、用途或者方式已变化，须重新评估', 'under-way': '评估正在办理', lapsed: '评估已失效，须重新评估' } as const;
  return {
    needed, standing: seen?.as === 'standing', ref: seen ? `${seen.region}-${seen.caseId}` : null,
    note: seen ? notes[seen.as] : '含敏感个人信息，须先完成个人信息保护影响评估', scope,
  };
}
