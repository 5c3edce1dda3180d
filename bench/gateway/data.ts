import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { openKeys } from '../../platform/keys/index.ts';
import { json, openDatabase } from '../../platform/postgres/database.ts';
import { startPostgres } from '../../platform/postgres/launcher.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { planOf } from '../../plane/service/plan.ts';
import { loadCompiled } from '../../processes/grant/index.ts';
import { bindingOf, type Binding } from '../../processes/resource/index.ts';
import type { BindingBody } from '../../processes/resource/contract.ts';

export const region = '320800';
export const rows = 100_000;
export const idOf = (n: number): string => `99000019900101${String(n).padStart(6, '0')}`;

/** Two servers of their own, fsync on: the platform's database and the provider's with 100,000 invented people; one grant in force. */
export async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), 'shuqiao-bench-'));
  const [home, providerHome] = [join(folder, 'home'), join(folder, 'provider')];
  const platform = await startPostgres({ home, as: 'guest', maxConnections: 100 });
  const provider = await startPostgres({ home: providerHome, as: 'guest', maxConnections: 100 });
  await migrate(platform.ownerUrl, 'shuqiao_app', { mark: 'test' });
  await fill(provider.url('superuser', 'postgres'));
  const masterKey = randomBytes(32);
  const database = openDatabase(platform.appUrl, { max: 4 });
  const keys = await openKeys(database.db, { home, given: masterKey, embedded: false });
  const key = { rid: randomUUID(), sid: randomBytes(16).toString('hex'), appKey: randomBytes(16).toString('hex') };
  const [connection, resource, entry, grant] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const { db } = database;
  const officer = [randomUUID(), randomUUID()] as const;
  await db.insertInto('connection').values({
    region, id: connection, org: '11320800PDY00001X6', name: 'bench', kind: 'postgresql', host: '127.0.0.1', port: provider.port, database: 'postgres', schemaName: 'public', login: 'reader',
    sealed: keys.seal('provider-credential', 'read only', `connection/${region}/${connection}`), tls: false, state: 'approved', askedBy: officer[0], decidedBy: officer[1], decidedAt: new Date().toISOString(),
  }).execute();
  await db.insertInto('resource').values({ region, id: resource, org: '11320800PDY00001X6', entryRegion: region, entry, mode: 'service', connectionId: connection, state: 'live', version: 1 }).execute();
  await db.insertInto('resourceBinding').values({ region, resource, version: 1, body: json(body), test: '{}', madeBy: officer[0] }).execute();
  await db.insertInto('grantCompiled').values({
    region, id: grant, entryRegion: region, entry, entryVersion: 1, application: `${region}-${uuidv7()}`, provider: '11320800PDY00001X6', requester: '11320800PDY0000286', state: 'active',
    items: json(body.columns.map((column) => ({ n: column.n, field: column.column }))), rowFilter: '[]', masks: json({ 3: 'mobile' }), purpose: '核验毕业生身份', mode: 'service', serviceKind: 'query',
    termFrom: '2026-01-01', termTo: '2099-12-31', quotaDay: 2_000_000_000, quotaMinute: 2_000_000_000, addresses: json(['127.0.0.0/8']),
  }).execute();
  await db.insertInto('credential').values({ rid: key.rid, sid: key.sid, nth: 1, region, grantId: grant, sealed: keys.seal('app-key', key.appKey, `credential/${key.rid}/${key.sid}/1`) }).execute();
  const [compiled] = await loadCompiled(db, () => true, [{ region, id: grant }]);
  const plan = planOf(compiled as never, (await bindingOf(db, region, entry)) as Binding, keys.maskKey(`grant/${region}/${grant}`));
  const providerUrl = new URL(provider.url('superuser', 'postgres'));
  providerUrl.username = 'reader';
  providerUrl.password = 'read only';
  return {
    home, key, masterKey: masterKey.toString('hex'), platformUrl: platform.appUrl, providerUrl: providerUrl.href, plan,
    postmasters: [pidOf(platform.data), pidOf(provider.data)] as const,
    async bytes() { return Number((await sql<{ n: number }>`select pg_database_size(current_database())::float8 as n`.execute(db)).rows[0]?.n); },
    async stored() { return Number((await db.selectFrom('callRecord').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n); },
    async stop() {
      await database.close();
      await Promise.all([platform.stop({ remove: true }), provider.stop({ remove: true })]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const body: BindingBody = {
  schema: 'public', table: 'people', columns: ['id', 'name', 'mobile', 'born', 'salary', 'school'].map((column, at) => ({ n: at + 1, column, udt: column === 'born' ? 'date' : column === 'salary' ? 'numeric' : 'text', kind: 'text', recordKey: column === 'id' })),
  keys: [{ n: 1, param: 'id', required: true }], services: ['query'], order: [], pageSize: 100, maxBytes: 4_194_304, timeoutMs: 3_000,
};

const pidOf = (data: string): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table people (id text primary key, name text not null, mobile text, born date, salary numeric(10,2), school text);
    insert into people select '99000019900101' || lpad(n::text, 6, '0'), '测试' || n, '154' || lpad(n::text, 8, '0'), date '1990-01-01' + n % 9000, n + 0.5, '示例大学' || n % 3167 from generate_series(0, ${rows - 1}) n;
    create role reader login password 'read only';
    grant select on people to reader;`);
  await client.query('vacuum analyze people');
  await client.end();
}
