import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { lockCase, type CaseRecord } from '../../platform/procedures/store/cases.ts';

export function ownCase(it: CaseRecord | undefined, actor: Actor): CaseRecord {
  return it?.kind === 'application' && it.requester === actor.org ? it : fail('CASE_NOT_FOUND');
}

/** The draft of my department, locked: a submission waits, or is seen. The next above types while there is no clerk. */
export async function ownDraft(tx: Tx, directory: Directory, actor: Actor, ref: string): Promise<CaseRecord> {
  const it = ownCase(await lockCase(tx, { region: ref.slice(0, 6), id: ref.slice(7) }), actor);
  const nearer = actor.post === 'clerk' ? [] : await directory.holdersOf(tx, actor.org, 'clerk', await directory.legalToday(tx));
  if (nearer.length > 0) fail('NEARER_POST_HELD', { act: '填写申请', may: '经办人' });
  if (it.state !== 'draft') fail('DRAFT_STALE');
  return it;
}
