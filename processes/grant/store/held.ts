import { readCase } from '../../../platform/procedures/store/cases.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { IdentifierKind, Sensitivity } from '../../../law/codes/grading.ts';
import type { Holding } from '../../../law/linkage.ts';
import type { EntryItem } from '../../catalog/contract.ts';
import { runningStates, type AgreementBody } from './agreement.ts';

/** What a department holds under grants in force. By index agreement_of_requester; `limit` is rows, 1000 at most. */
export interface Held { readonly region: string; readonly id: string; readonly entryRegion: string; readonly entry: string; readonly name: string; readonly provider: string; readonly purpose: string; readonly items: readonly EntryItem[]; readonly keyKinds: readonly string[] }

export async function heldBy(db: Reader, requester: string): Promise<Held[]> {
  const rows = await db.selectFrom('agreement').select(['region', 'id', 'entryRegion', 'entry', 'provider', 'purpose', 'body'])
    .where('requester', '=', requester).where('state', 'in', runningStates).orderBy('region').orderBy('id').limit(1000).execute();
  return rows.map(({ body, ...row }) => {
    const { entryName, items, keyKinds } = body as AgreementBody;
    return { ...row, name: entryName, items, keyKinds: keyKinds ?? [] };
  });
}

/** The same, as the rule of linkage sees it (25 ¶2). */
export function holdingsOf(held: readonly Held[]): Holding[] {
  return held.map((one) => ({
    entry: one.entry, name: one.name, keys: one.keyKinds as readonly IdentifierKind[],
    items: one.items.map(({ n, name, sensitivity, identifier }) => ({ n, name, sensitivity: sensitivity as Sensitivity, identifier: identifier as IdentifierKind | null })),
  }));
}

export interface Same { readonly requester: string; readonly entryRegion: string; readonly entry: string; readonly items: readonly number[]; readonly purpose: string }

/** A running grant of the same entry and purpose that covers all items asked for; its number. */
export async function findRunningSame(db: Reader, wanted: Same): Promise<{ readonly number: string } | undefined> {
  const held = await heldBy(db, wanted.requester);
  const same = held.find((one) => one.entryRegion === wanted.entryRegion && one.entry === wanted.entry && one.purpose.trim() === wanted.purpose.trim()
    && wanted.items.every((n) => one.items.some((item) => item.n === n)));
  return same && { number: (await readCase(db, same))?.number ?? `${same.region}-${same.id}` };
}
