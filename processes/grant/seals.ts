import { refPages, textOfRow, type GrantSeen } from '../../platform/ledger/index.ts';
import { transact, type Db, type Reader } from '../../platform/postgres/database.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { agreementsGone, lockSealedRows, nameOfRow, sealedRefsAfter, sealedRowsOf } from './store/sealed.ts';
import { grantsTouched } from './store/touched.ts';

/** Grants and sandboxes with the rows that gateways obey, in pages by key: `ledger verify` compares them with their entries. */
export async function* grantsForLedger(db: Reader): AsyncIterable<GrantSeen> {
  for await (const refs of refPages(db, sealedRefsAfter)) {
    const rows = await sealedRowsOf(db, refs);
    const bySubject = new Map<string, GrantSeen['rows']>(refs.map((ref) => [`${ref.region}-${ref.id}`, []]));
    for (const row of rows) {
      const subject = `${row.region}-${row.id}`;
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), { name: nameOfRow(row), text: textOfRow(row), seal: row.seal }]);
    }
    for (const [subject, own] of bySubject) yield { subject, rows: own };
  }
}

/**
 * Seals what was there before there were seals, and what a process of before has written since: whatever does not bear its seal, with an entry
 * of the ledger for each grant. Only before and in the time in which a seal may lack; may be cut off anywhere and begun again.
 */
export async function sealGrants(db: Db): Promise<void> {
  for await (const refs of refPages(db, sealedRefsAfter)) {
    await transact(db, async (tx) => {
      await lockSealedRows(tx, refs);
      await grantsTouched(tx, refs);
    });
  }
}

/** Of these grants, by reference, those of which nothing was agreed as far as the database knows. */
export async function grantsGone(db: Reader, subjects: readonly string[]): Promise<readonly string[]> {
  return (await agreementsGone(db, subjects.map(parseRef))).map((ref) => `${ref.region}-${ref.id}`);
}
