import { afterAll, beforeAll, expect, test } from 'vitest';
import { procedures } from '../law/procedures/index.ts';
import type { AnyMove } from '../law/procedure.ts';
import { byPerson, guarded } from './guard.ts';
import type { Cause, Tried } from './guard.ts';
import { agrees, applies, assess, binds, connects, drafts, graduates, inUse, paper, proposal, publishes, scopeOf, sharesItem, statements, submits, universities } from './market.ts';
import type { Entry, EntryBody } from './market.ts';
import { asks, below, pupilsOf } from './below.ts';
import { startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { organisations, town } from './town.ts';
import type { Town } from './town.ts';

/**
 * Rights through HTTP: every act that a person may take, of every table, is taken once by whom the table names; just
 * before, it is refused to nobody (401), to another department (404), to a wrong post (403 with post and article), and
 * to who made what he would approve (OWN_WORK). tests/guard.ts does the refusing.
 */
let plain: Town;
let it: Town;
let tried: Tried;
let provider: ProviderDatabase;
let people: Entry;
beforeAll(async () => {
  [plain, provider] = await Promise.all([town({ today: '2026-10-12', also: below }), startProvider()]);
  ({ town: it, tried } = guarded(plain));
});
afterAll(async () => {
  await plain.stop();
  await provider.stop();
});

const as = (who: string) => it.client(who);
const term = { from: '2026-10-12', to: '2028-09-30', reason: '' };
const wish = (purpose: string, more: object = {}) => ({ purpose, items: [4, 5, 7], term, ...more });

test('catalogue and assessments', async () => {
  people = await publishes(it, graduates);
  const cataloguer = as('education.cataloguer');
  const body = { ...universities, name: '权限样例', classCode: '303090' } as EntryBody;
  const ref = await cataloguer.open('catalog', { act: 'compile', name: body.name });
  await drafts(it, ref, body);
  await cataloguer.act('catalog', ref, 'submit');
  await as('education.chief').act('catalog', ref, 'return', { opinion: '请核对联系人' });
  await cataloguer.act('catalog', ref, 'submit');
  await as('education.chief').act('catalog', ref, 'approve');
  await as('bureau.reviewer').act('catalog', ref, 'return', { points: [{ path: 'summary', text: '摘要应写明统计口径' }] });
  await cataloguer.act('catalog', ref, 'abandon', { reason: '并入其他目录' });
  const entry = await publishes(it, universities, { name: '权限样例二', classCode: '303091' });
  const update = await cataloguer.open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'other', text: '补充' });
  await cataloguer.act('catalog', update, 'update', { cause: 'law', occurredOn: '2026-10-09', document: '某法修订' });
  await as('bureau.reviewer').act('catalog', update, 'abandon', { reason: '不属于十七条第二款情形' });
  const withdrawal = await cataloguer.open('catalog', { act: 'withdraw', entryRegion: entry.region, entry: entry.id, cause: 'duty', occurredOn: '2026-10-09', document: '职责划转' });
  await as('bureau.reviewer').act('catalog', withdrawal, 'abandon', { reason: '职责未划转' });
  await as('education.chief').act('catalog', entry.ref, 'hide', { reason: '疑似涉密' });
  await as('bureau.reviewer').act('catalog', entry.ref, 'restore', { opinion: '不涉密' });
  await as('education.chief').act('catalog', entry.ref, 'hide', { reason: '再次疑似涉密' });
  await as('bureau.reviewer').act('catalog', entry.ref, 'withdraw', { document: '密定〔2026〕3号' });
  const subject = { kind: 'entry', id: people.id, name: people.name, scope: scopeOf(people.body) };
  const assessment = await cataloguer.open('assessment', { template: 'secrecy', subject });
  const { own } = await cataloguer.get(`/api/assessment/${assessment}`);
  const answers = own.questions.map(({ id }: { id: string }) => ({ id, answer: 'no', note: '已核对' }));
  await cataloguer.act('assessment', assessment, 'submit', { answers });
  await as('education.security').act('assessment', assessment, 'return', { opinion: '请补充说明' });
  await cataloguer.act('assessment', assessment, 'submit', { answers });
  await as('education.security').act('assessment', assessment, 'conclude', { level: 'low', measures: '按制度管理', remaining: '无', secret: 'none' });
  await as('education.security').act('assessment', assessment, 'lapse', { reasons: '依据有误' });
  await assess(cataloguer, as('education.security'), 'secrecy', subject);
  await cataloguer.act('assessment', await cataloguer.open('assessment', { template: 'privacy', subject }), 'withdraw');
});

test('application', async () => {
  const [clerk, head, offer, chief] = [as('labour.clerk'), as('labour.head'), as('education.clerk'), as('education.head')];
  await as('bureau.lead').post('/api/jurisdiction', { kind: 'adoption', name: 'compliance-check', by: { title: '淮安市政务数据共享办法', number: '淮政规〔2026〕3号', from: '2026-01-01', to: null } });
  const ref = await submits(it, people, wish('申请样例'));
  await head.act('application', ref, 'return', { opinion: '请写明范围' });
  await clerk.act('application', ref, 'submit', statements(wish('申请样例')));
  await head.act('application', ref, 'approve', { vouches: true });
  await offer.act('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-10-20' });
  await clerk.act('application', ref, 'supply', { answers: [{ point: 1, text: '约 6000 人' }] });
  await clerk.act('application', ref, 'add', { text: '另附测算表' });
  await as('bureau.reviewer').act('application', ref, 'check', { opinion: '符合目录' });
  await as('education.security').act('application', ref, 'assess', { recommends: 'agree', opinion: '风险可控' });
  const whole = proposal({ term: { from: term.from, to: term.to } }, statements(wish('申请样例')) as never);
  await offer.act('application', ref, 'propose', whole);
  await chief.act('application', ref, 'return', { opinion: '请核对次数' });
  await offer.act('application', ref, 'propose', whole);
  await chief.act('application', ref, 'refuse', { category: 'duty', reasons: '不属于补贴核验所需' });
  await chief.act('application', ref, 'reconsider', { replyBy: '2026-11-20' });
  await offer.act('application', ref, 'propose', whole);
  await chief.act('application', ref, 'grant', {});
  await clerk.act('application', ref, 'rate', { score: 5, text: '及时' });
  await clerk.act('application', await applies(it, people, wish('撤回样例')), 'withdraw', { reason: '不再需要' });
});

test('grants and incidents', async () => {
  await binds(it, await connects(it, provider), people, 'graduate');
  const [clerk, head, offer, chief, operator] = [as('labour.clerk'), as('labour.head'), as('education.clerk'), as('education.head'), as('education.operator')];
  const imported = async () => ({ act: 'import', entryRegion: people.region, entry: people.id, requester: organisations.labour.code, items: [4, 5], purpose: '存量核验', mode: 'service', term: { from: '2024-01-01', to: '2028-01-01' }, papers: '2024 年共享协议', quota: { perDay: 100, perMinute: 10 }, disposal: { how: 'delete', days: 30, basis: '' }, attachments: [await paper(it, 'education.clerk', '共享协议.pdf')] });
  await offer.act('grant', await offer.open('grant', await imported()), 'drop', { reason: '登记有误' });
  const old = await offer.open('grant', await imported());
  await chief.act('grant', old, 'confirm', {});
  await head.act('grant', old, 'confirm', {});
  const grant = await agrees(it, await applies(it, people, wish('授权样例')));
  await operator.act('grant', grant, 'deliver');
  await clerk.act('grant', grant, 'reject', { cause: 'too-slow', text: '响应太慢' });
  await operator.act('grant', grant, 'deliver');
  await clerk.act('grant', grant, 'collect-key');
  await clerk.act('grant', grant, 'accept');
  await clerk.act('grant', grant, 'rotate-key', { reason: '例行' });
  await chief.act('grant', grant, 'allow-legacy', { reason: '旧系统一天只签一次，年底改造', until: '2026-12-31' });
  await clerk.act('grant', grant, 'end-legacy', {});
  await chief.act('grant', grant, 'withdraw-key', { reason: '例行停用' });
  await clerk.act('grant', grant, 'rotate-key', { reason: '恢复' });
  await as('labour.security').act('grant', grant, 'report-key-stolen', { text: '代码库中发现' });
  const stolen = ((await as('labour.security').get('/api/incident')).rows as { ref: string }[])[0]?.ref as string;
  await chief.act('grant', grant, 'hold', { incident: stolen, reason: '防止扩大' });
  await plain.platform.db.updateTable('legalCase').set({ state: 'eliminated' }).where('id', '=', stolen.slice(7)).execute(); // ended elsewhere: its own end would lift the hold
  await chief.act('grant', grant, 'lift', {});
  const security = as('labour.security');
  const incident = await security.open('incident', { act: 'report', what: '终端感染木马', since: '尚不清楚', data: '毕业生查询结果', grants: [grant], persons: { number: null, personal: false } });
  await security.act('incident', incident, 'start-plan', {});
  await security.act('incident', incident, 'contain', { measures: '断网查杀', grants: [grant] });
  await head.act('incident', incident, 'notify', { to: '市数据局', on: '2026-10-12', personsTold: { told: 'not-concerned' } });
  await head.act('incident', incident, 'eliminate', { cause: '钓鱼邮件', mended: '已重装' });
  const review = { stages: [{ stage: '使用', responsible: '就业促进科' }], lessons: '邮件网关加固', clue: { is: false } };
  await security.act('incident', incident, 'review', review);
  await as('bureau.reviewer').act('incident', incident, 'return', { opinion: '请再核对' });
  await security.act('incident', incident, 'contain', { measures: '复查' });
  await head.act('incident', incident, 'eliminate', { cause: '钓鱼邮件', mended: '已复查' });
  await security.act('incident', incident, 'review', review);
  await as('bureau.reviewer').act('incident', incident, 'close', {});
  const none = await as('labour.operator').open('incident', { act: 'report', what: '疑似异常调用', since: '今日', data: '无', persons: { number: null, personal: false } });
  await head.act('incident', none, 'dismiss', { reason: '系统压测' });
  await chief.act('grant', grant, 'suspend', { ground: 'beyond-range', evidence: '批量核验', mendBy: '2026-11-06' });
  await head.act('grant', grant, 'report', { done: '已停用批量核验' });
  await chief.act('grant', grant, 'insist', { lacking: '未说明责任', mendBy: '2026-11-10' });
  await head.act('grant', grant, 'report', { done: '已补充责任说明' });
  await chief.act('grant', grant, 'resume', {});
  await chief.act('grant', grant, 'suspend', { ground: 'beyond-purpose', evidence: '用于其他业务', mendBy: '2026-11-06' });
  await head.act('grant', grant, 'report', { done: '仅作口头说明' });
  await chief.act('grant', grant, 'terminate', { reasons: '整改不到位' });
  await offer.act('grant', grant, 'set-disposal', { way: 'return', disposeBy: '2026-12-01' });
  const gone = async () => ({ way: 'return', points: { scope: '全部数据', returnedTo: '市教育局数据共享岗，光盘一张', doneOn: '2026-09-14' }, declaration: true, attachments: [await paper(it, 'labour.clerk', '归还清单.pdf')] });
  await clerk.act('grant', grant, 'dispose', await gone());
  await offer.act('grant', grant, 'deny', { lacking: '缺少返还清单', disposeBy: '2026-12-10' });
  await clerk.act('grant', grant, 'dispose', await gone());
  await offer.act('grant', grant, 'confirm', {});
  await clerk.act('grant', (await inUse(it, people, wish('结束样例'))).grant, 'finish', { reason: 'reached' });
});

test('demands', async () => {
  const [clerk, reviewer, lead] = [as('labour.clerk'), as('bureau.reviewer'), as('bureau.lead')];
  const wanted = { description: '审核补贴时由窗口核对是否在保。', purpose: '补贴核验', duty: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }], range: '全市申请人约 6000 人', responsible: { post: '经办岗', phone: '0517-80000002' } };
  const registers = async (title: string) => {
    const ref = await clerk.open('demand', { title });
    await clerk.act('demand', ref, 'register', { ...wanted, title, items: [{ name: `${title}编号`, note: '' }] });
    return ref;
  };
  const to = (org: { code: string }) => ({ provider: org.code, reason: '属其职责' });
  const matched = await registers('在保对象');
  const joined = await as('education.clerk').open('demand', {});
  await as('education.clerk').put(`/api/demand/${joined}/draft`, { body: wanted });
  await as('education.clerk').act('demand', joined, 'join', { demand: matched });
  await reviewer.act('demand', matched, 'match', { entryRegion: people.region, entry: people.id });
  await clerk.act('demand', matched, 'reopen', { reason: '缺少在保状态' });
  await reviewer.act('demand', matched, 'refer', { platform: '省平台', reason: '属省级数据' });
  await reviewer.act('demand', matched, 'come-back', { answer: 'has-not', text: '没有', document: '函〔2026〕1号', attachments: [await paper(it, 'bureau.reviewer', '答复.pdf')] });
  await reviewer.act('demand', matched, 'assign', to(organisations.civil));
  await as('civil.head').act('demand', matched, 'accept', {});
  const declined = await registers('残疾人证');
  await reviewer.act('demand', declined, 'assign', to(organisations.education));
  await as('education.head').act('demand', declined, 'decline', { reasons: '不属于本部门职责', whose: '残联' });
  await lead.act('demand', declined, 'reassign', to(organisations.civil));
  const bound = await registers('学区门牌');
  await reviewer.act('demand', bound, 'assign', to(organisations.education));
  await as('education.head').act('demand', bound, 'decline', { reasons: '不属于本部门职责', whose: '已核对职责' });
  await lead.act('demand', bound, 'bind', { provider: organisations.education.code, document: '淮编〔2026〕8号', compileBy: '2026-11-20', attachments: [await paper(it, 'bureau.lead', '职责.pdf')] });
  const ended = await registers('公墓名录');
  await reviewer.act('demand', ended, 'assign', to(organisations.education));
  await as('education.head').act('demand', ended, 'decline', { reasons: '不属于本部门职责', whose: '已核对职责' });
  await lead.act('demand', ended, 'conclude', { reasons: '本级没有部门收集' });
  await clerk.act('demand', await registers('水表户号'), 'withdraw', { reason: '不再需要' });
});

test('named sources', async () => {
  const [reviewer, lead, code] = [as('bureau.reviewer'), as('bureau.lead'), organisations.labour.code];
  const talents = await publishes(plain, graduates, { name: '人才库信息', classCode: '303020' }, 'labour', { repeatedReason: '职称评审须核对本人填报' });
  const departments = [{ org: organisations.education.code, duty: '学籍学历管理' }, { org: code, duty: '人才服务' }];
  const proposed = () => reviewer.open('source', { items: ['学历层次'], entries: [people.id, talents.id] });
  await reviewer.act('source', await proposed(), 'dismiss', { reason: '各自收集' });
  const ref = await proposed();
  await reviewer.act('source', ref, 'consult', { departments, items: ['学历层次'], opinionsBy: '2026-10-30' });
  await as('education.head').act('source', ref, 'opine', { stand: 'claims', duty: '高等教育法' });
  await as('labour.head').act('source', ref, 'opine', { stand: 'agrees', duty: '由教育部门牵头' });
  await lead.act('source', ref, 'name', { provider: organisations.education.code, items: ['学历层次'], document: '淮数〔2026〕11号' });
  await as('education.clerk').act('source', ref, 'task', { department: code, what: '补齐学历层次', doneBy: '2026-10-30' });
  await as('labour.clerk').act('source', ref, 'report', { task: 1, done: '已补齐' });
  await reviewer.act('source', ref, 'change', { reason: '职责调整', departments, opinionsBy: '2026-10-30' });
  for (const who of ['education.head', 'labour.head']) await as(who).act('source', ref, 'opine', { stand: 'agrees', duty: '同意' });
  await lead.act('source', ref, 'name', { provider: organisations.education.code, items: ['学历层次'], document: '淮数〔2026〕12号' });
  await lead.act('source', ref, 'end', { reason: '由一个部门单独收集' });
});

test('refluxes', async () => {
  const entry = await pupilsOf(it, provider);
  const [receiver, sender] = [as('nantong.head'), as('upper.head')];
  const ground = { ground: '可以关联家庭住址', measures: ['network'], measure: '只在专网内使用' };
  const contested = async () => {
    const ref = await asks(it, entry);
    await sender.act('reflux', ref, 'raise-security-ground', ground);
    return ref;
  };
  const accepted = await contested();
  await receiver.act('reflux', accepted, 'accept-measure', {});
  await receiver.act('reflux', accepted, 'withdraw', {});
  const dropped = await contested();
  await sender.act('reflux', dropped, 'drop-ground', {});
  await receiver.act('reflux', dropped, 'withdraw', {});
  const offered = (await sender.ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id, receiver: below.nantong.code })).body.ref as string;
  await sender.act('reflux', offered, 'request', { items: [1, 4], regions: ['320600'] });
  await receiver.act('reflux', offered, 'decline', { reason: '还需要学籍数据项' });
  const connected = await asks(it, entry);
  await sender.act('reflux', connected, 'confirm', {});
  await as('upper.operator').act('reflux', connected, 'connect', { regionItem: 4 });
});

test('disputes', async () => {
  const [mine, theirs, reviewer, lead] = [as('labour.head'), as('education.head'), as('bureau.reviewer'), as('bureau.lead')];
  const entry = { kind: 'entry', ref: `${people.region}-${people.id}` };
  const opened = async (who = mine) => {
    const ref = await who.open('dispute', { subject: entry, matter: 'condition' });
    await who.act('dispute', ref, 'open', { claim: '条件过严', grounds: '超出必要' });
    return ref;
  };
  const terms = { text: '修改条件', effect: 'change-entry', bound: 'provider', doneBy: '2026-11-20' };
  const document = { title: '决定', number: '淮政决〔2026〕1号', on: '2026-10-12' };
  const settled = await opened();
  await mine.act('dispute', settled, 'settle', terms);
  await theirs.act('dispute', settled, 'settle', terms);
  await theirs.act('dispute', settled, 'carry-out', { done: '已修改' });
  await mine.act('dispute', settled, 'deny', { lacking: '仍有一条', doneBy: '2026-11-27' });
  await theirs.act('dispute', settled, 'carry-out', { done: '已全部修改' });
  await mine.act('dispute', settled, 'confirm', {});
  const decided = await opened();
  await mine.act('dispute', decided, 'escalate', { record: '协商未果' });
  await lead.act('dispute', decided, 'report', { report: '报政府决定' });
  await lead.act('dispute', decided, 'decide', { ...terms, document, attachments: [await paper(it, 'bureau.lead', '决定.pdf')] });
  await theirs.act('dispute', decided, 'carry-out', { done: '已修改' });
  await mine.act('dispute', decided, 'confirm', {});
  const mediated = await opened();
  await mine.act('dispute', mediated, 'escalate', { record: '协商未果' });
  for (const who of [mine, theirs, reviewer]) await who.act('dispute', mediated, 'settle', { ...terms, bound: 'none', effect: 'stands' });
  await as('bureau.head').act('dispute', await opened(as('bureau.head')), 'put-to-government', { record: '协商未果' });
  await mine.act('dispute', await opened(), 'withdraw', { reason: '已沟通' });
});

test('corrections', async () => {
  const [clerk, offer, chief] = [as('labour.clerk'), as('education.clerk'), as('education.head')];
  const row = (id: string) => ({ item: 5, key: { id_number: id }, seen: '虚构大学', expected: '虚构大学1' });
  const filed = async (ids: readonly string[]) => {
    const ref = await clerk.open('correction', { entryRegion: people.region, entry: people.id });
    await clerk.post(`/api/correction/${ref}/rows`, { rows: ids.map(row) });
    await clerk.act('correction', ref, 'file', { rows: ids.length, grounds: '与学籍名单不符' });
    return ref;
  };
  const rejects = async (ref: string) => {
    await offer.post(`/api/correction/${ref}/answers`, { rows: [{ n: 1, answer: 'rejected', reason: '学籍系统登记无误' }] });
    await offer.act('correction', ref, 'propose', { perRow: { upheld: 0, rejected: 1 } });
  };
  const [known, other] = ['998221200209190003', '998221200209190004'];
  const ref = await filed([known]);
  await sharesItem(plain, organisations.province, '毕业学校名称');
  await offer.act('correction', ref, 'refer', { source: organisations.province.code, until: '2026-10-20', text: '请核实' });
  await as('province.clerk').act('correction', ref, 'verify', { said: '已核' });
  await rejects(ref);
  await chief.act('correction', ref, 'return', { opinion: '请再核' });
  await offer.act('correction', ref, 'propose', { perRow: { upheld: 0, rejected: 1 } });
  await chief.act('correction', ref, 'feed-back', {});
  await clerk.act('correction', ref, 'contest', { grounds: '另有证明' });
  await offer.post(`/api/correction/${ref}/answers`, { rows: [{ n: 1, answer: 'upheld' }] });
  await offer.act('correction', ref, 'feed-back', { changed: '已更正' });
  await plain.platform.db.insertInto('correctionReceiver').values({ region: ref.slice(0, 6), caseId: ref.slice(7), org: organisations.labour.code, orgRegion: '320800', rows: 1, toldOn: '2026-10-12', remindOn: '2026-10-26' }).execute();
  await plain.platform.engine.db.transaction().execute((tx) => plain.platform.engine.inside.addParties(tx, { region: ref.slice(0, 6), id: ref.slice(7) }, 'receiver', [organisations.labour.code]));
  await clerk.act('correction', ref, 'confirm-updated', { updated: 'updated' });
  await clerk.act('correction', ref, 'accept', {});
  await clerk.act('correction', ref, 'rate', { solved: true, score: 5 });
  await clerk.act('correction', await filed([other]), 'withdraw', { reason: '已沟通' });
});

test('accounts and findings', async () => {
  const [system, security] = [as('platform.system'), as('platform.security')];
  const posts = [{ org: organisations.education.code, post: 'clerk', from: '2026-10-12', to: null }];
  const make = (account: string) => system.open('account', { person: { account, name: '岗位账号' }, organisation: organisations.education.code, posts });
  await security.act('account', await make('edu.refused'), 'refuse', { reason: '岗位不存在' });
  const account = await make('edu.rights');
  await security.act('account', account, 'activate', { posts });
  await security.act('account', account, 'set-posts', { posts: [{ ...posts[0], post: 'operator' }] });
  await security.act('account', account, 'lock', { reason: '涉安全事件' });
  await security.act('account', account, 'unlock', {});
  await security.act('account', account, 'close', { reason: '调离' });
  const [reviewer, lead, head] = [as('bureau.reviewer'), as('bureau.lead'), as('education.head')];
  const find = () => reviewer.open('finding', { ground: '39(9)', department: organisations.education.code, what: '未公布校核渠道', evidence: '检查记录' });
  await reviewer.act('finding', await find(), 'dismiss', { reason: '已公布' });
  const finding = await find();
  await head.act('finding', finding, 'explain', { grounds: '正在制订' });
  await lead.act('finding', finding, 'order', { what: '限期公布', mendBy: '2026-11-20' });
  await head.act('finding', finding, 'report', { done: '已公布' });
  await reviewer.act('finding', finding, 'insist', { lacking: '缺电话', mendBy: '2026-11-30' });
  await head.act('finding', finding, 'report', { done: '已补' });
  await reviewer.act('finding', finding, 'confirm', {});
  await lead.act('finding', finding, 'circulate', { text: '市教育局已公布校核渠道。' });
  const grave = await find();
  await head.act('finding', grave, 'explain', { grounds: '没有理由' });
  await lead.act('finding', grave, 'refer', { document: '移送函〔2026〕1号', reasons: '情节严重', grave: true });
  await lead.act('finding', grave, 'record', { outcome: '已处理' });
});

test('change of use', async () => {
  const [clerk, head, offer, chief] = [as('labour.clerk'), as('labour.head'), as('education.clerk'), as('education.head')];
  const { grant } = await inUse(it, people, wish('变更用途样例'));
  const asked = { points: [{ kind: 'purpose', text: '就业困难人员认定', why: '认定时核对' }], basis: '《中华人民共和国就业促进法》第五十二条' };
  const answer = (decision: string) => ({ perPoint: [{ kind: 'purpose', decision, reason: decision === 'refuse' ? '不属于目录用途' : '' }] });
  const ref = await clerk.open('use-change', { grant });
  await clerk.act('use-change', ref, 'submit', asked);
  await head.act('use-change', ref, 'return', { opinion: '请写明环节' });
  await clerk.act('use-change', ref, 'submit', asked);
  await head.act('use-change', ref, 'approve', {});
  await offer.act('use-change', ref, 'propose', answer('refuse'));
  await chief.act('use-change', ref, 'refuse', { reasons: '不属于目录用途' });
  await chief.act('use-change', ref, 'reconsider', {});
  await offer.act('use-change', ref, 'propose', answer('agree'));
  await chief.act('use-change', ref, 'agree', {});
  await clerk.act('use-change', await clerk.open('use-change', { grant }), 'withdraw', {});
});

test('change and end of a service', async () => {
  const [head, other] = [as('education.head'), as('labour.head')];
  const { grant } = await inUse(it, people, wish('服务变更样例'));
  const filing = { reason: '系统年底停用', what: '查询接口停止服务', instead: '', opinionsBy: '2026-11-06', effectOn: '2026-12-01' };
  const ref = await head.open('service-change', { grants: [grant], kind: 'change' });
  await head.act('service-change', ref, 'propose', filing);
  await other.act('service-change', ref, 'opine', { stand: 'agree' });
  await head.act('service-change', ref, 'file', {});
  await head.act('service-change', ref, 'drop', { reason: '系统延期使用' });
});

test('need is confirmed after half a year without use', async () => {
  const { grant } = await inUse(it, people, wish('久未使用'));
  await plain.clock.movesTo('2027-06-01');
  await plain.settle();
  const listed = async () => (await as('bureau.reviewer').get('/api/supervision/list?row=clock')).rows.filter((row: { ref: string; clockZh: string }) => row.ref === grant && row.clockZh === '未使用期限').length;
  expect(await listed()).toBe(1); // while the requester is silent
  await as('labour.clerk').act('grant', grant, 'confirm-need', { text: '年度审核使用' });
  expect(await listed()).toBe(0);
});

test('every act of every table was allowed once and refused once for each cause', () => {
  const open: string[] = [];
  for (const table of procedures) {
    const moves = (table.moves as readonly AnyMove[]).filter((move) => byPerson(move));
    for (const act of new Set(moves.map((move) => move.act))) {
      const rows = moves.filter((move) => move.act === act);
      const seen = tried.get(`${table.name} ${act}`) ?? new Set();
      const opens = rows.every((row) => !('notIn' in row.from) && row.from.every((state) => state === 'new'));
      const anybody = rows.some((row) => row.by.includes('department.any'));
      const approves = rows.some((row) => (row.approves ?? []).length > 0) && table.name !== 'account'; // an officer holds no other post: the database holds it
      const causes = ['allowed', 'login', ...(opens ? [] : ['department']), ...(anybody ? [] : ['post']), ...(approves ? ['own'] : [])] as Cause[];
      for (const cause of causes) if (!seen.has(cause)) open.push(`${table.name} ${act}: ${cause}`);
    }
  }
  expect(open).toEqual([]);
});
