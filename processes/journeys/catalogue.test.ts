import { afterAll, beforeAll, expect, test } from 'vitest';
import { applies, assess, drafts, graduates, publishes, scopeOf, statements, strip, submits, universities } from '../../tests/market.ts';
import type { Entry, EntryBody } from '../../tests/market.ts';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';

/** 目录 (Art. 11–17) through HTTP, over the calendar of 2026: compiled, assessed, consented to, reviewed, published, kept current. */
let it: Town;
beforeAll(async () => { it = await town({ today: '2026-09-14' }); });
afterAll(() => it.stop());

const cataloguer = () => it.client('education.cataloguer');
const reviewer = () => it.client('bureau.reviewer');
const named = (name: string, classCode: string): Partial<EntryBody> => ({ name, classCode });
const update = (entry: Entry, occurredOn: string, document = '某法修订') => cataloguer().open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'law', occurredOn, document });
/** Submitted and consented to: it is at the authority. */
async function reaches(ref: string): Promise<void> {
  await cataloguer().act('catalog', ref, 'submit');
  await it.client('education.chief').act('catalog', ref, 'approve');
}
const listed = async (ground: string, client = reviewer()) => (await client.get(`/api/supervision/list?ground=${encodeURIComponent(ground)}`)).rows;

test('the sharing office compiles, keeps and updates the catalogue of its department: Art. 11(2)', async () => {
  const entry = await publishes(it, universities, named('高等学校名单甲', '303001'));
  const own = await cataloguer().get('/api/catalog/department');
  expect(own.rows).toMatchObject([{ name: '高等学校名单甲', state: 'published', openCase: null }]);
  const ref = await cataloguer().open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'other', text: '补充备注' });
  expect((await cataloguer().get('/api/catalog/department')).rows[0].openCase).toMatchObject({ ref, change: 'update', state: 'draft' });
  for (const who of ['labour.cataloguer', 'civil.cataloguer']) expect((await it.client(who).get('/api/catalog/department')).rows).toEqual([]);
  expect((await it.client('labour.cataloguer').tries('catalog', ref, 'submit').catch((error: { answer: { status: number } }) => error.answer)).status).toBe(404);
  // Taken out of the middle and numbered anew by its rows, as a form does: every item keeps the number by which grants and bindings name it.
  const items = universities.items.filter((_, at) => at !== 2).map((item, at) => ({ ...item, n: at + 1 }));
  await cataloguer().put(`/api/catalog/${ref}/draft`, { body: { ...universities, ...named('高等学校名单甲', '303001'), items: [...items, { ...items[0], n: items.length + 1, name: '办学地点', field: 'campus', key: false }] } });
  const kept = (await cataloguer().get(`/api/catalog/${ref}`)).own.body.items as { n: number; name: string }[];
  expect(kept.map(({ n, name }) => [n, name])).toEqual([...universities.items.flatMap((item, at) => (at === 2 ? [] : [[item.n, item.name]])), [universities.items.length + 1, '办学地点']]);
  await cataloguer().act('catalog', ref, 'abandon', { reason: '不再补充' });
});

test('the authority has the catalogue of its region: what it publishes stands in one list for every department, and they are told: Art. 12.1, 16.1', async () => {
  const entry = await publishes(it, graduates, named('高校毕业生甲', '303002'));
  await it.settle();
  for (const who of ['labour.clerk', 'civil.head', 'bureau.lead']) {
    const found = await it.client(who).get(`/api/catalog/entries?q=${encodeURIComponent('高校毕业生')}`);
    expect(found.rows).toMatchObject([{ entry: entry.id, name: '高校毕业生甲', providerName: '淮安市教育局', attribute: 'conditional', code: expect.stringMatching(/^303002\/\d{6}$/) }]);
  }
  const told = await it.client('civil.head').get('/api/notifications');
  expect(JSON.stringify(told)).toContain('高校毕业生甲');
  const numbers = await Promise.all(['高等学校名单甲', '高校毕业生甲'].map(async (q) => (await it.client('civil.clerk').get(`/api/catalog/entries?q=${encodeURIComponent(q)}`)).rows[0].code));
  expect(new Set(numbers).size).toBe(2);
});

test('an assessment has questions and a conclusion, belongs to what was assessed, and lapses with it: Art. 11(5), 13.1', async () => {
  const body = { ...graduates, ...named('高校毕业生乙', '303003') } as EntryBody;
  const ref = await cataloguer().open('catalog', { act: 'compile', name: body.name });
  await cataloguer().put(`/api/catalog/${ref}/draft`, { body });
  expect((await cataloguer().tries('catalog', ref, 'submit')).body).toMatchObject({ code: 'ASSESSMENT_MISSING', articleZh: expect.stringContaining('第十三条') });
  const { own } = await cataloguer().get(`/api/catalog/${ref}`);
  const subject = { kind: 'entry', id: own.entry.id, name: body.name, scope: scopeOf(body) };
  const first = await cataloguer().open('assessment', { template: 'secrecy', subject });
  expect((await cataloguer().tries('assessment', first, 'submit', {})).body.code).toBe('ASSESSMENT_ANSWERS_MISSING');
  await cataloguer().act('assessment', first, 'withdraw');
  const assessed = await assess(cataloguer(), it.client('education.security'), 'secrecy', subject);
  await assess(cataloguer(), it.client('education.security'), 'privacy', subject);
  expect((await it.client('education.security').get(`/api/assessment/${assessed}`)).own).toMatchObject({ standing: true, level: 'low', concludedOn: '2026-09-14', keepUntil: '2029-09-14' });
  const wider = { ...body, items: body.items.map((item) => (item.field === 'employment_status' ? { ...item, sensitivity: 'sensitive-personal', personal: 'sensitive' } : item)), grade: 'general-3' } as EntryBody;
  await cataloguer().put(`/api/catalog/${ref}/draft`, { body: wider });
  expect((await cataloguer().tries('catalog', ref, 'submit')).body.code).toBe('ASSESSMENT_LAPSED');
  await drafts(it, ref, wider);
  await reaches(ref);
  await reviewer().act('catalog', ref, 'publish');
});

test('the authority returns one list of everything to mend; a second return only for what stood on it or is new: Art. 16.1', async () => {
  const body = { ...universities, ...named('高等学校名单乙', '303004') } as EntryBody;
  const ref = await cataloguer().open('catalog', { act: 'compile', name: body.name });
  await drafts(it, ref, body);
  await reaches(ref);
  expect((await reviewer().tries('catalog', ref, 'return', { opinion: '请完善' })).body.code).toBe('FIELD_MISSING');
  await reviewer().act('catalog', ref, 'return', { points: [{ path: 'summary', text: '摘要应写明统计口径' }] });
  expect((await cataloguer().get(`/api/catalog/${ref}`)).own.points).toMatchObject([{ path: 'summary', text: '摘要应写明统计口径', round: 1 }]);
  await reaches(ref);
  expect((await reviewer().tries('catalog', ref, 'return', { points: [{ path: 'items', text: '数据项太多' }] })).body.code).toBe('RETURN_ONLY_FORMER_POINTS');
  await reviewer().act('catalog', ref, 'return', { points: [{ path: 'summary', text: '仍未写明' }, { text: '新改名称有误', isNew: true }] });
  await reaches(ref);
  await reviewer().act('catalog', ref, 'publish');
});

test('a stricter attribute or condition needs its cause by law, and stands beside the old one for who reviews it: Art. 15.1', async () => {
  const entry = await publishes(it, universities, named('高等学校名单丙', '303005'));
  const ref = await cataloguer().open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'other', text: '内部考虑' });
  await drafts(it, ref, { ...entry.body, sharing: graduates.sharing } as EntryBody);
  expect((await cataloguer().tries('catalog', ref, 'submit')).body).toMatchObject({ code: 'ATTRIBUTE_STRICTER_NEEDS_CAUSE', sentence: expect.any(String) });
  await cataloguer().act('catalog', ref, 'update', { cause: 'regulation', occurredOn: '2026-09-11', document: '某行政法规修订' });
  await reaches(ref);
  const { own } = await reviewer().get(`/api/catalog/${ref}`);
  expect(own.differences[0]).toMatchObject({ path: 'sharing.attribute', before: '无条件共享', after: '有条件共享', stricter: true });
  await reviewer().act('catalog', ref, 'publish');
  expect((await it.client('labour.clerk').get(`/api/catalog/entries/${entry.region}/${entry.id}`)).attribute).toBe('conditional');
});

test('an entry that cites an amended law is opened for update by the platform, its clock from the day it took force: Art. 17.2', async () => {
  const entry = await publishes(it, universities, named('高等学校名单丁', '303006'));
  const { entries } = await reviewer().post('/api/catalog/amended-bases', { kind: 'law', name: '中华人民共和国高等教育法', on: '2026-09-14', document: '主席令（测试）' }) as { entries: number };
  expect(entries).toBeGreaterThan(0);
  await it.settle();
  const opened = (await cataloguer().get('/api/catalog/department?size=100')).rows.find((row: { entry: string }) => row.entry === entry.id)?.openCase;
  expect(opened).toMatchObject({ change: 'update', state: 'draft' });
  expect(await strip(cataloguer(), 'catalog', opened.ref, 'update')).toMatchObject({ dueOn: '2026-09-28' }); // 09-20 is a working Sunday, 09-25 Mid-Autumn
});

test('an update has ten working days from the day of the change; five more with the authority’s consent; it stands while the authority has it: Art. 17.2', async () => {
  const entry = await publishes(it, universities, named('高等学校名单戊', '303007'));
  await it.clock.movesTo('2026-09-21');
  const ref = await update(entry, '2026-09-18');
  expect(await strip(cataloguer(), 'catalog', ref, 'update')).toMatchObject({ dueOn: '2026-10-09' });
  expect((await cataloguer().tries('catalog', ref, 'abandon', { reason: '不想更新' })).body.code).toBe('CAUSE_STILL_REQUIRES_UPDATE');
  await it.clock.movesTo('2026-10-08');
  const head = it.client('education.head');
  expect((await head.tries('catalog', ref, 'ask-extension', { clock: 'update', days: 6, reason: '数据汇总未完成' })).status).toBeGreaterThanOrEqual(400);
  await head.act('catalog', ref, 'ask-extension', { clock: 'update', days: 5, reason: '数据汇总未完成' });
  expect((await it.client('education.chief').tries('catalog', ref, 'extend', { clock: 'update' })).status).toBe(403);
  await reviewer().act('catalog', ref, 'extend', { clock: 'update' });
  expect(await strip(cataloguer(), 'catalog', ref, 'update')).toMatchObject({ dueOn: '2026-10-15' }); // 10-10 is a working Saturday
  expect((await head.tries('catalog', ref, 'ask-extension', { clock: 'update', days: 5, reason: '再一次' })).status).toBe(409);
  await it.clock.movesTo('2026-10-14');
  await drafts(it, ref, { ...entry.body, updateCycle: 'quarterly' } as EntryBody);
  await reaches(ref);
  await reviewer().act('catalog', ref, 'publish', { causes: [1] });
  expect(await it.client('labour.clerk').get(`/api/catalog/entries/${entry.region}/${entry.id}`)).toMatchObject({ version: 2, updateCycle: 'quarterly' });
  expect(await listed('39(1)')).not.toContainEqual(expect.objectContaining({ cause: expect.objectContaining({ ref }) }));
});

test('a review not done in two working days is found by itself, and the level above judges it: Art. 17.3, 41(3)', async () => {
  const entry = await publishes(it, universities, named('高等学校名单己', '303008'));
  const ref = await update(entry, '2026-10-14');
  await drafts(it, ref, { ...entry.body, updateCycle: 'monthly' } as EntryBody);
  await reaches(ref);
  expect(await strip(reviewer(), 'catalog', ref, 'review')).toMatchObject({ dueOn: '2026-10-16' });
  await it.clock.movesTo('2026-10-19');
  await it.settle();
  const upper = await listed('41(3)', it.client('province.reviewer'));
  expect(upper).toMatchObject([{ ground: '41(3)', state: 'found', department: organisations.bureau.code, daysLate: 1, cause: { ref, open: true } }]);
  expect(await listed('41(3)')).toEqual([]);
  const found = upper[0].ref as string;
  expect((await it.client('bureau.reviewer').tries('finding', found, 'dismiss', { reason: '人手不足' }).catch((error: { answer: { status: number } }) => error.answer)).status).toBeGreaterThanOrEqual(403);
  await it.client('bureau.lead').act('finding', found, 'explain', { grounds: '正在核对' });
  expect(await reviewer().state('catalog', ref)).toBe('submitted');
  await reviewer().act('catalog', ref, 'publish');
  expect(await it.client('province.reviewer').state('finding', found)).toBe('explained');
  await it.client('province.lead').act('finding', found, 'order', { what: '限期完善审核制度', mendBy: '2026-11-20' });
  await it.client('bureau.lead').act('finding', found, 'report', { done: '已专人专岗' });
  await it.client('province.reviewer').act('finding', found, 'confirm');
});

test('what turns out secret goes offline at once, and is restored or withdrawn by a person, never by the platform: Art. 3.1', async () => {
  const entry = await publishes(it, universities, named('高等学校名单庚', '303009'));
  const other = await publishes(it, universities, named('高等学校名单辛', '303010'));
  await it.client('education.chief').act('catalog', entry.ref, 'hide', { reason: '保密部门通知疑似涉密' });
  expect(await strip(reviewer(), 'catalog', entry.ref, 'paper')).toMatchObject({ dueOn: '2026-10-26' });
  for (const who of ['labour.clerk', 'civil.clerk']) {
    expect((await it.client(who).ask('GET', `/api/catalog/entries/${entry.region}/${entry.id}`)).status).toBe(404);
    expect((await it.client(who).ask('POST', '/api/application', { entryRegion: entry.region, entry: entry.id }, { 'idempotency-key': crypto.randomUUID() })).status).toBeGreaterThanOrEqual(400);
  }
  await it.clock.movesTo('2026-10-27');
  await it.settle();
  expect(await reviewer().state('catalog', entry.ref)).toBe('hidden'); // no paper: a person decides
  const late = (await it.client('bureau.lead').get('/api/supervision/list?row=clock')).rows;
  expect(late).toContainEqual(expect.objectContaining({ cause: expect.objectContaining({ ref: entry.ref }) }));
  await reviewer().act('catalog', entry.ref, 'restore', { opinion: '保密部门书面意见：不涉密' });
  expect((await it.client('labour.clerk').get(`/api/catalog/entries/${entry.region}/${entry.id}`)).state).toBe('published');
  await it.client('education.chief').act('catalog', other.ref, 'hide', { reason: '保密部门通知' });
  await reviewer().act('catalog', other.ref, 'withdraw', { document: '密定〔2026〕3号' });
  expect((await it.client('labour.clerk').ask('GET', `/api/catalog/entries/${other.region}/${other.id}`)).status).toBe(404);
  expect((await reviewer().tries('catalog', other.ref, 'restore', { opinion: '再看看' })).body.code).toBe('NO_SUCH_MOVE');
});

test('who asks for sensitive personal information has assessed it first: Art. 37.1', async () => {
  const entry = await publishes(it, graduates, named('高校毕业生丙', '303011'));
  const clerk = it.client('labour.clerk');
  const ref = await clerk.open('application', { entryRegion: entry.region, entry: entry.id });
  const body = statements({ items: [1, 9], term: { from: '2026-10-27', to: '2027-09-30', reason: '' } });
  await clerk.put(`/api/application/${ref}/draft`, { body });
  expect((await clerk.tries('application', ref, 'submit', body)).body).toMatchObject({ code: 'OWN_ASSESSMENT_MISSING' });
  const { own } = await clerk.get(`/api/application/${ref}`);
  await assess(clerk, it.client('labour.security'), 'privacy', { kind: 'application', id: ref.slice(7), name: entry.name, scope: own.assessment.scope });
  await clerk.act('application', ref, 'submit', body);
  const unassessed = await submits(it, entry, { items: [4, 5], purpose: '不含敏感信息的核对', term: { from: '2026-10-27', to: '2027-09-30', reason: '' } });
  expect(await clerk.state('application', unassessed)).toBe('consent');
  expect(await applies(it, entry, { items: [6], purpose: '学历层次统计', term: { from: '2026-10-27', to: '2027-09-30', reason: '' } })).toMatch(/^320800-/);
});

test('each organisation has its authority on record; one managed from above is reviewed at the level recorded: Art. 8.3, 16.1', async () => {
  const { civil, province } = organisations;
  const system = it.client('platform.system');
  expect(await system.get(`/api/organisations/${civil.code}`)).toMatchObject({ authority: organisations.bureau.code });
  await system.put(`/api/organisations/${civil.code}`, { authority: province.code, document: '苏编〔2026〕1号' });
  const [maker, chief] = [it.client('civil.cataloguer'), it.client('civil.chief')];
  const body = { ...universities, ...named('社会组织名单', '303030') } as EntryBody;
  const ref = await maker.open('catalog', { act: 'compile', name: body.name });
  await maker.put(`/api/catalog/${ref}/draft`, { body });
  const { own } = await maker.get(`/api/catalog/${ref}`);
  await assess(maker, it.client('civil.security'), 'secrecy', { kind: 'entry', id: own.entry.id, name: body.name, scope: scopeOf(body) });
  await maker.act('catalog', ref, 'submit', { repeatedReason: '社会组织登记由本部门依职责开展' });
  await chief.act('catalog', ref, 'approve');
  expect((await reviewer().ask('GET', `/api/catalog/${ref}`)).status).toBe(404);
  await it.client('province.reviewer').act('catalog', ref, 'publish');
});

test('each department has a sharing office with a head; where there is none everybody sees it, and the next above acts: Art. 11(1)', async () => {
  const entry = await publishes(it, graduates, named('高校毕业生壬', '303031'));
  const { civil } = organisations;
  expect((await it.client('bureau.lead').get(`/api/organisations/${civil.code}`)).missing).not.toContain('共享工作机构负责人');
  const ref = await submits(it, entry, { items: [6], term: { from: '2026-10-27', to: '2027-09-30', reason: '' } }, 'civil');
  expect((await it.client('civil.chief').tries('application', ref, 'approve', { vouches: true })).body.code).toBe('NEARER_POST_HELD');
  await it.platform.db.updateTable('postHolder').set({ validTo: '2026-10-20' }).where('org', '=', civil.code).where('post', '=', 'head').execute();
  expect((await it.client('bureau.lead').get(`/api/organisations/${civil.code}`)).missing).toContain('共享工作机构负责人');
  expect((await it.client('civil.chief').get('/api/worklist')).rows).toContainEqual(expect.objectContaining({ ref }));
  await it.client('civil.chief').act('application', ref, 'approve', { vouches: true });
  expect(await it.client('civil.clerk').state('application', ref)).toBe('received');
});
