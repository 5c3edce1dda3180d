import { sql } from 'kysely';
import type { Reader, Tx } from '../postgres/database.ts';

export interface DataKeyRow {
  readonly id: string;
  readonly purpose: string;
  readonly wrapped: Buffer;
  readonly wrappedBy: string;
}

/** The one row that says which master key this database belongs to. */
export function findKeyCheck(db: Reader): Promise<{ readonly keyId: string; readonly value: Buffer } | undefined> {
  return db.selectFrom('keyCheck').select(['keyId', 'value']).executeTakeFirst();
}

/** Whether the table is there: not before the first migration. */
export async function hasKeyCheck(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('key_check') is not null as there`.execute(db);
  return rows[0]?.there === true;
}

/** First come, first kept: of two servers at their first start one wins and the other reads. */
export async function addKeyCheck(db: Reader, keyId: string, value: Buffer): Promise<void> {
  await db.insertInto('keyCheck').values({ keyId, value }).onConflict((conflict) => conflict.doNothing()).execute();
}

export function listDataKeys(db: Reader): Promise<readonly DataKeyRow[]> {
  return db.selectFrom('dataKey').select(['id', 'purpose', 'wrapped', 'wrappedBy']).orderBy('purpose').limit(100).execute();
}

export async function addDataKey(db: Reader, row: DataKeyRow): Promise<void> {
  await db.insertInto('dataKey').values({ ...row, algorithm: 1 }).onConflict((conflict) => conflict.column('purpose').doNothing()).execute();
}

/** Rotation, as owner: all data keys under lock, so that none is added meanwhile. */
export async function lockDataKeys(tx: Tx): Promise<readonly DataKeyRow[]> {
  await tx.selectFrom('keyCheck').select('keyId').forUpdate().execute();
  return tx.selectFrom('dataKey').select(['id', 'purpose', 'wrapped', 'wrappedBy']).orderBy('purpose').limit(100).forUpdate().execute();
}

export async function writeWrapped(tx: Tx, id: string, wrapped: Buffer, wrappedBy: string): Promise<void> {
  await tx.updateTable('dataKey').set({ wrapped, wrappedBy }).where('id', '=', id).execute();
}

export async function writeKeyCheck(tx: Tx, keyId: string, value: Buffer): Promise<void> {
  await tx.updateTable('keyCheck').set({ keyId, value, since: new Date().toISOString() }).execute();
}
