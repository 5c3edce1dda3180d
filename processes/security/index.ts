import type { Tx } from '../../platform/postgres/database.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { Template } from './contract.ts';
import * as store from './store.ts';

/** What later processes may use of security. */
export { assessmentProcess, assessmentTitle } from './assessment.ts';
export { incidentProcess, reportIncident, type IncidentReport } from './incident.ts';
export { scopeDigest } from './digest.ts';
export { templates } from './templates.ts';

/** How an assessment of this subject stands, seen from what the subject is now. */
export interface AssessmentSeen {
  readonly template: Template;
  readonly region: string;
  readonly caseId: string;
  /** standing: for exactly this; changed: it stands, or is under way, for something else by now; lapsed: no longer. */
  readonly as: 'standing' | 'changed' | 'under-way' | 'lapsed';
  readonly level: string | null;
  readonly secrecy: string | null;
}

/** The newest assessment of each template for this subject, those that stand for `digest` first. */
export async function assessmentsFor(tx: Tx, region: string, subject: string, digest: string): Promise<AssessmentSeen[]> {
  const seen = new Map<Template, AssessmentSeen>();
  for (const row of await store.assessmentsOf(tx, region, subject)) {
    if (row.lapsedOn && row.concludedOn === null) continue; // withdrawn before it was concluded: there is none
    const as = row.lapsedOn ? 'lapsed' : !row.standing ? 'under-way' : row.digest === digest ? 'standing' : 'changed';
    const known = seen.get(row.template);
    if (known && RANK[known.as] >= RANK[as]) continue;
    seen.set(row.template, { template: row.template, region: row.region, caseId: row.caseId, as, level: row.level, secrecy: row.secrecy });
  }
  return [...seen.values()];
}
const RANK = { standing: 3, 'under-way': 2, changed: 1, lapsed: 0 } as const;

/** Reading of 13 ¶1: assessments stand while items, grade and attribute do. What stood for something else lapses. */
export async function subjectChanged(tx: Tx, engine: EngineInside, region: string, subject: string, digest: string): Promise<void> {
  for (const row of await store.assessmentsOf(tx, region, subject)) {
    if (row.standing && row.digest !== digest) await engine.moveIfAny(tx, { region: row.region, id: row.caseId }, 'lapse', { clock: 'assessment.subject-changed' });
  }
}

/** The catalogue says that an entry is on line again, or gone: its incidents may be ended. */
export function entryNoLongerHidden(tx: Tx, region: string, entry: string): Promise<string[]> {
  return store.setHidden(tx, region, entry, false);
}

/** Until the danger is eliminated: incidents in these states hold what they name (35 ¶3). */
const HOLDS: ReadonlySet<string> = new Set(['reported', 'responding', 'contained']);

/** References of the incidents that name this grant and whose danger is not eliminated yet. */
export async function openIncidentsNaming(tx: Tx, { get }: { get(tx: Tx, ref: { readonly region: string; readonly id: string }): Promise<{ readonly state: string } | undefined> }, grant: { readonly region: string; readonly id: string }): Promise<string[]> {
  const open: string[] = [];
  for (const ref of await store.incidentsNaming(tx, grant)) {
    const it = await get(tx, ref);
    if (it && HOLDS.has(it.state)) open.push(`${ref.region}-${ref.id}`);
  }
  return open;
}
