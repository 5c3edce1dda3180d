import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { gateChange } from '../../platform/gate/index.ts';
import { sealOf, verifyLedger } from '../../platform/ledger/index.ts';
import { transact } from '../../platform/postgres/database.ts';
import { call, refresh, type WireKey } from '../../plane/client.fixture.ts';
import { binds, connects, inUse, publishes, universities, type Entry } from '../../tests/market.ts';
import { someSchool, startProvider, type ProviderDatabase } from '../../tests/provider.ts';
import { town, type Town } from '../../tests/town.ts';
import { until } from '../../tests/until.ts';
import { takesAway } from './bind.ts';
import type { BindingBody } from './contract.ts';
import { readOnlyRole } from './read-only-role.ts';
import { bindingsForLedger, bindingsGone } from './seals.ts';
import { bindingTouched } from './store/sealed.ts';

/** 数据资源 (Art. 16 ¶2, 22, 27 ¶3, 35): through HTTP, on a provider's database of its own. */
let it: Town;
let provider: ProviderDatabase;
let entry: Entry;
let connection: string;
let resource: string;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway' }), startProvider()]);
  entry = await publishes(it, universities);
  connection = await connects(it, provider);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});
const operator = () => it.client('education.operator');
const declared = (over: object = {}) => ({
  entryRegion: entry.region, entry: entry.id, connection, table: 'university', services: ['query', 'verification'], pageSize: 100,
  columns: entry.body.items.map((item) => ({ n: item.n, column: item.field })), keys: [{ n: 1, required: true }], order: [{ n: 1 }], ...over,
});
const refused = async (over: object) => (await operator().ask('POST', '/api/resources', declared(over))).body.code;

test('a place outside SHUQIAO_REACH, our own database, a metadata address, the same place twice: refused when proposed', async () => {
  const own = Number(new URL(it.database.url).port);
  for (const [over, code] of [[{ host: '10.1.2.3' }, 'ADDRESS_NOT_ALLOWED'], [{ host: '169.254.169.254' }, 'ADDRESS_NOT_ALLOWED'], [{ port: own }, 'ADDRESS_NOT_ALLOWED'], [{ host: 'localhost', port: own }, 'ADDRESS_NOT_ALLOWED'],
    [{ host: 'no-such-host.invalid' }, 'SOURCE_UNREACHABLE'], [{}, 'CONNECTION_EXISTS']] as const) {
    expect((await operator().ask('POST', '/api/resources/connections', { ...provider.connection, ...over })).body.code, JSON.stringify(over)).toBe(code);
  }
});

test('the password is shown to nobody, stored sealed, and another department’s connection is absent', async () => {
  const list = await operator().get('/api/resources/connections');
  expect(list).toMatchObject({ rows: [{ state: 'approved', user: 'share_reader', address: '127.0.0.1' }], after: null });
  expect(JSON.stringify(list)).not.toContain('read only');
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from connection`.execute(it.database.db);
  expect(rows[0]?.sealed.toString('latin1')).not.toContain('read only');
  for (const [who, path] of [['labour.operator', `tables`], ['civil.operator', 'role']] as const) expect((await it.client(who).ask('GET', `/api/resources/connections/320800/${connection}/${path}`)).status).toBe(404);
});

test('what is declared is checked against the entry and the table; nothing that can write is bound', async () => {
  expect(await refused({ table: 'nothing' })).toBe('RESOURCE_COLUMN_UNKNOWN');
  expect(await refused({ columns: [{ n: 1, column: 'school_code"; drop table share.university' }] })).toBe('RESOURCE_COLUMN_UNKNOWN');
  expect(await refused({ columns: [{ n: 99, column: 'name' }] })).toBe('RESOURCE_ITEM_UNMAPPED');
  expect(await refused({ keys: [{ n: 7 }], columns: [{ n: 1, column: 'school_code' }] })).toBe('RESOURCE_ITEM_UNMAPPED');
  expect(await refused({ keys: [] })).toBe('RESOURCE_KEYS_MISSING'); // a verification without a key
  await provider.query('grant insert on share.university to share_reader');
  expect(await refused({})).toBe('SOURCE_NOT_READ_ONLY');
  await provider.query('revoke insert on share.university from share_reader');
  const tables = await operator().get(`/api/resources/connections/320800/${connection}/tables`);
  expect(tables).toMatchObject({ readOnly: true, tables: [{ name: 'graduate' }, { name: 'university', kind: 'table' }] });
});

test('tested, bound, shown with its test; a sample for the provider alone', async () => {
  resource = await binds(it, connection, entry, 'university');
  const view = await operator().get(`/api/resources/320800/${resource}`);
  expect(view).toMatchObject({ state: 'live', version: 1, up: true, binding: { table: 'university', keys: [{ param: 'school_code', required: true }] }, test: { ok: true, readOnly: true }, events: [{ what: 'bound' }] });
  expect(view.test.checks.at(-1).say).toBe('有索引');
  const sample = await operator().get(`/api/resources/320800/${resource}/sample`);
  expect(sample.rows).toHaveLength(5);
  expect((await it.client('labour.operator').ask('GET', `/api/resources/320800/${resource}/sample`)).status).toBe(404);
  expect((await it.client('education.clerk').ask('GET', `/api/resources/320800/${resource}/sample`)).status).toBe(403);
  const { rows } = await sql`select 1 from access_log where act like '%样例%'`.execute(it.database.db);
  expect(rows.length).toBeGreaterThan(0);
});

let key: WireKey;
test('what running grants rest on is not taken from under them; who would be hit is shown: Art. 27.3', async () => {
  const items = entry.body.items.slice(0, 4).map((item) => item.n);
  ({ key } = await inUse(it, entry, { items, purpose: '核对院校名称' }));
  expect(await operator().get(`/api/resources/hits/320800/${entry.id}`)).toMatchObject({ rows: [{ purpose: '核对院校名称', state: 'active', systems: ['就业补贴审核系统'] }], sum: { grants: 1, departments: 1, systems: 1 } });
  expect(await refused({ columns: entry.body.items.slice(0, 2).map((item) => ({ n: item.n, column: item.field })) })).toBe('RESOURCE_IN_USE');
  expect((await operator().ask('POST', `/api/resources/320800/${resource}/retire`, {})).body.code).toBe('RESOURCE_IN_USE');
  expect((await operator().ask('POST', `/api/resources/connections/320800/${connection}/retire`, {})).body.code).toBe('CONNECTION_IN_USE');
});

test('under running grants neither the table nor the column of an item changes; other settings do, and a new password: Art. 27.3', async () => {
  const { secret } = await refresh(it.base, key);
  const once = async () => (await call(it.base, key, { secret: secret as string, query: { school_code: someSchool } })).text;
  expect(await once()).toContain('虚构大学3');
  await provider.query("create view share.renamed as select school_code, name || '（新）' as name, category, competent_department, city, level, remark from share.university; grant select on share.renamed to share_reader");
  expect(await refused({ table: 'renamed' })).toBe('RESOURCE_IN_USE'); // the names are the same, what they hold is not
  const swapped = entry.body.items.map((item) => ({ n: item.n, column: item.field === 'name' ? 'category' : item.field === 'category' ? 'name' : item.field }));
  expect(await refused({ columns: swapped })).toBe('RESOURCE_IN_USE');
  expect(await refused({ pageSize: 200 })).toBe('HITS_UNCONFIRMED');
  expect(await refused({ pageSize: 200, hits: '0'.repeat(64) })).toBe('HITS_UNCONFIRMED');
  const { sum } = await operator().get(`/api/resources/hits/320800/${entry.id}`);
  expect((await operator().post('/api/resources', declared({ pageSize: 200, hits: sum.digest }))).version).toBe(2);
  expect(await once()).toContain('虚构大学3');
  await provider.query("alter role share_reader password 'another one'");
  await operator().post(`/api/resources/connections/320800/${connection}/password`, { password: 'another one' });
  await expect.poll(once, { interval: 100 }).toContain('虚构大学3'); // the gateway hears of the new password with its next look
});

test('the watch says once that a source went down and once that it is up again; an announced window spares the users', async () => {
  const told = async (who: string) => (await it.client(who).get('/api/notifications')).rows.filter((row: { text: string }) => row.text.includes('数据资源') || row.text.includes('数据服务')).length;
  await provider.query('alter role share_reader nologin');
  for (let n = 0; n < 2; n += 1) expect(await operator().post(`/api/resources/320800/${resource}/test`)).toMatchObject({ up: false });
  await it.settle();
  expect([await told('education.operator'), await told('labour.clerk')]).toEqual([1, 1]);
  await provider.query('alter role share_reader login');
  expect(await operator().post(`/api/resources/320800/${resource}/test`)).toEqual({ up: true, fault: null });
  await it.settle();
  expect([await told('education.operator'), await told('labour.clerk')]).toEqual([2, 2]);
  const { events } = await operator().get(`/api/resources/320800/${resource}`);
  expect(events.map((event: { what: string }) => event.what)).toEqual(['up', 'down', 'bound', 'bound']);
});

test('a name that leads elsewhere than approved is not connected to, until the security officer approves the new address: Art. 35.2', async () => {
  const security = it.client('platform.security');
  const lines = async () => (await security.get('/api/resources/connections/proposed')).rows as { id: string; state: string; fault: string | null }[];
  const { address } = ((await operator().get('/api/resources/connections')).rows as { id: string; address: string }[]).find((one) => one.id === connection) ?? { address: '' };
  await transact(it.platform.db, async (tx) => {
    await bindingTouched(tx, { region: '320800', id: connection });
    await sql`update connection set address = '10.9.9.9' where id = ${connection}`.execute(tx);
  });
  for (let n = 0; n < 2; n += 1) expect(await operator().post(`/api/resources/320800/${resource}/test`)).toMatchObject({ up: false, fault: expect.stringContaining('不是批准的 10.9.9.9') });
  expect(await refused({})).toBe('ADDRESS_MOVED');
  expect(await lines()).toMatchObject([{ id: connection, state: 'approved', fault: expect.stringContaining('10.9.9.9') }]);
  expect((await operator().ask('POST', `/api/resources/connections/320800/${connection}/decision`, { approve: true })).status).toBe(403);
  expect(await security.post(`/api/resources/connections/320800/${connection}/decision`, { approve: true })).toMatchObject({ state: 'approved', address, fault: null });
  expect(await operator().post(`/api/resources/320800/${resource}/test`)).toEqual({ up: true, fault: null });
  expect((await operator().get('/api/resources/connections')).rows).toContainEqual(expect.objectContaining({ id: connection, up: true })); // what is bound by it answers
  expect(await lines()).toEqual([]);
});

test('an approval is taken back with a reason, and may be given again: Art. 35.2', async () => {
  const security = it.client('platform.security');
  const decide = (body: object) => security.ask('POST', `/api/resources/connections/320800/${connection}/decision`, body);
  const { secret } = await refresh(it.base, key);
  const once = async () => (await call(it.base, key, { secret: secret as string, query: { school_code: someSchool } })).text;
  for (let text = ''; !text.startsWith('['); ) text = await once();
  expect((await decide({ approve: false })).body).toMatchObject({ code: 'BODY_INVALID', fields: [{ path: 'reason', message: '不批准、撤回批准须写明理由' }] });
  expect((await decide({ approve: true })).body.code).toBe('CONNECTION_DECIDED');
  expect((await decide({ approve: false, reason: '数据库将移出政务外网' })).body).toMatchObject({ state: 'refused', decision: '数据库将移出政务外网' });
  for (let text = '['; text.startsWith('['); ) text = await once();
  expect((await decide({ approve: false, reason: '再次' })).body.code).toBe('CONNECTION_DECIDED');
  await it.settle();
  expect(JSON.stringify((await it.client('education.operator').get('/api/notifications')).rows)).toContain('批准已撤回');
  expect((await security.get('/api/resources/connections/decided?q=127.0')).rows).toMatchObject([{ id: connection, state: 'refused' }]);
  expect((await security.get('/api/resources/connections/decided?q=nowhere')).rows).toEqual([]);
  expect(await decide({ approve: true, reason: '仍在政务外网' })).toMatchObject({ status: 200, body: { state: 'approved' } });
  for (let text = ''; !text.startsWith('['); ) text = await once();
});

test('what was altered past the platform is not connected to, not served, named by ledger verify; put back, or bound anew, it serves again: Art. 22, 35.2', async () => {
  const { secret } = await refresh(it.base, key);
  const once = async () => (await call(it.base, key, { secret: secret as string, query: { school_code: someSchool } })).text;
  const turns = async (serves: boolean) => expect(await until(async () => (await once()).startsWith('['), (served) => served === serves)).toBe(serves);
  const byHand = (statement: string) => transact(it.platform.db, async (tx) => {
    await sql.raw(statement).execute(tx);
    gateChange(tx, { region: '320800', what: 'binding', id: entry.id, stopped: false });
  });
  const found = async () => {
    const { sealKey } = it.platform.parts.keys;
    return (await transact(it.platform.db, (tx) => verifyLedger(tx, { kept: [], bindings: bindingsForLedger(tx), bindingsGone: (subjects) => bindingsGone(tx, subjects), seal: sealOf(sealKey('ledger')), rowSeal: sealOf(sealKey('row')) }))).problems.map((one) => one.say);
  };
  expect(await found(), 'whatever wrote them left them sealed').toEqual([]);
  await byHand(`update connection set login = login || 'x' where id = '${connection}'`);
  await turns(false);
  expect(await operator().post(`/api/resources/320800/${resource}/test`)).toMatchObject({ up: false, fault: expect.stringContaining('登记内容被改动过') });
  expect(await found()).toEqual([`数据库连接 320800-${connection} 的登记内容与账本条目或者封印不符，已被改动。`]);
  await byHand(`update connection set login = left(login, -1) where id = '${connection}'`);
  await turns(true);
  await byHand(`insert into resource_binding select region, resource, version + 1, jsonb_set(body, '{columns,1,column}', '"remark"'), test, made_by, made_at from resource_binding where resource = '${resource}' order by version desc limit 1`);
  await byHand(`update resource set version = version + 1 where id = '${resource}'`);
  await turns(false);
  expect(await found()).toEqual([`数据资源 320800-${resource} 的登记内容与账本条目或者封印不符，已被改动。`]);
  const { sum } = await operator().get(`/api/resources/hits/320800/${entry.id}`);
  expect(await operator().post('/api/resources', declared({ pageSize: 200, hits: sum.digest }))).toMatchObject({ id: resource, version: 4 });
  await turns(true);
  expect([await once(), await found()]).toEqual([expect.stringContaining('虚构大学3'), []]);
});

test('the proposal of a read-only role quotes names and grants nothing but select', () => {
  const text = readOnlyRole({ login: 'a"b', database: 'd', schema: 's', tables: ['t'] });
  expect(text).toContain('create role "a""b"');
  expect(text).toContain('grant select on "s"."t"');
  expect(text).not.toMatch(/insert|update|delete|all privileges/i);
});

test('what takes from users and what does not', () => {
  const body: BindingBody = { schema: 's', table: 't', columns: [{ n: 1, column: 'a', udt: 'text', kind: 'text', recordKey: true }, { n: 2, column: 'b', udt: 'int4', kind: 'integer', recordKey: false }], keys: [{ n: 1, param: 'a', required: true }], services: ['query'], order: [], pageSize: 100, maxBytes: 4096, timeoutMs: 1000 };
  for (const [change, takes] of [[{ table: 'u' }, true], [{ schema: 'r' }, true], [{ columns: [{ ...body.columns[0], column: 'c' }, body.columns[1]] }, true], [{ columns: [{ ...body.columns[0], udt: 'varchar' }, body.columns[1]] }, true], [{ pageSize: 200 }, false], [{ services: ['query', 'verification'] }, false], [{ columns: body.columns.slice(0, 1) }, true], [{ pageSize: 50 }, true], [{ services: ['verification'] }, true],
    [{ keys: [{ n: 1, param: 'a', required: true }, { n: 2, param: 'b', required: true }] }, true], [{ keys: [{ n: 1, param: 'a', required: true }, { n: 2, param: 'b', required: false }] }, false], [{ keys: [] }, true]] as const) {
    expect(takesAway(body, { ...body, ...change } as BindingBody), JSON.stringify(change)).toBe(takes);
  }
});
