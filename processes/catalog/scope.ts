import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { assessmentsFor, scopeDigest, type AssessmentSeen } from '../security/index.ts';
import type { CatalogOwn, EntryDraft } from './contract.ts';
import { holdsPersonal } from './draft/problems.ts';
import type { DraftRecord } from './store/drafts.ts';

/** Art. 13 ¶1: “应当依法开展保密风险、个人信息保护影响等评估”; earlier ones stand while items, grade and attribute do. */

/** What of a draft is assessed. */
export function scopeOf(body: EntryDraft): Parameters<typeof scopeDigest>[0] {
  return {
    items: (body.items ?? []).map((item) => ({
      field: item.field ?? '', name: item.name ?? '', type: item.type ?? '', sensitivity: item.sensitivity ?? '', personal: item.personal ?? 'none', identifier: item.identifier ?? null,
    })),
    grade: body.grade ?? '',
    attribute: body.sharing?.attribute ?? '',
  };
}

type Need = CatalogOwn['assessments'][number];
const NOTES: Readonly<Record<AssessmentSeen['as'], string>> = {
  standing: '有效', changed: '数据项、分级或者共享属性已变化，须重新评估', 'under-way': '评估正在办理', lapsed: '已失效，须重新评估',
};

/** Which assessments this draft needs, and how each stands. */
export async function assessmentsNeeded(tx: Tx, draft: DraftRecord): Promise<(Need & { readonly seen: AssessmentSeen | undefined })[]> {
  const seen = await assessmentsFor(tx, draft.region, draft.entry, scopeDigest(scopeOf(draft.body)));
  return ([['secrecy', '保密风险', true], ['privacy', '个人信息保护影响', holdsPersonal(draft.body)]] as const).map(([template, zh, needed]) => {
    const one = seen.find((each) => each.template === template);
    return {
      template, zh: `${zh}评估`, ref: one ? `${one.region}-${one.caseId}` : null, number: null, standing: one?.as === 'standing', underWay: one?.as === 'under-way', needed,
      note: one ? NOTES[one.as] : needed ? '尚未评估' : '不含个人信息，无需评估', seen: one,
    };
  });
}

/** @throws ASSESSMENT_MISSING, ASSESSMENT_LAPSED */
export async function requireAssessments(tx: Tx, draft: DraftRecord): Promise<void> {
  for (const need of await assessmentsNeeded(tx, draft)) {
    if (!need.needed || need.standing) continue;
    fail(need.seen?.as === 'changed' || need.seen?.as === 'lapsed' ? 'ASSESSMENT_LAPSED' : 'ASSESSMENT_MISSING', { assessment: need.zh });
  }
}

/** 3 ¶1: an assessment that found a secret closes the door, whatever the form says. @throws ENTRY_SECRET */
export async function requireNotSecret(tx: Tx, draft: DraftRecord): Promise<void> {
  const seen = await assessmentsFor(tx, draft.region, draft.entry, scopeDigest(scopeOf(draft.body)));
  if (seen.some((one) => one.as === 'standing' && one.secrecy !== null && one.secrecy !== 'none')) fail('ENTRY_SECRET');
}

/** The case's own key of its entry. */
export function entryOf(it: Pick<Case, 'region' | 'facts'>): { region: string; entry: string } {
  return { region: it.region, entry: it.facts['entry'] ?? fail('FACT_FOREIGN', { fact: 'entry' }) };
}
