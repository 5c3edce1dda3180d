import { fail } from '../../law/errors.ts';
import { addDays, plainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { agreementOf } from '../grant/index.ts';
import type { ApplicationDraft } from './contract.ts';

/**
 * 续期: a new application that names the grant it takes over from. What was agreed then is filled in, the term only as far
 * as it follows: it begins on the day after the old one ends, so that calls go on without a gap.
 */
export async function draftFromGrant(tx: Tx, renews: string, requester: string, entryRegion: string, entry: string): Promise<ApplicationDraft> {
  const old = await agreementOf(tx, renews);
  if (!old || old.requester !== requester || old.entry !== entry || old.entryRegion !== entryRegion) return fail('RENEWAL_FOREIGN');
  const { body } = old;
  return {
    renews, items: body.items.map((item) => item.n), purpose: old.purpose, range: body.range, mode: body.mode, serviceKind: body.serviceKind,
    systems: body.systems.map((name) => ({ name, addresses: [...body.addresses] })), signedOnce: body.signedOnce === true, frequency: { ...body.quota },
    ...(old.termTo === null ? {} : { term: { from: addDays(plainDate(old.termTo), 1) } }),
  };
}
