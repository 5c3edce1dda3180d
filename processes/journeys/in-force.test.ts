import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealOf, verifyLedger } from '../../platform/ledger/index.ts';
import { transact } from '../../platform/postgres/database.ts';
import { clocksForLedger } from '../../platform/procedures/ledger-clocks.ts';
import { casesUnlikeMoves, contentsForLedger, movesForLedger } from '../../platform/procedures/ledger-moves.ts';
import { call, refresh, type WireKey } from '../../plane/client.fixture.ts';
import { applies, binds, connects, deleted, graduates, inUse, linksOf, proposal, publishes, strip, universities, type Entry } from '../../tests/market.ts';
import { someGraduate, someSchool, startProvider, type ProviderDatabase } from '../../tests/provider.ts';
import { organisations, town, type Town } from '../../tests/town.ts';
import { obeyed } from '../../tests/until.ts';
import { grantsForLedger, grantsGone } from '../grant/index.ts';
import { bindingsForLedger, bindingsGone } from '../resource/index.ts';

/** A grant in force and what may befall it (Art. 3, 27, 29, 35, 39, 40): every stop is tried at the gateway, not only in the case. */
let it: Town;
let provider: ProviderDatabase;
let people: Entry;
let connection: string;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-10-12', roles: 'console,gateway' }), startProvider()]);
  people = await publishes(it, graduates);
  connection = await connects(it, provider);
  await binds(it, connection, people, 'graduate');
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const clerk = () => it.client('labour.clerk');
const head = () => it.client('education.head');
const wish = (purpose: string, more: object = {}) => ({ purpose, items: [4, 5, 7], term: { from: '2026-10-12', to: '2027-09-30', reason: '' }, ...more });
const served = async (key: WireKey, query: Record<string, string> = { id_number: someGraduate }) => Array.isArray((await call(it.base, key, { query })).json);
/** The gateway does what was decided; what it may serve no more it refuses to whoever asks two seconds later. */
const inForce = (key: WireKey, wanted: boolean, query?: Record<string, string>): Promise<void> =>
  (wanted ? expect.poll(() => served(key, query), { interval: 40 }).toBe(true) : obeyed(() => served(key, query), (serves) => expect(serves).toBe(false)));
const found = async (ground: string, who = 'bureau.reviewer') => (await it.client(who).get(`/api/supervision/list?ground=${encodeURIComponent(ground)}`)).rows;

test('a reply that comes too late is found by itself, once, and the application stays open and answerable: Art. 21.1, 39(4)', async () => {
  const ref = await applies(it, people, wish('逾期样例'));
  await it.clock.movesTo('2026-10-26');
  await it.settle();
  expect(await found('39(4)')).toEqual([]); // the tenth working day is not over
  await it.clock.movesTo('2026-10-27');
  await it.settle();
  await it.settle();
  const rows = await found('39(4)');
  expect(rows).toMatchObject([{ ground: '39(4)', clue: false, state: 'found', department: organisations.education.code, dueOn: '2026-10-26', daysLate: 1, cause: { ref, open: true } }]);
  const page = await clerk().get(`/api/application/${ref}`);
  expect(page).toMatchObject({ state: 'received', open: true });
  expect((await it.client('civil.head').ask('GET', `/api/finding/${rows[0].ref}`)).status).toBe(404);
  expect((await it.client('education.clerk').tries('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-11-10' })).body.code).toBe('REPLY_CLOCK_OVER');
  await it.client('education.clerk').act('application', ref, 'propose', proposal({ perItem: [4, 5, 7].map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), term: { from: '2026-10-12', to: '2027-09-30' } }));
  await head().act('application', ref, 'grant', {});
  expect((await found('39(4)'))[0]).toMatchObject({ state: 'found', daysLate: 1 });
  await head().act('finding', rows[0].ref, 'explain', { grounds: '经办人员调整' });
  await it.client('bureau.lead').act('finding', rows[0].ref, 'order', { what: '完善答复工作制度', mendBy: '2026-11-20' });
  await head().act('finding', rows[0].ref, 'report', { done: '已明确 AB 岗' });
  await it.client('bureau.reviewer').act('finding', rows[0].ref, 'confirm');
  await it.client('bureau.lead').act('finding', rows[0].ref, 'circulate', { text: '市教育局一件申请逾期答复，已改正。' });
});

test('misuse suspends the grant, every gateway refuses within two seconds; mended, insisted on, mended, resumed, and it serves again: Art. 27.2, 40(2)', async () => {
  const { grant, key } = await inUse(it, people, wish('暂停样例'));
  await inForce(key, true);
  expect((await it.client('education.clerk').tries('grant', grant, 'suspend', { ground: 'beyond-range', evidence: '批量核验 12 笔', mendBy: '2026-11-06' })).status).toBe(403);
  expect((await head().tries('grant', grant, 'suspend', { ground: 'slow-payment', evidence: '未付费', mendBy: '2026-11-06' })).status).toBe(400);
  await head().act('grant', grant, 'suspend', { ground: 'beyond-range', evidence: '批量核验 12 笔', mendBy: '2026-11-06' });
  await inForce(key, false);
  await it.settle();
  expect((await found('40(2)')).map((row: { department: string }) => row.department)).toEqual([organisations.labour.code]);
  expect((await head().tries('grant', grant, 'terminate', { reasons: '不再信任' })).body.code).toBe('TERMINATE_TOO_EARLY');
  await it.client('labour.head').act('grant', grant, 'report', { done: '已停用批量核验' });
  expect((await it.client('bureau.reviewer').tries('grant', grant, 'resume')).status).toBe(403); // the provider suspended: it judges, or the lead above it
  await head().act('grant', grant, 'insist', { lacking: '未说明责任', mendBy: '2026-11-10' });
  await it.client('labour.head').act('grant', grant, 'report', { done: '已补充系统校验和责任说明' });
  await inForce(key, false);
  await head().act('grant', grant, 'resume', { opinion: '整改到位' });
  await inForce(key, true);
});

test('a stolen key stops at once and opens an incident; a new one is given, and the danger is answered for to its end: Art. 34.2, 35.3', async () => {
  const { grant, key } = await inUse(it, people, wish('失窃样例'));
  await inForce(key, true);
  await it.client('labour.security').act('grant', grant, 'report-key-stolen', { text: '在代码仓库中发现密钥' });
  await inForce(key, false);
  expect((await refresh(it.base, key)).secret).toBeUndefined();
  const security = it.client('labour.security');
  const incidents = (await security.get('/api/incident')).rows as { ref: string; title: string }[];
  const incident = incidents.find((row) => row.title.includes('密钥失窃'))?.ref as string;
  expect((await security.get(`/api/incident/${incident}`)).own).toMatchObject({ source: 'key-stolen', grants: [{ ref: grant }] });
  expect(await linksOf(security, 'incident', incident)).toEqual({ [`/cases/grant/${grant}`]: '涉及的授权' });
  expect(await linksOf(security, 'grant', grant)).toMatchObject({ [`/cases/incident/${incident}`]: '涉及的安全事件' });
  expect(Object.values(await linksOf(head(), 'grant', grant))).not.toContain('涉及的安全事件'); // the provider takes no part in it
  await security.act('incident', incident, 'start-plan', {});
  await security.act('incident', incident, 'contain', { measures: '停用密钥，核对调用记录', grants: [grant] });
  expect(await clerk().state('grant', grant)).toBe('held');
  const { once } = await clerk().tries('grant', grant, 'rotate-key').then((answer) => answer.body);
  expect(once).toBeUndefined(); // not while it is held
  const chief = it.client('labour.head');
  expect((await chief.tries('incident', incident, 'eliminate', { cause: '人员误传', mended: '已清理仓库' })).body.code).toBe('INCIDENT_NOTIFY_FIRST');
  await chief.act('incident', incident, 'notify', { to: '市数据局、市网信办', on: '2026-10-27', personsTold: { told: 'not-concerned' } });
  await chief.act('incident', incident, 'eliminate', { cause: '人员误传', mended: '已清理仓库并培训' });
  expect(await clerk().state('grant', grant)).toBe('active');
  const fresh = (await clerk().act('grant', grant, 'rotate-key', { reason: '失窃后更换' })).once as WireKey;
  expect(fresh.appKey).not.toBe(key.appKey);
  await inForce(fresh, true);
  await security.act('incident', incident, 'review', { stages: [{ stage: '使用', responsible: '就业促进科' }], lessons: '密钥不入代码库', clue: { is: false } });
  await it.client('bureau.reviewer').act('incident', incident, 'close');
});

test('a key is changed and withdrawn; the older one ends, the grant goes on: Art. 35.2', async () => {
  const { grant, key } = await inUse(it, people, wish('换钥样例'));
  await inForce(key, true);
  const next = (await clerk().act('grant', grant, 'rotate-key', {})).once as WireKey;
  await inForce(next, true);
  expect(await served(key)).toBe(true); // a day to change over
  await head().act('grant', grant, 'withdraw-key', { reason: '例行停用' });
  await Promise.all([inForce(key, false), inForce(next, false)]);
  expect(await clerk().state('grant', grant)).toBe('active');
  const third = (await clerk().act('grant', grant, 'rotate-key', {})).once as WireKey;
  await inForce(third, true);
  const forged = await call(it.base, { ...third, appKey: '0'.repeat(32) }, { query: { id_number: someGraduate }, secret: 'guess' });
  expect(JSON.stringify(forged.json)).toContain('E-106');
});

test('what turns out secret stops every grant of it within two seconds; restored, they serve again; withdrawn, they end and are disposed of: Art. 3.1', async () => {
  const schools = await publishes(it, universities, { name: '高等学校名单密', classCode: '303021' });
  await binds(it, connection, schools, 'university');
  const query = { school_code: someSchool };
  const { grant, key } = await inUse(it, schools, wish('涉密样例', { items: [1, 2] }));
  const undelivered = await applies(it, schools, wish('涉密未交付', { items: [1] }));
  await inForce(key, true, query);
  await it.client('education.chief').act('catalog', schools.ref, 'hide', { reason: '保密部门通知疑似涉密' });
  await inForce(key, false, query);
  await it.settle();
  expect(await clerk().state('grant', grant)).toBe('held');
  expect((await clerk().tries('grant', grant, 'lift')).status).toBe(403);
  await it.client('bureau.reviewer').act('catalog', schools.ref, 'restore', { opinion: '书面意见：不涉密' });
  await it.settle();
  expect(await clerk().state('grant', grant)).toBe('active');
  await inForce(key, true, query);
  await it.client('bureau.reviewer').act('catalog', schools.ref, 'hide', { reason: '再次通知' });
  await inForce(key, false, query);
  await it.client('bureau.reviewer').act('catalog', schools.ref, 'withdraw', { document: '密定〔2026〕3号' });
  await it.settle();
  expect(await clerk().state('grant', grant)).toBe('disposing');
  expect(await it.client('education.clerk').state('application', undelivered)).toBe('received'); // still to be answered
});

test('at its end a grant is disposed of as the reply laid down, reported, denied, reported, confirmed; nothing flows meanwhile: Art. 27.1', async () => {
  const { grant, key } = await inUse(it, people, wish('处置样例'));
  await inForce(key, true);
  await clerk().act('grant', grant, 'finish', { reason: 'reached' });
  await inForce(key, false);
  expect(await clerk().state('grant', grant)).toBe('disposing');
  const { own } = await clerk().get(`/api/grant/${grant}`);
  expect(own.disposal).toMatchObject({ how: 'delete', by: '2026-11-26' });
  await clerk().act('grant', grant, 'dispose', await deleted(it));
  await it.client('education.clerk').act('grant', grant, 'deny', { lacking: '请附删除记录', disposeBy: '2026-12-04' });
  await clerk().act('grant', grant, 'dispose', await deleted(it));
  await it.client('education.clerk').act('grant', grant, 'confirm');
  expect(await clerk().state('grant', grant)).toBe('disposed');
  const late = await inUse(it, people, wish('逾期处置'));
  await clerk().act('grant', late.grant, 'finish', { reason: 'not-needed' });
  await it.clock.movesTo('2026-11-27');
  await it.settle();
  expect((await found('40(4)')).map((row: { cause: { ref: string } }) => row.cause.ref)).toContain(late.grant);
});

test('given on to a third party and not mended in time: ended for good: Art. 27.2, 40(3)', async () => {
  const { grant, key } = await inUse(it, people, wish('终止样例'));
  await inForce(key, true);
  await it.client('bureau.reviewer').act('grant', grant, 'suspend', { ground: 'third-party', evidence: '接口转供第三方', mendBy: '2026-12-04' });
  await inForce(key, false);
  expect((await head().tries('grant', grant, 'terminate', { reasons: '逾期未整改' })).status).toBe(403); // the authority suspended
  await it.clock.movesTo('2026-12-07');
  await it.client('bureau.lead').act('grant', grant, 'terminate', { reasons: '逾期未整改' });
  expect(await clerk().state('grant', grant)).toBe('disposing');
  expect(await served(key)).toBe(false);
  await it.settle();
  expect((await found('40(3)')).length).toBe(1);
});

test('misuse, suspended; the report is found insufficient, terminated; disposed of with its proof, which is the record of destruction; denied once, then confirmed: Art. 27.1, 27.2, 29.2', async () => {
  const offer = it.client('education.clerk');
  const { grant, key } = await inUse(it, people, wish('滥用样例'));
  await inForce(key, true);
  await head().act('grant', grant, 'suspend', { ground: 'beyond-purpose', evidence: '用于补贴以外的评优', mendBy: '2026-12-18' });
  await inForce(key, false);
  await it.client('labour.head').act('grant', grant, 'report', { done: '已口头提醒经办人' });
  await it.clock.movesTo('2026-12-10');
  await head().act('grant', grant, 'terminate', { reasons: '仅作口头提醒，整改不到位' }); // judged insufficient, the date need not pass
  await it.settle();
  expect(await served(key)).toBe(false);
  expect(await clerk().get(`/api/grant/${grant}`)).toMatchObject({ state: 'disposing', mine: true, own: { disposal: { how: 'delete', by: '2027-01-09' } } });
  await offer.act('grant', grant, 'set-disposal', { way: 'return', disposeBy: '2026-12-25' });
  await it.settle();
  expect((await clerk().get('/api/notifications')).rows.some((one: { text: string }) => one.text.includes('调整处置要求'))).toBe(true);
  expect(await strip(clerk(), 'grant', grant, 'disposal')).toMatchObject({ dueOn: '2026-12-25' });
  const bare = await clerk().tries('grant', grant, 'dispose', { way: 'return', declaration: true });
  expect(bare.body).toMatchObject({ code: 'DISPOSAL_EVIDENCE_MISSING', article: '27.1' });
  expect(bare.body.message).toContain('归还给哪个岗位、怎样归还');
  const returned = { way: 'return', points: { scope: '批量核验结果 1.2 万条', returnedTo: '市教育局数据共享岗，加密光盘', doneOn: '2026-12-10' } };
  await clerk().act('grant', grant, 'dispose', await deleted(it, returned));
  await offer.act('grant', grant, 'deny', { lacking: '缺备份库的归还清单', disposeBy: '2026-12-30' });
  await clerk().act('grant', grant, 'dispose', await deleted(it, { ...returned, evidence: '备份库已一并归还' }));
  const seen = await offer.get(`/api/grant/${grant}`);
  expect(seen.timeline.find((move: { act: string }) => move.act === 'dispose')).toMatchObject({ states: { points: returned.points }, attachments: [{ name: '删除记录.pdf' }] });
  const [again, first] = (await offer.get(`/api/usage/${grant}`)).records.filter((one: { kind: string }) => one.kind === 'destruction');
  expect(again.text).toContain('归还：归还的范围：批量核验结果 1.2 万条；归还给哪个岗位、怎样归还：市教育局数据共享岗，加密光盘；完成日期：2026-12-10；备份库已一并归还；证明 1 件，附于处置报告');
  expect(first.correctedBy).toBe(again.number);
  await offer.act('grant', grant, 'confirm');
  expect(await clerk().get(`/api/grant/${grant}`)).toMatchObject({ state: 'disposed', open: false });
  expect((await found('40(2)')).some((row: { cause: { ref: string } }) => row.cause.ref === grant)).toBe(true); // what was found of the misuse stands
});

test('what a person must judge stands as a clue: a refusal on other grounds 39(2), safety not answered for 40(6), any other item by the authority’s own hand: Art. 39, 40', async () => {
  const ref = await applies(it, people, wish('其他理由样例'));
  await it.client('education.clerk').act('application', ref, 'propose', proposal({ perItem: [4, 5, 7].map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), term: { from: '2026-10-12', to: '2027-09-30' } }));
  await head().act('application', ref, 'refuse', { category: 'other', reasons: '本部门近期工作安排较多' });
  expect((await found('39(2)'))[0]).toMatchObject({ clue: true, state: 'found', department: organisations.education.code, cause: { ref } });
  const security = it.client('labour.security');
  const incident = await security.open('incident', { act: 'report', what: '导出文件外传', since: '尚不清楚', data: '查询结果', persons: { number: null, personal: false } });
  await security.act('incident', incident, 'start-plan', {});
  await security.act('incident', incident, 'contain', { measures: '停用导出' });
  await it.client('labour.head').act('incident', incident, 'notify', { to: '市数据局', on: '2026-12-07', personsTold: { told: 'not-concerned' } });
  await it.client('labour.head').act('incident', incident, 'eliminate', { cause: '制度未执行', mended: '已收回' });
  await security.act('incident', incident, 'review', { stages: [{ stage: '使用', responsible: '就业促进科' }], lessons: '导出须审批', clue: { is: true, text: '未履行导出审批' } });
  expect((await found('40(6)'))[0]).toMatchObject({ clue: true, department: organisations.labour.code, cause: { ref: incident } });
  for (const [ground, department] of [['39(9)', organisations.education.code], ['40(7)', organisations.labour.code]] as const) {
    const finding = await it.client('bureau.reviewer').open('finding', { ground, department, what: '未公布校核渠道', evidence: '检查记录' });
    expect((await found(ground)).map((row: { ref: string; department: string }) => [row.ref, row.department])).toEqual([[finding, department]]);
    await it.client('bureau.reviewer').act('finding', finding, 'dismiss', { reason: '已公布' });
  }
});

test('everything decided here and every batch of calls stands in the ledger; a row that was altered, added or taken away is found: Art. 35.2', async () => {
  await it.settle();
  await it.platform.engine.followCalendars();
  const whole = () => transact(it.platform.db, (tx) => verifyLedger(tx, { kept: [], moves: movesForLedger(tx), cases: casesUnlikeMoves(tx), contents: contentsForLedger(tx), clocks: clocksForLedger(tx, it.platform.engine.directory), grants: grantsForLedger(tx), grantsGone: (subjects) => grantsGone(tx, subjects), bindings: bindingsForLedger(tx), bindingsGone: (subjects) => bindingsGone(tx, subjects), seal: sealOf(it.platform.parts.keys.sealKey('ledger')), rowSeal: sealOf(it.platform.parts.keys.sealKey('row')) }));
  const { ok, moves, say } = await whole();
  expect([ok, say]).toEqual([true, say]);
  expect(moves).toBeGreaterThan(150);
  for (const table of ['case_move', 'ledger_entry', 'legal_case', 'clock', 'resource_binding']) await it.database.ownerDb.executeQuery(CompiledQuery.raw(`alter table ${table} no force row level security`)); // what only the owner could do
  const altered = async (statement: string, back: string) => {
    await it.database.ownerDb.executeQuery(CompiledQuery.raw(statement));
    const [problem] = (await whole()).problems;
    expect(problem, statement).toBeDefined();
    await it.database.ownerDb.executeQuery(CompiledQuery.raw(back));
    return problem?.say ?? '';
  };
  const some = '(select id from legal_case where kind = \'grant\' order by id limit 1)';
  await altered(`update case_move set on_day = on_day - 1 where case_id = ${some} and version = 1`, `update case_move set on_day = on_day + 1 where case_id = ${some} and version = 1`);
  const first = `case_id = ${some} and version = 1`;
  for (const [change, back] of [
    ["at = at - interval '1 day'", "at = at + interval '1 day'"], ["at = at + interval '1 microsecond'", "at = at - interval '1 microsecond'"],
    ["trigger = trigger || 'x'", 'trigger = left(trigger, -1)'], ['paper = not paper', 'paper = not paper'], ["clock_effects = clock_effects || '[\"停计\"]'", 'clock_effects = clock_effects - -1'],
  ] as const) await altered(`update case_move set ${change} where ${first}`, `update case_move set ${back} where ${first}`);
  const person = '(case_id, version) = (select case_id, version from case_move where person is not null order by case_id, version limit 1)';
  await altered(`update case_move set seat = seat || 'x' where ${person}`, `update case_move set seat = left(seat, -1) where ${person}`);
  const delivery = `case_id = ${some} and name = 'delivery'`;
  await altered(`update clock set events = jsonb_set(events, '{0,on}', to_jsonb(((events->0->>'on')::date + 30)::text)) where ${delivery}`,
    `update clock set events = jsonb_set(events, '{0,on}', to_jsonb(((events->0->>'on')::date - 30)::text)) where ${delivery}`);
  await altered(`update clock set bound = bound || 'X' where ${delivery}`, `update clock set bound = left(bound, -1) where ${delivery}`);
  await altered(`update clock set due_on = due_on + 30 where ctid = (select ctid from clock where stopped_on is null and stood_on is null order by case_id, name limit 1)`,
    `update clock set due_on = due_on - 30 where ctid = (select ctid from clock where stopped_on is null and stood_on is null order by case_id, name limit 1)`);
  const same = '(c.region, c.case_id, c.name, c.nth) = (e.region, e.case_id, e.name, e.nth)';
  await altered(`create table ended as select * from clock where stopped_on is not null order by case_id, name, nth limit 1; update clock c set stopped_on = null from ended e where ${same}`,
    `update clock c set stopped_on = e.stopped_on from ended e where ${same}; drop table ended`);
  await altered(`create table gone as select * from clock where ${delivery}; delete from clock where ${delivery}`, 'insert into clock select * from gone; drop table gone');
  await altered(`insert into clock select (jsonb_populate_record(c, '{"name":"added"}')).* from clock c where ${delivery}`, `delete from clock where case_id = ${some} and name = 'added'`);
  await altered(`create table taken as select * from case_move where case_id = ${some} and version = 1; delete from case_move where case_id = ${some} and version = 1`, 'insert into case_move select * from taken; drop table taken');
  await altered(`update legal_case set version = version + 1 where id = ${some}`, `update legal_case set version = version - 1 where id = ${some}`);
  await altered(`update legal_case set state = case state when 'held' then 'ended' else 'held' end where id = ${some}`,
    `update legal_case c set state = (select to_state from case_move m where m.region = c.region and m.case_id = c.id order by version desc limit 1) where id = ${some}`);
  for (const [change, back, says] of [
    ["title = title || '改'", 'title = left(title, -1)', '标题'], ["requester = requester || 'X'", 'requester = left(requester, -1)', '当事方'], ['requester = provider, provider = requester', 'requester = provider, provider = requester', '当事方'],
    [`facts = facts || '{"attribute":"unconditional"}'`, `facts = facts || '{"attribute":"conditional"}'`, '事项要素'], ["facts = facts || '{\"more\":\"x\"}'", "facts = facts - 'more'", '事项要素'],
    ["created_at = created_at - interval '1 day'", "created_at = created_at + interval '1 day'", '登记信息'], ["number = number || '1'", 'number = left(number, -1)', '编号'],
  ] as const) expect(await altered(`update legal_case set ${change} where id = ${some}`, `update legal_case set ${back} where id = ${some}`), change).toMatch(new RegExp(`^事项 SH-\\S+（320800-\\S+）的[^，]*${says}[^，]*与账本条目不符`));
  expect(await altered(`update legal_case set moved_at = moved_at + interval '1 day' where id = ${some}`, `update legal_case set moved_at = moved_at - interval '1 day' where id = ${some}`)).toContain('的最近办理时间与办理记录不符');
  await altered(`create table parted as select * from case_party where case_id in (select case_id from case_party order by case_id limit 1); delete from case_party p using parted g where (p.region, p.case_id, p.party, p.org) = (g.region, g.case_id, g.party, g.org)`, 'insert into case_party select * from parted; drop table parted');
  await altered(`insert into case_party (region, case_id, party, org_region, org) select region, id, 'copied', region, requester from legal_case where id = ${some}`, `delete from case_party where case_id = ${some} and party = 'copied'`);
  await altered(`insert into legal_case select (jsonb_populate_record(c, '{"id":"01970000-0000-7000-8000-000000000001","number":"SQ-320800-2026-999999"}')).* from legal_case c where id = ${some}`, `delete from legal_case where id = '01970000-0000-7000-8000-000000000001'`);
  const compiled = 'id = (select id from grant_compiled order by id limit 1)';
  expect(await altered(`update grant_compiled set quota_day = quota_day + 1 where ${compiled}`, `update grant_compiled set quota_day = quota_day - 1 where ${compiled}`)).toMatch(/^授权 SH-\S+（320800-\S+）的网关所执行的内容与账本条目或者封印不符/);
  const key = 'rid = (select rid from credential order by rid limit 1)';
  await altered(`update credential set made_at = made_at - interval '1 day' where ${key}`, `update credential set made_at = made_at + interval '1 day' where ${key}`);
  const bound = 'resource in (select id from resource order by id limit 1)';
  for (const [statement, back, says] of [
    ["update connection set address = '10.0.0.1'", "update connection set address = '127.0.0.1'", '数据库连接'], ['update connection set port = port + 1', 'update connection set port = port - 1', '数据库连接'],
    [`create table kept as select * from resource_binding where ${bound}; update resource_binding set body = jsonb_set(body, '{columns,0,column}', '"x"') where ${bound}`, 'update resource_binding b set body = k.body from kept k where (b.region, b.resource, b.version) = (k.region, k.resource, k.version); drop table kept', '数据资源'],
    ["create table mine as select * from resource order by id limit 1; update resource set org = org || 'X' where id in (select id from mine)", 'update resource r set org = m.org from mine m where r.id = m.id; drop table mine', '数据资源'],
  ] as const) expect(await altered(statement, back), statement).toMatch(new RegExp(`^${says} 320800-\\S+ 的登记内容与账本条目或者封印不符`));
  await altered('update ledger_entry set seq = 9000000 + seq where seq = 3', 'update ledger_entry set seq = seq - 9000000 where seq > 9000000');
  expect(await altered(`alter table legal_case drop constraint legal_case_pkey cascade; create table dropped as select * from legal_case where id = ${some}; delete from legal_case where id in (select id from dropped)`, 'insert into legal_case select * from dropped; drop table dropped')).toContain('事项已被删除');
  expect((await whole()).problems, 'each was put back').toEqual([]);
});
