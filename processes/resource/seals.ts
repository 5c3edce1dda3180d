import { textOfRow, type GrantSeen } from '../../platform/ledger/index.ts';
import { transact, type Db, type Reader } from '../../platform/postgres/database.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { At } from './store/at.ts';
import { bindingRefsAfter, bindingRefsGone, bindingsTouched, lockBindings, sealedBindings } from './store/sealed.ts';

const page = 500;

/** Providers' databases and what entries are bound to there, in pages by key: `ledger verify` compares them with their entries. */
export async function* bindingsForLedger(db: Reader): AsyncIterable<GrantSeen> {
  for await (const refs of pages(db)) {
    for (const row of await sealedBindings(db, refs)) yield { subject: `${row.region}-${row.id}`, rows: [{ name: row.of, text: textOfRow(row), seal: row.seal }] };
  }
}

/** Seals what was there before these rows bore a seal, and what a process of before has written since; as `sealGrants` does. */
export async function sealBindings(db: Db): Promise<void> {
  for await (const refs of pages(db)) {
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

async function* pages(db: Reader): AsyncIterable<readonly At[]> {
  for (let after: At | undefined; ; ) {
    const refs = await bindingRefsAfter(db, after, page);
    if (refs.length > 0) yield refs;
    after = refs.at(-1);
    if (refs.length < page) return;
  }
}
