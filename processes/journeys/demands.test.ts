import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../plane/client.fixture.ts';
import { agrees, binds, connects, delivers, drafts, graduates, linksOf, paper, publishes, statements, strip, universities } from '../../tests/market.ts';
import { someGraduate, startProvider } from '../../tests/provider.ts';
import type { ProviderDatabase } from '../../tests/provider.ts';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';
import { until } from '../../tests/until.ts';

/** Demand (Art. 20 ¶1): what no entry offers is registered, matched or assigned, compiled, published, and ends in data. */
let it: Town;
let provider: ProviderDatabase;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-10-12', roles: 'console,gateway' }), startProvider()]);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const as = (who: string) => it.client(who);
const demandOf = (title: string, items: readonly string[], over: object = {}) => ({
  title, description: '审核就业见习补贴时，窗口核对申请人是否为毕业年度高校毕业生。', items: items.map((name) => ({ name, note: '' })), purpose: '就业见习补贴资格核验',
  duty: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }], range: '全市就业见习补贴申请人，每年约 6000 人', mode: 'service', cycle: 'monthly', owner: '市教育局',
  responsible: { post: '就业促进科经办岗', phone: '0517-80000002' }, ...over,
});
const registers = async (body: ReturnType<typeof demandOf>, by = 'labour') => {
  const ref = await as(`${by}.clerk`).open('demand', { title: body.title });
  await as(`${by}.clerk`).act('demand', ref, 'register', body);
  return ref;
};
const looks = (who: string, q: string, items: readonly string[] = []) => as(who).get(`/api/demand/like?q=${encodeURIComponent(q)}&items=${encodeURIComponent(items.join('\n'))}`);
const notices = async (who: string) => { await it.settle(); return JSON.stringify(await as(who).get('/api/notifications')); };
const wanted = ['姓名', '公民身份号码', '毕业学校名称', '毕业年份'];

test('a demand ends in data: registered, joined, assigned, compiled, published; the application is filled in, and the call is answered: Art. 20.1, 20.2, 22', async () => {
  const clerk = as('labour.clerk');
  const ref = await clerk.open('demand', { title: '高校毕业生信息' });
  const typed = await clerk.put(`/api/demand/${ref}/draft`, { body: { title: '高校毕业生信息', items: [{ name: '姓名' }, { name: '姓 名' }] } });
  expect(typed.problems.map((one: { path: string }) => one.path)).toEqual(expect.arrayContaining(['description', 'duty', 'purpose', 'items']));
  expect((await as('civil.clerk').ask('GET', `/api/demand/${ref}`)).status).toBe(404); // a draft is its department's own
  expect(await as('civil.clerk').get('/api/demand/like?q=高校毕业生信息')).toEqual({ entries: [], demands: [] });
  expect((await clerk.tries('demand', ref, 'register', demandOf('高校毕业生信息', ['姓名', '姓 名']))).body).toMatchObject({ code: 'DEMAND_INCOMPLETE', article: '20.1' });
  const kept = await clerk.act('demand', ref, 'register', demandOf('高校毕业生信息', wanted));
  expect(kept).toMatchObject({ state: 'registered', number: expect.stringMatching(/^XQ-320800-2026-\d{6}$/) });
  const papers = await clerk.get(`/api/documents/case/${ref}`);
  expect(papers.kept).toMatchObject([{ kind: 'demand', number: kept.number, title: '政务数据共享需求登记表' }]);
  expect(await strip(clerk, 'demand', ref, 'matching')).toMatchObject({ dueOn: '2026-10-19' });

  // Another department types the same: it sees the demand, what it wants and who, and joins.
  const like = await looks('civil.clerk', '毕业生信息', wanted);
  expect(like.demands).toMatchObject([{ ref, title: '高校毕业生信息', requesterName: organisations.labour.name, joined: 0, items: expect.arrayContaining(['毕业年份']) }]);
  expect(JSON.stringify(like.demands)).not.toContain('就业见习补贴');
  const second = await as('civil.clerk').open('demand', { title: '' });
  expect((await as('civil.clerk').tries('demand', second, 'join', { demand: ref })).body.code).toBe('DEMAND_INCOMPLETE');
  await as('civil.clerk').put(`/api/demand/${second}/draft`, { body: { purpose: '社会救助对象核对', duty: [{ kind: 'regulation', name: '社会救助暂行办法', article: '第五十八条', text: '' }] } });
  await as('civil.clerk').act('demand', second, 'join', { demand: ref });
  expect(await as('civil.clerk').get(`/api/demand/${second}`)).toMatchObject({ title: '高校毕业生信息', state: 'joined', own: { joins: { ref }, body: { purpose: '社会救助对象核对', items: wanted.map((name) => ({ name })) } } });
  expect((await clerk.get(`/api/demand/${ref}`)).own).toMatchObject({ joinedCount: 1, joinedBy: [] });
  expect((await as('bureau.reviewer').get(`/api/demand/${ref}`)).own).toMatchObject({ joinedBy: [organisations.civil.name] });
  expect((await as('bureau.reviewer').get('/api/demand?side=authority')).rows.find((row: { ref: string }) => row.ref === ref)).toMatchObject({ note: '另有 1 件需求并入' });

  await as('bureau.reviewer').act('demand', ref, 'assign', { provider: organisations.education.code, reason: '高校毕业生管理属其职责' });
  expect((await as('education.head').get('/api/worklist')).rows.map((row: { ref: string }) => row.ref)).toContain(ref);
  await as('education.head').act('demand', ref, 'accept');
  const taken = await as('education.head').get(`/api/demand/${ref}`);
  expect(taken).toMatchObject({ state: 'compiling' });
  const compiles = taken.links.find((link: { zh: string }) => link.zh.startsWith('据此编制的目录')).ref as string;
  const entry = (await as('education.cataloguer').get(`/api/catalog/${compiles}`)).own;
  expect([entry.body.name, entry.body.items.map((item: { name: string }) => item.name)]).toEqual(['高校毕业生信息', wanted]);
  await drafts(it, compiles, graduates);
  await as('education.cataloguer').act('catalog', compiles, 'submit');
  await as('education.chief').act('catalog', compiles, 'approve');
  await as('bureau.reviewer').act('catalog', compiles, 'publish');

  // Its publication tells everyone who joined and offers the application filled in.
  for (const [who, own] of [['labour.clerk', ref], ['civil.clerk', second]] as const) {
    expect(await as(who).get(`/api/demand/${own}`)).toMatchObject({ state: 'matched', open: false, own: { mayApply: true, entry: { name: '高校毕业生信息', published: true } } });
    expect(await notices(who)).toContain(own);
  }
  const body = { entryRegion: entry.entry.region, entry: entry.entry.id, demand: ref };
  expect((await as('civil.clerk').ask('POST', '/api/application', body, { 'idempotency-key': crypto.randomUUID() })).body.code).toBe('DEMAND_NOT_MATCHED'); // another's
  const application = await clerk.open('application', body);
  const filled = (await clerk.get(`/api/application/${application}`)).own.body;
  expect(filled).toMatchObject({ items: [1, 2, 5, 7], purpose: '就业见习补贴资格核验', mode: 'service', serviceKind: 'query', range: '全市就业见习补贴申请人，每年约 6000 人', basis: [{ name: '中华人民共和国就业促进法' }], responsible: { post: '就业促进科经办岗' } });
  const { systems, frequency } = statements();
  await clerk.act('application', application, 'submit', { ...filled, systems, frequency, term: { from: '2026-10-12', to: '2027-09-30', reason: '' } });
  await as('labour.head').act('application', application, 'approve', { vouches: true });
  const people = { region: entry.entry.region, id: entry.entry.id, name: graduates.name, ref: compiles, body: graduates };
  await binds(it, await connects(it, provider), people, 'graduate');
  const grant = await agrees(it, application);
  const key = await delivers(it, grant);
  const answered = await until(() => call(it.base, key, { query: { id_number: someGraduate } }), ({ json }) => Array.isArray(json));
  expect(answered.json).toMatchObject([{ name: expect.any(String), graduation_year: expect.anything() }]);

  // The page of each links the next one and the one before.
  const at = { demand: `/cases/demand/${ref}`, compiles: `/cases/catalog/${compiles}`, entry: `/catalog/${people.region}/${people.id}`, application: `/cases/application/${application}`, grant: `/cases/grant/${grant}` };
  expect(await linksOf(clerk, 'demand', ref)).toMatchObject({ [at.entry]: '对接到的目录', [at.application]: '据此提出的共享申请' });
  const concerned = async (who: string) => (await as(who).get(`/api/catalog/entries/${people.region}/${people.id}/cases`)).rows.map((one: { ref: string }) => one.ref);
  expect([await concerned('labour.clerk'), await concerned('civil.clerk'), await concerned('education.clerk')]).toEqual([[application, ref], [second], [application, ref]]); // the entry leads on to what came of it
  expect(await linksOf(as('education.head'), 'demand', ref)).toMatchObject({ [at.compiles]: '据此编制的目录' });
  expect(await linksOf(as('education.head'), 'catalog', compiles)).toMatchObject({ [at.demand]: '据以编制的需求', [at.entry]: '目录' });
  expect(await linksOf(clerk, 'application', application)).toMatchObject({ [at.demand]: '据以申请的需求', [at.entry]: '所依目录', [at.grant]: '据此建立的授权' });
  expect(await linksOf(clerk, 'grant', grant)).toEqual({ [at.entry]: '授权所依的目录', [at.application]: '据以建立授权的申请', [`/usage?grant=${grant}`]: '逐次调用的记录' });
  expect((await clerk.get('/api/usage?side=requester')).rows.map((row: { ref: string }) => row.ref)).toContain(grant);
  expect((await clerk.get(`/api/grant/holders?region=${people.region}&entry=${people.id}`)).rows.map((row: { ref: string }) => row.ref)).toContain(grant);
});

test('what the catalogue has is applied for: a like entry is shown while one types, and going on beside it needs a reason: Art. 20.1, 20.2', async () => {
  const seen = await looks('labour.clerk', 'gxbys', ['姓名', '毕业学校名称', '就业状况']);
  expect(seen.entries).toMatchObject([{ name: '高校毕业生信息', providerName: organisations.education.name, items: ['姓名', '毕业学校名称', '就业状况'] }]);
  expect((await looks('education.clerk', '高校毕业生信息')).entries).toEqual([]); // one's own is no help
  await as('bureau.reviewer').put('/api/catalog/synonyms', { word: '就业状况', same: '就业情况' });
  expect((await looks('labour.clerk', '', ['姓名', '就业情况'])).entries).toMatchObject([{ items: ['姓名', '就业情况'] }]);
  const ref = await as('labour.clerk').open('demand', { title: '毕业生就业核验' });
  const body = demandOf('毕业生就业核验', ['姓名', '公民身份号码', '就业状况']);
  const refused = (await as('labour.clerk').tries('demand', ref, 'register', body)).body;
  expect(refused).toMatchObject({ code: 'DEMAND_ENTRY_FITS', article: '20.2' });
  expect(refused.message).toContain('淮安市教育局的目录“高校毕业生信息”已有所需的 3 个数据项');
  await as('labour.clerk').act('demand', ref, 'register', { ...body, whyNone: '只有年度数，需要按月更新' });
  const { own } = await as('bureau.reviewer').get(`/api/demand/${ref}`);
  expect(own.likes.entries).toMatchObject([{ name: '高校毕业生信息' }]);
  const [entry] = own.likes.entries;
  expect((await as('bureau.reviewer').tries('demand', ref, 'match', { entryRegion: '320800', entry: ref.slice(7) })).body.code).toBe('ENTRY_NOT_FOUND');
  await as('bureau.reviewer').act('demand', ref, 'match', { entryRegion: entry.region, entry: entry.entry, opinion: '该目录按月更新，请直接申请' });
  expect(await as('labour.clerk').get(`/api/demand/${ref}`)).toMatchObject({ state: 'matched', own: { mayApply: true } });
  await as('labour.clerk').act('demand', ref, 'reopen', { reason: '缺少见习单位' });
  expect(await as('labour.clerk').get(`/api/demand/${ref}`)).toMatchObject({ state: 'registered', own: { entry: null } });
  await as('bureau.reviewer').act('demand', ref, 'match', { entryRegion: entry.region, entry: entry.entry });
  expect((await as('labour.clerk').tries('demand', ref, 'reopen', { reason: '再次提出' })).body.code).toBe('ALREADY_DONE');
});

test('who has not the duty declines and says whose it is; after two the authority binds by document or concludes; a bound department that does not compile is a clue: Art. 20.1, 39(1)', async () => {
  const ref = await registers(demandOf('殡葬服务机构名录', ['机构名称', '机构地址', '服务项目']));
  const assign = { reason: '按职责分派' };
  expect((await as('bureau.reviewer').tries('demand', ref, 'assign', { ...assign, provider: organisations.labour.code })).body.code).toBe('DEMAND_PROVIDER_OWN');
  expect((await as('bureau.reviewer').tries('demand', ref, 'assign', { ...assign, provider: organisations.province.code })).body).toMatchObject({ code: 'DEMAND_PROVIDER_ELSEWHERE' });
  expect((await as('bureau.reviewer').tries('demand', ref, 'assign', { ...assign, provider: '91320800MA10000000' })).body.code).toBe('DEMAND_PROVIDER_UNKNOWN');
  await as('bureau.reviewer').act('demand', ref, 'assign', { ...assign, provider: organisations.education.code });
  await as('education.head').act('demand', ref, 'decline', { reasons: '不属于教育部门职责', whose: '民政部门' });
  expect(await as('education.clerk').get(`/api/demand/${ref}`)).toMatchObject({ state: 'declined', own: { declines: [{ whose: '民政部门' }] } }); // it still sees what it answered
  expect((await as('bureau.lead').tries('demand', ref, 'reassign', { ...assign, provider: organisations.education.code })).body.code).toBe('DEMAND_PROVIDER_DECLINED');
  await as('bureau.lead').act('demand', ref, 'reassign', { ...assign, provider: organisations.civil.code });
  expect((await as('education.head').tries('demand', ref, 'accept')).status).toBe(403); // it is another's now
  await as('civil.head').act('demand', ref, 'decline', { reasons: '名录由行业协会维护', whose: '已核对“三定”规定' });
  expect((await as('bureau.lead').tries('demand', ref, 'reassign', { ...assign, provider: organisations.bureau.code })).body.code).toBe('DEMAND_DECLINED_TWICE');
  const binding = { provider: organisations.civil.code, document: '淮编〔2026〕8号', compileBy: '2026-10-30' };
  expect((await as('bureau.lead').tries('demand', ref, 'bind', binding)).body.code).toBe('DEMAND_DOCUMENT_MISSING');
  const attachments = [await paper(it, 'bureau.lead', '职责文件.pdf')];
  expect((await as('bureau.lead').tries('demand', ref, 'bind', { ...binding, compileBy: '2026-10-01', attachments })).body.code).toBe('DATE_TOO_SOON');
  await as('bureau.lead').act('demand', ref, 'bind', { ...binding, attachments });
  expect(await as('civil.head').get(`/api/demand/${ref}`)).toMatchObject({ state: 'compiling' });
  expect(await strip(as('civil.head'), 'demand', ref, 'bound')).toMatchObject({ dueOn: '2026-10-30' });
  const compiles = (await as('civil.cataloguer').get('/api/catalog?side=provider')).rows[0].ref as string;
  expect((await as('civil.cataloguer').get(`/api/catalog/${compiles}`)).own.body.name).toBe('殡葬服务机构名录');
  await it.clock.movesTo('2026-11-02');
  await it.settle();
  expect((await as('bureau.reviewer').get('/api/supervision/list?ground=39(1)')).rows).toMatchObject([{ clue: true, department: organisations.civil.code, cause: { ref } }]);
  // Given up: the demand is the authority's again.
  await as('civil.cataloguer').act('catalog', compiles, 'abandon', { reason: '名录并入其他目录' });
  expect(await as('bureau.reviewer').get(`/api/demand/${ref}`)).toMatchObject({ state: 'registered' });
  await as('labour.clerk').act('demand', ref, 'withdraw', { reason: '不再需要' });

  const joined = await registers(demandOf('门牌地址信息', ['门牌号', '小区名称']));
  const other = await as('civil.clerk').open('demand', {});
  await as('civil.clerk').put(`/api/demand/${other}/draft`, { body: { purpose: '区划地名管理', duty: [{ kind: 'regulation', name: '地名管理条例', article: '第五条', text: '' }] } });
  await as('civil.clerk').act('demand', other, 'join', { demand: joined });
  await as('bureau.reviewer').act('demand', joined, 'assign', { ...assign, provider: organisations.education.code });
  await as('education.head').act('demand', joined, 'decline', { reasons: '不属于教育部门职责', whose: '自然资源部门' });
  await as('bureau.lead').act('demand', joined, 'conclude', { reasons: '本级没有部门收集' });
  expect(await as('labour.clerk').state('demand', joined)).toBe('concluded');
  expect(await as('civil.clerk').get(`/api/demand/${other}`)).toMatchObject({ state: 'registered', own: { joins: null } }); // it stands for itself again
  expect((await as('labour.clerk').tries('demand', await as('labour.clerk').open('demand', {}), 'join', { demand: joined })).body.code).toBe('DEMAND_NOT_JOINABLE');
});

test('what another level has is referred there, its answer entered with the paper; to another authority the demand is absent: Art. 20.1', async () => {
  const ref = await registers(demandOf('跨省流动人口信息', ['流入地', '流出地']));
  expect((await as('province.reviewer').ask('GET', `/api/demand/${ref}`)).status).toBe(200); // the authority above looks, and has no act
  expect((await as('province.reviewer').tries('demand', ref, 'match', { entryRegion: '320800', entry: ref.slice(7) })).status).toBe(403);
  await as('bureau.reviewer').act('demand', ref, 'refer', { platform: '江苏省数据共享平台', reason: '属省级数据' });
  await as('bureau.reviewer').act('demand', ref, 'come-back', { answer: 'has-not', text: '省级没有该数据', document: '苏数函〔2026〕3号', attachments: [await paper(it, 'bureau.reviewer', '答复.pdf')] });
  expect(await as('labour.clerk').get(`/api/demand/${ref}`)).toMatchObject({ state: 'registered', own: { answer: { answer: 'has-not' } } });
  await as('bureau.reviewer').act('demand', ref, 'refer', { platform: '国家平台', reason: '请部委提供' });
  await as('bureau.reviewer').act('demand', ref, 'come-back', { answer: 'has', text: '请向国家平台按“流动人口”目录申请', document: '数函〔2026〕9号', attachments: [await paper(it, 'bureau.reviewer', '答复.pdf')] });
  expect(await as('labour.clerk').get(`/api/demand/${ref}`)).toMatchObject({ state: 'matched', own: { entry: null, mayApply: false, answer: { answer: 'has', document: '数函〔2026〕9号' } } });
});

test('a demand that nobody matches in time is on the authority’s list; entries are found by name with one word less: local, Art. 20.1', async () => {
  await publishes(it, universities);
  expect((await looks('labour.clerk', '全国高等学校招生')).entries.map((one: { name: string }) => one.name)).toContain('全国高等学校名单');
  const ref = await registers(demandOf('招生代码对照', ['招生代码', '院校代号']));
  await it.clock.movesTo('2026-11-20');
  await it.settle();
  expect(JSON.stringify(await as('bureau.reviewer').get('/api/supervision/list'))).toContain(ref);
  const [row] = (await as('bureau.reviewer').get('/api/worklist?kind=demand&size=100')).rows.filter((one: { ref: string }) => one.ref === ref);
  expect(row).toMatchObject({ lamp: { kind: 'late', local: true }, lateAs: 'list' }); // a local limit is no clue
});

test('who joins a demand while it ends is not left behind: it is refused, or stands for itself again: Art. 20.1', async () => {
  for (let n = 0; n < 6; n += 1) {
    const ref = await registers(demandOf(`并发样例${n}`, [`并发编号${n}`]));
    const other = await as('civil.clerk').open('demand', {});
    await as('civil.clerk').put(`/api/demand/${other}/draft`, { body: { purpose: '并发', duty: [{ kind: 'law', name: '样例法', article: '第一条', text: '' }] } });
    const [joined] = await Promise.all([as('civil.clerk').tries('demand', other, 'join', { demand: ref }), as('labour.clerk').act('demand', ref, 'withdraw', {})]);
    const state = await as('civil.clerk').state('demand', other);
    expect(joined.status === 200 ? state : [joined.body.code, state]).toEqual(joined.status === 200 ? 'registered' : ['DEMAND_NOT_JOINABLE', 'draft']);
  }
});
