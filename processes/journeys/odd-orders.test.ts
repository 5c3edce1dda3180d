import { afterAll, beforeAll, expect, test } from 'vitest';
import { rewriteVacancies } from '../../platform/procedures/vacancies.ts';
import { agrees, applies, binds, connects, deleted, delivers, drafts, graduates, inUse, linksOf, proposal, publishes, statements, strip, submits, universities } from '../../tests/market.ts';
import type { Entry, EntryBody } from '../../tests/market.ts';
import { startProvider } from '../../tests/provider.ts';
import type { ProviderDatabase } from '../../tests/provider.ts';
import { clientOf, type Client } from '../../tests/town-client.ts';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';

/** What happens late, twice, on the last day or while something else is under way: each expectation is that of the procedures, one legal date after the other. */
let it: Town;
let provider: ProviderDatabase;
let people: Entry;
let connection: string;
beforeAll(async () => {
  const [made, database] = await Promise.all([town({ today: '2026-10-12' }), startProvider()]);
  it = { ...made, client: (who) => seated.get(who) ?? made.client(who) };
  provider = database;
  people = await publishes(it, graduates);
  connection = await connects(it, provider);
  await binds(it, connection, people, 'graduate');
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

/** Who changed his post: each choice is a new session. */
const seated = new Map<string, Client>();
const as = (who: string): Client => it.client(who);
const [clerk, offer, head, reviewer] = [() => as('labour.clerk'), () => as('education.clerk'), () => as('education.head'), () => as('bureau.reviewer')];
const wish = (purpose: string, more: object = {}) => ({ purpose, items: [4, 5, 7], term: { from: '2026-10-12', to: '2027-09-30', reason: '' }, ...more });
const reply = (over: object = {}) => proposal({ perItem: [4, 5, 7].map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), term: { from: '2026-10-12', to: '2027-09-30' }, ...over });
const found = async (ground: string) => (await reviewer().get(`/api/supervision/list?ground=${encodeURIComponent(ground)}`)).rows;
const foundFor = async (ground: string, ref: string) => (await found(ground)).filter((row: { cause: { ref: string } }) => row.cause.ref === ref);
const due = async (kind: string, ref: string, clock: string, who = 'education.clerk') => (await strip(as(who), kind, ref, clock))?.dueOn;
async function comes(date: string): Promise<void> {
  await it.clock.movesTo(date);
  await it.settle();
}

test('the head does not consent to his own application, nor without vouching, nor the clerk at all; a request id is its person’s and its case’s: Art. 20.2', async () => {
  const ref = await submits(it, people, wish('本人样例'));
  expect((await clerk().tries('application', ref, 'approve', { vouches: true })).status).toBe(403);
  expect((await as('labour.head').tries('application', ref, 'approve', { vouches: false })).status).toBe(400);
  for (const who of ['education.head', 'bureau.reviewer', 'civil.head']) expect((await as(who).ask('GET', `/api/application/${ref}`)).status, who).toBe(404); // it has reached nobody
  await it.platform.db.insertInto('postHolder').values({ ...await holderOf('labour.clerk'), post: 'head' }).execute(); // the clerk is made head as well
  const both = await inPost('labour.clerk', 'head');
  expect((await both.tries('application', ref, 'approve', { vouches: true })).body).toMatchObject({ code: 'OWN_WORK', article: '20.2' });
  await inPost('labour.clerk', 'clerk');
  await it.platform.db.updateTable('postHolder').set({ validTo: '2026-10-11' }).where('person', '=', (await holderOf('labour.clerk')).person).where('post', '=', 'head').execute();
  const { version } = await as('labour.head').get(`/api/application/${ref}`);
  const headers = { 'idempotency-key': crypto.randomUUID(), 'if-match': `"${version}"` };
  const first = await as('labour.head').ask('POST', `/api/application/${ref}/approve`, { vouches: true }, headers);
  expect(first.body.state).toBe('received');
  expect((await as('labour.head').ask('POST', `/api/application/${ref}/approve`, { vouches: true }, headers)).body).toEqual(first.body);
  expect((await as('labour.head').ask('POST', `/api/application/${ref}/withdraw`, { reason: '另有' }, headers)).body.code).toBe('REQUEST_ID_REUSED');
  expect((await as('labour.head').ask('POST', `/api/application/${ref}/approve`, { vouches: true, opinion: '另一意见' }, headers)).body.code).toBe('REQUEST_ID_REUSED'); // what was asked is no repeat
  expect((await as('education.clerk').ask('POST', `/api/application/${ref}/approve`, { vouches: true }, headers)).status).toBeGreaterThanOrEqual(403);
  expect((await as('civil.head').ask('POST', `/api/application/${ref}/approve`, { vouches: true }, headers)).status).toBe(404);
});

test('one of a batch is stale: it is said so with what changed, the others go out; sent again the batch acts once: Art. 20.2', async () => {
  const refs = [await submits(it, people, wish('批量一')), await submits(it, people, wish('批量二')), await submits(it, people, wish('批量三'))];
  const cases = await Promise.all(refs.map(async (ref) => ({ ref, version: (await as('labour.head').get(`/api/application/${ref}`)).version as number })));
  await clerk().act('application', refs[1] as string, 'comment', { opinion: '请先看附件' });
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const send = async () => (await as('labour.head').ask('POST', '/api/application/batch/approve', { cases, vouches: true }, headers)).body.results.map((one: { answer: { state: string } | null; error: { code: string; message: string } | null }) => one.error?.code ?? one.answer?.state);
  expect(await send()).toEqual(['received', 'VERSION_STALE', 'received']);
  expect(await send()).toEqual(['received', 'VERSION_STALE', 'received']);
  expect(await clerk().state('application', refs[1] as string)).toBe('consent');
});

test('material is not supplied by its date: the clock goes on by itself, late material is still taken in, and only now may its absence be the reason: Art. 21.2', async () => {
  const ref = await applies(it, people, wish('迟补样例'));
  expect(await due('application', ref, 'reply')).toBe('2026-10-26');
  const asks = (supplyBy: string) => offer().tries('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy });
  expect((await asks('2026-10-16')).body.code).toBe('DATE_TOO_SOON'); // four working days
  expect((await asks('2026-10-19')).status).toBe(200);
  expect((await head().tries('application', ref, 'refuse', { category: 'not-supplied', reasons: '未补充人数测算' })).body.code).toBe('NO_SUCH_MOVE');
  await comes('2026-10-19');
  expect(await clerk().state('application', ref)).toBe('asked'); // its last day
  await comes('2026-10-20');
  expect(await clerk().state('application', ref)).toBe('supplied');
  expect(await due('application', ref, 'reply')).toBe('2026-11-03'); // 10-26 and the six working days of 10-13 to 10-20
  expect((await clerk().tries('application', ref, 'supply', { answers: [{ point: 1, text: '约 6000 人' }] })).body.code).toBe('NO_SUCH_MOVE');
  await clerk().act('application', ref, 'add', { text: '人数约 6000 人，测算表随后补送' });
  expect((await asks('2026-11-02')).body.code).toBe('NO_SUCH_MOVE'); // once
  await offer().act('application', ref, 'propose', reply());
  await clerk().act('application', ref, 'add', { text: '测算表已补送' });
  expect((await head().act('application', ref, 'refuse', { category: 'not-supplied', reasons: '期满未补充人数测算' })).state).toBe('refused');
});

test('an entry is withdrawn with a grant running, an application received and one not yet sent: the first goes on, the second is answered, the third comes back: Art. 17.1, 27.3', async () => {
  const schools = await publishes(it, universities, { name: '下架样例名单', classCode: '303041' });
  await binds(it, connection, schools, 'university');
  const { grant } = await inUse(it, schools, wish('在用', { items: [1, 2] }));
  const received = await applies(it, schools, wish('已收到', { items: [1] }));
  const unsent = await submits(it, schools, wish('未发出', { items: [1] }), 'civil');
  const ref = await as('education.cataloguer').open('catalog', { act: 'withdraw', entryRegion: schools.region, entry: schools.id, cause: 'other', text: '并入全国名单' });
  await as('education.cataloguer').act('catalog', ref, 'submit', await seen(schools));
  await as('education.chief').act('catalog', ref, 'approve');
  expect((await reviewer().act('catalog', ref, 'publish')).state).toBe('withdrawn');
  await it.settle();
  expect(await clerk().state('grant', grant)).toBe('active');
  expect((await clerk().tries('grant', grant, 'collect-key')).body.code).toBe('ALREADY_DONE'); // its key works on
  await as('civil.head').act('application', unsent, 'approve', { vouches: true });
  expect(await as('civil.clerk').get(`/api/application/${unsent}`)).toMatchObject({ state: 'draft', number: expect.stringMatching(/^SQ-/) });
  expect((await as('civil.clerk').tries('application', unsent, 'submit', statements(wish('未发出', { items: [1] })))).body.code).toBe('ENTRY_WITHDRAWN');
  const second = await agrees(it, received);
  expect((await as('education.operator').act('grant', second, 'deliver')).state).toBe('delivered');
});

let schools: Entry;
test('an entry is hidden while its update lies with the authority: all its clocks stand, a further cause too, and go on with the days given back: Art. 3.1, 17.2, 17.3', async () => {
  const entry = schools = await publishes(it, universities, { name: '下线样例名单', classCode: '303042' });
  const ref = await as('education.cataloguer').open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'law', occurredOn: '2026-10-19', document: '某法修订' });
  expect(await due('catalog', ref, 'update', 'education.cataloguer')).toBe('2026-11-02');
  await drafts(it, ref, { ...entry.body, updateCycle: 'quarterly' } as EntryBody);
  await as('education.cataloguer').act('catalog', ref, 'submit', await seen(entry));
  await as('education.chief').act('catalog', ref, 'approve');
  expect(await due('catalog', ref, 'review', 'education.cataloguer')).toBe('2026-10-22');
  await comes('2026-10-21');
  await as('education.chief').act('catalog', entry.ref, 'hide', { reason: '疑似涉密' });
  expect(await reviewer().state('catalog', ref)).toBe('paused');
  expect((await reviewer().tries('catalog', ref, 'publish', { causes: [1] })).body.code).toBe('NO_SUCH_MOVE');
  await as('education.cataloguer').act('catalog', ref, 'update', { cause: 'duty', occurredOn: '2026-10-21', document: '职责调整' });
  await comes('2026-10-27'); // beyond every date that ran
  expect([await foundFor('39(1)', ref), (await as('province.reviewer').get('/api/supervision/list?ground=41(3)')).rows]).toEqual([[], []]);
  await reviewer().act('catalog', entry.ref, 'restore', { opinion: '不涉密' });
  expect(await reviewer().state('catalog', ref)).toBe('submitted');
  expect(await due('catalog', ref, 'review', 'education.cataloguer')).toBe('2026-10-28'); // 10-22 and the four working days
  await reviewer().act('catalog', ref, 'return', { points: [{ path: 'summary', text: '摘要应写明统计口径' }] });
  const strips = (await as('education.cataloguer').get(`/api/catalog/${ref}`)).strips.filter((one: { clock: string }) => one.clock === 'update').map((one: { lamp: { dueOn: string } }) => one.lamp.dueOn);
  expect(strips.sort()).toEqual(['2026-11-09', '2026-11-10']); // 11-02 and five days; 11-04 and four
});

test('unconditional data not answered in a working day is found by itself; an extension asked on the last day and consented to that day counts, a day later it is too late, and the request stands with the finding: Art. 21.1, 39(4)', async () => {
  const open = await applies(it, schools, wish('无条件', { items: [1] }));
  expect(await due('application', open, 'reply')).toBe('2026-10-28'); // unconditional: one working day
  const [inTime, tooLate] = [await applies(it, people, wish('当日同意')), await applies(it, people, wish('次日同意'))];
  expect(await due('application', tooLate, 'reply')).toBe('2026-11-10');
  await comes('2026-10-29');
  expect(await foundFor('39(4)', open)).toMatchObject([{ dueOn: '2026-10-28', daysLate: 1, department: organisations.education.code }]);
  await comes('2026-11-10');
  for (const ref of [inTime, tooLate]) await head().act('application', ref, 'ask-extension', { clock: 'reply', days: 5, reason: '年度数据汇总' });
  await reviewer().act('application', inTime, 'extend', { clock: 'reply' });
  expect(await due('application', inTime, 'reply')).toBe('2026-11-17');
  await comes('2026-11-11');
  expect((await reviewer().tries('application', tooLate, 'extend', { clock: 'reply' })).body).toMatchObject({ code: 'EXTENSION_CLOCK_OVER', article: '21.1' });
  expect(await foundFor('39(4)', tooLate)).toMatchObject([{ dueOn: '2026-11-10', explainedBy: '2026-11-10 申请延期 5 个工作日，至期满未获答复' }]);
  expect(await foundFor('39(4)', inTime)).toEqual([]);
  await offer().act('application', tooLate, 'propose', reply()); // still to be answered
  await head().act('application', tooLate, 'grant', {});
  expect(await foundFor('39(4)', tooLate)).toHaveLength(1);
});

let waits: string; // a grant that nobody delivers
let renewed: string; // a grant whose term ends on 12-21
test('a grant is suspended between delivery and acceptance: it was delivered in time, and resumed it is in use; one that was never delivered cannot be misused: Art. 22.1, 27.2', async () => {
  const grant = await agrees(it, await applies(it, people, wish('交付后暂停')));
  waits = await agrees(it, await applies(it, people, wish('迟迟不交付')));
  renewed = (await inUse(it, people, wish('将续期', { term: { from: '2026-10-12', to: '2026-12-21', reason: '' } }))).grant;
  expect(await due('grant', grant, 'delivery')).toBe('2026-12-09');
  expect((await reviewer().tries('grant', grant, 'suspend', misuse)).body.code).toBe('NO_SUCH_MOVE');
  await delivers(it, grant);
  await reviewer().act('grant', grant, 'suspend', misuse);
  expect((await clerk().tries('grant', grant, 'accept')).body.code).toBe('NO_SUCH_MOVE');
  await as('labour.head').act('grant', grant, 'report', { done: '已停用批量核验' });
  expect((await head().tries('grant', grant, 'resume', {})).status).toBe(403); // the authority suspended
  await comes('2026-12-10');
  expect((await as('bureau.lead').get('/api/supervision/list?row=clock')).rows).toContainEqual(expect.objectContaining({ cause: expect.objectContaining({ ref: grant }) })); // unanswered beyond five days
  await reviewer().act('grant', grant, 'resume', { opinion: '整改到位' });
  expect(await clerk().state('grant', grant)).toBe('active');
  expect(await foundFor('39(4)', grant)).toEqual([]);
});
const misuse = { ground: 'beyond-range', evidence: '批量核验 12 笔', mendBy: '2026-11-20' };

test('data not delivered in 20 working days is found by itself, and delivered afterwards the finding stands; not mended after an order, it is referred and its outcome recorded: Art. 22.1, 39(4)', async () => {
  const [finding] = await foundFor('39(4)', waits);
  expect(finding).toMatchObject({ dueOn: '2026-12-09', state: 'found', clue: false, department: organisations.education.code });
  await as('education.operator').act('grant', waits, 'deliver');
  await it.settle();
  expect(await foundFor('39(4)', waits)).toHaveLength(1);
  const lead = as('bureau.lead');
  expect((await lead.tries('finding', finding.ref, 'order', { what: '完善交付制度', mendBy: '2026-12-16' })).body.code).toBe('FINDING_EXPLANATION_OPEN');
  await head().act('finding', finding.ref, 'explain', { grounds: '接口改造' });
  const refer = { document: '移送函〔2026〕2号', reasons: '逾期未改正', grave: false };
  expect((await lead.tries('finding', finding.ref, 'refer', refer)).body.code).toBe('FINDING_REFER_NOT_YET');
  await lead.act('finding', finding.ref, 'order', { what: '完善交付制度', mendBy: '2026-12-16' });
  expect((await lead.tries('finding', finding.ref, 'refer', refer)).body.code).toBe('FINDING_REFER_NOT_YET');
  await comes('2026-12-17');
  for (const who of ['bureau.reviewer', 'education.head']) expect((await as(who).tries('finding', finding.ref, 'refer', refer)).status, who).toBe(403);
  await lead.act('finding', finding.ref, 'refer', refer);
  expect((await lead.act('finding', finding.ref, 'record', { outcome: '已给予处分' })).state).toBe('closed');
});

test('a delegation ends in mid-case: what the taker did stands, he acts no more; who made a case is barred also as a taker: Art. 11, 20.3', async () => {
  const ref = await applies(it, people, wish('委托样例'));
  const chief = (await as('education.chief').get('/api/session')).person.account;
  const given = await head().post('/api/delegations', { taker: chief, from: '2026-12-17', to: '2026-12-18' });
  expect(given.rows).toHaveLength(1);
  await offer().act('application', ref, 'propose', reply());
  const acting = await inPost('education.chief', 'head', true);
  await acting.act('application', ref, 'return', { opinion: '请核对次数' });
  expect((await head().get(`/api/application/${ref}`)).timeline[0]).toMatchObject({ act: 'return', post: 'head', behalf: true });
  await offer().act('application', ref, 'propose', reply());
  await comes('2026-12-21');
  expect((await acting.tries('application', ref, 'grant', {}).catch((error: { answer: { body: { code: string } } }) => error.answer)).body.code).toBe('POST_NOT_HELD');
  await inPost('education.chief', 'chief');
  const account = (await offer().get('/api/session')).person.account;
  await head().post('/api/delegations', { taker: account, from: '2026-12-21', to: '2026-12-21' });
  const taker = await inPost('education.clerk', 'head', true);
  expect((await taker.tries('application', ref, 'grant', {})).body.code).toBe('OWN_WORK'); // he proposed it
  await inPost('education.clerk', 'clerk');
  expect((await head().act('application', ref, 'grant', {})).state).toBe('granted');
});

test('a grant ends on the day on which its renewal is granted: no day is without one, and what it leaves out is disposed of: Art. 20.2, 27.1', async () => {
  const renewal = await clerk().open('application', { entryRegion: people.region, entry: people.id, renews: renewed });
  const body = statements(wish('将续期', { renews: renewed, items: [4, 5], term: { from: '2026-12-22', to: '2027-09-30', reason: '' } }));
  expect((await clerk().tries('application', renewal, 'submit', { ...body, term: { ...body.term, from: '2026-12-23' } })).body.code).toBe('RENEWAL_GAP');
  await clerk().act('application', renewal, 'submit', body);
  await as('labour.head').act('application', renewal, 'approve', { vouches: true });
  const next = await agrees(it, renewal, { perItem: reply().perItem.filter(({ item }) => item !== 7), term: { from: '2026-12-22', to: '2027-09-30' } });
  expect([await clerk().state('grant', renewed), await clerk().state('grant', next)]).toEqual(['active', 'delivered']); // its last day; delivered at once, as it is bound
  await comes('2026-12-22');
  expect([await clerk().state('grant', renewed), await clerk().state('grant', next)]).toEqual(['disposing', 'delivered']);
  expect((await clerk().get(`/api/grant/${next}`)).own.renews).toMatchObject({ ref: renewed });
  expect(await linksOf(clerk(), 'grant', renewed)).toMatchObject({ [`/cases/grant/${next}`]: '续期的授权' });
  expect(await linksOf(clerk(), 'grant', next)).toMatchObject({ [`/cases/grant/${renewed}`]: '续期前的授权', [`/cases/application/${renewal}`]: '据以建立授权的申请' });
  expect(await linksOf(clerk(), 'application', renewal)).toMatchObject({ [`/cases/grant/${renewed}`]: '续期前的授权', [`/cases/grant/${next}`]: '据此建立的授权' });
  expect(await due('grant', renewed, 'disposal', 'labour.clerk')).toBe('2027-01-21'); // thirty days, as the reply laid down
});

test('a date beyond the last notice is provisional; a notice that is signed makes it firm and moves it, and a later version moves it again: Art. 21.1', async () => {
  const ref = await applies(it, people, wish('跨年样例'));
  const lamp = async () => (await offer().get(`/api/application/${ref}`)).lamp;
  expect(await lamp()).toMatchObject({ dueOn: '2027-01-05', provisional: true }); // 12-23 is the first day, Monday to Friday beyond the notice
  const notice = { region: '100000', year: 2027, version: 1, sources: ['国办发明电〔2026〕9号'], days: [{ date: '2027-01-01', name: '元旦', rest: true }] };
  const signs = async (one: typeof notice) => {
    await reviewer().post('/api/calendar/notices', one);
    return as('bureau.lead').post(`/api/calendar/notices/100000/2027/${one.version}/sign`);
  };
  expect((await signs(notice)).recomputed).toBeGreaterThan(0);
  expect(await lamp()).toMatchObject({ dueOn: '2027-01-06', provisional: false });
  expect((await offer().get('/api/worklist?size=100')).rows.find((row: { ref: string }) => row.ref === ref)).toMatchObject({ lamp: { dueOn: '2027-01-06' } });
  await signs({ ...notice, version: 2, days: [...notice.days, { date: '2027-01-04', name: '元旦', rest: true }] });
  expect(await lamp()).toMatchObject({ dueOn: '2027-01-07', provisional: false });
});

test('the last clerk leaves with cases open: the next above acts and no clock waits; with nobody left the authority sees it: Art. 11', async () => {
  const ref = await applies(it, people, wish('离任样例'), 'civil');
  await offer().act('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2027-01-04' });
  const leaves = (post: string) => it.platform.db.updateTable('postHolder').set({ validTo: '2026-12-21' }).where('org', '=', organisations.civil.code).where('post', '=', post).execute(); // as the security officer would have it
  expect((await as('civil.head').tries('application', ref, 'supply', { answers: [{ point: 1, text: '约 300 人' }] })).body.code).toBe('NEARER_POST_HELD');
  await leaves('clerk');
  expect((await as('civil.clerk').ask('GET', `/api/application/${ref}`)).body.code).toBe('POST_NOT_HELD');
  expect((await as('civil.head').get('/api/worklist?size=100')).rows).toContainEqual(expect.objectContaining({ ref }));
  for (const post of ['head', 'chief']) await leaves(post);
  await rewriteVacancies(it.platform.engine);
  expect((await as('bureau.lead').get('/api/worklist?size=100')).rows).toContainEqual(expect.objectContaining({ ref, note: '岗位空缺，无人办理' }));
  await comes('2027-01-22');
  expect(await offer().state('application', ref)).toBe('supplied'); // its date passed all the same
});

test('a disposal that is late is found by itself; done and confirmed afterwards, the finding stands: Art. 27.1, 40(4)', async () => {
  expect((await found('40(4)')).map((row: { cause: { ref: string }; department: string }) => [row.cause.ref, row.department])).toEqual([[renewed, organisations.labour.code]]);
  await clerk().act('grant', renewed, 'dispose', await deleted(it));
  await offer().act('grant', renewed, 'confirm', {});
  expect(await found('40(4)')).toHaveLength(1);
});

/** What a submission must have looked at first: who stands on the entry. */
async function seen({ region, id }: Entry): Promise<object> {
  const { sum } = await as('education.cataloguer').get(`/api/resources/hits/${region}/${id}`);
  return sum.grants > 0 ? { hits: sum.digest } : {};
}

async function holderOf(login: string) {
  const { person, kind } = await it.platform.db.selectFrom('account').select(['person', 'kind']).where('login', '=', login).executeTakeFirstOrThrow();
  const { region, code: org } = organisations[login.split('.')[0] as keyof typeof organisations];
  return { region, org, person, kind, validFrom: '2020-01-01' };
}

/** This person in another of his posts, his own or one delegated to him; `as` gives him there from now on. */
async function inPost(who: string, post: string, behalf = false): Promise<Client> {
  const { person } = await holderOf(who);
  const giver = behalf ? (await holderOf(`${who.split('.')[0]}.${post}`)).person : undefined;
  const answer = await fetch(`${it.base}/api/session/post`, {
    method: 'POST', headers: { 'x-shuqiao': '1', 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json', cookie: as(who).cookie },
    body: JSON.stringify({ org: organisations[who.split('.')[0] as keyof typeof organisations].code, post, ...(giver === undefined ? {} : { behalfOf: giver }) }),
  });
  if (!answer.ok) throw new Error(`${person} as ${post}: ${answer.status} ${await answer.text()}`);
  const client = clientOf(it.base, /__Host-shuqiao=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]);
  seated.set(who, client);
  return client;
}
