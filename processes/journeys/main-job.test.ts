import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, refresh } from '../../plane/client.fixture.ts';
import type { WireKey } from '../../plane/client.fixture.ts';
import { agrees, applies, binds, delivers, graduates, inUse, proposal, publishes, standingConsent, statements, strip, universities } from '../../tests/market.ts';
import type { Entry } from '../../tests/market.ts';
import { someGraduate, someSchool, startProvider } from '../../tests/provider.ts';
import type { ProviderDatabase } from '../../tests/provider.ts';
import { town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';
import { until } from '../../tests/until.ts';

/** The main job (Art. 20–22, 25, 29): 人社局 applies to 教育局 over the National Day holiday of 2026, the data flows, every call is on record. */
let it: Town;
let provider: ProviderDatabase;
let people: Entry;
let schools: Entry;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway' }), startProvider()]);
  people = await publishes(it, graduates);
  schools = await publishes(it, universities);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const clerk = () => it.client('labour.clerk');
const offer = () => it.client('education.clerk');
const head = () => it.client('education.head');
const onTerm = { term: { from: '2026-10-01', to: '2027-09-30', reason: '' } };
const due = async (ref: string) => (await strip(clerk(), 'application', ref, 'reply'))?.dueOn;
const ask = (key: WireKey, query: Record<string, string> = { id_number: someGraduate }) => call(it.base, key, { query });
const rows = (answer: { json: unknown }): number => (Array.isArray(answer.json) ? answer.json.length : -1);

test('an entry is bound to its data, by an approved address and a login that only reads, and tried before it counts: Art. 16.2, 22', async () => {
  const operator = it.client('education.operator');
  const proposed = await operator.post('/api/resources/connections', provider.connection);
  const bind = (table: string) => operator.ask('POST', '/api/resources', {
    entryRegion: people.region, entry: people.id, connection: proposed.id, table, services: ['query', 'verification'],
    columns: people.body.items.map((item) => ({ n: item.n, column: item.field })), keys: [{ n: 2, required: true }],
  });
  expect((await bind('graduate')).status).toBeGreaterThanOrEqual(400); // nobody has approved the address
  expect((await it.client('labour.operator').ask('GET', `/api/resources/connections/${proposed.region}/${proposed.id}/role`)).status).toBe(404);
  expect((await operator.ask('POST', `/api/resources/connections/${proposed.region}/${proposed.id}/decision`, { approve: true })).status).toBe(403);
  await it.client('platform.security').post(`/api/resources/connections/${proposed.region}/${proposed.id}/decision`, { approve: true, reason: '政务外网' });
  expect((await bind('no_such_table')).body.code).toBe('RESOURCE_COLUMN_UNKNOWN');
  await provider.query('grant insert on share.graduate to share_reader');
  expect((await bind('graduate')).body.code).toBe('SOURCE_NOT_READ_ONLY');
  await provider.query('revoke insert on share.graduate from share_reader');
  await binds(it, proposed.id, people, 'graduate');
  await binds(it, proposed.id, schools, 'university');
  const list = await operator.get('/api/resources');
  expect(list.rows.map((one: { state: string; test: { ok: boolean } }) => [one.state, one.test.ok])).toEqual([['live', true], ['live', true]]);
  expect(JSON.stringify(list)).not.toContain('read only');
});

test('over the National Day holiday: received 09-30 and due 10-20; asked 10-12, supplied 10-14: due 10-22; extended once with consent; answered item by item: Art. 20, 21', async () => {
  await it.clock.movesTo('2026-09-30');
  const ref = await applies(it, people, { ...onTerm, items: [1, 2, 4, 5, 8, 9] });
  expect(await offer().get(`/api/application/${ref}`)).toMatchObject({ state: 'received', number: expect.stringMatching(/^SQ-320800-2026-\d{6}$/) });
  expect(await due(ref)).toBe('2026-10-20');
  await it.clock.movesTo('2026-10-12');
  await offer().act('application', ref, 'ask', { points: [{ tiedTo: 'basis', text: '补贴办法的文号和条款' }], supplyBy: '2026-10-20' });
  expect((await offer().tries('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-10-22' })).status).toBeGreaterThanOrEqual(409);
  expect((await offer().tries('application', ref, 'propose', proposal())).body.code).toBe('NO_SUCH_MOVE');
  await it.clock.movesTo('2026-10-14');
  await clerk().act('application', ref, 'supply', { answers: [{ point: 1, text: '苏人社发〔2025〕某号第六条' }] });
  expect(await due(ref)).toBe('2026-10-22');
  await it.clock.movesTo('2026-10-22');
  await head().act('application', ref, 'ask-extension', { clock: 'reply', days: 10, reason: '学籍年度更新未完成' });
  await it.client('bureau.reviewer').act('application', ref, 'extend', { clock: 'reply' });
  expect(await due(ref)).toBe('2026-11-05');
  await it.settle();
  expect(JSON.stringify((await clerk().get('/api/notifications')).rows)).toMatch(/延期|延长/);
  const half = proposal({ masks: { 1: 'name' } }, statements({ ...onTerm, items: [1, 2, 4] }) as never);
  expect((await offer().tries('application', ref, 'propose', half)).body.code).toBe('REPLY_ITEMS_INCOMPLETE');
  const items = [1, 2, 4, 5, 8, 9];
  const whole = proposal({ masks: { 1: 'name' }, perItem: items.map((item) => ({ item, decision: item === 9 ? 'refuse' : 'agree', category: item === 9 ? 'duty' : null, reason: item === 9 ? '核验不需要月收入' : '', basis: [] })) }, statements({ ...onTerm, items }) as never);
  expect((await offer().tries('application', ref, 'propose', { ...whole, perItem: whole.perItem.map((one) => (one.item === 9 ? { ...one, reason: '' } : one)) })).body.code).toBe('REFUSAL_NEEDS_REASONS');
  await offer().act('application', ref, 'propose', whole);
  await head().act('application', ref, 'return', { opinion: '再核对职责依据' });
  expect(await due(ref)).toBe('2026-11-05'); // nothing inside a department moves a clock
  await offer().act('application', ref, 'propose', whole);
  await head().act('application', ref, 'grant', { opinion: '同意' });
  const { own } = await clerk().get(`/api/application/${ref}`);
  expect(own.proposal.perItem).toHaveLength(6);
  const { own: grant } = await clerk().get(`/api/grant/${own.grant.ref}`);
  expect(grant.items.map((one: { n: number }) => one.n)).toEqual([1, 2, 4, 5, 8]);
  expect(await strip(clerk(), 'grant', own.grant.ref, 'delivery')).toMatchObject({ dueOn: '2026-11-19' });
});

test('asked on the last day 10-20 and supplied 10-22: due the next working day 10-23: Art. 21.2', async () => {
  const other = await town({ today: '2026-09-30' });
  try {
    const entry = await publishes(other, graduates);
    const ref = await applies(other, entry, onTerm);
    await other.clock.movesTo('2026-10-20');
    await other.client('education.clerk').act('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-10-27' });
    await other.clock.movesTo('2026-10-22');
    expect((await other.client('labour.clerk').tries('application', ref, 'supply', {})).status).toBe(400);
    await other.client('labour.clerk').act('application', ref, 'supply', { maintains: true }); // nothing is missing, it says
    expect(await strip(other.client('labour.clerk'), 'application', ref, 'reply')).toMatchObject({ dueOn: '2026-10-23' });
    const unanswered = await applies(other, entry, { ...onTerm, purpose: '就业困难人员帮扶' });
    await other.client('education.clerk').act('application', unanswered, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-10-29' });
    await other.clock.movesTo('2026-10-30');
    expect(await other.client('labour.clerk').state('application', unanswered)).toBe('supplied'); // the date passed: the reply goes on what there is
  } finally {
    await other.stop();
  }
});

test('delivered only where the platform’s own probe passes; accepted, or rejected: the clock goes on, and the same cause again gives no day back: Art. 22.1', async () => {
  const application = await applies(it, people, { ...onTerm, purpose: '验收样例' });
  const grant = await agrees(it, application);
  const operator = it.client('education.operator');
  await provider.query('revoke select on share.graduate from share_reader');
  expect((await operator.tries('grant', grant, 'deliver')).body.code).toBe('PROBE_FAILED');
  await provider.query('grant select on share.graduate to share_reader');
  expect(await strip(clerk(), 'grant', grant, 'delivery')).toMatchObject({ dueOn: '2026-11-19' });
  await operator.act('grant', grant, 'deliver');
  await it.clock.movesTo('2026-10-26');
  await clerk().act('grant', grant, 'reject', { cause: 'wrong-values', text: '就业状况代码不符' });
  expect(await strip(clerk(), 'grant', grant, 'delivery')).toMatchObject({ dueOn: '2026-11-23' }); // two working days given back
  await operator.act('grant', grant, 'deliver');
  await it.clock.movesTo('2026-10-28');
  await clerk().act('grant', grant, 'reject', { cause: 'wrong-values', text: '仍然不符' });
  expect(await strip(clerk(), 'grant', grant, 'delivery')).toMatchObject({ dueOn: '2026-11-23' });
  await operator.act('grant', grant, 'deliver');
  await clerk().act('grant', grant, 'accept');
  expect(await clerk().state('grant', grant)).toBe('active');
});

test('a service answers a query by declared keys, or yes and no; the credential is shown once: Art. 22.2', async () => {
  const application = await applies(it, people, { ...onTerm, purpose: '查询样例', items: [1, 4, 5] });
  const grant = await agrees(it, application, { masks: { 1: 'name' } });
  await it.client('education.operator').act('grant', grant, 'deliver');
  const { version } = await clerk().get(`/api/grant/${grant}`);
  const headers = { 'idempotency-key': crypto.randomUUID(), 'if-match': `"${version}"` };
  const first = await clerk().ask('POST', `/api/grant/${grant}/collect-key`, {}, headers);
  const again = await clerk().ask('POST', `/api/grant/${grant}/collect-key`, {}, headers);
  const { once: key } = first.body;
  expect(key.appKey).toMatch(/^[0-9a-f]{32}$/);
  expect(JSON.stringify(again.body)).not.toContain(key.appKey);
  expect((await clerk().tries('grant', grant, 'collect-key')).status).toBe(409);
  expect(JSON.stringify(await clerk().get(`/api/grant/${grant}`))).not.toContain(key.appKey);
  const answer = await until(() => ask(key), (one) => rows(one) === 1);
  expect(answer.json).toEqual([{ name: expect.stringMatching(/^虚\*+$/), school_code: '4132010201', school_name: '虚构大学1' }]);
  expect((await ask(key, { id_number: '无此人' })).json).toEqual([]);
  expect((await ask(key, {})).json).toMatchObject({ code: expect.anything() }); // the declared key is missing
  expect(await until(() => clerk().state('grant', grant), (state) => state === 'active')).toBe('active'); // used, so accepted
  const yesNo = await inUse(it, people, { ...onTerm, purpose: '核验样例', items: [4, 8], serviceKind: 'verification' });
  expect((await until(() => ask(yesNo.key), (one) => rows(one) === 1)).json).toEqual([{ match: true }]);
});

test('a grant gives its items, rows, term and number of calls, and nothing beyond: Art. 25.1', async () => {
  const application = await applies(it, people, { ...onTerm, purpose: '边界样例', items: [4, 7], frequency: { perDay: 5, perMinute: 5 } });
  const grant = await agrees(it, application, { rowFilter: [{ item: 4, op: 'eq', values: ['无此学校'] }], term: { from: '2026-10-01', to: '2026-11-30' }, less: { category: 'duty', reason: '补贴核验只需要这一段时间', basis: [] } });
  const key = await delivers(it, grant);
  expect((await until(() => ask(key), (one) => rows(one) === 0)).json).toEqual([]);
  await provider.query("update share.graduate set school_code = '无此学校' where id_number = '998221200209190009'");
  expect((await ask(key, { id_number: '998221200209190009', monthly_salary: '4509' })).json).toEqual([{ school_code: '无此学校', graduation_year: 2026 }]);
  for (let n = 0; n < 4; n += 1) await ask(key);
  expect(await ask(key)).toMatchObject({ json: { code: expect.anything() } });
  const second = await inUse(it, people, { ...onTerm, purpose: '期限样例', term: { from: '2026-10-01', to: '2026-11-30', reason: '' } });
  expect(rows(await until(() => ask(second.key), (one) => rows(one) === 1))).toBe(1);
  await it.clock.movesTo('2026-12-01');
  expect(rows(await until(() => ask(second.key), (one) => rows(one) === -1))).toBe(-1);
  expect(await clerk().state('grant', second.grant)).toBe('disposing');
});

test('unconditional data under standing consent: from the head’s consent to the first row in seconds, with the same record: Art. 20.3, 21.1, 23', async () => {
  await standingConsent(it, schools);
  const began = Date.now();
  const ref = await applies(it, schools, { items: [1, 2, 5], purpose: '毕业院校核对', term: { from: '2026-12-01', to: '2027-11-30', reason: '' } });
  const { state, own, timeline } = await clerk().get(`/api/application/${ref}`);
  expect(state).toBe('granted');
  expect(timeline.map((move: { act: string }) => move.act)).toContain('acknowledge');
  expect(await clerk().state('grant', own.grant.ref)).toBe('delivered');
  const { once } = await clerk().act('grant', own.grant.ref, 'collect-key');
  const answer = await until(() => ask(once, { school_code: someSchool }), (one) => rows(one) === 1);
  expect(answer.json).toEqual([{ school_code: someSchool, name: '虚构大学3', city: '淮安市' }]);
  expect(Date.now() - began).toBeLessThan(8_000);
});

test('every call is on record: who, when, which items, how many rows; both sides and their authority read it, and every look is itself recorded: Art. 29.2', async () => {
  const { grant, key } = await inUse(it, people, { ...onTerm, purpose: '留痕样例', items: [4, 5] });
  await until(() => ask(key), (one) => rows(one) === 1);
  const { secret } = await refresh(it.base, key);
  for (let n = 0; n < 5; n += 1) await call(it.base, key, { secret: secret as string, query: { id_number: someGraduate } });
  const page = await until(() => offer().get(`/api/usage/${grant}/calls`), (one) => one.total >= 6);
  expect(page.total).toBe(6);
  expect(page.rows[0]).toMatchObject({ items: [4, 5], rows: 1, status: 'ok', bytes: expect.any(Number) });
  expect(JSON.stringify(page)).not.toContain(someGraduate);
  for (const who of ['labour.clerk', 'education.head', 'bureau.reviewer']) expect((await it.client(who).get(`/api/usage/${grant}`)).sums).toMatchObject({ calls: 6, rows: 6 });
  expect((await it.client('civil.clerk').ask('GET', `/api/usage/${grant}`)).status).toBe(404);
  const looks = await until(() => it.platform.db.selectFrom('accessLog').select(['object', 'org']).where('object', 'like', `%/usage/${grant}%`).limit(50).execute(), (found) => found.length >= 5);
  expect(looks.length).toBeGreaterThanOrEqual(5);
});

test('records of use are kept three years: nobody deletes or alters one before, not even with the platform’s own login: Art. 29.2', async () => {
  for (const statement of ['delete from call_record', "update call_record set rows = 0", 'truncate call_record', 'delete from case_move', "update case_move set opinion = ''", 'delete from ledger_entry', 'drop table call_record']) {
    await expect(it.database.pool.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  }
});
