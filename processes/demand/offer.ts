import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { getEntry, normal } from '../catalog/index.ts';
import type { DemandDraft } from './contract.ts';
import * as store from './store.ts';

/** What a demand says of the application that follows it: nothing that was stated is asked again. */
export interface Offer { readonly body: DemandDraft; /** Numbers of the entry's items that were wanted, by name. */ readonly items: readonly number[] }

/** The demand of this department that was matched to this entry. @throws DEMAND_NOT_MATCHED also where it is another's */
export async function offerOf(tx: Tx, demand: string, requester: string, entry: { readonly region: string; readonly id: string }): Promise<Offer> {
  const row = await store.findDemand(tx, parseRef(demand));
  if (row === undefined || row.requester !== requester || row.stage !== 'over' || row.entry !== entry.id || row.entryRegion !== entry.region) return fail('DEMAND_NOT_MATCHED');
  const wanted = new Set((row.body.items ?? []).map((item) => normal(item.name)));
  const { body } = await getEntry(tx, entry.region, entry.id);
  return { body: row.body, items: body.items.filter((item) => wanted.has(normal(item.name))).map((item) => item.n) };
}
