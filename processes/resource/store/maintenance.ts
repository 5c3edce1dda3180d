import { sql } from 'kysely';
import type { Window } from '../../../law/maintenance.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { At } from './connections.ts';

/** Announced windows. Append-only but for calling off and shortening. */
export interface MaintenanceRow {
  readonly id: string; readonly fromAt: string; readonly toAt: string; readonly plannedTo: string | null; readonly shortenedAt: string | null;
  readonly reason: string; readonly madeAt: string; readonly madeBy: string; readonly cancelledAt: string | null;
}
const columns = ['id', 'fromAt', 'toAt', 'plannedTo', 'shortenedAt', 'reason', 'madeAt', 'madeBy', 'cancelledAt'] as const;

/** Of one resource, those that begin last first, keyset on (from, id). Reads index maintenance_of. */
export async function maintenanceOf(db: Reader, resource: At, after: { readonly at: string; readonly id: string } | undefined, limit: number): Promise<MaintenanceRow[]> {
  let query = db.selectFrom('maintenance').select(columns).where('region', '=', resource.region).where('resource', '=', resource.id);
  if (after) query = query.where(sql<boolean>`(from_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.orderBy('fromAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export async function addMaintenance(tx: Tx, row: { readonly region: string; readonly id: string; readonly resource: string; readonly fromAt: string; readonly toAt: string; readonly reason: string; readonly madeBy: string }): Promise<void> {
  await tx.insertInto('maintenance').values(row).execute();
}

export async function findMaintenance(db: Reader, resource: At, id: string): Promise<MaintenanceRow | undefined> {
  return db.selectFrom('maintenance').select(columns).where('region', '=', resource.region).where('resource', '=', resource.id).where('id', '=', id).executeTakeFirst();
}

/** Only one that has not begun. */
export async function cancelMaintenance(tx: Tx, resource: At, id: string): Promise<boolean> {
  const done = await tx.updateTable('maintenance').set({ cancelledAt: new Date().toISOString() }).where('region', '=', resource.region).where('resource', '=', resource.id).where('id', '=', id)
    .where('cancelledAt', 'is', null).where('fromAt', '>', sql<string>`now()`).executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Only one that is not over, to an earlier end that has not passed. */
export async function shortenMaintenance(tx: Tx, resource: At, id: string, to: string): Promise<boolean> {
  const done = await tx.updateTable('maintenance').set({ plannedTo: sql`coalesce(planned_to, to_at)`, toAt: to, shortenedAt: new Date().toISOString() })
    .where('region', '=', resource.region).where('resource', '=', resource.id).where('id', '=', id).where('cancelledAt', 'is', null)
    .where('toAt', '>', to).where('fromAt', '<', to).where('toAt', '>', sql<string>`now()`).executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Windows of a resource that touch this stretch, called off ones left out. At most 1,000. */
export async function windowsBetween(db: Reader, resource: At, from: string, to: string): Promise<Window[]> {
  const rows = await db.selectFrom('maintenance').select(['fromAt', 'toAt', 'madeAt']).where('region', '=', resource.region).where('resource', '=', resource.id).where('cancelledAt', 'is', null)
    .where('toAt', '>', from).where('fromAt', '<', to).orderBy('fromAt').limit(1_000).execute();
  return rows.map((row) => ({ from: Date.parse(row.fromAt), to: Date.parse(row.toAt), announced: Date.parse(row.madeAt) }));
}

export interface Ahead { readonly region: string; readonly resource: string; readonly id: string; readonly fromAt: string; readonly toAt: string; readonly reason: string }

/** Windows that run or lie ahead, soonest first: of the named resources, or all. Reads index maintenance_ahead. */
export async function windowsAhead(db: Reader, only?: readonly At[]): Promise<Ahead[]> {
  let query = db.selectFrom('maintenance').select(['region', 'resource', 'id', 'fromAt', 'toAt', 'reason']).where('cancelledAt', 'is', null).where('toAt', '>', sql<string>`now()`);
  if (only) query = query.where(sql<boolean>`(region, resource) in (select * from unnest(${only.map((at) => at.region)}::text[], ${only.map((at) => at.id)}::uuid[]))`);
  return query.orderBy('fromAt').orderBy('id').limit(100_000).execute();
}
