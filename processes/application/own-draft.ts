import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { mustBeNearest } from '../../platform/procedures/nearer-post.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { CaseRecord } from '../../platform/procedures/store/case-record.ts';
import { lockCase } from '../../platform/procedures/store/cases.ts';

export function ownCase(it: CaseRecord | undefined, actor: Actor): CaseRecord {
  return it?.kind === 'application' && it.requester === actor.org ? it : fail('CASE_NOT_FOUND');
}

/** The draft of my department, locked: a submission waits, or is seen. */
export async function ownDraft(tx: Tx, directory: Directory, actor: Actor, ref: string): Promise<CaseRecord> {
  const it = ownCase(await lockCase(tx, parseRef(ref)), actor);
  await mustBeNearest(tx, directory, actor, 'clerk', '填写申请');
  if (it.state !== 'draft') fail('DRAFT_STALE');
  return it;
}
