import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { At } from './connections.ts';

export interface MaintenanceRow { readonly id: string; readonly fromAt: string; readonly toAt: string; readonly reason: string; readonly cancelledAt: string | null }

export async function maintenanceOf(db: Reader, resource: At): Promise<MaintenanceRow[]> {
  return db.selectFrom('maintenance').select(['id', 'fromAt', 'toAt', 'reason', 'cancelledAt']).where('region', '=', resource.region).where('resource', '=', resource.id).orderBy('fromAt', 'desc').limit(20).execute();
}

export async function addMaintenance(tx: Tx, row: { readonly region: string; readonly id: string; readonly resource: string; readonly fromAt: string; readonly toAt: string; readonly reason: string; readonly madeBy: string }): Promise<void> {
  await tx.insertInto('maintenance').values(row).execute();
}

/** Only one that has not begun. */
export async function cancelMaintenance(tx: Tx, resource: At, id: string): Promise<boolean> {
  const done = await tx.updateTable('maintenance').set({ cancelledAt: new Date().toISOString() }).where('region', '=', resource.region).where('resource', '=', resource.id).where('id', '=', id)
    .where('cancelledAt', 'is', null).where('fromAt', '>', sql<string>`now()`).executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Whether an announced window covers this moment: then a failure is no surprise and nobody is told again. */
export async function inMaintenance(db: Reader, resource: At): Promise<boolean> {
  const row = await db.selectFrom('maintenance').select('id').where('region', '=', resource.region).where('resource', '=', resource.id).where('cancelledAt', 'is', null)
    .where('fromAt', '<=', sql<string>`now()`).where('toAt', '>', sql<string>`now()`).limit(1).executeTakeFirst();
  return row !== undefined;
}
