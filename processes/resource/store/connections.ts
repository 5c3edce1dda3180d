import { sql, type RawBuilder } from 'kysely';
import { gramsOf, partsOf, readsParts } from '../../../platform/search/parts.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { At } from './at.ts';
import { bindingTouched } from './sealed.ts';

export type { At };

const shown = ['region', 'id', 'org', 'name', 'kind', 'host', 'port', 'database', 'schemaName', 'login', 'tls', 'state', 'address', 'decision', 'decidedAt', 'askedBy', 'askedAt', 'up', 'since', 'checkedAt', 'fault', 'version'] as const;

export interface ConnectionRow {
  readonly region: string; readonly id: string; readonly org: string; readonly name: string; readonly kind: string; readonly host: string; readonly port: number; readonly database: string; readonly schemaName: string;
  readonly login: string; readonly tls: boolean; readonly state: 'proposed' | 'approved' | 'refused' | 'retired'; readonly address: string | null; readonly decision: string | null; readonly decidedAt: string | null; readonly askedBy: string; readonly askedAt: string;
  readonly up: boolean | null; readonly since: string | null; readonly checkedAt: string | null; readonly fault: string | null; readonly version: number;
}

export async function addConnection(tx: Tx, row: { readonly region: string; readonly id: string; readonly org: string; readonly name: string; readonly kind: string; readonly host: string; readonly port: number; readonly database: string; readonly schemaName: string; readonly login: string; readonly sealed: Buffer; readonly tls: boolean; readonly askedBy: string }): Promise<void> {
  await bindingTouched(tx, row);
  await tx.insertInto('connection').values({ ...row, state: 'proposed' }).execute();
}

export async function findConnection(db: Reader, at: At): Promise<ConnectionRow | undefined> {
  return (await db.selectFrom('connection').select(shown).where('region', '=', at.region).where('id', '=', at.id).executeTakeFirst()) as ConnectionRow | undefined;
}

/** Every part typed stands in name, host or department; of one department alone where one is named. Reads connection_text, which knows whose each is. */
export function named(alias: string, q: string | undefined, org?: string): RawBuilder<boolean> {
  const parts = partsOf(q ?? '');
  if (parts.length === 0) return sql<boolean>`true`;
  const text = sql.raw(`(${alias}.name || ' ' || ${alias}.host || ' ' || ${alias}.org)`);
  return sql<boolean>`((grams(${text}) || ('o' || ${sql.ref(`${alias}.org`)})) @> ${[...parts.flatMap(gramsOf), ...(org === undefined ? [] : [`o${org}`])]}::text[] and ${readsParts(text, parts)})`;
}

export interface ConnectionPage { readonly q?: string | undefined; readonly state?: ConnectionRow['state'] | undefined; readonly after?: { readonly name: string; readonly id: string } | undefined; readonly size: number }

/** Whether what is bound by it answers; null: nothing is bound yet. Reads index resource_on. */
const answers = sql<boolean | null>`case when connection.fault is not null then false
  else (select bool_and(r.up) from resource r where r.region = connection.region and r.connection_id = connection.id and r.state = 'live') end`;

/** A department's own, by name, a page by key. Reads index connection_named. */
export async function connectionsOf(db: Reader, region: string, org: string, page: ConnectionPage): Promise<ConnectionRow[]> {
  let query = db.selectFrom('connection').select(shown.filter((column) => column !== 'up')).select(answers.as('up')).where('region', '=', region).where('org', '=', org).where(named('connection', page.q, org));
  if (page.state !== undefined) query = query.where('state', '=', page.state);
  if (page.after !== undefined) query = query.where(sql<boolean>`(name, id) > (${page.after.name}, ${page.after.id}::uuid)`);
  return (await query.orderBy('name').orderBy('id').limit(page.size).execute()) as ConnectionRow[];
}

/** What waits for the security officer, oldest first, a page by key: new ones, and those whose name now leads elsewhere. Reads index connection_waiting. */
export async function proposedConnections(db: Reader, page: { readonly after?: { readonly at: string; readonly id: string } | undefined; readonly size: number }): Promise<ConnectionRow[]> {
  let query = db.selectFrom('connection').select(shown).where(sql<boolean>`(state = 'proposed' or state = 'approved' and fault is not null)`);
  if (page.after !== undefined) query = query.where(sql<boolean>`(asked_at, id) > (${page.after.at}::timestamptz, ${page.after.id}::uuid)`);
  return (await query.orderBy('askedAt').orderBy('id').limit(page.size).execute()) as ConnectionRow[];
}

/** What was decided, latest asked first, a page by key. */
export async function decidedConnections(db: Reader, page: { readonly q?: string | undefined; readonly after?: string | undefined; readonly size: number }): Promise<ConnectionRow[]> {
  let query = db.selectFrom('connection').select(shown).where(sql<boolean>`state in ('approved', 'refused')`).where(named('connection', page.q));
  if (page.after !== undefined) query = query.where('id', '<', page.after);
  return (await query.orderBy('id', 'desc').limit(page.size).execute()) as ConnectionRow[];
}

/** Locks the row, so that two decisions do not cross. */
export async function lockConnection(tx: Tx, at: At): Promise<(ConnectionRow & { readonly sealed: Buffer }) | undefined> {
  return (await tx.selectFrom('connection').select([...shown, 'sealed']).where('region', '=', at.region).where('id', '=', at.id).forUpdate().executeTakeFirst()) as (ConnectionRow & { readonly sealed: Buffer }) | undefined;
}

export async function decideConnection(tx: Tx, at: At, to: { readonly state: 'approved' | 'refused'; readonly by: string; readonly decision: string | null; readonly address: string | null }): Promise<void> {
  await bindingTouched(tx, at);
  await tx.updateTable('connection').set((eb) => ({ state: to.state, decidedBy: to.by, decidedAt: new Date().toISOString(), decision: to.decision, address: to.address, fault: null, version: eb('version', '+', 1) }))
    .where('region', '=', at.region).where('id', '=', at.id).execute();
}

export async function changePassword(tx: Tx, at: At, sealed: Buffer): Promise<void> {
  await bindingTouched(tx, at);
  await tx.updateTable('connection').set((eb) => ({ sealed, version: eb('version', '+', 1) })).where('region', '=', at.region).where('id', '=', at.id).execute();
}

/** Marks one whose name leads elsewhere than approved, or back again; true where it was not marked so yet. Gateways connect anew, and thereby look at the name. */
export async function markMoved(tx: Tx, at: At, fault: string | null): Promise<boolean> {
  const unlike = await tx.selectFrom('connection').select('id').where('region', '=', at.region).where('id', '=', at.id).where('fault', 'is distinct from', fault).executeTakeFirst();
  if (unlike === undefined) return false;
  await bindingTouched(tx, at);
  const done = await tx.updateTable('connection').set((eb) => ({ fault, checkedAt: new Date().toISOString(), version: eb('version', '+', 1) })).where('region', '=', at.region).where('id', '=', at.id)
    .where('fault', 'is distinct from', fault).executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** The address that the name means now counts from here on; gateways connect anew. */
export async function approveMoved(tx: Tx, at: At, by: string, address: string): Promise<void> {
  await bindingTouched(tx, at);
  await tx.updateTable('connection').set((eb) => ({ address, decidedBy: by, decidedAt: new Date().toISOString(), fault: null, version: eb('version', '+', 1) })).where('region', '=', at.region).where('id', '=', at.id).execute();
}

export async function retireConnection(tx: Tx, at: At): Promise<void> {
  await bindingTouched(tx, at);
  await tx.updateTable('connection').set((eb) => ({ state: 'retired' as const, version: eb('version', '+', 1) })).where('region', '=', at.region).where('id', '=', at.id).execute();
}
