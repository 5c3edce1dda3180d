import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftForms } from '../law/draft-forms.ts';
import { transact } from '../platform/postgres/database.ts';
import { forgetRouteRequests } from '../platform/http/request-store.ts';
import { binds, connects, graduates, inUse, publishes, universities } from './market.ts';
import type { Entry } from './market.ts';
import { startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { organisations, town } from './town.ts';
import type { Town } from './town.ts';

/** What is no move of a case acts once as well: sent twice, at once, or after a broken line, it is there once. */
let it: Town;
let provider: ProviderDatabase;
let entry: Entry;
let spare: Entry;
let connection: string;
let grant: string;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway' }), startProvider()]);
  entry = await publishes(it, graduates);
  spare = await publishes(it, universities);
  connection = await connects(it, provider);
  await binds(it, connection, entry, 'graduate');
  ({ grant } = await inUse(it, entry, { purpose: '一次样例' }));
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

/** POSTs that take no request id, and why sending them again does no harm. */
const repeatable: Readonly<Record<string, string>> = {
  '/api/session': 'a log-in replaces the session before it',
  '/api/session/post': 'choosing the same post again leaves it chosen',
  '/api/session/confirm': 'proves the same person again',
  '/api/session/password': 'the old password is asked, which is then no longer right',
  '/api/session/totp': 'offers a new seed in place of the offered one',
  '/api/session/totp/confirm': 'each code once',
  '/api/session/recovery-codes': 'shown once; the codes before end',
  '/api/setup/{token}': 'a link that works once',
  '/api/officer/{token}': 'replaces what was entered and not yet proved',
  '/api/officer/{token}/confirm': 'a link that works once',
  '/api/activate/{token}': 'a link that works once',
  '/api/accounts/{person}/link': 'shown once; the link before ends',
  '/api/accounts/{person}/code': 'shown once; the code before ends',
  '/api/mark/legal-date': 'the date moves forward or stays',
  '/api/documents/check': 'asks, and makes nothing',
  '/api/grant/import/check': 'asks, and makes nothing',
  '/api/documents/find': 'asks, and makes nothing',
  '/api/documents/pack': 'gives copies of what is kept',
  '/api/notifications/read': 'what is read stays read',
  '/api/resources/{region}/{id}/test': 'looks again',
};

test('every POST takes a request id, or stands above with its reason', async () => {
  const document = await (await fetch(`${it.base}/api/openapi.json`)).json() as { paths: Record<string, { post?: { 'x-may'?: string; parameters?: { name: string; in: string }[] } }> };
  const posts = Object.entries(document.paths).flatMap(([path, { post }]) => (post === undefined ? [] : [{ path, post }]));
  const without = posts.filter(({ post }) => !post.parameters?.some((one) => one.in === 'header' && one.name === 'idempotency-key')).map(({ path }) => path);
  const kinds = it.platform.engine.processes.map((process) => process.table.name); // one route for all moves; the engine's own tests hold it
  const moves = kinds.flatMap((kind) => [`/api/${kind}`, `/api/${kind}/batch/{act}`, `/api/${kind}/{ref}/{act}`]);
  expect(without.filter((path) => !moves.includes(path)).sort()).toEqual(Object.keys(repeatable).sort());
});

test('every form that is kept is sent by a route that takes its draft along; the basket stays, its lines marked', async () => {
  const document = await (await fetch(`${it.base}/api/openapi.json`)).text();
  const sent = [...document.matchAll(/"x-shuqiao-typed","in":"header","required":false,"description":"[^"]*（([a-z-]+)）/g)].map(([, form]) => form);
  expect([...new Set(sent), 'basket'].sort()).toEqual(Object.keys(draftForms).sort());
});

test('what was typed goes in the transaction that acts, stays with what is refused, and is nobody else’s', async () => {
  const labour = it.client('labour.clerk');
  const kept = async (form: string, about: string, who = labour) => (await who.ask('GET', `/api/drafts/form/${form}?about=${about}`)).body?.body ?? null;
  const type = (form: string, about: string, body: object, who = labour) => who.put(`/api/drafts/form/${form}?about=${about}`, { body });
  const about = `${grant}.effect`;
  await type('usage', about, { text: '已经核验' });
  const send = (body: object, id = randomUUID()) => labour.ask('POST', `/api/usage/${grant}/records`, body, { 'idempotency-key': id, 'x-shuqiao-typed': about });
  expect((await send({ kind: 'effect' })).status).toBe(400);
  expect((await send({ kind: 'effect', matters: 1, papers: 0, text: '已经核验', corrects: randomUUID() })).body.code).toBe('USAGE_ENTRY_NOT_FOUND');
  expect(await kept('usage', about)).toEqual({ text: '已经核验' });
  const id = randomUUID();
  expect((await send({ kind: 'effect', matters: 1, papers: 0, text: '已经核验' }, id)).status).toBe(200);
  expect(await kept('usage', about)).toBeNull();
  expect((await send({ kind: 'effect', matters: 1, papers: 0, text: '已经核验' }, id)).status).toBe(200); // answered as before
  const [head, clerk] = [it.client('education.head'), it.client('education.clerk')];
  await type('correction-rules', '', { rules: '两日内核实，三日内更正并反馈' }, head);
  for (const who of [clerk, head]) await type('incident', '', { what: '疑似外泄' }, who);
  const rules = await head.ask('PUT', '/api/correction/rules', { rules: '两日内核实，三日内更正并反馈', contact: '共享岗', phone: '0517-1', base: 0 }, { 'x-shuqiao-typed': '' });
  expect([rules.status, await kept('correction-rules', '', head)]).toEqual([200, null]);
  const incident = await clerk.ask('POST', '/api/incident', { act: 'report', what: '疑似外泄', since: '今日', data: '名单', grants: [], persons: { number: null, personal: false, text: '' } }, { 'idempotency-key': randomUUID(), 'x-shuqiao-typed': '' });
  expect([incident.status, await kept('incident', '', clerk), await kept('incident', '', head)]).toEqual([200, null, { what: '疑似外泄' }]);
});

test('the basket that its owner keeps says what became of each line, by the request that filed them', async () => {
  const labour = it.client('labour.clerk');
  const path = '/api/drafts/form/basket?about=';
  await labour.put(path, { body: { lines: [{ region: spare.region, entry: spare.id, name: '名单', items: [1] }, { entry: randomUUID() }], common: { purpose: '清单' } } });
  const { results } = (await labour.ask('POST', '/api/application/basket', { common: { purpose: '清单' }, lines: [{ entryRegion: spare.region, entry: spare.id, items: [1] }] }, { 'idempotency-key': randomUUID() })).body as { results: { ref: string; problems: string[] }[] };
  const { body } = (await labour.ask('GET', path)).body as { body: { lines: object[]; common: object } };
  expect(body.lines[0]).toMatchObject({ name: '名单', ref: results[0]?.ref, problems: results[0]?.problems });
  expect([body.lines.length, Object.keys(body.lines[1] ?? {}), body.common]).toEqual([2, ['entry'], { purpose: '清单' }]);
});

const education = organisations.education.code;
const count = async (table: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(it.database.ownerDb)).rows[0]?.n ?? -1;

const makes: readonly (readonly [string, string, () => string, () => unknown, readonly string[]])[] = [
  ['usage record', 'labour.clerk', () => `/api/usage/${grant}/records`, () => ({ kind: 'effect', matters: 120, papers: 0, text: '核验就业补贴申请' }), ['usage_entry']],
  ['connection', 'education.operator', () => '/api/resources/connections', () => ({ ...provider.connection, name: '另一库', database: 'other' }), ['connection']],
  ['binding', 'education.operator', () => '/api/resources', () => ({ entryRegion: spare.region, entry: spare.id, connection, table: 'university', services: ['query', 'verification'], pageSize: 100, columns: spare.body.items.map((item) => ({ n: item.n, column: item.field })), keys: [{ n: 1, required: true }], order: [{ n: 1 }] }), ['resource_binding']],
  ['organisation', 'platform.system', () => '/api/organisations', () => ({ code: '11320800PDY000060H', name: '淮安市交通运输局', shortName: '市交通局', region: '320800', kind: 'department', document: '编〔2026〕1号' }), ['organisation']],
  ['holiday notice', 'bureau.reviewer', () => '/api/calendar/notices', () => ({ region: '320800', year: 2026, version: 1, sources: ['淮政办〔2026〕9号'], basis: '《淮安市少数民族习惯节日放假办法》第二条（测试件）', days: [{ date: '2026-11-06', name: '地方纪念日', rest: true }] }), ['calendar_notice']],
  ['delegation', 'education.head', () => '/api/delegations', () => ({ taker: 'education.clerk', from: '2026-09-14', to: '2026-09-18' }), ['delegation']],
  ['accounts', 'platform.system', () => '/api/accounts/import', () => ({ rows: [1, 2, 3].map((n) => ({ person: { account: `once.${n}`, name: '经办岗' }, organisation: education })) }), ['account', 'legal_case']],
  ['basket', 'labour.clerk', () => '/api/application/basket', () => ({ common: { purpose: '清单一次' }, submit: false, lines: [{ entryRegion: spare.region, entry: spare.id, items: [1] }] }), ['legal_case', 'application']],
  ['assessment of a draft', 'education.cataloguer', () => `/api/catalog/${draft}/assessments`, () => ({ template: 'secrecy' }), ['assessment', 'legal_case']],
];
let draft = '';

test.each(makes)('%s: five times at once and once more, under one id, is one; the answer is the same', async (_what, who, path, body, tables) => {
  if (draft === '') {
    draft = await it.client('education.cataloguer').open('catalog', { act: 'compile', name: '一次样例目录' });
    await it.client('education.cataloguer').put(`/api/catalog/${draft}/draft`, { body: { name: '一次样例目录', items: entry.body.items } });
  }
  const before = await Promise.all([...tables, 'ledger_pending'].map(count));
  const headers = { 'idempotency-key': randomUUID() };
  const send = () => it.client(who).ask('POST', path(), body(), headers);
  const answers = [...await Promise.all(Array.from({ length: 5 }, send)), await send()];
  expect(answers.map((answer) => answer.status), JSON.stringify(answers[0]?.body)).toEqual(Array(6).fill(200));
  const codes = answers.flatMap(({ body: { codes: shown = [], ...rest } }) => {
    expect(rest).toEqual(answers[0]?.body.codes === undefined ? answers[0]?.body : { made: 3, problems: [], left: '' });
    return shown as { account: string }[];
  });
  expect(codes.map((one) => one.account).sort()).toEqual(path().endsWith('/import') ? ['once.1', 'once.2', 'once.3'] : []); // each shown once
  const made = await Promise.all([...tables, 'ledger_pending'].map(async (table, at) => await count(table) - (before[at] ?? 0)));
  const expected = path().endsWith('/import') ? 3 : 1;
  const entries = path().endsWith('/import') ? 6 : /^\/api\/resources/.test(path()) ? 2 : 1; // an account's move, and the number that it has at once; the act, and the seal of the row
  expect(made).toEqual([...tables.map(() => expected), entries]);
});

test('an upload that is sent again is the file it was', async () => {
  const headers = { 'x-shuqiao': '1', cookie: it.client('education.clerk').cookie, 'idempotency-key': randomUUID() };
  const send = async () => {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from('%PDF-1.4\n%%EOF\n')]), '函.pdf');
    return await (await fetch(`${it.base}/api/attachments`, { method: 'POST', headers, body: form })).json() as { id: string };
  };
  const ids = [...await Promise.all([send(), send(), send()]), await send()].map((one) => one.id);
  expect(new Set(ids).size).toBe(1);
  const other = new FormData();
  other.append('file', new Blob([Buffer.from('%PDF-1.4\n%%EOF\n%')]), '函.pdf');
  expect(await (await fetch(`${it.base}/api/attachments`, { method: 'POST', headers, body: other })).json()).toMatchObject({ code: 'REQUEST_ID_REUSED' });
});

test('an id is needed, is one person’s, is for one thing; what was refused may be tried again under it', async () => {
  const operator = it.client('education.operator');
  const path = `/api/resources/connections/320800/${connection}/password`;
  for (const id of ['', 'not-a-uuid']) expect((await operator.ask('POST', path, { password: 'x' }, { 'idempotency-key': id })).body.code).toBe('REQUEST_ID_MISSING');
  const headers = { 'idempotency-key': randomUUID() };
  expect((await it.client('education.head').ask('POST', '/api/delegations', { taker: 'nobody.here', from: '2026-10-08', to: '2026-10-09' }, headers)).body.code).toBe('DELEGATION_TAKER_INVALID');
  expect((await it.client('education.head').ask('POST', '/api/delegations', { taker: 'education.clerk', from: '2026-10-08', to: '2026-10-09' }, headers)).status).toBe(200);
  expect((await it.client('labour.head').ask('POST', '/api/delegations', { taker: 'labour.clerk', from: '2026-10-08', to: '2026-10-09' }, headers)).status).toBe(200); // another person’s id
  const twice = await it.client('education.operator').ask('POST', path, { password: 'read only' }, headers);
  expect(twice.status).toBe(200);
  const made = await Promise.all(['delegation', 'legal_case'].map(count));
  for (const to of ['2026-10-09', '2026-10-10']) expect((await it.client('education.head').ask('POST', '/api/delegations', { taker: 'education.clerk', from: '2026-10-08', to }, headers)).body.code).toBe(to === '2026-10-09' ? undefined : 'REQUEST_ID_REUSED');
  expect((await operator.ask('POST', path, { password: 'another' }, headers)).body.code).toBe('REQUEST_ID_REUSED'); // also where the body is kept nowhere
  const reports = { ...headers, 'idempotency-key': randomUUID() };
  const report = (what: string) => operator.ask('POST', '/api/incident', { act: 'report', what, since: '今日', data: '名单', grants: [], persons: { number: null, personal: false, text: '' } }, reports);
  const [first, again, otherwise] = [await report('疑似外泄'), await report('疑似外泄'), await report('疑似丢失')];
  expect([first.status, again.body, otherwise.body.code]).toEqual([200, first.body, 'REQUEST_ID_REUSED']);
  expect(await Promise.all(['delegation', 'legal_case'].map(count))).toEqual([made[0], (made[1] ?? 0) + 1]);
  expect((await operator.ask('POST', `/api/resources/connections/320800/${connection}/retire`, {}, headers)).body.code).toBe('REQUEST_ID_REUSED');
});

test('answers are forgotten after their days, and no answer holds a password', async () => {
  const { rows } = await sql<{ text: string }>`select r::text as text from route_request r`.execute(it.database.db);
  expect(rows.length).toBeGreaterThan(5);
  for (const { text } of rows) expect(text).not.toContain('read only');
  await sql`update route_request set at = now() - interval '31 days' where act like '%delegations%'`.execute(it.database.db);
  expect(await forgetRouteRequests(it.database.db)).toBe(3);
});

test('what fails leaves neither the id nor anything else', async () => {
  const before = await count('route_request');
  await expect(transact(it.database.db, async (tx) => {
    await tx.insertInto('routeRequest').values({ region: '320800', person: randomUUID(), requestId: randomUUID(), act: 'x', object: 'x' }).execute();
    throw new Error('no');
  })).rejects.toThrow('no');
  expect(await count('route_request')).toBe(before);
});
