import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { mustBeNearest } from '../../platform/procedures/nearer-post.ts';
import { partiesOf, type Parties } from '../../platform/procedures/parties.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { maySee } from '../../platform/procedures/reach.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { CaseRecord } from '../../platform/procedures/store/case-record.ts';
import { lockCase, readCase, readParties } from '../../platform/procedures/store/cases.ts';
import { correction } from '../../law/procedures/correction.ts';
import * as store from './store/corrections.ts';

/** From which side an organisation looks at a correction, the nearest first: it decides which records, and how much of each, it sees. */
export type Side = 'requester' | 'provider' | 'source' | 'authority' | 'receiver';

export function sideOf(it: Pick<Case, 'requester' | 'provider'> & { readonly parties: Parties }, org: string): Side | undefined {
  if (it.requester === org) return 'requester';
  if (it.provider === org) return 'provider';
  const roles = Object.entries(it.parties).filter(([, orgs]) => orgs.includes(org)).map(([party]) => party.split('@')[0]);
  if (roles.includes('department')) return 'source';
  if (roles.some((role) => role === 'authority' || role === 'upper' || role === 'forum' || role === 'copied')) return 'authority';
  return roles.includes('receiver') ? 'receiver' : undefined;
}

export interface Seen { readonly row: CaseRecord; readonly it: store.CorrectionRecord; readonly side: Side; readonly at: store.At }

/** The correction as a person sees it; to anybody else it is absent. `lock`: it is about to be changed. @throws CORRECTION_NOT_FOUND */
export async function seen(tx: Tx, actor: Actor, ref: string, lock = false): Promise<Seen> {
  const at = parseRef(ref);
  const row = lock ? await lockCase(tx, at) : await readCase(tx, at);
  if (row === undefined || row.kind !== 'correction') return fail('CORRECTION_NOT_FOUND');
  const parties = partiesOf(correction, row, await readParties(tx, at));
  const side = maySee(row, parties, actor) ? sideOf({ ...row, parties }, actor.org) : undefined;
  const it = side === undefined ? undefined : await store.findCorrection(tx, at);
  return it === undefined || side === undefined ? fail('CORRECTION_NOT_FOUND') : { row, it, side, at };
}

/** The draft of my department, locked. @throws CORRECTION_NOT_FOUND, CORRECTION_DRAFT_STALE, NEARER_POST_HELD */
export async function ownDraft(tx: Tx, directory: Directory, actor: Actor, ref: string): Promise<Seen> {
  const it = await seen(tx, actor, ref, true);
  if (it.side !== 'requester') return fail('CORRECTION_NOT_FOUND');
  await mustBeNearest(tx, directory, actor, 'clerk', '填写校核申请');
  if (it.row.state !== 'draft' || it.it.rule !== null) fail('CORRECTION_DRAFT_STALE');
  return it;
}

/** The correction that my department verifies, locked. @throws CORRECTION_NOT_FOUND, CORRECTION_NOT_ANSWERING, NEARER_POST_HELD */
export async function toAnswer(tx: Tx, directory: Directory, actor: Actor, ref: string): Promise<Seen> {
  const it = await seen(tx, actor, ref, true);
  if (it.side !== 'provider') return fail('CORRECTION_NOT_FOUND');
  await mustBeNearest(tx, directory, actor, 'clerk', '填写核实结果');
  if (it.row.state !== 'received') fail('CORRECTION_NOT_ANSWERING');
  return it;
}
