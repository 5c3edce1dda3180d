import { sql } from 'kysely';
import { json } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface TemplateRow { readonly version: number; readonly body: unknown; readonly madeAt: string; readonly withdrawnAt: string | null }

/** Versions of a region, the newest first, by primary key; those withdrawn too, since papers name them. At most 200. */
export async function templatesOf(db: Reader, region: string): Promise<readonly TemplateRow[]> {
  return db.selectFrom('documentTemplate').select(['version', 'body', 'madeAt', 'withdrawnAt']).where('region', '=', region).orderBy('version', 'desc').limit(200).execute();
}

/** The next version of this region; two at once: the second waits for the primary key and fails, it is entered again. */
export async function addTemplate(tx: Tx, row: { readonly region: string; readonly body: unknown; readonly madeBy: string }): Promise<number> {
  const { version } = await tx.insertInto('documentTemplate').values((e) => ({
    region: row.region, body: json(row.body), madeBy: row.madeBy,
    version: e.selectFrom('documentTemplate').select(sql<number>`coalesce(max(version), 0) + 1`.as('next')).where('region', '=', row.region),
  })).returning('version').executeTakeFirstOrThrow();
  return version;
}

export async function withdrawTemplate(tx: Tx, region: string, version: number, by: string): Promise<boolean> {
  const done = await tx.updateTable('documentTemplate').set({ withdrawnBy: by, withdrawnAt: new Date().toISOString() })
    .where('region', '=', region).where('version', '=', version).where('withdrawnAt', 'is', null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
