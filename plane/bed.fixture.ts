import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { gateChange, type GateChange } from '../platform/gate/index.ts';
import { openKeys, type Keys } from '../platform/keys/index.ts';
import { json, transact } from '../platform/postgres/database.ts';
import { startPostgres, type EmbeddedPostgres } from '../platform/postgres/launcher.ts';
import { madeHome } from '../platform/postgres/testing-home.ts';
import { testDatabase, type TestDatabase } from '../platform/postgres/testing.ts';
import { uuidv7 } from '../platform/postgres/uuid.ts';
import type { BindingBody } from '../processes/resource/contract.ts';
import type { WireKey } from './client.fixture.ts';
import { startGateway, type Gateway, type GatewayDeps } from './gateway.ts';

export const region = '320800';
export const person = '01970000-0000-7000-8000-00000000aaaa';

/** A provider's database of its own: a table of invented people with every type that matters. */
export interface Provider { readonly server: EmbeddedPostgres; readonly url: string; readonly port: number; query(text: string): Promise<pg.QueryResult>; stop(): Promise<void> }

export async function startProvider(): Promise<Provider> {
  const home = mkdtempSync(join(tmpdir(), 'provider-'));
  await madeHome(home);
  const server = await startPostgres({ home, as: 'guest', durable: false });
  const client = new pg.Client({ connectionString: server.url('superuser', 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`
    create table people (id text primary key, name text not null, mobile text, born date, salary numeric(10,2), seq int, big bigint, weight float8, working boolean, school text, at timestamptz, note text);
    insert into people select '99000019900101' || lpad(n::text, 4, '0'), '测试' || n, '154' || lpad(n::text, 8, '0'), date '1990-01-01' + n, n + 0.5, n, 9007199254740993 + n, n / 8.0, n % 2 = 0, 's' || n % 10,
      timestamptz '2026-01-05 08:00:00+08' + n * interval '1 hour', case when n % 3 = 0 then null else 'a"b\\c' || chr(9) || '行' end from generate_series(1, 300) n;
    create role reader login password 'read only';
    grant select on people to reader;`);
  return {
    server, port: server.port, url: server.url('superuser', 'postgres'),
    query: (text) => client.query(text),
    stop: async () => {
      await client.end();
      await server.stop({ remove: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const columns: readonly [string, string, 'text' | 'integer' | 'boolean'][] = [
  ['id', 'text', 'text'], ['name', 'text', 'text'], ['mobile', 'text', 'text'], ['born', 'date', 'text'], ['salary', 'numeric', 'text'], ['seq', 'int4', 'integer'], ['big', 'int8', 'integer'],
  ['weight', 'float8', 'text'], ['working', 'bool', 'boolean'], ['school', 'text', 'text'], ['at', 'timestamptz', 'text'], ['note', 'text', 'text'],
];
/** Item numbers by column. */
export const item = Object.fromEntries(columns.map(([name], at) => [name, at + 1])) as Readonly<Record<string, number>>;

export interface GrantOptions {
  readonly state?: string; readonly items?: readonly string[]; readonly masks?: Readonly<Record<string, string>>; readonly rowFilter?: readonly unknown[]; readonly serviceKind?: 'query' | 'verification';
  readonly keys?: readonly { readonly column: string; readonly required: boolean }[]; readonly quotaDay?: number; readonly quotaMinute?: number; readonly termFrom?: string; readonly termTo?: string | null; readonly renews?: string;
  readonly addresses?: readonly string[]; readonly pageSize?: number; readonly maxBytes?: number; readonly timeoutMs?: number; readonly table?: string; readonly port?: number; readonly personRequired?: boolean;
  readonly timeRule?: 'window' | 'legacy' | 'strict'; readonly timeRuleUntil?: string; readonly secretAsSign?: boolean;
}
export interface MadeGrant extends WireKey { readonly id: string; readonly entry: string }

export interface Bed {
  readonly base: TestDatabase;
  readonly keys: Keys;
  readonly provider: Provider;
  grant(options?: GrantOptions): Promise<MadeGrant>;
  change(change: Omit<GateChange, 'region'>, also?: (tx: Parameters<Parameters<typeof transact>[1]>[0]) => Promise<void>): Promise<void>;
  gateway(options?: Partial<GatewayDeps>): Promise<{ readonly url: string; readonly gateway: Gateway; readonly app: FastifyInstance; readonly bugs: unknown[]; readonly warned: string[]; stop(): Promise<void> }>;
  stop(): Promise<void>;
}

/** A platform's database, a provider's database and any number of gateways, without the processes that would make the grants. */
export async function startBed(): Promise<Bed> {
  const [base, provider] = await Promise.all([testDatabase(), startProvider()]);
  const home = mkdtempSync(join(tmpdir(), 'gateway-'));
  const keys = await openKeys(base.db, { home, given: randomBytes(32), embedded: false });
  const running: { stop(): Promise<void> }[] = [];
  return {
    base, keys, provider,
    grant: (options = {}) => makeGrant(base, keys, provider, options),
    change: (change, also) => transact(base.db, async (tx) => {
      await also?.(tx);
      gateChange(tx, { region, ...change });
    }),
    async gateway(options = {}) {
      const bugs: unknown[] = [];
      const warned: string[] = [];
      const gateway = await startGateway({
        databaseUrl: base.url, keys, home, platformRegion: async () => region, reach: ['127.0.0.0/8'], records: 'file', recordsMaxBytes: 1e9, trustProxy: [],
        warn: (text) => warned.push(text), bug: (error) => bugs.push(error), ...options,
      });
      const app = Fastify();
      app.get('/api/other', async () => ({ ok: true }));
      gateway.handle(app);
      await app.listen({ host: '127.0.0.1', port: 0 });
      const stop = async (): Promise<void> => {
        await app.close();
        await gateway.stop();
      };
      running.push({ stop });
      return { url: `http://127.0.0.1:${(app.server.address() as { port: number }).port}`, gateway, app, bugs, warned, stop: async () => {
        running.splice(running.findIndex((each) => each.stop === stop), 1);
        await stop();
      } };
    },
    async stop() {
      await Promise.all(running.map((each) => each.stop()));
      await base.drop();
      await provider.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function makeGrant(base: TestDatabase, keys: Keys, provider: Provider, options: GrantOptions): Promise<MadeGrant> {
  const { db } = base;
  const [connection, resource, entry, id] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await db.insertInto('connection').values({
    region, id: connection, org: '11320800PDY00001X6', name: 'p', kind: 'postgresql', host: '127.0.0.1', port: options.port ?? provider.port, database: 'postgres', schemaName: 'public', login: 'reader',
    sealed: keys.seal('provider-credential', 'read only', `connection/${region}/${connection}`), tls: false, state: 'approved', askedBy: person, decidedBy: '01970000-0000-7000-8000-00000000bbbb', decidedAt: new Date().toISOString(),
  }).onConflict((same) => same.doNothing()).execute();
  const place = await db.selectFrom('connection').select('id').where('port', '=', options.port ?? provider.port).limit(1).executeTakeFirstOrThrow();
  await db.insertInto('resource').values({ region, id: resource, org: '11320800PDY00001X6', entryRegion: region, entry, mode: 'service', connectionId: place.id, state: 'live', version: 1 }).execute();
  const body: BindingBody = {
    schema: 'public', table: options.table ?? 'people', columns: columns.map(([column, udt, kind], at) => ({ n: at + 1, column, udt, kind, recordKey: column === 'id' })),
    keys: (options.keys ?? [{ column: 'id', required: true }]).map(({ column, required }) => ({ n: item[column] as number, param: column, required })),
    services: ['query', 'verification'], order: [{ n: item.seq as number, desc: false }], pageSize: options.pageSize ?? 100, maxBytes: options.maxBytes ?? 4_194_304, timeoutMs: options.timeoutMs ?? 3_000,
  };
  await db.insertInto('resourceBinding').values({ region, resource, version: 1, body: json(body), test: '{}', madeBy: person }).execute();
  await db.insertInto('grantCompiled').values({
    region, id, entryRegion: region, entry, entryVersion: 1, application: `${region}-${uuidv7()}`, provider: '11320800PDY00001X6', requester: '11320800PDY0000286', state: options.state ?? 'active',
    items: json((options.items ?? ['id', 'name', 'born', 'salary', 'seq']).map((name) => ({ n: item[name], field: name }))), rowFilter: json(options.rowFilter ?? []), masks: json(options.masks ?? {}), purpose: '核验学历', mode: 'service',
    serviceKind: options.serviceKind ?? 'query', termFrom: options.termFrom ?? '2026-01-01', termTo: options.termTo === undefined ? '2099-12-31' : options.termTo, quotaDay: options.quotaDay ?? 1_000_000, quotaMinute: options.quotaMinute ?? 1_000_000,
    ...(options.renews === undefined ? {} : { renewsRegion: region, renewsId: options.renews }), addresses: json(options.addresses ?? []), personRequired: options.personRequired ?? false,
    timeRule: options.timeRule ?? 'window', timeRuleUntil: options.timeRuleUntil ?? null, secretAsSign: options.secretAsSign ?? false,
  }).execute();
  const key = { rid: randomUUID(), sid: randomBytes(16).toString('hex'), appKey: randomBytes(16).toString('hex') };
  await db.insertInto('credential').values({ rid: key.rid, sid: key.sid, nth: 1, region, grantId: id, sealed: keys.seal('app-key', key.appKey, `credential/${key.rid}/${key.sid}/1`) }).execute();
  await transact(db, async (tx) => {
    gateChange(tx, { region, what: 'grant', id, stopped: false });
    gateChange(tx, { region, what: 'binding', id: entry, stopped: false });
  });
  return { ...key, id, entry };
}
