import { sql } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { AgreementBody, Ref, RowCondition } from './agreement.ts';

/** A grant that ever gave data of an entry, also one that has ended since: who may have received its records (26 ¶2). */
export interface EverGiven extends Ref {
  readonly requester: string; readonly mode: string; readonly items: readonly number[]; readonly rowFilter: readonly RowCondition[];
  /** Items whose values are answered otherwise than they are. */
  readonly masked: readonly number[];
}

/** All of an entry, in order of (region, id), at most 20,000; those never delivered gave nothing. Reads index agreement_entry. */
export async function everGivenOn(db: Reader, entryRegion: string, entry: string, requester?: string): Promise<EverGiven[]> {
  let query = db.selectFrom('agreement').select(['region', 'id', 'requester', 'body']).where('entryRegion', '=', entryRegion).where('entry', '=', entry)
    .where((eb) => eb.or([eb('deliveredOn', 'is not', null), eb('state', 'in', ['delivered', 'active', 'suspended', 'mended', 'held', 'disposing', 'reported', 'disposed'])]));
  if (requester !== undefined) query = query.where('requester', '=', requester);
  const rows = await query.orderBy('region').orderBy('id').limit(20_000).execute();
  return rows.map(({ body, ...row }) => {
    const { mode, items, rowFilter, masks } = body as AgreementBody;
    return { ...row, mode, items: items.map((item) => item.n), rowFilter, masked: Object.entries(masks).filter(([, mask]) => mask !== 'none').map(([n]) => Number(n)) };
  });
}

/** Whether this department was ever given data of the entry, and so may have seen a record of it. */
export async function hasEverHeld(db: Reader, entryRegion: string, entry: string, requester: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (select from agreement where entry_region = ${entryRegion} and entry = ${entry}::uuid and requester = ${requester} and (delivered_on is not null or state in ('delivered', 'active'))) as held`.execute(db);
  return rows[0]?.held === true;
}
