import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { isIdNumber } from '../../law/identifiers.ts';
import { json } from '../../platform/postgres/database.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { person, region, startBed, type Bed, type MadeGrant } from '../bed.fixture.ts';
import { call, refresh, restCall, tokenFor, type WireAnswer } from '../client.fixture.ts';

let bed: Bed;
let it: Awaited<ReturnType<Bed['gateway']>>;
beforeAll(async () => {
  bed = await startBed();
  it = await bed.gateway();
});
afterAll(async () => {
  expect(it.bugs).toEqual([]);
  await bed.stop();
});

const shaped = (n: number, name: string, field: string, type: string, over: object = {}) => ({ n, name, field, type, length: null, key: false, nullable: false, codeSet: null, identifier: null, pattern: null, kind: 'text', ...over });
const shape = {
  name: '高校毕业生信息', code: '303002/1', pageSize: 10, keys: [{ n: 1, param: 'id', required: true }, { n: 4, param: 'level', required: false }],
  items: [shaped(1, '公民身份号码', 'id', 'C', { key: true, identifier: 'person', length: 18 }), shaped(2, '毕业年份', 'year', 'I', { kind: 'integer' }), shaped(3, '在职', 'working', 'L', { kind: 'boolean' }), shaped(4, '学历', 'level', 'C', { codeSet: '本科、专科' }), shaped(5, '更新时间', 'at', 'T')],
};

const other = '11320800PDY000044U'; // a department has one open sandbox of a kind on an entry
async function sandbox(over: { readonly entry?: string; readonly org?: string; readonly kind?: 'query' | 'verification'; readonly perDay?: number; readonly keys?: readonly object[] } = {}): Promise<MadeGrant> {
  const [id, entry] = [uuidv7(), over.entry ?? uuidv7()];
  const endsAt = new Date(Date.now() + 86_400_000);
  await bed.base.db.insertInto('sandbox').values({ region, id, org: over.org ?? '11320800PDY0000286', entryRegion: region, entry, entryVersion: 1, serviceKind: over.kind ?? 'query', shape: json({ ...shape, ...(over.keys === undefined ? {} : { keys: over.keys }) }), quotaDay: over.perDay ?? 2_000, quotaMinute: 1_000, openedBy: person, openedAt: new Date(endsAt.getTime() - 86_400_000).toISOString(), endsAt: endsAt.toISOString() }).execute();
  const key = { rid: randomUUID(), sid: randomUUID().replaceAll('-', ''), appKey: randomUUID().replaceAll('-', '') };
  await bed.base.db.insertInto('credential').values({ rid: key.rid, sid: key.sid, nth: 1, region, grantId: id, sealed: bed.keys.seal('app-key', key.appKey, `credential/${key.rid}/${key.sid}/1`) }).execute();
  await bed.change({ what: 'key', id, stopped: false });
  await expect.poll(async () => (await tokenFor(it.url, key)).token, { interval: 50 }).toBeDefined();
  return { ...key, id, entry };
}
const doors = (key: MadeGrant, query: Record<string, string>): Promise<WireAnswer[]> => Promise.all([call(it.url, key, { query }), restCall(it.url, key, { query })]);
const rowsOf = (answer: WireAnswer): Record<string, unknown>[] => (Array.isArray(answer.json) ? answer.json : (answer.json as { data: [] }).data);
const records = async (id: string): Promise<number> => (await sql<{ n: number }>`select (select count(*) from call_record where grant_id = ${id}) + (select count(*) from usage_day where grant_id = ${id}) + (select count(*) from received where grant_id = ${id})::int as n`.execute(bed.base.db)).rows[0]?.n ?? -1;

test('invented rows of the shape, the same at both doors and whoever asks; every answer says that it is a sandbox', async () => {
  const entry = uuidv7();
  const [first, second] = [await sandbox({ entry, keys: [] }), await sandbox({ entry, keys: [], org: other })] as const;
  const answers = [...await doors(first, {}), ...await doors(second, {})];
  for (const answer of answers) expect(answer).toMatchObject({ status: 200, headers: { sandbox: 'true' } });
  const [rows] = answers.map(rowsOf);
  expect(new Set(answers.map((answer) => JSON.stringify(rowsOf(answer)))).size).toBe(1);
  expect(rows).toHaveLength(10);
  for (const row of rows ?? []) {
    expect(isIdNumber(row['id'] as string) && (row['id'] as string).startsWith('99')).toBe(true);
    expect(row).toEqual({ id: expect.any(String), year: expect.any(Number), working: expect.any(Boolean), level: expect.stringMatching(/^本科|专科$/), at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+08$/) });
  }
  expect((await refresh(it.url, first)).answer.headers['sandbox']).toBe('true');
});

test('keys find what is there and nothing else; pages, optional keys, wrong forms and verification as at a real service', async () => {
  const key = await sandbox();
  const [known] = rowsOf(await restCall(it.url, await sandbox({ entry: key.entry, keys: [], org: other })));
  const id = String(known?.['id']);
  for (const answer of await doors(key, { id })) expect(rowsOf(answer)).toEqual([known]);
  for (const answer of await doors(key, { id: '110101199003070071' })) expect(rowsOf(answer)).toEqual([]);
  for (const answer of await doors(key, { id, level: known?.['level'] === '本科' ? '专科' : '本科' })) expect(rowsOf(answer)).toEqual([]);
  expect((await doors(key, {})).map((answer) => (answer.json as { code: string }).code)).toEqual(['-1', 'GATE_KEY_MISSING']);
  const byLevel = await sandbox({ keys: [{ n: 4, param: 'level', required: true }] });
  const pages = await Promise.all([1, 2, 30].map((page) => restCall(it.url, byLevel, { query: { level: '本科', page: String(page), pageSize: '7' } })));
  expect(pages.map(({ json }) => (json as { more: boolean }).more)).toEqual([true, true, false]);
  expect(new Set(pages.slice(0, 2).flatMap((page) => rowsOf(page).map((row) => row['id']))).size).toBe(14);
  const byYear = await sandbox({ keys: [{ n: 2, param: 'year', required: true }] });
  expect((await restCall(it.url, byYear, { query: { year: 'x' } })).json).toMatchObject({ code: 'GATE_PARAMETER_INVALID' });
  const yes = await sandbox({ entry: key.entry, kind: 'verification' });
  expect((await doors(yes, { id, level: String(known?.['level']) })).map(rowsOf)).toEqual([[{ match: true }], [{ match: true }]]);
  expect((await doors(yes, { id, level: '无' })).map(rowsOf)).toEqual([[{ match: false }], [{ match: false }]]);
});

test('a sandbox is no use: nothing stands among records, sums and receivers; it is counted by day, door and what came of it', async () => {
  const key = await sandbox();
  await doors(key, { id: '1' });
  await doors(key, {});
  for (let n = 0; n < 2; n += 1) await it.gateway.ship();
  await expect.poll(async () => (await sql<{ door: string; reason: string; n: number }>`select door, reason, n::int from sandbox_call where sandbox = ${key.id} order by door, reason`.execute(bed.base.db)).rows, { timeout: 10_000 })
    .toEqual([{ door: 'national', reason: '', n: 1 }, { door: 'national', reason: 'missing-key', n: 1 }, { door: 'rest', reason: '', n: 1 }, { door: 'rest', reason: 'missing-key', n: 1 }]);
  expect(Number(await records(key.id))).toBe(0);
});

test('it cannot reach real rows: a real service of the same entry is bound, its provider is gone, the sandbox answers as before', async () => {
  const real = await bed.grant({ port: 1 });
  const key = await sandbox({ entry: real.entry, keys: [] });
  for (let n = 0; n < 40 && !(await restCall(it.url, real, { query: { id: '1' } })).text.includes('GATE_SOURCE_FAILED'); n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const answer of await doors(key, {})) expect(rowsOf(answer)).toHaveLength(10);
  // The credential of one is nothing at the other's service.
  const token = (await tokenFor(it.url, key)).token as string;
  expect((await restCall(it.url, real, { token, query: { id: '1' } })).json).toMatchObject({ code: 'GATE_SERVICE_FOREIGN' });
  expect((await call(it.url, { ...real, rid: key.rid, appKey: key.appKey }, { query: { id: '1' } })).json).toMatchObject({ code: 'E-106' });
});

test('its own bounds: a quota, an end by the clock of the machine, a hidden entry, a stopped key; refused at both doors', async () => {
  const few = await sandbox({ perDay: 20 });
  const answers = await Promise.all(Array.from({ length: 24 }, () => restCall(it.url, few, { query: { id: '1' } })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.find(({ status }) => status === 429)?.headers).toMatchObject({ sandbox: 'true' });
  const short = await sandbox();
  const [secret, token] = [(await refresh(it.url, short)).secret as string, (await tokenFor(it.url, short)).token as string];
  const both = async () => [(await call(it.url, short, { secret, query: { id: '1' } })).json, (await restCall(it.url, short, { token, query: { id: '1' } })).json];
  expect(await both()).toEqual([[], expect.objectContaining({ data: [] })]);
  expect((await restCall(it.url, short, { token, query: { id: '1' } })).headers['sunset']).toMatch(/GMT$/);
  await bed.base.ownerDb.updateTable('sandbox').set({ endsAt: new Date(Date.now() + 1_500).toISOString() }).where('id', '=', short.id).execute();
  await bed.change({ what: 'key', id: short.id, stopped: false });
  await expect.poll(both).toEqual([{ code: '-1', data: '', message: '接口沙箱已到期' }, expect.objectContaining({ code: 'GATE_SANDBOX_OVER', status: 403 })]);
  const hidden = await sandbox();
  await bed.change({ what: 'entry', id: hidden.entry, stopped: true });
  await expect.poll(async () => (await restCall(it.url, hidden, { query: { id: '1' } })).json, { interval: 50 }).toMatchObject({ code: 'GATE_GRANT_HELD' });
  const stopped = await sandbox();
  const kept = (await tokenFor(it.url, stopped)).token as string;
  await bed.change({ what: 'key', id: stopped.id, stopped: true }, (tx) => tx.updateTable('credential').set({ stoppedAt: new Date().toISOString() }).where('grantId', '=', stopped.id).execute().then(() => undefined));
  await expect.poll(async () => (await restCall(it.url, stopped, { token: kept, query: { id: '1' } })).json, { interval: 50 }).toMatchObject({ code: 'GATE_KEY_STOPPED' });
});

test('a gateway that missed a change finds opened and closed sandboxes by comparing', async () => {
  const key = await sandbox();
  await bed.base.db.updateTable('sandbox').set({ closedAt: new Date().toISOString(), closedWhy: 'person', version: 2 }).where('id', '=', key.id).execute(); // without a change of the gate
  const table = await bed.gateway();
  expect((await restCall(table.url, key, { query: { id: '1' } })).json).toMatchObject({ code: 'GATE_GRANT_ENDED' }); // its key stands, it does not
  await table.stop();
});
