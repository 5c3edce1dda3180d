import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { GrantAt } from './records.ts';

/** Statements on `usage_reminded`: how far the requester of a grant was told of what is due on a day. */

/** By `region-id kind due`. Reads the primary key. */
export async function remindedOf(db: Reader, grants: readonly GrantAt[]): Promise<ReadonlyMap<string, number>> {
  if (grants.length === 0) return new Map();
  const rows = await db.selectFrom('usageReminded').select(['region', 'grantId', 'kind', 'dueOn', 'stage'])
    .where(sql<boolean>`(region, grant_id) in (select * from unnest(${grants.map((one) => one.region)}::text[], ${grants.map((one) => one.id)}::uuid[]))`).limit(20_000).execute();
  return new Map(rows.map((row) => [`${row.region}-${row.grantId} ${row.kind} ${row.dueOn}`, row.stage]));
}

/** False where this much was told already. */
export async function setReminded(tx: Tx, grant: GrantAt, told: { readonly kind: string; readonly due: string; readonly stage: number }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('usageReminded').values({ region: grant.region, grantId: grant.id, kind: told.kind, dueOn: told.due, stage: told.stage })
    .onConflict((same) => same.columns(['region', 'grantId', 'kind', 'dueOn']).doUpdateSet({ stage: told.stage }).where('usageReminded.stage', '<', told.stage)).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
