import { json } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface LocalRuleRow { readonly id: string; readonly body: unknown; readonly madeBy: string; readonly madeAt: string; readonly withdrawnAt: string | null }

/** Rules of a region that stand, oldest first. */
export async function localRules(tx: Reader, region: string): Promise<readonly LocalRuleRow[]> {
  return tx.selectFrom('localRule').select(['id', 'body', 'madeBy', 'madeAt', 'withdrawnAt'])
    .where('region', '=', region).where('withdrawnAt', 'is', null).orderBy('madeAt').orderBy('id').limit(1000).execute();
}

export async function addLocalRule(tx: Tx, row: { region: string; id: string; body: unknown; madeBy: string }): Promise<void> {
  await tx.insertInto('localRule').values({ ...row, body: json(row.body) }).execute();
}

export async function withdrawLocalRule(tx: Tx, region: string, id: string, by: string): Promise<boolean> {
  const done = await tx.updateTable('localRule').set({ withdrawnBy: by, withdrawnAt: new Date().toISOString() })
    .where('region', '=', region).where('id', '=', id).where('withdrawnAt', 'is', null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
