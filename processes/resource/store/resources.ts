import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { BindingBody, ProbeReport } from '../contract.ts';
import { named, type At } from './connections.ts';
import { bindingTouched } from './sealed.ts';

export interface ResourceRow {
  readonly region: string; readonly id: string; readonly org: string; readonly entryRegion: string; readonly entry: string; readonly mode: string; readonly connectionId: string; readonly connectionName: string;
  readonly state: 'draft' | 'live' | 'retired'; readonly version: number; readonly up: boolean | null; readonly since: string | null; readonly checkedAt: string | null; readonly fault: string | null;
}
export interface BindingRow { readonly body: BindingBody; readonly test: ProbeReport; readonly version: number }

function resources(db: Reader) {
  return db.selectFrom('resource').innerJoin('connection', (on) => on.onRef('connection.region', '=', 'resource.region').onRef('connection.id', '=', 'resource.connectionId'))
    .select(['resource.region', 'resource.id', 'resource.org', 'resource.entryRegion', 'resource.entry', 'resource.mode', 'resource.connectionId', 'connection.name as connectionName', 'resource.state', 'resource.version',
      'resource.up', 'resource.since', 'resource.checkedAt', 'resource.fault']);
}

export async function findResource(db: Reader, at: At): Promise<ResourceRow | undefined> {
  return (await resources(db).where('resource.region', '=', at.region).where('resource.id', '=', at.id).executeTakeFirst()) as ResourceRow | undefined;
}

/** Of one entry, by mode. Reads unique index resource_of_entry. */
export async function resourcesOfEntry(db: Reader, region: string, entry: string): Promise<ResourceRow[]> {
  return (await resources(db).where('resource.region', '=', region).where('resource.entry', '=', entry).where('resource.state', '<>', 'retired').orderBy('resource.mode').limit(10).execute()) as ResourceRow[];
}

export interface OwnPage { readonly q?: string | undefined; readonly after?: string | undefined; readonly size: number }

/** A department's own, newest first, a page by key; `q` in the name or host of its connection, of which 500 are looked at. Reads index resource_org, or resource_on. */
export async function resourcesOf(db: Reader, region: string, org: string, page: OwnPage): Promise<ResourceRow[]> {
  let query = resources(db).where('resource.region', '=', region).where('resource.org', '=', org).where('resource.state', '<>', 'retired');
  if (page.q) query = query.where(sql<boolean>`resource.connection_id in (select c.id from connection c where c.region = ${region} and c.org = ${org} and ${named('c', page.q, org)} limit 500)`);
  if (page.after !== undefined) query = query.where('resource.id', '<', page.after);
  return (await query.orderBy('resource.id', 'desc').limit(page.size).execute()) as ResourceRow[];
}

/** How many a department has, at most 10,000 counted. */
export async function countResources(db: Reader, region: string, org: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from resource where region = ${region} and org = ${org} and state <> 'retired' limit 10000) as counted`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Those that rest on one connection. */
export async function resourcesOn(db: Reader, connection: At): Promise<ResourceRow[]> {
  return (await resources(db).where('resource.region', '=', connection.region).where('resource.connectionId', '=', connection.id).where('resource.state', '<>', 'retired').orderBy('resource.id').limit(500).execute()) as ResourceRow[];
}

/** Every entry that rests on one connection: gateways must hear of each. */
export async function entriesOn(db: Reader, connection: At): Promise<{ readonly entryRegion: string; readonly entry: string }[]> {
  return db.selectFrom('resource').select(['entryRegion', 'entry']).where('region', '=', connection.region).where('connectionId', '=', connection.id).where('state', '<>', 'retired').orderBy('id').limit(1_000_000).execute();
}

/** Live ones, for the watch, by region and id. */
export async function liveResources(db: Reader, after: At | undefined, limit: number): Promise<ResourceRow[]> {
  let query = resources(db).where('resource.state', '=', 'live');
  if (after) query = query.where((eb) => eb.or([eb('resource.region', '>', after.region), eb.and([eb('resource.region', '=', after.region), eb('resource.id', '>', after.id)])]));
  return (await query.orderBy('resource.region').orderBy('resource.id').limit(limit).execute()) as ResourceRow[];
}

/** Held until the end of the transaction. */
export async function lockResource(tx: Tx, at: At): Promise<void> {
  await tx.selectFrom('resource').select('id').where('region', '=', at.region).where('id', '=', at.id).forUpdate().execute();
}

export async function currentBinding(db: Reader, at: At & { readonly version: number }): Promise<BindingRow | undefined> {
  return (await db.selectFrom('resourceBinding').select(['body', 'test', 'version']).where('region', '=', at.region).where('resource', '=', at.id).where('version', '=', at.version).executeTakeFirst()) as BindingRow | undefined;
}

export interface Bound { readonly region: string; readonly entry: string; readonly org: string; readonly connection: string; readonly body: BindingBody; readonly test: ProbeReport; readonly by: string }

/**
 * A tested binding counts from here on: a new version of the entry's resource, or its first. Locks the resource's row; of one that was
 * altered past the platform nothing stays.
 */
export async function bind(tx: Tx, it: Bound): Promise<{ readonly id: string; readonly version: number }> {
  const found = await tx.selectFrom('resource').select(['id', 'version']).where('region', '=', it.region).where('entry', '=', it.entry).where('mode', '=', 'service').where('state', '<>', 'retired').forUpdate().executeTakeFirst();
  const at = { region: it.region, id: found?.id ?? uuidv7() };
  const broken = (await bindingTouched(tx, at)).delete('bound');
  const version = (broken ? await newestVersion(tx, at) : found?.version ?? 0) + 1;
  const now = new Date().toISOString();
  const row = { org: it.org, entryRegion: it.region, entry: it.entry, mode: 'service' as const, connectionId: it.connection, state: 'live' as const, version, up: true, since: now, checkedAt: now };
  if (found) await tx.updateTable('resource').set({ ...row, fault: null }).where('region', '=', at.region).where('id', '=', at.id).execute();
  else await tx.insertInto('resource').values({ ...at, ...row }).execute();
  await tx.insertInto('resourceBinding').values({ region: at.region, resource: at.id, version, body: json(it.body), test: json(it.test), madeBy: it.by }).execute();
  await addEvent(tx, at, 'bound', `第 ${version} 版`);
  return { id: at.id, version };
}

/** Of all bindings that there were: whatever the resource says. */
async function newestVersion(tx: Tx, at: At): Promise<number> {
  const { version } = await tx.selectFrom('resourceBinding').select(({ fn }) => fn.max('version').as('version')).where('region', '=', at.region).where('resource', '=', at.id).executeTakeFirstOrThrow();
  return version ?? 0;
}

export async function retire(tx: Tx, at: At, note: string): Promise<void> {
  await bindingTouched(tx, at);
  await tx.updateTable('resource').set({ state: 'retired' }).where('region', '=', at.region).where('id', '=', at.id).execute();
  await addEvent(tx, at, 'retired', note);
}

export async function addEvent(tx: Tx, resource: At, what: 'up' | 'down' | 'changed' | 'bound' | 'retired', note: string): Promise<void> {
  await tx.insertInto('resourceEvent').values({ region: resource.region, id: uuidv7(), resource: resource.id, what, note: note.slice(0, 500) }).execute();
}

/** Writes what the watch saw; true where it differs from what stood. */
export async function setHealth(tx: Tx, at: At, up: boolean, fault: string | null): Promise<boolean> {
  const now = new Date().toISOString();
  const before = await tx.selectFrom('resource').select('up').where('region', '=', at.region).where('id', '=', at.id).forUpdate().executeTakeFirst();
  const changed = before !== undefined && before.up !== up;
  await tx.updateTable('resource').set({ up, checkedAt: now, fault, ...(changed ? { since: now } : {}) }).where('region', '=', at.region).where('id', '=', at.id).execute();
  return changed;
}

export async function recentEvents(db: Reader, at: At): Promise<{ at: string; what: string; note: string }[]> {
  return db.selectFrom('resourceEvent').select(['at', 'what', 'note']).where('region', '=', at.region).where('resource', '=', at.id).orderBy('at', 'desc').limit(50).execute();
}
