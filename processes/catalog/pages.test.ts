import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { claimOutbox } from '../../platform/procedures/store/outbox.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import type { EntryBody, EntryPage, EntryView, DepartmentPage } from './contract.ts';
import type { z } from 'zod';
import { csvCell } from '../../platform/csv.ts';
import { addFigure, catalogHandlers, standingConsentInForce } from './index.ts';
import { CIRCULAR } from './jobs.ts';
import { graduates, universities } from './samples.testing.ts';
import { catalogTown, type CatalogTown } from './town.testing.ts';

let base: TestDatabase;
let town: CatalogTown;
const entries: Record<string, string> = {};
beforeAll(async () => {
  base = await testDatabase();
  town = catalogTown(base.db);
  const more: EntryBody[] = [
    universities, graduates,
    { ...universities, name: '中小学校名录', classCode: '307003', summary: '全市中小学和幼儿园名录，含学校地址与办学类型，与高等学校无关。', updateCycle: 'quarterly' },
    { ...universities, name: '教师资格信息', classCode: '307004', summary: '认定教师资格的人员数量统计，按学段和学科汇总，每年公布。', items: universities.items.map((item) => (item.field === 'name' ? { ...item, name: '任教学校名称' } : item)) },
    { ...universities, name: '涉军院校招生计划', classCode: '307005', summary: '按年度汇总形成的计划数，由有关单位管理，仅在本系统内查询使用。', sharing: { attribute: 'not-shared', ranges: [], purposes: [], conditions: [], reason: '法律明确不得提供', basis: [{ kind: 'law', name: '中华人民共和国某法', article: '第九条', text: '不得向其他单位提供招生计划' }] } },
  ];
  for (const body of more) entries[body.name] = (await town.published(body)).entry;
});
afterAll(() => base.drop());

type Page = z.output<typeof EntryPage>;
const search = (query: Record<string, string>) => town.call<Page>(town.stranger, 'GET', '/catalog/entries', { query });
const at = (name: string) => ({ params: { region: '320800', entry: entries[name] } });

test('search ranks by name, then items, then summary, then department, then code', async () => {
  const ranked: [question: string, names: string[]][] = [
    ['全国高等学校名单', ['全国高等学校名单']],
    ['高等学校', ['全国高等学校名单', '中小学校名录']], // in the name; only in the summary
    ['任教学校', ['教师资格信息']],
    ['毕业生', ['高校毕业生信息']],
    ['身份号码', ['高校毕业生信息']],
    ['307002/', ['高校毕业生信息']],
    ['婚姻登记', []],
    ['，。', []],
  ];
  for (const [question, names] of ranked) expect([question, (await search({ q: question })).rows.map((row) => row.name)]).toEqual([question, names]);
  expect((await search({ q: '教育局' })).total).toBe(5);
  expect((await search({ q: '身份号码' })).rows[0]?.matched).toEqual(['公民身份号码']);
});

test('facets count what was found and narrow it; pages go by key without gaps', async () => {
  const all = await search({ q: '教育局' });
  expect(all.facets.attribute).toEqual([{ value: 'unconditional', zh: '无条件共享', count: 3 }, { value: 'conditional', zh: '有条件共享', count: 1 }, { value: 'not-shared', zh: '不予共享', count: 1 }]);
  expect(all.facets.provider).toEqual([{ value: codes.education, zh: '市教育局', count: 5 }]);
  for (const q of [{ q: '教育局' }, {}] as Record<string, string>[]) {
    const narrowed = await search({ ...q, attribute: 'conditional' });
    expect(narrowed.rows.map((row) => row.name)).toEqual(['高校毕业生信息']);
    expect(narrowed.facets.attribute.map((facet) => facet.count)).toEqual([3, 1, 1]); // one may choose otherwise
    expect(narrowed.facets.cycle).toEqual([{ value: 'monthly', zh: '每月', count: 1 }]);
    expect(narrowed.total).toBe(1);
  }
  expect((await search({ cycle: 'quarterly' })).rows.map((row) => row.name)).toEqual(['中小学校名录']);
  expect((await search({ mode: 'batch' })).rows.map((row) => row.name)).toEqual(['高校毕业生信息']);
  for (const query of [{ q: '教育局' }, {}]) {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await search({ ...query, size: '2', ...(after ? { after } : {}) });
      seen.push(...page.rows.map((row) => row.name));
      after = page.after;
    } while (after);
    expect(seen.sort()).toEqual(Object.keys(entries).sort());
  }
  expect(await codeOf(search({ after: 'nonsense' }))).toBe('CURSOR_STALE');
  for (const after of ['nonsense', '2026-13-45~0197f0aa-0000-7000-8000-000000000001', '2026-09-07~------------------------------------']) expect(await codeOf(search({ after }))).toBe('CURSOR_STALE');
  for (const after of ['nonsense', '5.500~2026-99-07~320800~0197f0aa-0000-7000-8000-000000000001']) expect(await codeOf(search({ q: '教育局', after }))).toBe('CURSOR_STALE');
});

test('what is not shared says on which law, and cannot be applied for: Art. 15.2', async () => {
  const view = await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', at('涉军院校招生计划'));
  expect(view).toMatchObject({ mayApply: false, mayApplyNot: '不予共享，依据：中华人民共和国某法第九条。认为依据不当的，可以提出争议。' });
});

test('synonyms widen the search of the region that keeps them', async () => {
  expect((await search({ q: '大学清单' })).rows).toEqual([]);
  await town.call(town.reviewer, 'PUT', '/catalog/synonyms', { body: { word: '大学', same: '高等学校' } });
  await town.call(town.reviewer, 'PUT', '/catalog/synonyms', { body: { word: '清单', same: '名单' } });
  expect((await search({ q: '大学清单' })).rows.map((row) => row.name)).toEqual(['全国高等学校名单']);
  await town.call(town.reviewer, 'DELETE', '/catalog/synonyms', { body: { word: '清单', same: '名单' } });
  expect((await search({ q: '大学清单' })).rows).toEqual([]);
});

test('standing consent: by the head of the department, for unconditional entries only, ended by him: Art. 20.3', async () => {
  const path = '/catalog/entries/:region/:entry/standing-consent';
  const body = { document: '局办〔2026〕5号' };
  const otherHead = town.directory.addPost(codes.labour, 'head');
  expect(await codeOf(town.call(otherHead, 'PUT', path, { ...at('全国高等学校名单'), body }))).toBe('ENTRY_NOT_FOUND');
  expect(await codeOf(town.call(town.head, 'PUT', path, { ...at('高校毕业生信息'), body }))).toBe('STANDING_CONSENT_ONLY_UNCONDITIONAL');
  await town.call(town.head, 'PUT', path, { ...at('全国高等学校名单'), body });
  expect(await codeOf(town.call(town.head, 'PUT', path, { ...at('全国高等学校名单'), body }))).toBe('STANDING_CONSENT_EXISTS');
  const inForce = () => transact(base.db, (tx) => standingConsentInForce(tx, '320800', entries['全国高等学校名单'] ?? ''));
  expect(await inForce()).toBe(true);
  expect((await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', at('全国高等学校名单'))).standingConsent).toMatchObject({ on: '2026-09-07', document: '局办〔2026〕5号' });
  await town.call(town.head, 'DELETE', path, at('全国高等学校名单'));
  expect(await inForce()).toBe(false);
  const kept = await base.pool.query("select body from ledger_pending where kind = 'catalog.standing-consent' order by id");
  expect(kept.rows.map((row) => JSON.parse(row.body).given)).toEqual([true, false]);
});

test('contact and summary are changed without a case, recorded, and found by the search at once', async () => {
  const path = '/catalog/entries/:region/:entry/outside';
  expect(await codeOf(town.call(town.other, 'PUT', path, { ...at('中小学校名录'), body: { phone: '0517-1234567' } }))).toBe('ENTRY_NOT_FOUND');
  await town.call(town.cataloguer, 'PUT', path, { ...at('中小学校名录'), body: { phone: '0517-1234567', summary: '全市义务教育阶段学校名录，含校车线路与招生片区，每学期更新一次。' } });
  const view = await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', at('中小学校名录'));
  expect(view).toMatchObject({ version: 1, body: { phone: '0517-1234567' } });
  expect(view.changes.map((change) => change.zh).sort()).toEqual(['摘要', '联系电话']);
  expect((await search({ q: '校车线路' })).rows.map((row) => row.name)).toEqual(['中小学校名录']);
  expect(await codeOf(Promise.resolve().then(() => town.call(town.cataloguer, 'PUT', path, { ...at('中小学校名录'), body: { grade: 'general-1' } as never })).catch((e: unknown) => { if ((e as Error).name === 'ZodError') return; throw e; }))).toBe('done');
});

test('figures that later processes write are shown: asked, median of answers, users', async () => {
  const entry = { entryRegion: '320800', entry: entries['高校毕业生信息'] ?? '' };
  await transact(base.db, async (tx) => {
    await addFigure(tx, entry, { asked: 1, lastAskedOn: '2026-09-08' });
    await addFigure(tx, entry, { asked: 1, granted: 1, answered: { days: 2, late: false } });
    await addFigure(tx, entry, { refused: 1, answered: { days: 1, late: true } });
    await addFigure(tx, entry, { users: 3 });
    await addFigure(tx, entry, { users: 2 });
  });
  const { figures } = await town.call<EntryView>(town.stranger, 'GET', '/catalog/entries/:region/:entry', at('高校毕业生信息'));
  expect(figures).toMatchObject({ asked: 2, granted: 1, refused: 1, users: 2, answeredP50: 1.5, lastAskedOn: '2026-09-08' });
});

test('my department\'s list has every state; a circular goes to every other department of the region: Art. 16.1', async () => {
  await town.open(town.cataloguer, 'catalog', 'compile', { name: '编制中的目录' });
  const page = await town.call<z.output<typeof DepartmentPage>>(town.cataloguer, 'GET', '/catalog/department', { query: {} });
  expect(page.total).toBe(6);
  expect(page.rows[0]).toMatchObject({ name: '编制中的目录', state: 'compiling', openCase: { change: 'compile', state: 'draft' } });
  expect((await town.call<z.output<typeof DepartmentPage>>(town.other, 'GET', '/catalog/department', { query: {} })).rows).toEqual([]);
  const told = await transact(base.db, async (tx) => {
    const [circular] = await claimOutbox(tx, [CIRCULAR], 1);
    if (!circular) throw new Error('no circular');
    await catalogHandlers({ directory: town.directory, inside: town.engine.inside })[CIRCULAR]?.(tx, circular);
    const notices = await claimOutbox(tx, ['notice.org'], 100);
    return notices.map((notice) => (notice.body as { org: string; text: string })).map((body) => [body.org, body.text] as const);
  });
  expect(told.map(([org]) => org).sort()).toEqual([codes.labour, codes.authority, codes.other].sort());
  expect(told[0]?.[1]).toMatch(/^目录通告：307001\/000001《全国高等学校名单》发布/);
});

test('my department finds its own by any part of a name: of the version that stands, of the draft while none does, also of what an older program wrote', async () => {
  const own = (query: Record<string, string>, actor = town.cataloguer) => town.call<z.output<typeof DepartmentPage>>(actor, 'GET', '/catalog/department', { query });
  const names = async (query: Record<string, string>) => (await own(query)).rows.map((row) => row.name).sort();
  const ref = await town.open(town.cataloguer, 'catalog', 'compile', { name: '学校名册' });
  expect(await names({ q: '学校名' })).toEqual(['中小学校名录', '全国高等学校名单', '学校名册']);
  expect(await names({ q: '学校名', state: 'compiling' })).toEqual(['学校名册']);
  expect(await names({ q: '名 学校 中' })).toEqual(['中小学校名录']); // each part, in any order
  expect([await names({ q: '100%' }), (await own({ q: '学校名' }, town.other)).total]).toEqual([[], 0]);
  const first = await own({ q: '学校名', size: '2' });
  expect([first.total, [...first.rows, ...(await own({ q: '学校名', size: '2', after: first.after ?? '' })).rows].map((row) => row.name).sort()]).toEqual([3, ['中小学校名录', '全国高等学校名单', '学校名册']]);
  await town.save(ref, { ...universities, name: '院系名册' });
  expect([await names({ q: '学校名册' }), await names({ q: '院系' })]).toEqual([[], ['院系名册']]);
  await sql`update entry set name = null where id = ${entries['中小学校名录'] ?? ''}`.execute(base.db);
  expect(await names({ q: '校名' })).toEqual(['中小学校名录', '全国高等学校名单']);
});

test('the list of the region leaves as CSV, no cell is a formula', async () => {
  const { file } = await town.call<{ file: { name: string; body: AsyncIterable<string> } }>(town.stranger, 'GET', '/catalog/export', { query: {} });
  let text = '';
  for await (const piece of file.body) text += piece;
  const lines = text.replace(/^\uFEFF/, '').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^信息资源代码,数据目录名称,提供单位/);
  expect(lines).toHaveLength(6);
  expect([csvCell('=1+1'), csvCell('-2'), csvCell('a,b'), csvCell('说"好"'), csvCell('常')]).toEqual(["'=1+1", "'-2", '"a,b"', '"说""好"""', '常']);
});

test('an amended law opens the update of every entry that cites it, and joins the case that is open already: Art. 17.2', async () => {
  town.directory.movesTo('2026-09-14');
  const answer = await town.call<{ entries: number }>(town.reviewer, 'POST', '/catalog/amended-bases', { body: { name: '中华人民共和国高等教育法', kind: 'law', on: '2026-09-11', document: '主席令第九号' } });
  expect(answer.entries).toBe(5);
  const again = await town.call<{ entries: number }>(town.reviewer, 'POST', '/catalog/amended-bases', { body: { name: '中华人民共和国高等教育法', kind: 'law', on: '2026-09-14', document: '主席令第十号' } });
  expect(again.entries).toBe(5);
  const { openCase } = await town.call<EntryView>(town.cataloguer, 'GET', '/catalog/entries/:region/:entry', at('高校毕业生信息'));
  const page = await town.view<{ causes: { n: number; on: string }[] }>(town.cataloguer, openCase?.ref ?? '');
  expect(page.own.causes.map((cause) => cause.on)).toEqual(['2026-09-11', '2026-09-14']);
  expect(page.strips.map((strip) => strip.lamp.dueOn)).toEqual(['2026-09-24', '2026-09-28']);
  await town.call(town.reviewer, 'PUT', '/catalog/:ref/causes/:n', { params: { ref: openCase?.ref, n: 1 }, body: { on: '2026-09-14' } });
  expect((await town.view(town.cataloguer, openCase?.ref ?? '')).strips.map((strip) => strip.lamp.dueOn)).toEqual(['2026-09-28', '2026-09-28']);
  expect(await codeOf(town.call(town.reviewer, 'PUT', '/catalog/:ref/causes/:n', { params: { ref: openCase?.ref, n: 1 }, body: { kind: 'other' } }))).toBe('CAUSE_NOT_STATUTORY');
});
