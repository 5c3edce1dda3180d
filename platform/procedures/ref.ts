import { fail } from '../../law/errors.ts';
import { CaseRef } from './contract.ts';
import type { Ref } from './store/case-record.ts';

/** `{region}-{uuid}` taken apart. What is no reference names no case. @throws CASE_NOT_FOUND */
export function parseRef(ref: string): Ref {
  if (!CaseRef.safeParse(ref).success) return fail('CASE_NOT_FOUND');
  return { region: ref.slice(0, 6), id: ref.slice(7) };
}

export const refOf = (ref: Ref): CaseRef => `${ref.region}-${ref.id}`;
