import { sql } from 'kysely';
import type { Stretch } from '../../../law/maintenance.ts';
import { soundIn, type Sound } from '../../../platform/ledger/index.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { BindingBody } from '../contract.ts';
import type { At, EntryId } from './at.ts';
import { windowsAhead } from './maintenance.ts';
import { connectionRow, connectionRows, liveRows, type LiveRow } from './sealed.ts';

export type { EntryId };

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

/** Small, since calls go on while a gateway looks at a page. */
const page = 200;

/** Live service bindings of the named entries, or all, in pages by primary key; those that are not sound are left out. Reads by unique index resource_of_entry. */
export async function loadBindings(db: Reader, only?: readonly EntryId[], sound: Sound = soundIn(db, 'bindingsUntil')): Promise<Binding[]> {
  const found: LiveRow[] = [];
  for (let after: LiveRow | undefined; ; ) {
    const rows = await liveRows(db, only, after, page);
    found.push(...rows.filter((row) => sound({ ...row, of: 'bound' })));
    after = rows.at(-1);
    if (rows.length < page) break;
  }
  const connections = await soundVersions(db, found.map(({ region, row }) => ({ region, id: row.connection_id })), sound);
  const ahead = await stretchesAhead(db, only && found);
  // What was looked at is what is obeyed: all of it is taken from the row as its seal covers it.
  return found.flatMap(({ region, id, row: { entry, version, connection_id: connection, binding } }) => {
    const connectionVersion = connections.get(`${region}/${connection}`);
    return connectionVersion === undefined ? [] : [{ ...binding.body, region, resource: id, entry, version, connection, connectionVersion, windows: ahead.get(`${region}-${id}`) ?? [] }];
  });
}

/** Approved connections with their versions, by `region/id`: those that are sound. */
async function soundVersions(db: Reader, connections: readonly At[], sound: Sound): Promise<ReadonlyMap<string, number>> {
  const rows = await connectionRows(db, [...new Map(connections.map((one) => [`${one.region}/${one.id}`, one])).values()]);
  return new Map(rows.filter((row) => row.row['state'] === 'approved' && sound(row)).map(({ region, id, row }) => [`${region}/${id}`, Number(row['version'])]));
}

async function stretchesAhead(db: Reader, only: readonly At[] | undefined): Promise<ReadonlyMap<string, Stretch[]>> {
  const ahead = new Map<string, Stretch[]>();
  for (const { region, resource, fromAt, toAt } of await windowsAhead(db, only?.map(({ region, id }) => ({ region, id })))) {
    const stretch = { from: Date.parse(fromAt), to: Date.parse(toAt) };
    const found = ahead.get(`${region}-${resource}`);
    if (found) found.push(stretch);
    else ahead.set(`${region}-${resource}`, [stretch]);
  }
  return ahead;
}

/** The live service binding of one entry. */
export async function bindingOf(db: Reader, region: string, entry: string): Promise<Binding | undefined> {
  return (await loadBindings(db, [{ region, entry }]))[0];
}

/** An approved connection; undefined where it was refused or retired meanwhile, or is not sound. */
export async function approvedConnection(db: Reader, region: string, id: string, sound: Sound = soundIn(db, 'bindingsUntil')): Promise<Connection | undefined> {
  const found = await db.selectFrom('connection')
    .select(['region', 'id', 'org', 'name', 'host', 'port', 'database', 'schemaName', 'login', 'sealed', 'tls', 'address', 'state', 'version'])
    .select([connectionRow('connection').as('row'), sql<string | null>`encode(connection.seal, 'hex')`.as('seal')])
    .where('region', '=', region).where('id', '=', id).where('state', '=', 'approved').executeTakeFirst();
  if (found === undefined) return undefined;
  const { row, seal, ...connection } = found;
  return sound({ region, id, of: 'connection', row, seal }) ? connection as Connection : undefined;
}
