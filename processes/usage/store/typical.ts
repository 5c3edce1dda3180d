import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

/** Statements on `usage_typical`. */
export interface TypicalRow {
  readonly region: string; readonly id: string; readonly entry: string; readonly grantId: string; readonly requester: string; readonly provider: string; readonly entryName: string;
  readonly title: string; readonly text: string; readonly matters: number; readonly papers: number; readonly org: string; readonly person: string; readonly onDay: string;
}
const shown = ['region', 'id', 'grantId', 'requester', 'provider', 'entryName', 'title', 'text', 'matters', 'papers', 'org', 'onDay'] as const;

/** False where the record is one already. */
export async function addTypical(tx: Tx, row: TypicalRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('usageTypical').values(row).onConflict((same) => same.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Those that stand, newest first, keyset on (on_day, id), by index usage_typical_newest. */
export async function typicalNewest(db: Reader, of: { readonly q?: string | undefined; readonly after?: { readonly on: string; readonly id: string } | undefined; readonly limit: number }) {
  let query = db.selectFrom('usageTypical').select(shown).where('withdrawnOn', 'is', null);
  const like = of.q ? `%${of.q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : undefined;
  if (like) query = query.where((e) => e.or([e('title', 'like', like), e('text', 'like', like), e('entryName', 'like', like)]));
  if (of.after) query = query.where(sql<boolean>`(on_day, id) < (${of.after.on}::date, ${of.after.id}::uuid)`);
  return query.orderBy('onDay', 'desc').orderBy('id', 'desc').limit(of.limit).execute();
}

/** Records of a grant that stand as typical cases. */
export async function typicalOf(db: Reader, grant: { readonly region: string; readonly id: string }): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('usageTypical').select('entry').where('region', '=', grant.region).where('grantId', '=', grant.id).where('withdrawnOn', 'is', null).limit(500).execute();
  return new Set(rows.map((row) => row.entry));
}

/** By who made it known, once. */
export async function withdrawTypical(tx: Tx, at: { readonly region: string; readonly id: string }, by: { readonly org: string; readonly onDay: string; readonly reason: string }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('usageTypical').set({ withdrawnOn: by.onDay, withdrawnBecause: by.reason })
    .where('region', '=', at.region).where('id', '=', at.id).where('org', '=', by.org).where('withdrawnOn', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}
