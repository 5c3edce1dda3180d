import type { IdentifierKind } from '../../law/codes/grading.ts';
import type { EntryItem } from '../catalog/contract.ts';

/** Kinds of identifier among these items. */
export function identifying(items: readonly EntryItem[]): IdentifierKind[] {
  return [...new Set(items.flatMap((item) => (item.identifier === null ? [] : [item.identifier as IdentifierKind])))];
}

/** Who asks a service by a key knows it, whether it is granted or not; a batch or file has no keys. No way chosen yet: as a service. */
export function keyKinds(items: readonly EntryItem[], mode: string | undefined): IdentifierKind[] {
  return mode === undefined || mode === 'service' ? identifying(items.filter((item) => item.key)) : [];
}
