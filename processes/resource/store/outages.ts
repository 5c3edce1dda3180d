import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { At } from './connections.ts';

export interface OutageRow { readonly id: string; readonly fromAt: string; readonly toAt: string | null; readonly fault: string; readonly toldAt: string | null; readonly clueAt: string | null }
const columns = ['id', 'fromAt', 'toAt', 'fault', 'toldAt', 'clueAt'] as const;

/** The one that goes on now, begun with this fault where there is none; locked. */
export async function openOutage(tx: Tx, resource: At, fault: string): Promise<OutageRow> {
  await tx.insertInto('outage').values({ region: resource.region, id: uuidv7(), resource: resource.id, fromAt: new Date().toISOString(), fault: fault.slice(0, 500) }).onConflict((same) => same.columns(['region', 'resource']).where('toAt', 'is', null).doNothing()).execute();
  return tx.selectFrom('outage').select(columns).where('region', '=', resource.region).where('resource', '=', resource.id).where('toAt', 'is', null).forUpdate().executeTakeFirstOrThrow();
}

/** Ends the one that goes on; answers whether its users had been told of it. */
export async function endOutage(tx: Tx, resource: At): Promise<boolean> {
  const ended = await tx.updateTable('outage').set({ toAt: sql`greatest(from_at, now())` }).where('region', '=', resource.region).where('resource', '=', resource.id).where('toAt', 'is', null).returning('toldAt').executeTakeFirst();
  return ended !== undefined && ended.toldAt !== null;
}

export async function markOutage(tx: Tx, region: string, id: string, what: 'toldAt' | 'clueAt'): Promise<void> {
  await tx.updateTable('outage').set({ [what]: new Date().toISOString() }).where('region', '=', region).where('id', '=', id).execute();
}

/** Newest first; at most 50. Reads index outage_of. */
export async function outagesOf(db: Reader, resource: At): Promise<OutageRow[]> {
  return db.selectFrom('outage').select(columns).where('region', '=', resource.region).where('resource', '=', resource.id).orderBy('fromAt', 'desc').limit(50).execute();
}
