import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, refresh, type WireKey } from '../../plane/client.fixture.ts';
import { gateChange } from '../../platform/gate/index.ts';
import { transact } from '../../platform/postgres/database.ts';
import { agrees, applies, binds, connects, inUse, publishes, universities, type Entry } from '../../tests/market.ts';
import { someSchool, startProvider, type ProviderDatabase } from '../../tests/provider.ts';
import { organisations, town, type Town } from '../../tests/town.ts';

/** Maintenance, outages and who is hit (Art. 27 ¶3, 39(七)): through HTTP and the gateway, on a provider's database that goes away and comes back. */
let it: Town;
let provider: ProviderDatabase;
let entry: Entry;
let resource: string;
let grant: string;
let key: WireKey;
let window: string;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway' }), startProvider()]);
  entry = await publishes(it, universities);
  resource = await binds(it, await connects(it, provider), entry, 'university');
  ({ grant, key } = await inUse(it, entry, { items: [1, 2, 3], purpose: '核对院校名称', systems: [{ name: '就业补贴审核系统', addresses: [] }, { name: '档案系统', addresses: [] }] }));
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});
const operator = () => it.client('education.operator');
const base = () => `/api/resources/320800/${resource}`;
const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const seen = async () => (await operator().get(`/api/resources/hits/320800/${entry.id}`)).sum.digest as string;
const announce = async (from: string, to: string, over: object = {}) => operator().ask('POST', `${base()}/maintenance`, { from, to, reason: '数据库升级', hits: await seen(), ...over });
/** Its hour has come. */
const begins = (id: string) => transact(it.database.db, async (tx) => {
  await tx.updateTable('maintenance').set({ fromAt: at(0) }).where('id', '=', id).execute();
  gateChange(tx, { region: '320800', what: 'binding', id: entry.id, stopped: false });
});
const told = async (who: string, words: string) => {
  await it.settle();
  return (await it.client(who).get('/api/notifications')).rows.filter((row: { text: string }) => row.text.includes(words)).length;
};

test('a window lies ahead, for eight hours at most, no day holds more, and its maker has seen who is hit: Art. 27.3', async () => {
  const code = async (from: number, to: number, over: object = {}) => (await announce(at(from), at(to), over)).body.code;
  expect(await code(-1, 1)).toBe('MAINTENANCE_INVALID');
  const long = await announce(at(1), at(9.5));
  expect(long.body).toMatchObject({ code: 'MAINTENANCE_TOO_LONG', article: '27.3' });
  expect(long.body.message).toContain('报同级主管部门备案');
  expect(await code(1, 3, { hits: undefined })).toBe('HITS_UNCONFIRMED');
  const view = (await announce(at(1), at(9))).body;
  expect(view.maintenance).toMatchObject([{ reason: '数据库升级', state: 'ahead', plannedTo: null }]);
  expect(await code(8, 10)).toBe('MAINTENANCE_OVERLAPS');
  expect(await code(10, 12)).toBe('MAINTENANCE_DAY_FULL');
  expect(await it.client('civil.operator').ask('POST', `${base()}/maintenance`, { from: at(30), to: at(31), reason: '升级' })).toMatchObject({ status: 404 });
  expect((await it.client('education.clerk').ask('POST', `${base()}/maintenance`, { from: at(30), to: at(31), reason: '升级' })).status).toBe(403);
  expect(await told('labour.clerk', '数据服务将于')).toBe(1);
  expect(await told('labour.operator', '数据服务将于')).toBe(1);
  expect(await told('civil.clerk', '数据服务将于')).toBe(0);
  await operator().post(`${base()}/maintenance/${view.maintenance[0].id}/cancel`);
  expect((await operator().ask('POST', `${base()}/maintenance/${view.maintenance[0].id}/cancel`, {})).body.code).toBe('MAINTENANCE_NOT_FOUND');
  expect(await told('labour.clerk', '维护已取消')).toBe(1);
});

test('a region may allow less: its document counts from its day on', async () => {
  await it.client('bureau.lead').post('/api/jurisdiction', { kind: 'number', name: 'maintenance-hours', value: 4, by: { title: '淮安市政务数据共享运维规则', number: '淮数据〔2026〕9号', from: '2026-01-01', to: null } });
  expect((await announce(at(1), at(6))).body).toMatchObject({ code: 'MAINTENANCE_TOO_LONG', message: expect.stringContaining('4 小时') });
  const { body } = await announce(at(1), at(4));
  expect(body.maintenance[0].state).toBe('ahead');
  await operator().post(`${base()}/maintenance/${body.maintenance[0].id}/cancel`);
});

test('the window is seen at the grant, the entry and the resource; calls are answered as ever while the database is up', async () => {
  const { secret } = await refresh(it.base, key);
  const asks = async () => call(it.base, key, { secret: secret as string, query: { school_code: someSchool } });
  const { body } = await announce(at(1), at(3));
  window = body.maintenance[0].id;
  expect(await it.client('labour.clerk').get(`/api/resources/windows/320800/${entry.id}`)).toMatchObject([{ reason: '数据库升级', running: false }]);
  expect((await it.client('labour.clerk').get(`/api/grant/${grant}`)).own.service.windows).toMatchObject([{ reason: '数据库升级' }]);
  await begins(window);
  expect(await it.client('civil.clerk').get(`/api/resources/windows/320800/${entry.id}`)).toMatchObject([{ running: true }]);
  expect((await operator().get(`${base()}/maintenance`)).rows.find((row: { id: string }) => row.id === window)).toMatchObject({ state: 'running' });
  expect((await asks()).text).toContain('虚构大学3');
});

test('in a window, the database being down, the gateway says so and until when; nobody is told of an outage, and it counts as none', async () => {
  const { secret } = await refresh(it.base, key);
  const asks = async () => call(it.base, key, { secret: secret as string, query: { school_code: someSchool } });
  await provider.query('alter role share_reader nologin');
  await provider.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'share_reader'");
  await expect.poll(async () => (await asks()).json, { interval: 100 }).toMatchObject({ code: '-1', message: expect.stringMatching(/^提供部门系统正在维护，预计 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 恢复/) });
  expect(await operator().post(`${base()}/test`)).toMatchObject({ up: false });
  expect(await told('education.operator', '在维护公告时段内')).toBe(1);
  expect(await told('labour.clerk', '暂不可用')).toBe(0);
  const { outages } = await operator().get(base());
  expect(outages).toMatchObject([{ to: null, clueAt: null }]);

  // The window is ended while the database is still down: now users are told, and calls fail as failures.
  await operator().post(`${base()}/maintenance/${window}/shorten`, {});
  await expect.poll(async () => (await asks()).json, { interval: 100 }).toMatchObject({ message: '提供部门系统暂不可用' });
  expect(await told('labour.clerk', '提前于')).toBe(1);
  await operator().post(`${base()}/test`);
  await operator().post(`${base()}/test`);
  expect(await told('labour.clerk', '仍未恢复')).toBe(1);
  expect((await operator().get(`${base()}/maintenance`)).rows.find((row: { id: string }) => row.id === window)).toMatchObject({ state: 'over', plannedTo: expect.any(String) });
});

test('beyond the hours of the region outside windows an outage is a clue before the authority, once: Art. 39(7)', async () => {
  const lasts = (hours: number) => sql`update outage set from_at = now() - make_interval(secs => ${hours * 3600}) where to_at is null`.execute(it.database.db);
  const clues = async () => { await it.settle(); return (await it.client('bureau.lead').get('/api/supervision/list?ground=39(7)')).rows; };
  await lasts(23);
  await operator().post(`${base()}/test`);
  expect(await clues()).toEqual([]);
  await lasts(25);
  await operator().post(`${base()}/test`);
  await operator().post(`${base()}/test`);
  expect(await clues()).toMatchObject([{ ground: '39(7)', clue: true, department: organisations.education.code, state: 'found' }]);
  expect((await operator().get(base())).outages[0].clueAt).not.toBeNull();
  await provider.query('alter role share_reader login');
  expect(await operator().post(`${base()}/test`)).toEqual({ up: true, fault: null });
  expect(await told('labour.clerk', '已恢复')).toBe(1);
  await operator().post(`${base()}/test`);
  expect(await told('labour.clerk', '已恢复')).toBe(1);
});

test('who would be hit: grants, departments, systems, calls a day; another department sees nothing; the list leaves as text', async () => {
  await agrees(it, await applies(it, entry, { items: [1, 2], purpose: '另一用途', systems: [{ name: '档案系统', addresses: [] }] }));
  const before = await seen();
  const page = await operator().get(`/api/resources/hits/320800/${entry.id}?size=1`);
  expect(page).toMatchObject({ rows: [{ requesterName: '淮安市人力资源和社会保障局' }], sum: { grants: 2, departments: 1, systems: 2 } });
  const rest = await operator().get(`/api/resources/hits/320800/${entry.id}?size=1&after=${page.after}`);
  expect([page.rows[0].ref, rest.rows[0].ref]).toContain(grant);
  expect(rest.after).toBeNull();
  expect((await it.client('labour.operator').ask('GET', `/api/resources/hits/320800/${entry.id}`)).status).toBe(404);
  const csv = (await operator().ask('GET', `/api/resources/hits/320800/${entry.id}/export`)).body as string;
  expect(csv.split('\r\n')).toHaveLength(4); // head, two grants, the end
  expect(csv).toContain('核对院校名称,就业补贴审核系统、档案系统,使用中');
  // A list that has changed since it was looked at does not confirm the change.
  await it.client('labour.clerk').act('grant', grant, 'finish', { reason: 'reached' });
  expect((await announce(at(40), at(41), { hits: before })).body.code).toBe('HITS_UNCONFIRMED');
});

test('an update of the entry goes out when its maker has seen who stands on it: Art. 27.3', async () => {
  const cataloguer = it.client('education.cataloguer');
  const ref = await cataloguer.open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'other', text: '补充备注' });
  expect((await cataloguer.tries('catalog', ref, 'submit')).body.code).toBe('HITS_UNCONFIRMED');
  await cataloguer.act('catalog', ref, 'submit', { hits: await seen() });
  expect((await cataloguer.get(`/api/catalog/${ref}`)).state).toBe('consent');
});
