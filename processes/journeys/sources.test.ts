import { afterAll, beforeAll, expect, test } from 'vitest';
import { assess, binds, connects, graduates, paper, publishes, scopeOf, sharesItem, strip } from '../../tests/market.ts';
import type { Entry, EntryBody } from '../../tests/market.ts';
import { startProvider, type ProviderDatabase } from '../../tests/provider.ts';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';

/** Named sources (Art. 19 ¶2): like items of several departments are proposed, the departments heard, one named; tasks follow, silence is a finding. */
let it: Town;
let provider: ProviderDatabase;
let people: Entry;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-10-12' }), startProvider()]);
  people = await publishes(it, graduates);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const as = (who: string) => it.client(who);
const shared = ['姓名', '公民身份号码', '手机号码', '学历层次'];
/** 人社局 compiles an entry of its own with some items of the graduates'. */
async function compiles(name: string, items: readonly string[], classCode: string, reason?: string) {
  const body = { ...graduates, name, classCode, office: '人才科', items: items.map((item, i) => ({ ...(graduates.items.find((one) => one.name === item) ?? { ...graduates.items[4], name: item, field: `own_${i}`, key: false }), n: i + 1, key: i === 0 })) } as unknown as EntryBody;
  const editor = as('labour.cataloguer');
  const ref = await editor.open('catalog', { act: 'compile', name });
  const saved = await editor.put(`/api/catalog/${ref}/draft`, { body });
  const { own } = await editor.get(`/api/catalog/${ref}`);
  const subject = { kind: 'entry', id: own.entry.id, name, scope: scopeOf(body) };
  for (const template of ['secrecy', 'privacy'] as const) await assess(editor, as('labour.security'), template, subject);
  const submit = async (repeatedReason?: string) => as('labour.cataloguer').tries('catalog', ref, 'submit', repeatedReason === undefined ? {} : { repeatedReason });
  if (reason !== undefined) {
    await submit(reason);
    await as('labour.chief').act('catalog', ref, 'approve');
    await as('bureau.reviewer').act('catalog', ref, 'publish');
  }
  return { ref, id: own.entry.id as string, saved, submit };
}
const openOnes = async (who: string) => (await as(who).get('/api/source?open=true')).rows as { ref: string; title: string }[];

let group = '';
let talents: string;

test('what several departments share is proposed by the platform: the items, how they are like, and to whom; nobody else sees it: Art. 19.1, 19.2', async () => {
  const second = await compiles('人才库信息', [...shared, '专业技术职务'], '303020', '职称评审须核对本人填报');
  talents = second.id;
  expect(second.saved.likes).toMatchObject([{ name: '高校毕业生信息', items: expect.arrayContaining(['姓名']), sourced: [] }]); // warned while it was typed
  await it.settle();
  const [found] = await openOnes('bureau.reviewer');
  group = found?.ref ?? '';
  const { own, title, parties } = await as('bureau.reviewer').get(`/api/source/${group}`);
  expect(title).toBe('姓名、公民身份号码、手机号码等 4 个数据项的数源部门');
  expect(own.items.map((one: { name: string }) => one.name)).toEqual(shared);
  expect(own.items[1]).toMatchObject({ sameType: true, key: false, source: null, in: [{}, {}] });
  expect(parties.filter((one: { party: string }) => one.party === 'department').map((one: { org: string }) => one.org).toSorted()).toEqual([organisations.education.code, organisations.labour.code].toSorted());
  expect((await as('civil.head').ask('GET', `/api/source/${group}`)).status).toBe(404);
  await it.settle();
  expect(await openOnes('bureau.reviewer')).toHaveLength(1); // once
  expect((await as('labour.clerk').ask('POST', '/api/source', { items: ['姓名'], entries: [people.id, talents] }, { 'idempotency-key': crypto.randomUUID() })).body).toMatchObject({ code: 'SOURCE_OPEN_ALREADY' });
});

/** 人社局's own table: 12,000 persons, of whom 150 are graduates too, under 200 numbers of telephones, of which graduates have half. */
async function bindsTalents(): Promise<void> {
  await provider.query(`
    create table share.talent as select '虚构' || n as name, case when n <= 200 then '99822120020919' || lpad(n::text, 4, '0') else '9982211980' || lpad(n::text, 7, '0') || 'X' end as id_number,
      '154' || lpad((n % 200 + 101)::text, 8, '0') as mobile, '本科' as education_level, '工程师' as own_4 from generate_series(51, 12050) n;
    alter table share.talent add primary key (name);
    grant select on share.talent to share_reader`);
  const operator = as('labour.operator');
  const { id, region } = await operator.post('/api/resources/connections', { ...provider.connection, name: '人才库' });
  await as('platform.security').post(`/api/resources/connections/${region}/${id}/decision`, { approve: true, reason: '政务外网' });
  const columns = ['name', 'id_number', 'mobile', 'education_level', 'own_4'].map((column, n) => ({ n: n + 1, column }));
  await operator.post('/api/resources', { entryRegion: '320800', entry: talents, connection: id, table: 'talent', services: ['query'], pageSize: 100, columns, keys: [{ n: 1, required: true }], order: [{ n: 1 }] });
}

test('how far the values of like items agree is evidence: each side digests its own, and of no value anything is kept but counts and shares: Art. 19.2', async () => {
  const path = `/api/source/${group}/values`;
  const compares = async (item: string) => as('bureau.reviewer').put(path, { item });
  expect(await compares('姓名')).toMatchObject({ sides: [{ why: '没有挂接数据资源' }, { why: '没有挂接数据资源' }], pairs: [] });
  await binds(it, await connects(it, provider), people, 'graduate');
  expect((await compares('姓名')).sides.map((side: { why: string | null }) => side.why).toSorted()).toEqual([null, '没有挂接数据资源'].toSorted());
  await bindsTalents();

  const mobile = await compares('手机号码'); // all of both
  expect(mobile.pairs).toMatchObject([{ compared: [200, 200], shares: [50, 50] }]);
  expect(mobile.sides).toMatchObject([0, 1].map(() => ({ values: 200, lengths: [11, 11], kinds: ['digits'], sampled: false, partial: false, why: null })));
  const numbers = await compares('公民身份号码'); // 10,000 of 12,000 on one side: below the last of them both are whole
  const sample = numbers.sides.find((side: { values: number }) => side.values === 12_000);
  expect(sample).toMatchObject({ sampled: true, lengths: [18, 18], kinds: ['digits', 'letters'] });
  const { compared, shares } = numbers.pairs[0] as { compared: number[]; shares: number[] };
  expect(Math.max(...compared)).toBe(10_000);
  expect(Math.min(...compared)).toBeLessThan(200);
  expect(Math.max(...shares)).toBeGreaterThan(60);
  expect(Math.max(...shares)).toBeLessThan(90); // three quarters of the graduates
  expect((await compares('学历层次')).pairs).toMatchObject([{ compared: [1, 1], shares: null }]); // one value would tell of itself
  await provider.query('alter table share.talent rename to away');
  expect((await compares('学历层次')).sides.map((side: { why: string | null }) => side.why)).toContain('提供部门的数据库连接不上，或者对应的表不能读');
  await provider.query('alter table share.away rename to talent');

  // What is kept, and who sees it: the departments, as evidence; who compares is the reviewer of the authority alone.
  const { rows } = await it.database.pool.query("select profiles::text as kept from source_group where case_id = $1 union all select body::text from ledger_pending where kind = 'source.compared'", [group.slice(7)]);
  expect(rows.length).toBeGreaterThan(0);
  for (const { kept } of rows) expect(kept).not.toMatch(/[0-9a-f]{32}|154\d{8}|9982\d{6}|本科|虚构/);
  expect((await as('labour.head').get(`/api/source/${group}`)).own).toMatchObject({ mayCompare: false, profiles: { length: 4 } });
  expect((await as('bureau.reviewer').get(`/api/source/${group}`)).own.mayCompare).toBe(true);
  const refused = async (who: string, item = '姓名') => (await as(who).ask('PUT', path, { item })).status;
  expect([await refused('bureau.lead'), await refused('education.head'), await refused('province.reviewer'), await refused('bureau.reviewer', '血型')]).toEqual([403, 403, 404, 400]);
});

test('the departments are heard by a date, each once; the source is named with its document, told to all, and items point to it: Art. 19.2', async () => {
  const duties = [{ org: organisations.education.code, duty: '学籍学历管理' }, { org: organisations.labour.code, duty: '人才服务' }];
  expect((await as('bureau.reviewer').tries('source', group, 'consult', { departments: [duties[0], { org: organisations.civil.code, duty: '社会救助' }], items: shared, opinionsBy: '2026-10-21' })).body.code).toBe('SOURCE_DEPARTMENTS_WRONG');
  expect((await as('bureau.reviewer').tries('source', group, 'consult', { departments: duties, items: ['血型'], opinionsBy: '2026-10-21' })).body.code).toBe('SOURCE_ITEMS_FOREIGN');
  expect((await as('bureau.reviewer').tries('source', group, 'consult', { departments: duties, items: shared, opinionsBy: '2026-10-13' })).body.code).toBe('DATE_TOO_SOON'); // who is heard has five working days
  await as('bureau.reviewer').act('source', group, 'consult', { departments: duties, items: shared, opinionsBy: '2026-10-21' });
  expect((await as('labour.head').get('/api/worklist')).rows.map((row: { ref: string }) => row.ref)).toContain(group);
  await as('education.head').act('source', group, 'opine', { stand: 'claims', duty: '高等教育法规定的学籍学历管理' });
  expect((await as('education.head').tries('source', group, 'opine', { stand: 'agrees', duty: '再次' })).body.code).toBe('ALREADY_DONE');
  const naming = { provider: organisations.education.code, items: shared.slice(1), document: '淮数〔2026〕11号' };
  expect((await as('bureau.lead').tries('source', group, 'name', naming)).body).toMatchObject({ code: 'SOURCE_OPINIONS_OPEN', article: '19.2' });
  expect((await as('bureau.lead').get(`/api/source/${group}`)).acts.find((act: { act: string }) => act.act === 'name').disabledBecause, 'grey before anybody tries').toContain('还没有提出意见');
  await as('labour.head').act('source', group, 'opine', { stand: 'objects', duty: '职称评审须另行核对' });
  expect((await as('bureau.lead').tries('source', group, 'name', { ...naming, provider: organisations.civil.code })).body.code).toBe('SOURCE_NOT_ONE_OF_THEM');
  await as('bureau.lead').act('source', group, 'name', naming);
  expect((await as('bureau.reviewer').ask('PUT', `/api/source/${group}/values`, { item: '姓名' })).body.code).toBe('SOURCE_NOT_STUDIED');
  expect(await as('labour.clerk').get(`/api/source/${group}`)).toMatchObject({ state: 'named', own: { providerName: organisations.education.name, namedItems: expect.arrayContaining(['手机号码']) } });
  expect((await as('labour.clerk').get(`/api/documents/case/${group}`)).kept).toMatchObject([{ kind: 'naming', title: '淮安市数据局关于明确数源部门的通知' }]);
  await it.settle();
  expect(JSON.stringify(await as('civil.clerk').get('/api/notifications'))).toContain('数源部门通告');

  // Others' items point to it, a new application is led there, one received stays.
  const entry = await as('civil.clerk').get(`/api/catalog/entries/320800/${talents}`);
  expect(entry.sources.map((one: { item: string; providerName: string; entry: string }) => [one.item, one.providerName, one.entry]).toSorted()).toEqual(shared.slice(1).map((item) => [item, organisations.education.name, people.id]).toSorted());
  expect((await as('civil.clerk').get(`/api/catalog/entries/320800/${people.id}`)).sources).toEqual([]);
  const application = await as('civil.clerk').open('application', { entryRegion: '320800', entry: talents });
  expect((await as('civil.clerk').get(`/api/application/${application}`)).own.sources).toHaveLength(3);
});

test('a record in doubt is referred to the source that is named for the item, to nobody else: Art. 19.2, 26.2', async () => {
  const old = await as('labour.clerk').open('grant', { act: 'import', entryRegion: '320800', entry: talents, requester: organisations.civil.code, items: [1, 2, 3], purpose: '存量核对', mode: 'service', term: { from: '2024-01-01', to: '2028-01-01' }, papers: '2024 年共享协议', attachments: [await paper(it, 'labour.clerk', '共享协议.pdf')], quota: { perDay: 100, perMinute: 10 }, disposal: { how: 'delete', days: 30, basis: '' } });
  for (const who of ['labour.head', 'civil.head']) await as(who).act('grant', old, 'confirm', {});
  const ref = await as('civil.clerk').open('correction', { entryRegion: '320800', entry: talents });
  const { own } = await as('civil.clerk').get(`/api/correction/${ref}`);
  await as('civil.clerk').post(`/api/correction/${ref}/rows`, { rows: [{ item: 3, key: { [own.keys[0].field]: '某人' }, seen: '1', expected: '2', note: '' }] });
  await as('civil.clerk').act('correction', ref, 'file', { rows: 1, grounds: '号码停机' });
  expect((await as('labour.clerk').get(`/api/correction/${ref}`)).own.sources).toEqual([{ org: organisations.education.code, name: organisations.education.name, items: ['手机号码'], named: true }]);
  const refers = (source: string) => as('labour.clerk').tries('correction', ref, 'refer', { source, until: '2026-10-22', text: '请核实' });
  await sharesItem(it, organisations.province, '手机号码'); // an entry is not enough where a source is named
  expect((await refers(organisations.province.code)).body).toMatchObject({ code: 'CORRECTION_SOURCE_NAMED', message: expect.stringContaining(organisations.education.name) });
  expect((await refers(organisations.education.code)).status).toBe(200);
  expect((await as('education.clerk').get('/api/worklist?kind=correction')).rows.map((row: { ref: string }) => row.ref)).toContain(ref);
});

test('a new item whose source is another department is warned of by itself, and going on needs a reason; nothing new is proposed of it: Art. 19.1, 19.2', async () => {
  const third = await compiles('见习人员登记', ['见习编号', '学历层次'], '303021');
  expect(third.saved.likes).toMatchObject([{ name: '高校毕业生信息', items: ['学历层次'], sourced: ['学历层次'] }]);
  expect((await third.submit()).body).toMatchObject({ code: 'SIMILAR_ENTRY_NEEDS_REASON', article: '19.1' });
  expect((await third.submit('见习时须当场核对')).status).toBe(200);
  await it.settle();
  expect(await openOnes('bureau.reviewer')).toHaveLength(1);
});

test('tasks have each a date of their own: done is reported, silence is a finding 39(3) of that department alone: Art. 19.2', async () => {
  const { code } = organisations.labour;
  expect((await as('education.clerk').tries('source', group, 'task', { department: organisations.education.code, what: '补齐学历层次', doneBy: '2026-10-20' })).body.code).toBe('SOURCE_TASK_FOREIGN');
  expect((await as('education.clerk').tries('source', group, 'task', { department: code, what: '补齐学历层次', doneBy: '2026-10-12' })).body.code).toBe('SOURCE_DATE_NOT_AHEAD');
  await as('education.clerk').act('source', group, 'task', { department: code, what: '补齐学历层次', doneBy: '2026-10-20' });
  await as('education.clerk').act('source', group, 'task', { department: code, what: '核对手机号码', doneBy: '2026-10-27' });
  expect((await as('education.clerk').tries('source', group, 'report', { task: 1, done: '已补齐' })).body.code).toBe('SOURCE_TASK_UNKNOWN');
  // It stands on the list of who was given it, and of nobody else, with what is to be done, by when and by which article.
  const work = async (who: string) => (await as(who).get('/api/worklist?kind=source')).rows.filter((row: { ref: string }) => row.ref === group);
  expect(await work('labour.clerk')).toMatchObject([{ next: { act: 'report', zh: '报完成情况', basisZh: '第十九条第二款' }, lamp: { dueOn: '2026-10-20' } }]);
  expect(await as('labour.clerk').get(`/api/source/${group}`)).toMatchObject({ mine: true, turn: '报完成情况' });
  for (const who of ['education.clerk', 'labour.head']) expect(await work(who), who).toEqual([]);
  await as('labour.clerk').act('source', group, 'report', { task: 2, done: '已核对 3,204 条' });
  expect((await as('labour.clerk').tries('source', group, 'report', { task: 2, done: '再报' })).body.code).toBe('SOURCE_TASK_UNKNOWN');
  expect(await strip(as('labour.clerk'), 'source', group, 'task')).toBeDefined();
  await it.clock.movesTo('2026-10-30');
  await it.settle();
  expect((await as('bureau.reviewer').get('/api/supervision/list?ground=39(3)')).rows).toMatchObject([{ clue: false, department: code, cause: { ref: group } }]);
  expect((await as('labour.clerk').get(`/api/source/${group}`)).own.tasks).toMatchObject([{ nth: 2, done: '已核对 3,204 条', late: false }, { nth: 1, done: null, late: true }]);
  expect(await work('labour.clerk')).toMatchObject([{ lamp: { kind: 'late' } }]); // late, and still to be done
  await as('labour.clerk').act('source', group, 'report', { task: 1, done: '已补齐' });
  expect(await work('labour.clerk')).toEqual([]);
});

test('duties change: the departments are heard again while the source named stays; it cannot be dismissed, and ends by the lead: Art. 19.2', async () => {
  const departments = [{ org: organisations.education.code, duty: '学籍学历管理' }, { org: organisations.labour.code, duty: '人才服务' }, { org: organisations.civil.code, duty: '社会救助' }];
  await as('bureau.reviewer').act('source', group, 'change', { reason: '机构改革，职责调整', departments, opinionsBy: '2026-11-06' });
  expect(await as('civil.head').get(`/api/source/${group}`)).toMatchObject({ state: 'consulting', own: { providerName: organisations.education.name, namedItems: { length: 3 } } });
  expect((await as('bureau.reviewer').tries('source', group, 'dismiss', { reason: '各自收集' })).body.code).toBe('SOURCE_STANDS');
  await it.clock.movesTo('2026-11-09'); // the date is past: silence does not hold it up
  await as('bureau.lead').act('source', group, 'name', { provider: organisations.labour.code, items: ['手机号码'], document: '淮数〔2026〕15号' });
  expect(await as('labour.clerk').get(`/api/source/${group}`)).toMatchObject({ state: 'named', own: { providerName: organisations.labour.name, namedItems: ['手机号码'] } });
  await as('bureau.lead').act('source', group, 'end', { reason: '改由一个部门单独收集' });
  expect(await as('labour.clerk').get(`/api/source/${group}`)).toMatchObject({ state: 'ended', open: false, own: { namedItems: [] } });
});

test('a group that lies unstudied is a clue 41(1) for the authority above; what is not alike is dismissed and not proposed again: Art. 41(1)', async () => {
  const wanted = { items: ['姓名', '姓 名', '学历层次'], entries: [people.id, talents] };
  const all = await Promise.all(['bureau.reviewer', 'labour.clerk', 'education.clerk', 'bureau.reviewer'].map((who) => as(who).ask('POST', '/api/source', wanted, { 'idempotency-key': crypto.randomUUID() })));
  expect(all.map((one) => one.body.code ?? 'opened').toSorted()).toEqual(['SOURCE_OPEN_ALREADY', 'SOURCE_OPEN_ALREADY', 'SOURCE_OPEN_ALREADY', 'opened']); // proposed by four at once
  const ref = all.find((one) => one.body.ref !== undefined)?.body.ref as string;
  expect((await as('bureau.reviewer').get(`/api/source/${ref}`)).own.items).toHaveLength(2); // one item, written twice
  expect((await as('labour.clerk').ask('POST', '/api/source', { items: ['血型'], entries: [people.id, talents] }, { 'idempotency-key': crypto.randomUUID() })).body.code).toBe('SOURCE_NOT_ALIKE');
  expect((await as('civil.clerk').ask('POST', '/api/source', { items: ['姓名'], entries: [people.id, talents] }, { 'idempotency-key': crypto.randomUUID() })).status).toBe(403);
  await it.clock.movesTo('2026-12-14');
  await it.settle();
  expect((await as('province.reviewer').get('/api/supervision/list?ground=41(1)')).rows).toMatchObject([{ clue: true, cause: { ref } }]);
  await as('bureau.reviewer').act('source', ref, 'dismiss', { reason: '含义不同，各自收集' });
  await it.settle();
  expect(await openOnes('bureau.reviewer')).toEqual([]);
});
