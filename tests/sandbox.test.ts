import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { bounds } from '../processes/grant/sandbox/acts.ts';
import { sandboxJobs } from '../processes/grant/index.ts';
import { call, restCall, tokenFor, type WireKey } from '../plane/client.fixture.ts';
import { lintOpenApi } from '../scripts/testing/lint-openapi.ts';
import { graduates, publishes, universities, type Entry } from './market.ts';
import { town, type Town } from './town.ts';
import { obeyed } from './until.ts';

/** 接口沙箱 over HTTP: a clerk tries a service nobody has granted him and no provider has bound. */
let it: Town;
let entry: Entry;
beforeAll(async () => {
  it = await town({ today: '2026-10-12', roles: 'console,gateway,jobs' });
  entry = await publishes(it, graduates);
});
afterAll(() => it.stop());

const labour = () => it.client('labour.clerk');
const wish = (serviceKind: 'query' | 'verification' = 'query', of: Entry = entry) => ({ entryRegion: of.region, entry: of.id, serviceKind });
const refusal = async (who: string, path: string, body?: object) => (await it.client(who).ask(body === undefined ? 'GET' : 'POST', path, body, { 'idempotency-key': crypto.randomUUID() })).body.code as string;
const served = async (key: WireKey, query: Record<string, string>) => [(await call(it.base, key, { query })).json, (await restCall(it.base, key, { query })).json] as const;
const works = async (key: WireKey) => (await tokenFor(it.base, key)).token !== undefined;

test('before anyone applied or was granted anything: opened, its key shown once, called at both doors with what its page shows as keys', async () => {
  expect(await labour().get(`/api/sandboxes/offers/${entry.region}/${entry.id}`)).toEqual({ kinds: ['query', 'verification'], why: null, open: [] });
  const requestId = crypto.randomUUID();
  const { sandbox, once } = (await labour().ask('POST', '/api/sandboxes', wish(), { 'idempotency-key': requestId })).body;
  expect((await labour().ask('POST', '/api/sandboxes', wish(), { 'idempotency-key': requestId })).body).toEqual({ sandbox, once: null }); // once, and the key is kept nowhere
  expect(sandbox).toMatchObject({ name: '高校毕业生信息', serviceKind: 'query', open: true, closedWhy: null, newer: false, quota: { perDay: bounds.perDay, perMinute: bounds.perMinute }, key: { rid: once.rid, sid: once.sid, stopped: false }, days: [], calls: 0 });
  expect(sandbox.keys).toEqual([{ field: 'id_number', name: '公民身份号码', required: true }]);
  expect(JSON.stringify(await labour().get(`/api/sandboxes/${sandbox.ref}`))).not.toContain(once.appKey);
  await expect.poll(() => works(once), { interval: 50 }).toBe(true);
  const [sample] = (sandbox.sample as (string | null)[][]).map((values) => Object.fromEntries(sandbox.items.map((item: { field: string; kind: string }, at: number) => [item.field, values[at] != null && item.kind === 'integer' ? Number(values[at]) : values[at] ?? null])));
  const [national, rest] = await served(once, { id_number: String(sample?.['id_number']) });
  expect(national).toEqual([sample]);
  expect(rest).toMatchObject({ data: national, page: 1, more: false });
  await expect.poll(async () => (await labour().get(`/api/sandboxes/${sandbox.ref}`)).calls, { interval: 50 }).toBeGreaterThanOrEqual(2);
  const page = await labour().get(`/api/sandboxes/${sandbox.ref}`);
  expect(new Set(page.days.map((day: { door: string; reasonZh: string }) => `${day.door} ${day.reasonZh}`))).toEqual(new Set(['national 成功', 'rest 成功']));
  // No use: no record, no sum, no receiver anywhere, and no case.
  const { rows } = await sql<{ n: number }>`select (select count(*) from call_record) + (select count(*) from usage_day) + (select count(*) from received) + (select count(*) from grant_compiled) as n`.execute(it.database.ownerDb);
  expect(Number(rows[0]?.n)).toBe(0);
  await it.settle();
  expect((await sql<{ kind: string }>`select kind from ledger_entry where kind like 'sandbox.%'`.execute(it.database.ownerDb)).rows).toEqual([{ kind: 'sandbox.open' }]);
});

test('its OpenAPI document is lint-clean, names what the door answers, and is its own department’s alone', async () => {
  const { rows: [own] } = await labour().get('/api/sandboxes');
  const path = `/api/developers/services/${own.ref}/openapi.json`;
  const document = await labour().get(path);
  expect(await lintOpenApi(document)).toEqual([]);
  const page = await labour().get(`/api/sandboxes/${own.ref}`);
  expect(document.servers).toEqual([{ url: it.base }]);
  expect(Object.keys(document.paths)).toEqual(['/oauth2/token', `/api/data/${page.key.sid}`]);
  expect(document.components.schemas.Answer.properties.data.items.required).toEqual(page.items.map((item: { field: string }) => item.field));
  for (const who of ['civil.clerk', 'education.clerk', 'bureau.reviewer']) expect([who, await refusal(who, path)]).toEqual([who, 'GRANT_NOT_FOUND']);
  expect((await fetch(`${it.base}${path}`)).status).toBe(401);
  // Without a login: what is the same for all, and the errors by code.
  const open = await (await fetch(`${it.base}/api/developers/openapi.json`)).json() as { paths: object };
  expect(Object.keys(open.paths)).toEqual(['/oauth2/token', '/api/data/{sid}']);
  const listed = await (await fetch(`${it.base}/api/developers/errors`)).json() as { code: string; status: number; sentence: string }[];
  expect(listed.find(({ code }) => code === 'GATE_QUOTA_SPENT')).toMatchObject({ status: 429, sentence: expect.stringContaining('{period}') });
  expect(listed.every(({ sentence }) => sentence.endsWith('。'))).toBe(true);
});

test('to others it is absent; one open of a kind; not of an entry that is not offered', async () => {
  const { rows: [own] } = await labour().get('/api/sandboxes');
  for (const who of ['civil.clerk', 'education.clerk', 'education.operator', 'bureau.clerk']) {
    expect([who, await refusal(who, `/api/sandboxes/${own.ref}`)]).toEqual([who, 'SANDBOX_NOT_FOUND']);
    for (const act of ['rotate', 'drill', 'end']) expect([who, act, await refusal(who, `/api/sandboxes/${own.ref}/${act}`, {})]).toEqual([who, act, 'SANDBOX_NOT_FOUND']);
    expect((await it.client(who).get('/api/sandboxes')).rows).toEqual([]);
  }
  expect((await it.client('labour.operator').get(`/api/sandboxes/${own.ref}`)).ref).toBe(own.ref);
  expect(await refusal('labour.clerk', '/api/sandboxes', wish())).toBe('SANDBOX_OPEN_ALREADY');
  expect(await refusal('labour.head', '/api/sandboxes', wish())).toBe('POST_MAY_NOT');
  const kept = await publishes(it, universities, { name: '不予共享样例', classCode: '303081', open: false, openCondition: '', sharing: { ...universities.sharing, attribute: 'not-shared', reason: '法律明确不得提供', basis: [{ kind: 'law', name: '中华人民共和国某法', article: '第九条', text: '不得向其他单位提供' }] as never[] } });
  expect(await refusal('labour.clerk', '/api/sandboxes', wish('query', kept))).toBe('ENTRY_NOT_SHARED');
  expect(await labour().get(`/api/sandboxes/offers/${kept.region}/${kept.id}`)).toMatchObject({ kinds: [], why: expect.stringContaining('不予共享样例') });
  expect(await refusal('labour.clerk', '/api/sandboxes', { ...wish(), entry: crypto.randomUUID() })).toBe('ENTRY_NOT_FOUND');
});

test('rotation keeps the old key a day; the drill of a stolen key stops it at both doors in two seconds, opens no incident and tells the own officer; a new key goes on', async () => {
  const { sandbox, once: first } = await labour().post('/api/sandboxes', wish('verification'));
  const path = `/api/sandboxes/${sandbox.ref}`;
  const { once: second } = await labour().post(`${path}/rotate`);
  expect([second.rid, second.sid, second.appKey === first.appKey]).toEqual([first.rid, first.sid, false]);
  for (const key of [first, second]) await expect.poll(() => works(key), { interval: 50 }).toBe(true);
  const token = (await tokenFor(it.base, second)).token as string;
  const incidents = async () => (await it.client('labour.security').get('/api/incident?side=any')).rows.length as number;
  const before = await incidents();
  const drilled = await labour().post(`${path}/drill`, { note: '季度演练' });
  expect(drilled).toMatchObject({ key: { stopped: true }, open: true });
  await obeyed(async () => [(await restCall(it.base, second, { token, query: {} })).json, await works(first), await works(second), (await call(it.base, second, { secret: 'x', query: {} })).json],
    (seen) => expect(seen).toEqual([expect.objectContaining({ code: 'GATE_KEY_STOPPED' }), false, false, expect.objectContaining({ code: 'E-106' })]));
  expect(await incidents()).toBe(before);
  await it.settle();
  await expect.poll(async () => (await it.client('labour.security').get('/api/notifications')).rows.map((row: { text: string }) => row.text).join(), { interval: 50 }).toContain('演练：接口沙箱“高校毕业生信息”按失窃停用了密钥');
  const { once: third } = await labour().post(`${path}/rotate`);
  await expect.poll(() => works(third), { interval: 50 }).toBe(true);
  expect(await works(second)).toBe(false);
  expect((await labour().get(path)).events.map((event: { what: string }) => event.what)).toEqual(['rotated', 'drilled', 'rotated', 'opened']);
  expect((await labour().post(`${path}/end`)).closedWhy).toBe('person');
  await obeyed(() => works(third), (seen) => expect(seen).toBe(false));
  for (const act of ['rotate', 'drill', 'end']) expect(await refusal('labour.clerk', `${path}/${act}`, {})).toBe('SANDBOX_OVER');
  expect((await labour().get('/api/sandboxes')).rows).toHaveLength(1);
  expect((await labour().get('/api/sandboxes?show=all')).rows).toHaveLength(2);
});

test('it ends by itself, and with its entry', async () => {
  const { sandbox } = await it.client('civil.clerk').post('/api/sandboxes', wish('verification'));
  await sql`update sandbox set opened_at = now() - interval '31 days', ends_at = now() - interval '1 day' where id = ${sandbox.ref.slice(7)}`.execute(it.database.ownerDb);
  expect(await it.client('civil.clerk').get(`/api/sandboxes/${sandbox.ref}`)).toMatchObject({ open: false, closedWhy: 'term' });
  for (const job of sandboxJobs(it.platform.db)) await job.run();
  expect((await sql<{ why: string }>`select closed_why as why from sandbox where id = ${sandbox.ref.slice(7)}`.execute(it.database.ownerDb)).rows).toEqual([{ why: 'term' }]);

  const { once } = await it.client('civil.clerk').post('/api/sandboxes', wish());
  await expect.poll(() => works(once), { interval: 50 }).toBe(true);
  await it.client('education.chief').act('catalog', entry.ref, 'hide', { reason: '疑似涉密' });
  await obeyed(async () => (await restCall(it.base, once, { query: { id_number: '1' } })).json, (seen) => expect(seen).toMatchObject({ code: 'GATE_GRANT_HELD' }));
  expect(await refusal('bureau.clerk', '/api/sandboxes', wish())).toBe('ENTRY_HIDDEN');
  expect((await it.client('bureau.clerk').get(`/api/sandboxes/offers/${entry.region}/${entry.id}`)).kinds).toEqual([]);
  await it.client('bureau.reviewer').act('catalog', entry.ref, 'withdraw', { document: '密定〔2026〕3号' });
  await it.settle();
  expect((await it.client('civil.clerk').get('/api/sandboxes?show=all')).rows.map((row: { closedWhy: string }) => row.closedWhy)).toEqual(['entry', 'term']);
  expect(await works(once)).toBe(false);
});
