import { fail } from '../../law/errors.ts';
import { disputableWhen, disputableZh, procedureOf, type Disputable } from '../../law/dispute-effects.ts';
import { stateZh } from '../../law/words.ts';
import { findProcedure } from '../../law/procedures/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { readCase, readParties } from '../../platform/procedures/store/cases.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { getEntry } from '../catalog/index.ts';

/** What a dispute is about, with its two sides: for a reflux the receiver and the sender, for an entry whoever contests it. */
export interface Subject { readonly kind: Disputable; readonly region: string; readonly id: string; readonly title: string; readonly number: string | null; readonly state: string; readonly requester: string; readonly provider: string }

/** @throws DISPUTE_SUBJECT_UNKNOWN also where it is there and the organisation has no part in it */
export async function subjectOf(tx: Tx, kind: Disputable, ref: { readonly region: string; readonly id: string }, org: string): Promise<Subject> {
  if (kind === 'entry') {
    const entry = await getEntry(tx, ref.region, ref.id);
    if (entry.state !== 'published' || entry.provider === org) return fail('DISPUTE_SUBJECT_UNKNOWN');
    return { kind, ...ref, title: entry.name, number: entry.code, state: entry.state, requester: org, provider: entry.provider };
  }
  const found = await readCase(tx, ref);
  if (found === undefined || found.kind !== procedureOf(kind) || (found.privateTo !== null && found.privateTo !== org)) return fail('DISPUTE_SUBJECT_UNKNOWN');
  const others = await readParties(tx, ref);
  const party = (name: string) => others.find((one) => one.party === name)?.org;
  const [requester, provider] = kind === 'reflux' ? [party('receiver'), party('sender')] : [found.requester ?? party('requester'), found.provider];
  // One change of a service touches many requesters: each disputes for itself.
  const mine = kind === 'service-change' && org !== provider && others.some((one) => one.party === 'requester' && one.org === org) ? org : requester;
  if (mine == null || provider == null || (mine !== org && provider !== org)) return fail('DISPUTE_SUBJECT_UNKNOWN');
  return { kind, ...ref, title: found.title, number: found.number, state: found.state, requester: mine, provider };
}

/** Is there anything to quarrel about yet: an answer, or a clock that ran out without one? */
export async function mustBeDisputable(tx: Tx, engine: EngineInside, subject: Subject, today: PlainDate): Promise<void> {
  const when = disputableWhen[subject.kind];
  if (when.states.includes(subject.state)) return;
  for (const clock of when.overdue) {
    const due = await engine.dueOf(tx, subject, clock);
    if (due !== undefined && due < today) return;
  }
  const table = findProcedure(subject.kind);
  fail('DISPUTE_SUBJECT_NOT_YET', { what: `${disputableZh[subject.kind]}${table === undefined ? '' : `（${stateZh(table, subject.state)}）`}` });
}

export function hrefOf(kind: Disputable, ref: { readonly region: string; readonly id: string }): string {
  return kind === 'entry' ? `/catalog/${ref.region}/${ref.id}` : `/cases/${kind}/${ref.region}-${ref.id}`;
}
