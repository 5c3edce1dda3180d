import { refPages, textOfRow, type GrantSeen } from '../../platform/ledger/index.ts';
import { transact, type Db, type Reader } from '../../platform/postgres/database.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { bindingRefsAfter, bindingRefsGone, bindingsTouched, lockBindings, sealedBindings } from './store/sealed.ts';

/** Providers' databases and what entries are bound to there, in pages by key: `ledger verify` compares them with their entries. */
export async function* bindingsForLedger(db: Reader): AsyncIterable<GrantSeen> {
  for await (const refs of refPages(db, bindingRefsAfter)) {
    for (const row of await sealedBindings(db, refs)) yield { subject: `${row.region}-${row.id}`, rows: [{ name: row.of, text: textOfRow(row), seal: row.seal }] };
  }
}

/** Seals what was there before these rows bore a seal, and what a process of before has written since; as `sealGrants` does. */
export async function sealBindings(db: Db): Promise<void> {
  for await (const refs of refPages(db, bindingRefsAfter)) {
    await transact(db, async (tx) => {
      await lockBindings(tx, refs);
      await bindingsTouched(tx, refs);
    });
  }
}

/** Of these, by reference, those that the database knows nothing of. */
export async function bindingsGone(db: Reader, subjects: readonly string[]): Promise<readonly string[]> {
  return (await bindingRefsGone(db, subjects.map(parseRef))).map((ref) => `${ref.region}-${ref.id}`);
}
