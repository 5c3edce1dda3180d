import { grantEntry, sealsRows } from '../../../platform/ledger/index.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from './ref.ts';
import { nameOfRow, sealedRowsOf, writeSeals, type GrantRow } from './sealed.ts';

const touched = sealsRows<GrantRow>({ name: 'grant seals', until: 'until', nameOf: nameOfRow, read: sealedRowsOf, write: writeSeals, entry: grantEntry });

/** Before a row that bears a seal is written (platform/ledger/row-seals.ts). Answers the names of those that were altered past the platform. */
export function grantTouched(tx: Tx, ref: Ref): Promise<Set<string>> {
  return touched(tx, ref);
}

/** The same of many, in one statement. At most 1,000. */
export async function grantsTouched(tx: Tx, refs: readonly Ref[]): Promise<void> {
  await touched(tx, ...refs);
}
