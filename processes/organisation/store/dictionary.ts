import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface WordRow { readonly list: string; readonly code: string; readonly zh: string; readonly from: string; readonly to: string | null }

export async function dictionaryOf(tx: Reader, region: string, list?: string): Promise<readonly WordRow[]> {
  return tx.selectFrom('dictionary').select(['list', 'code', 'zh', 'validFrom as from', 'validTo as to']).where('region', '=', region)
    .$if(list !== undefined, (q) => q.where('list', '=', list ?? '')).orderBy('list').orderBy('code').orderBy('validFrom').limit(5000).execute();
}

export async function putWord(tx: Tx, row: { region: string; list: string; code: string; zh: string; validFrom: string; validTo: string | null }): Promise<void> {
  await tx.insertInto('dictionary').values(row).onConflict((on) => on.columns(['region', 'list', 'code', 'validFrom']).doUpdateSet({ zh: row.zh, validTo: row.validTo })).execute();
}
