import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { codeOf } from '../../platform/procedures/testing.ts';
import type { CatalogOwn, EntryView } from './contract.ts';
import { graduates, universities } from './samples.testing.ts';
import { catalogTown, type CatalogTown } from './town.testing.ts';

let base: TestDatabase;
let town: CatalogTown;
beforeAll(async () => { base = await testDatabase(); town = catalogTown(base.db); });
afterAll(() => base.drop());

const entryAt = (entry: string) => ({ params: { region: '320800', entry } });

test('an entry is compiled with its assessments, consented to by the chief, reviewed, published with a code: Art. 13, 16.1', async () => {
  const ref = await town.open(town.cataloguer, 'catalog', 'compile', { name: graduates.name });
  const saved = await town.call<{ problems: { path: string }[] }>(town.cataloguer, 'PUT', '/catalog/:ref/draft', { params: { ref }, body: { body: { name: graduates.name, items: [{ n: 1, name: '姓名' }] } } });
  expect(saved.problems.map((problem) => problem.path)).toContain('items.0.field');
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ENTRY_FIELDS_MISSING');
  await town.save(ref, graduates);
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ASSESSMENT_MISSING');
  await town.assess(town.cataloguer, town.security, ref, 'secrecy');
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ASSESSMENT_MISSING');
  await town.assess(town.cataloguer, town.security, ref, 'privacy');
  expect(await town.act(town.cataloguer, ref, 'submit', {})).toBe('consent');
  expect(await town.act(town.chief, ref, 'approve', {})).toBe('submitted');
  expect(await town.act(town.reviewer, ref, 'publish', {})).toBe('published');
  const { own, number } = await town.view<CatalogOwn>(town.reviewer, ref);
  expect(number).toBe('ML-320800-2026-000001');
  expect(own.entry).toMatchObject({ code: '307002/000001', version: 1 });
  expect(own.assessments.map(({ template, standing }) => [template, standing])).toEqual([['secrecy', true], ['privacy', true]]);
  const view = await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', entryAt(own.entry.id));
  expect(view).toMatchObject({ name: graduates.name, state: 'published', version: 1, mayApply: true, own: false, attribute: 'conditional', publishedOn: '2026-09-07' });
  expect(view.body.items).toHaveLength(9);
  expect(view.versions).toMatchObject([{ version: 1, change: 'compile', state: 'published', number }]);
});

test('an entry is not submitted without the law or duty by which its data is collected; the authority reviews it with that before it: Art. 12, 16.1, 19.1', async () => {
  const body = { ...graduates, name: '高校毕业生信息（收集依据）' };
  const ref = await town.open(town.cataloguer, 'catalog', 'compile', { name: body.name });
  for (const duty of [[], [{ kind: 'law', name: '', article: '', text: '' }]] as const) {
    await town.save(ref, { ...body, duty: duty as never });
    for (const template of ['secrecy', 'privacy'] as const) await town.assess(town.cataloguer, town.security, ref, template);
    expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ENTRY_FIELDS_MISSING');
    expect((await town.view<CatalogOwn>(town.cataloguer, ref)).own.problems.filter((one) => one.level === 'error').map((one) => one.path)).toEqual([duty.length === 0 ? 'duty' : 'duty.0.name']);
  }
  await town.save(ref, body);
  await town.act(town.cataloguer, ref, 'submit', {});
  await town.act(town.chief, ref, 'approve', {});
  expect((await town.view<CatalogOwn>(town.reviewer, ref)).own.body.duty).toEqual(body.duty);
  expect(body.duty.length).toBeGreaterThan(0);
});

test('the door is closed to secrets, also when only the assessment finds them: Art. 3.1', async () => {
  const ref = await town.open(town.cataloguer, 'catalog', 'compile', { name: '涉密样例' });
  await town.save(ref, { ...universities, name: '涉密样例', secrecy: 'work-secret' });
  await town.assess(town.cataloguer, town.security, ref, 'secrecy');
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ENTRY_SECRET');
  await town.save(ref, { ...universities, name: '涉密样例', grade: 'general-2' });
  await town.assess(town.cataloguer, town.security, ref, 'secrecy', 'state-secret');
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ENTRY_SECRET');
  expect(await town.act(town.cataloguer, ref, 'abandon', { reason: '属于国家秘密，不编入目录' })).toBe('abandoned');
});

test('an assessment stands for exactly what was assessed: a changed grade asks for a new one', async () => {
  const ref = await town.open(town.cataloguer, 'catalog', 'compile', { name: '评估样例' });
  await town.save(ref, { ...universities, name: '评估样例' });
  await town.assess(town.cataloguer, town.security, ref, 'secrecy');
  await town.save(ref, { ...universities, name: '评估样例', grade: 'general-2' });
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ASSESSMENT_LAPSED');
  await town.save(ref, { ...universities, name: '评估样例', summary: `${universities.summary}（摘要改动不影响评估）` });
  expect(await town.act(town.cataloguer, ref, 'submit', {})).toBe('consent');
});

test('the maker does not consent, the chief does not publish; another department sees no draft: Art. 13.1', async () => {
  const ref = await town.open(town.cataloguer, 'catalog', 'compile', { name: '权限样例' });
  expect(await codeOf(town.view(town.other, ref))).toBe('CASE_NOT_FOUND');
  expect(await codeOf(town.call(town.other, 'PUT', '/catalog/:ref/draft', { params: { ref }, body: { body: {} } }))).toBe('CASE_NOT_FOUND');
  expect(await codeOf(town.call(town.chief, 'PUT', '/catalog/:ref/draft', { params: { ref }, body: { body: {} } }))).toBe('NEARER_POST_HELD');
  await town.save(ref, { ...universities, name: '权限样例', classCode: '307009' });
  await town.assess(town.cataloguer, town.security, ref, 'secrecy');
  await town.act(town.cataloguer, ref, 'submit', {});
  const cataloguerAsChief = town.directory.addPost(town.chief.org, 'chief', town.cataloguer.person);
  expect(await codeOf(town.act(cataloguerAsChief, ref, 'approve', {}))).toBe('OWN_WORK');
  town.directory.endPost(town.chief.org, 'chief', town.cataloguer.person);
  expect(await codeOf(town.call(town.cataloguer, 'PUT', '/catalog/:ref/draft', { params: { ref }, body: { body: {} } }))).toBe('DRAFT_STALE');
  await town.act(town.chief, ref, 'approve', {});
  expect(await codeOf(town.act(town.chief, ref, 'publish', {}))).toBe('NOT_YOUR_MOVE');
});

test('the authority returns once with one list; a second time only for what is on it or new: Art. 16.1', async () => {
  const ref = await town.submitted({ ...universities, name: '退回样例', classCode: '307010' });
  expect(await codeOf(town.act(town.reviewer, ref, 'return', {}))).toBe('FIELD_MISSING');
  expect(await town.act(town.reviewer, ref, 'return', { points: [{ path: 'summary', text: '摘要应写明统计口径' }] })).toBe('draft');
  expect((await town.view<CatalogOwn>(town.cataloguer, ref)).own.points).toEqual([{ path: 'summary', text: '摘要应写明统计口径', round: 1 }]);
  await town.act(town.cataloguer, ref, 'submit', {});
  await town.act(town.chief, ref, 'approve', {});
  expect(await codeOf(town.act(town.reviewer, ref, 'return', { points: [{ path: 'items', text: '数据项太多' }] }))).toBe('RETURN_ONLY_FORMER_POINTS');
  expect(await town.act(town.reviewer, ref, 'return', { points: [{ path: 'summary', text: '仍未写明' }, { text: '新改的名称有误', isNew: true }] })).toBe('draft');
});

test('an update by law has ten working days from the day it occurred, stands with the authority, and becomes version 2: Art. 17.2, 17.3', async () => {
  const { entry, ref: first, code } = await town.published({ ...universities, name: '更新样例', classCode: '307011' });
  town.directory.movesTo('2026-09-21');
  const ref = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'law', occurredOn: '2026-09-18', document: '高等教育法修订' });
  expect(await codeOf(town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'law', occurredOn: '2026-09-18', document: '又一次' }))).toBe('ENTRY_CASE_OPEN');
  expect(await codeOf(town.act(town.cataloguer, ref, 'abandon', { reason: '不想更新' }))).toBe('CAUSE_STILL_REQUIRES_UPDATE');
  expect((await town.view(town.cataloguer, ref)).lamp).toMatchObject({ dueOn: '2026-10-09' });
  await town.save(ref, { ...universities, name: '更新样例', classCode: '307011', updateCycle: 'quarterly' });
  await town.act(town.cataloguer, ref, 'submit', {});
  town.directory.movesTo('2026-09-22');
  await town.act(town.chief, ref, 'approve', {});
  const before = await town.view<CatalogOwn>(town.reviewer, ref);
  expect(before.strips.map((strip) => [strip.clock, strip.lamp.dueOn])).toContainEqual(['review', '2026-09-24']);
  expect(before.own.differences).toEqual([{ path: 'updateCycle', zh: '更新频率', before: 'yearly', after: 'quarterly', stricter: false }]);
  expect(await town.act(town.reviewer, ref, 'publish', { causes: [1] })).toBe('published');
  expect((await town.view(town.reviewer, first)).state).toBe('superseded');
  const view = await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', entryAt(entry));
  expect(view).toMatchObject({ version: 2, code, updateCycle: 'quarterly' });
  expect(view.versions.map(({ version, state, causes }) => [version, state, causes[0]?.kind])).toEqual([[2, 'published', 'law'], [1, 'superseded', undefined]]);
  town.directory.movesTo('2026-09-07');
});

test('a cause that the version does not answer goes on in the next case, from its own day, standing days given back: Art. 17.2', async () => {
  const { entry } = await town.published({ ...universities, name: '并案样例', classCode: '307012' });
  town.directory.movesTo('2026-11-02');
  const ref = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'law', occurredOn: '2026-10-30', document: '甲法' });
  town.directory.movesTo('2026-11-04');
  expect(await town.act(town.reviewer, ref, 'update', { cause: 'duty', occurredOn: '2026-11-03', document: '三定调整' })).toBe('draft');
  expect(await codeOf(town.act(town.reviewer, ref, 'update', { cause: 'other', occurredOn: '2026-11-03', document: '随便' }))).toBe('CAUSE_NOT_STATUTORY');
  const page = await town.view<CatalogOwn>(town.cataloguer, ref);
  expect(page.own.causes.map(({ n, kind, on }) => [n, kind, on])).toEqual([[1, 'law', '2026-10-30'], [2, 'duty', '2026-11-03']]);
  await town.save(ref, { ...universities, name: '并案样例', classCode: '307012', office: '综合科' });
  await town.act(town.cataloguer, ref, 'submit', {});
  await town.act(town.chief, ref, 'approve', {});
  town.directory.movesTo('2026-11-06');
  await town.act(town.reviewer, ref, 'publish', { causes: [1] });
  const { openCase } = await town.call<EntryView>(town.cataloguer, 'GET', '/catalog/entries/:region/:entry', entryAt(entry));
  const next = await town.view<CatalogOwn>(town.cataloguer, openCase?.ref ?? '');
  expect(next.state).toBe('draft');
  expect(next.own.causes.map(({ kind, on, requires }) => [kind, on, requires])).toEqual([['duty', '2026-11-03', true]]);
  const clocks = next.strips.filter((strip) => strip.clock === 'update');
  expect(clocks.map((strip) => strip.lamp.dueOn)).toEqual(['2026-11-19']); // ten days from 11-03 end 11-17, two given back
  town.directory.movesTo('2026-09-07');
});

test('each cause has its clock: extended once each; one that joins while the authority has the case stands with the others: Art. 17.2', async () => {
  const { entry } = await town.published({ ...universities, name: '两因样例', classCode: '307014' });
  town.directory.movesTo('2026-11-02');
  const ref = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'law', occurredOn: '2026-10-30', document: '甲法' });
  const due = async () => (await town.view(town.cataloguer, ref)).strips.filter((strip) => strip.clock === 'update').map((strip) => strip.lamp.dueOn).toSorted();
  const extends5 = async () => {
    await town.act(town.head, ref, 'ask-extension', { clock: 'update', days: 5, reason: '核对目录' });
    await town.act(town.reviewer, ref, 'extend', { clock: 'update' });
  };
  await extends5();
  expect(await codeOf(town.act(town.head, ref, 'ask-extension', { clock: 'update', days: 1, reason: '再延' }))).toBe('NO_SUCH_MOVE');
  await town.act(town.reviewer, ref, 'update', { cause: 'duty', occurredOn: '2026-10-30', document: '三定调整' });
  expect(await due()).toEqual(['2026-11-13', '2026-11-20']);
  await extends5(); // of the other cause
  expect(await due()).toEqual(['2026-11-20', '2026-11-20']);
  await town.save(ref, { ...universities, name: '两因样例', classCode: '307014', office: '综合科' });
  await town.act(town.cataloguer, ref, 'submit', {});
  await town.act(town.chief, ref, 'approve', {});
  await town.act(town.reviewer, ref, 'update', { cause: 'regulation', occurredOn: '2026-11-02', document: '乙条例' });
  town.directory.movesTo('2026-11-04');
  await town.act(town.reviewer, ref, 'return', { points: [{ text: '按乙条例一并修改', isNew: false }] });
  expect(await due()).toEqual(['2026-11-18', '2026-11-24', '2026-11-24']); // the third began on 11-02, stood two days with the authority
  town.directory.movesTo('2026-09-07');
});

test('stricter than the version that stands, or than one that was withdrawn: not without a cause of Art. 17.2 (15.1, 39(2))', async () => {
  const open = { ...universities, name: '收紧样例', classCode: '307013' };
  const { entry } = await town.published(open);
  const ref = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'other', text: '内部考虑' });
  const stricter = { ...open, sharing: graduates.sharing };
  await town.save(ref, stricter);
  await town.assess(town.cataloguer, town.security, ref, 'secrecy');
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ATTRIBUTE_STRICTER_NEEDS_CAUSE');
  await town.act(town.cataloguer, ref, 'update', { cause: 'regulation', occurredOn: '2026-09-01', document: '某行政法规修订' });
  expect(await town.act(town.cataloguer, ref, 'submit', {})).toBe('consent');
  const { own } = await town.view<CatalogOwn>(town.chief, ref);
  expect(own.differences[0]).toMatchObject({ path: 'sharing.attribute', before: '无条件共享', after: '有条件共享', stricter: true });
});

test('hidden at once: off the search, its incident open, its open case stands still; only a person restores it: Art. 3.1', async () => {
  const { entry, ref } = await town.published({ ...universities, name: '下线样例', classCode: '307014' });
  const update = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'law', occurredOn: '2026-09-04', document: '乙法' });
  expect(await town.act(town.chief, ref, 'hide', { reason: '保密部门电话通知疑涉密' })).toBe('hidden');
  expect((await town.view(town.cataloguer, update)).state).toBe('paused');
  expect(await codeOf(town.call(town.stranger, 'GET', '/catalog/entries/:region/:entry', entryAt(entry)))).toBe('ENTRY_NOT_FOUND');
  const found = await town.call<{ rows: unknown[] }>(town.stranger, 'GET', '/catalog/entries', { query: { q: '下线样例' } });
  expect(found.rows).toEqual([]);
  const gate = await base.pool.query("select what, id, stopped from gate_change where id = $1 order by changed", [entry]);
  expect(gate.rows).toEqual([{ what: 'entry', id: entry, stopped: true }]);
  const incidents = await town.engine.list(town.security, 'incident', { side: 'any', size: 50 });
  const incident = incidents.rows.find((row) => row.title.includes('下线样例'))?.ref ?? '';
  expect(await codeOf(town.act(town.head, incident, 'dismiss', { reason: '误报' }))).toBe('INCIDENT_ENTRY_HIDDEN');
  expect(await town.act(town.reviewer, ref, 'restore', { opinion: '保密部门书面意见：不涉密' })).toBe('published');
  expect((await town.view(town.cataloguer, update)).state).toBe('draft');
  expect((await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', entryAt(entry))).state).toBe('published');
  expect(await town.act(town.head, incident, 'dismiss', { reason: '经核实不涉密' })).toBe('dismissed');
});

test('withdrawn as secret: gone for good, its open case ends by itself, later applications find nothing: Art. 3.1', async () => {
  const { entry, ref } = await town.published({ ...universities, name: '定密样例', classCode: '307015' });
  const update = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'other', text: '补充数据项' });
  await town.act(town.reviewer, ref, 'hide', { reason: '收到定密通知' });
  expect(await town.act(town.reviewer, ref, 'withdraw', { document: '密定〔2026〕3号' })).toBe('withdrawn');
  expect((await town.view(town.cataloguer, update)).state).toBe('abandoned');
  expect(await codeOf(town.call(town.stranger, 'GET', '/catalog/entries/:region/:entry', entryAt(entry)))).toBe('ENTRY_NOT_FOUND');
});

test('an entry is withdrawn like it is published: it stays readable and takes no application; the version becomes history', async () => {
  const { entry, ref } = await town.published({ ...universities, name: '下架样例', classCode: '307016' });
  const withdrawal = await town.open(town.cataloguer, 'catalog', 'withdraw', { entryRegion: '320800', entry, cause: 'duty', occurredOn: '2026-09-04', document: '职责划转' });
  await town.act(town.cataloguer, withdrawal, 'submit', {});
  await town.act(town.chief, withdrawal, 'approve', {});
  expect(await town.act(town.reviewer, withdrawal, 'publish', {})).toBe('withdrawn');
  expect((await town.view(town.cataloguer, ref)).state).toBe('superseded');
  const view = await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', entryAt(entry));
  expect(view).toMatchObject({ state: 'withdrawn', mayApply: false, mayApplyNot: '已下架，不再受理新申请。' });
});

test('sixteen who open an update of one entry at once: one does, the others are told of it', async () => {
  const { entry } = await town.published({ ...universities, name: '并发样例', classCode: '307017' });
  const answers = await Promise.all(Array.from({ length: 16 }, () => codeOf(town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry, cause: 'other', text: '补充数据项' }))));
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'ENTRY_CASE_OPEN')).toHaveLength(15);
});

test('two published in one class at once have two codes without a gap', async () => {
  const refs = [await town.submitted({ ...universities, name: '编号样例一', classCode: '307018' }), await town.submitted({ ...universities, name: '编号样例二', classCode: '307018' })];
  await Promise.all(refs.map((ref) => town.act(town.reviewer, ref, 'publish', {})));
  const codes = await Promise.all(refs.map(async (ref) => (await town.view<CatalogOwn>(town.reviewer, ref)).own.entry.code));
  expect(codes.sort()).toEqual(['307018/000001', '307018/000002']);
});
