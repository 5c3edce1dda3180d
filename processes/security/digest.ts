import { createHash } from 'node:crypto';
import { canonical } from '../../platform/ledger/canonical.ts';
import type { Scope } from './contract.ts';

/**
 * Fingerprint of what was assessed: items with their sensitivity, grade, attribute; for a use purpose and mode.
 * The order of items says nothing. Equal fingerprints: an earlier assessment still stands (reading of 13 ¶1).
 */
export function scopeDigest(scope: Scope): string {
  const items = [...scope.items].map((item) => ({ ...item })).sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0));
  return createHash('sha256').update(canonical({ items, grade: scope.grade, attribute: scope.attribute, purpose: scope.purpose ?? null, mode: scope.mode ?? null })).digest('hex');
}
