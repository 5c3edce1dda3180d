import { sql } from 'kysely';
import type { Stretch } from '../../../law/maintenance.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { BindingBody } from '../contract.ts';
import { windowsAhead } from './maintenance.ts';

/** A live resource as gateways need it. */
export interface Binding extends BindingBody {
  readonly region: string;
  readonly resource: string;
  readonly entry: string;
  readonly version: number;
  readonly connection: string;
  readonly connectionVersion: number;
  /** Announced maintenance that runs or lies ahead, by machine time. */
  readonly windows: readonly Stretch[];
}

/** How to reach a provider's database. `sealed` opens as 'provider-credential' for `connection/{region}/{id}`. */
export interface Connection {
  readonly region: string;
  readonly id: string;
  readonly org: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly schemaName: string;
  readonly login: string;
  readonly sealed: Buffer;
  readonly tls: boolean;
  /** What the name meant when it was approved: no other is connected to. */
  readonly address: string | null;
  readonly state: string;
  readonly version: number;
}

export interface EntryId { readonly region: string; readonly entry: string }

/** Live service bindings of the named entries, or all. Reads by unique index resource_of_entry. */
export async function loadBindings(db: Reader, only?: readonly EntryId[]): Promise<Binding[]> {
  let query = db.selectFrom('resource')
    .innerJoin('resourceBinding', (on) => on.onRef('resourceBinding.region', '=', 'resource.region').onRef('resourceBinding.resource', '=', 'resource.id').onRef('resourceBinding.version', '=', 'resource.version'))
    .innerJoin('connection', (on) => on.onRef('connection.region', '=', 'resource.region').onRef('connection.id', '=', 'resource.connectionId'))
    .select(['resource.region', 'resource.id as resource', 'resource.entry', 'resource.version', 'resource.connectionId as connection', 'connection.version as connectionVersion', 'resourceBinding.body'])
    .where('resource.mode', '=', 'service').where('resource.state', '=', 'live').where('connection.state', '=', 'approved')
    .orderBy('resource.region').orderBy('resource.id').limit(1_000_000);
  if (only) query = query.where(sql<boolean>`(resource.region, resource.entry) in (select * from unnest(${only.map((e) => e.region)}::text[], ${only.map((e) => e.entry)}::uuid[]))`);
  const rows = await query.execute();
  const windows = await windowsAhead(db, only && rows.map((row) => ({ region: row.region, id: row.resource })));
  const ahead = new Map<string, Stretch[]>();
  for (const { region, resource, fromAt, toAt } of windows) {
    const stretch = { from: Date.parse(fromAt), to: Date.parse(toAt) };
    const found = ahead.get(`${region}-${resource}`);
    if (found) found.push(stretch);
    else ahead.set(`${region}-${resource}`, [stretch]);
  }
  return rows.map(({ body, ...row }) => ({ ...(body as BindingBody), ...row, windows: ahead.get(`${row.region}-${row.resource}`) ?? [] }));
}

/** The live service binding of one entry. */
export async function bindingOf(db: Reader, region: string, entry: string): Promise<Binding | undefined> {
  return (await loadBindings(db, [{ region, entry }]))[0];
}

/** An approved connection; undefined where it was refused or retired meanwhile. */
export async function approvedConnection(db: Reader, region: string, id: string): Promise<Connection | undefined> {
  const row = await db.selectFrom('connection')
    .select(['region', 'id', 'org', 'name', 'host', 'port', 'database', 'schemaName', 'login', 'sealed', 'tls', 'address', 'state', 'version'])
    .where('region', '=', region).where('id', '=', id).where('state', '=', 'approved').executeTakeFirst();
  return row as Connection | undefined;
}
