import { afterAll, beforeAll, expect, test } from 'vitest';
import { applies, graduates, linksOf, paper, proposal, publishes, strip } from '../../tests/market.ts';
import type { Entry } from '../../tests/market.ts';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';

/** Disputes (Art. 28): negotiated by both heads, mediated by the right authority, decided by its government, carried out. */
let it: Town;
let people: Entry;
beforeAll(async () => {
  it = await town({ today: '2026-10-12' });
  people = await publishes(it, graduates);
});
afterAll(() => it.stop());

const as = (who: string) => it.client(who);
const wish = (purpose: string) => ({ purpose, items: [4, 5, 7], term: { from: '2026-10-12', to: '2027-09-30', reason: '' } });
const about = (kind: string, ref: string, matter?: string) => ({ subject: { kind, ref }, ...(matter === undefined ? {} : { matter }) });

async function refused(purpose: string, by = 'labour'): Promise<string> {
  const ref = await applies(it, people, wish(purpose), by);
  await as('education.clerk').act('application', ref, 'propose', proposal({ perItem: [4, 5, 7].map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), term: { from: '2026-10-12', to: '2027-09-30' } }));
  await as('education.head').act('application', ref, 'refuse', { category: 'duty', reasons: '不属于履行职责所需' });
  return ref;
}

async function disputes(who: string, kind: string, ref: string, matter?: string): Promise<string> {
  const dispute = await as(who).open('dispute', about(kind, ref, matter));
  await as(who).act('dispute', dispute, 'open', { claim: '请予共享', grounds: '系履行就业促进法职责所必需' });
  return dispute;
}

test('a refusal is disputed, mediated, decided by the government, reopened with a date and answered: Art. 28.2, 21', async () => {
  const application = await refused('争议样例');
  const ref = await disputes('labour.head', 'application', application);
  const seen = await as('education.head').get(`/api/dispute/${ref}`);
  expect(seen).toMatchObject({ state: 'negotiating', own: { subject: { kind: 'application', ref: application }, forum: { name: '淮安市数据局' } } });
  expect(seen.own.forum.why).toContain('双方的同级主管部门同为淮安市数据局');
  expect((await as('labour.head').get(`/api/application/${application}`)).links).toContainEqual(expect.objectContaining({ ref, zh: '就此提出的争议，协商中' }));
  expect(await linksOf(as('labour.head'), 'dispute', ref)).toEqual({ [`/cases/application/${application}`]: '所争议的事项' });
  expect((await as('labour.head').ask('POST', '/api/dispute', about('application', application), { 'idempotency-key': crypto.randomUUID() })).status).toBe(200); // a draft may lie beside it; opening it is refused
  const greyed = async (who: string, of: string) => (await as(who).get(`/api/dispute/${of}`)).acts.filter((act: { disabledBecause: string | null }) => act.disabledBecause !== null).map((act: { act: string; disabledBecause: string }) => [act.act, act.disabledBecause]);
  expect(await greyed('labour.head', ref)).toEqual([['put-to-government', expect.stringContaining('先由淮安市数据局协调')]]); // said before anybody tries
  expect((await as('labour.head').tries('dispute', ref, 'put-to-government', { record: '两次协商未果' })).body.code).toBe('DISPUTE_FORUM_MEDIATES');
  await as('labour.head').act('dispute', ref, 'escalate', { record: '10 月 12 日、13 日两次协商未果' });
  expect((await as('bureau.reviewer').get('/api/worklist')).rows.map((row: { ref: string }) => row.ref)).toContain(ref);
  await as('bureau.lead').act('dispute', ref, 'report', { report: '双方未能达成一致，报市政府决定' });
  const decision = { text: '市教育局应当在 2026-11-06 前同意共享', effect: 'share', bound: 'provider', doneBy: '2026-11-20', replyBy: '2026-11-06', document: { title: '关于毕业生信息共享争议的决定', number: '淮政决〔2026〕1号', on: '2026-10-12' } };
  expect((await as('bureau.lead').tries('dispute', ref, 'decide', decision)).body.code).toBe('DISPUTE_DOCUMENT_MISSING');
  const attachments = [await paper(it, 'bureau.lead', '决定.pdf')];
  expect((await as('bureau.lead').tries('dispute', ref, 'decide', { ...decision, effect: 'connect', attachments })).body.code).toBe('DISPUTE_EFFECT_UNFIT');
  expect((await as('bureau.lead').tries('dispute', ref, 'decide', { ...decision, replyBy: '2026-10-12', attachments })).body.code).toBe('DISPUTE_DATE_NOT_AHEAD');
  expect((await as('bureau.lead').tries('dispute', ref, 'decide', { ...decision, document: { ...decision.document, on: '2026-10-13' }, attachments })).body.code).toBe('DATE_IN_FUTURE');
  await as('bureau.lead').act('dispute', ref, 'decide', { ...decision, attachments });
  expect((await as('education.head').get(`/api/documents/case/${ref}`)).kept.map((one: { kind: string; title: string }) => [one.kind, one.title])).toContainEqual(['mediation', '政务数据共享争议协调申请书']);
  expect(await as('education.clerk').get(`/api/application/${application}`)).toMatchObject({ state: 'supplied', open: true, facts: { spent: 'duty' } });
  expect(await strip(as('education.clerk'), 'application', application, 'again')).toMatchObject({ dueOn: '2026-11-06' });
  const again = proposal({ perItem: [4, 5, 7].map((item) => ({ item, decision: 'agree', category: null, reason: '', basis: [] })), term: { from: '2026-10-12', to: '2027-09-30' } });
  await as('education.clerk').act('application', application, 'propose', again);
  expect((await as('education.head').tries('application', application, 'refuse', { category: 'duty', reasons: '不属于履行职责所需' })).body.code).toBe('REFUSAL_GROUND_SPENT');
  await as('education.head').act('application', application, 'grant', {});
  const { ref: grant } = (await as('labour.clerk').get(`/api/application/${application}`)).own.grant;
  expect(await as('labour.clerk').get(`/api/grant/${grant}`)).toMatchObject({ state: 'preparing', own: { application: { ref: application } } }); // the decision has become a grant, due in 20 working days
  expect((await as('labour.head').tries('dispute', ref, 'carry-out', { done: '已履行' })).body.code).toBe('NOT_YOUR_MOVE');
  await as('education.head').act('dispute', ref, 'carry-out', { done: '已同意共享并开始交付' });
  await as('labour.head').act('dispute', ref, 'deny', { lacking: '尚未交付', doneBy: '2026-11-27' });
  expect(await as('education.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'decided', own: { reports: [] } });
  await as('education.head').act('dispute', ref, 'carry-out', { done: '已交付' });
  await as('labour.head').act('dispute', ref, 'confirm', {});
  expect(await as('labour.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'closed', open: false });
});

test('what both heads sign stands; other words void what was signed: Art. 28.2', async () => {
  const application = await refused('签认样例');
  const ref = await disputes('labour.head', 'application', application);
  const terms = { text: '改按月统计数提供，另行申请', effect: 'stands', bound: 'none' };
  expect(await as('labour.head').act('dispute', ref, 'settle', terms)).toMatchObject({ signed: true, state: 'negotiating' });
  await as('education.head').act('dispute', ref, 'settle', { ...terms, text: '维持不同意的答复' });
  expect(await as('labour.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'negotiating' });
  await as('education.head').act('dispute', ref, 'settle', terms);
  expect(await as('labour.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'closed', own: { outcome: { by: 'settled', boundZh: '无须履行' } } });
  const { kept } = await as('education.head').get(`/api/documents/case/${ref}`);
  const paper = kept.find((one: { kind: string }) => one.kind === 'settlement');
  const words = JSON.stringify((await as('labour.head').get(`/api/documents/${paper.ref}`)));
  for (const said of ['改按月统计数提供，另行申请', '维持原答复、原状', '无须履行', '淮安市教育局', '淮安市人力资源和社会保障局']) expect(words).toContain(said); // what both signed, on paper
  expect(await as('labour.head').get(`/api/application/${application}`)).toMatchObject({ state: 'refused' });
});

test('an application granted in part is not taken up again by a decision: what is still owed is carried out by its words and date: Art. 28.2', async () => {
  const application = await applies(it, people, wish('部分同意样例'));
  const perItem = [4, 5, 7].map((item) => (item === 7 ? { item, decision: 'refuse', category: 'duty', reason: '核验不需要该项', basis: [] } : { item, decision: 'agree', category: null, reason: '', basis: [] }));
  await as('education.clerk').act('application', application, 'propose', proposal({ perItem, term: { from: '2026-10-12', to: '2027-09-30' } }));
  await as('education.head').act('application', application, 'grant', {});
  const ref = await disputes('labour.head', 'application', application);
  expect((await as('labour.head').get(`/api/dispute/${ref}`)).own.effects.map((one: { value: string }) => one.value)).toEqual(['change-entry', 'other', 'stands']);
  const terms = { text: '申请部门就毕业年份另行申请，提供部门应当同意', effect: 'share', bound: 'provider', doneBy: '2026-11-20', replyBy: '2026-11-06' };
  expect((await as('labour.head').tries('dispute', ref, 'settle', terms)).body).toMatchObject({ code: 'DISPUTE_NOT_REOPENED', message: expect.stringContaining('按文本履行') });
  const { replyBy: _replyBy, ...carried } = { ...terms, effect: 'other' };
  for (const who of ['labour.head', 'education.head']) await as(who).act('dispute', ref, 'settle', carried);
  expect(await strip(as('education.head'), 'dispute', ref, 'carry-out')).toMatchObject({ dueOn: '2026-11-20' });
  await as('education.head').act('dispute', ref, 'carry-out', { done: '已就该项另行同意' });
  await as('labour.head').act('dispute', ref, 'confirm', {});
});

test('nobody need wait for a refusal: an overdue application is disputed, and one not yet overdue is not: Art. 28, 39(4)', async () => {
  const application = await applies(it, people, wish('超期争议'));
  const early = await as('labour.head').open('dispute', about('application', application));
  expect((await as('labour.head').tries('dispute', early, 'open', { claim: '请予答复', grounds: '一直没有答复' })).body.code).toBe('DISPUTE_SUBJECT_NOT_YET');
  await it.clock.movesTo('2026-10-27');
  await it.settle();
  await as('labour.head').act('dispute', early, 'open', { claim: '请予答复', grounds: '期满未答复' });
  expect((await as('labour.head').tries('dispute', await as('labour.head').open('dispute', about('application', application)), 'open', { claim: '请予答复', grounds: '期满未答复' })).body).toMatchObject({ code: 'DISPUTE_OPEN_ALREADY', article: '28.2' });
  const terms = { text: '11 月 3 日前答复；申请方同时补报人数测算', effect: 'share', bound: 'both', doneBy: '2026-11-10', replyBy: '2026-11-03' };
  await as('labour.head').act('dispute', early, 'settle', terms);
  await as('education.head').act('dispute', early, 'settle', terms);
  expect(await as('education.clerk').get(`/api/application/${application}`)).toMatchObject({ state: 'received' }); // overdue: the state stays, a date is set
  await as('labour.head').act('dispute', early, 'carry-out', { done: '已补报测算' });
  expect((await as('labour.head').tries('dispute', early, 'carry-out', { done: '再报一次' })).body.code).toBe('ALREADY_DONE');
  expect(await as('labour.head').state('dispute', early)).toBe('settled');
  await it.clock.movesTo('2026-11-11');
  await it.settle();
  expect((await as('bureau.reviewer').get('/api/supervision/list?ground=39(9)')).rows).toMatchObject([{ department: organisations.education.code, cause: { ref: early } }]);
  await as('education.head').act('dispute', early, 'carry-out', { done: '已答复' });
  expect(await as('labour.head').state('dispute', early)).toBe('done');
});

test('an authority does not mediate its own case: the dispute goes to the government, and the authority above enters its decision: Art. 28.2', async () => {
  const application = await refused('主管部门自为一方', 'bureau');
  const ref = await disputes('bureau.head', 'application', application);
  expect((await as('bureau.head').tries('dispute', ref, 'escalate', { record: '协商未果' })).body.code).toBe('DISPUTE_FORUM_IS_PARTY');
  await as('bureau.head').act('dispute', ref, 'put-to-government', { record: '协商未果' });
  expect((await as('bureau.lead').tries('dispute', ref, 'decide', { text: '应当共享', effect: 'stands', bound: 'none', document: { title: '决定', number: '1号', on: '2026-11-11' } })).status).toBe(403);
  await as('province.lead').act('dispute', ref, 'decide', { text: '维持答复', effect: 'stands', bound: 'none', document: { title: '关于争议的决定', number: '苏政决〔2026〕1号', on: '2026-11-11' }, attachments: [await paper(it, 'province.lead', '决定.pdf')] });
  expect(await as('bureau.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'closed' });
});

test('any department may contest an attribute or condition of the catalogue; strangers see nothing: Art. 14, 15, 28', async () => {
  const ref = await disputes('civil.head', 'entry', `${people.region}-${people.id}`, 'condition');
  expect(await as('education.head').get(`/api/dispute/${ref}`)).toMatchObject({ own: { subject: { kind: 'entry', matterZh: '使用条件' } } });
  expect((await as('labour.head').ask('GET', `/api/dispute/${ref}`)).status).toBe(404);
  const atEntry = async (who: string) => (await as(who).get(`/api/catalog/entries/${people.region}/${people.id}/cases?size=100`)).rows.filter((one: { kind: string }) => one.kind === 'dispute').map((one: { ref: string; stateZh: string; otherName: string | null }) => [one.ref, one.stateZh, one.otherName]);
  expect([await atEntry('civil.head'), await atEntry('education.head'), await atEntry('labour.head')]).toEqual([[[ref, '协商中', null]], [[ref, '协商中', '市民政局']], []]); // the page of the entry leads back to it
  expect((await as('education.head').ask('POST', '/api/dispute', about('entry', `${people.region}-${people.id}`), { 'idempotency-key': crypto.randomUUID() })).body.code).toBe('DISPUTE_SUBJECT_UNKNOWN');
  await as('civil.head').act('dispute', ref, 'withdraw', { reason: '已另行沟通' });
});

test('a forum that does nothing is a clue for the authority above: Art. 41(2)', async () => {
  const ref = await disputes('labour.head', 'application', await refused('久拖样例'));
  await as('labour.head').act('dispute', ref, 'escalate', { record: '协商未果' });
  await it.clock.movesTo('2026-12-15');
  await it.settle();
  expect((await as('province.reviewer').get('/api/supervision/list?ground=41(2)')).rows).toMatchObject([{ clue: true, cause: { ref } }]);
});

/** Entered by the system officer from paper; nobody of it works here. */
const entered = (code: string, name: string, region: string, kind: string) => as('platform.system').post('/api/organisations', { code, name, shortName: name, region, kind, document: '依文件登记' });
const onPaper = (org: string, number: string) => ({ paper: { org, number, date: '2026-12-15' } });
const moves = async (who: string, ref: string) => (await as(who).get(`/api/dispute/${ref}`)).timeline.map((move: { act: string; paper: boolean; orgName: string }) => [move.act, move.paper, move.orgName]);

test('the government of a forum that is itself a party, with no authority above it here: its decision is entered from its document, and marked so: Art. 28.2', async () => {
  const application = await refused('省级部门自为一方', 'province');
  const ref = await disputes('province.head', 'application', application);
  expect((await as('province.head').get(`/api/dispute/${ref}`)).own.forum).toMatchObject({ name: '江苏省数据局', why: expect.stringContaining('它本身是争议一方') });
  expect((await as('province.head').tries('dispute', ref, 'put-to-government', { record: '协商未果' })).body).toMatchObject({ code: 'DISPUTE_DECIDER_UNKNOWN', article: '28.2', message: expect.stringContaining('请系统管理员先登记') });
  const government = '11320000PDY000095T';
  await entered(government, '江苏省人民政府', '320000', 'government');
  await as('province.head').act('dispute', ref, 'put-to-government', { record: '协商未果' });
  const decision = { text: '维持答复', effect: 'stands', bound: 'none', document: { title: '关于争议的决定', number: '苏政决〔2026〕2号', on: '2026-12-15' } };
  for (const who of ['province.lead', 'province.head', 'bureau.lead', 'education.head']) expect((await as(who).tries('dispute', ref, 'decide', decision)).status, who).toBe(403);
  expect((await as('bureau.reviewer').tries('dispute', ref, 'decide', { ...decision, ...onPaper(government, '苏政决〔2026〕2号') })).body.code).toBe('PAPER_DOCUMENT_REQUIRED');
  for (const who of ['bureau.lead', 'bureau.reviewer']) expect((await as(who).get('/api/worklist?size=100')).rows.map((row: { ref: string }) => row.ref), who).toContain(ref);
  expect((await as('education.head').get(`/api/dispute/${ref}`)).waitsFor).toContain('等江苏省人民政府来文：录入决定');
  const offered = async (who: string) => (await as(who).get(`/api/dispute/${ref}`)).onPaper.map((one: { act: string; zh: string; paper: { name: string } }) => [one.act, one.zh, one.paper.name]);
  expect(await offered('bureau.reviewer')).toEqual([['decide', '录入决定…', '江苏省人民政府']]);
  for (const who of ['bureau.lead', 'province.reviewer', 'education.head']) expect(await offered(who), who).toEqual([]); // the province is a party, its reviewer no authority of the case
  const scan = { ...onPaper(government, '苏政决〔2026〕2号'), attachments: [await paper(it, 'bureau.reviewer', '决定.pdf')] };
  expect((await as('bureau.reviewer').tries('dispute', ref, 'decide', { ...decision, ...scan, paper: { ...scan.paper, org: organisations.province.code } })).body.code).toBe('NOT_YOUR_MOVE'); // it has people here
  await as('bureau.reviewer').act('dispute', ref, 'decide', { ...decision, ...scan });
  expect(await as('province.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'closed', own: { outcome: { by: 'decided', document: { number: '苏政决〔2026〕2号' } } } });
  expect(await moves('education.head', ref)).toContainEqual(['decide', true, '江苏省人民政府']);
});

test('a common superior that works on another platform mediates on paper, entered by the authority of the case: Art. 28.2', async () => {
  await entered('11330100PDY000079E', '杭州市数据局', '330100', 'authority');
  await as('platform.system').put(`/api/organisations/${organisations.civil.code}`, { authority: '11330100PDY000079E', vertical: true, document: '垂直管理' });
  const ref = await disputes('civil.head', 'application', await refused('跨省争议', 'civil'));
  expect((await as('civil.head').tries('dispute', ref, 'escalate', { record: '协商未果' })).body).toMatchObject({ code: 'DISPUTE_FORUM_UNKNOWN', message: expect.stringContaining('代录') });
  const forum = '11100000PDY000087A';
  await entered(forum, '国家数据主管部门', '100000', 'authority'); // not 省数据局, though it is the nearest that has people here
  await as('civil.head').act('dispute', ref, 'escalate', { record: '协商未果' });
  expect(await as('civil.head').get(`/api/dispute/${ref}`)).toMatchObject({ state: 'mediating', own: { forum: { org: forum } } });
  for (const who of ['bureau.lead', 'bureau.reviewer']) expect((await as(who).get('/api/worklist?size=100')).rows.map((row: { ref: string }) => row.ref), who).toContain(ref); // nobody of the forum is here: the authority of the case sees it
  expect((await as('bureau.lead').tries('dispute', ref, 'report', { report: '未能达成一致' })).status).toBe(403);
  const file = await paper(it, 'bureau.reviewer', '函.pdf');
  await as('bureau.reviewer').act('dispute', ref, 'report', { report: '未能达成一致，报国务院决定', ...onPaper(forum, '国数函〔2026〕1号'), attachments: [file] });
  await as('bureau.reviewer').act('dispute', ref, 'decide', {
    text: '应当共享', effect: 'other', bound: 'provider', doneBy: '2027-01-29', document: { title: '国务院决定', number: '国函〔2026〕1号', on: '2026-12-15' }, ...onPaper(forum, '国函〔2026〕1号'), attachments: [await paper(it, 'bureau.reviewer', '决定.pdf')],
  });
  expect(await as('education.head').state('dispute', ref)).toBe('decided');
  expect((await moves('civil.head', ref)).filter(([, marked]: [string, boolean]) => marked).map(([act]: [string]) => act)).toEqual(['decide', 'report']);
});
