import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import type { EntryBody, EntryPage, Found } from './contract.ts';
import type { z } from 'zod';
import { listAgain } from './index.ts';
import { graduates, universities } from './samples.testing.ts';
import { codes } from '../../platform/procedures/testing.ts';
import { catalogTown, type CatalogTown } from './town.testing.ts';

let base: TestDatabase;
let town: CatalogTown;
const bodies: EntryBody[] = [
  universities, graduates,
  { ...universities, name: '重庆银行网点信息', classCode: '307006', summary: '银行网点的名称、地址和营业时间，按季度更新，供便民服务使用。', updateCycle: 'quarterly' },
  { ...universities, name: '个体工商户登记信息', classCode: '307007', summary: '个体工商户的名称、经营者、经营范围，按日更新，供核验使用。', updateCycle: 'daily' },
];
beforeAll(async () => {
  base = await testDatabase();
  town = catalogTown(base.db);
  for (const body of bodies) await town.published(body);
});
afterAll(() => base.drop());

type Page = z.output<typeof EntryPage>;
const search = (query: Record<string, string>) => town.call<Page>(town.stranger, 'GET', '/catalog/entries', { query });
const names = async (q: string) => (await search({ q, size: '100' })).rows.map((row) => row.name);

test('an entry is found by its whole name, each of its items, its code, its department and its initials', async () => {
  const all = (await search({ size: '100' })).rows;
  expect(all).toHaveLength(bodies.length);
  for (const { name, code, providerName } of all) {
    expect((await names(name))[0]).toBe(name);
    expect(await names(code ?? '')).toEqual([name]);
    expect(await names(providerName)).toContain(name);
    for (const item of bodies.find((body) => body.name === name)?.items ?? []) expect([item.name, (await names(item.name)).includes(name)]).toEqual([item.name, true]);
  }
});

test('首字母 and whole pinyin, from any word on, mixed with characters; characters of several sounds by their word', async () => {
  const found: [q: string, name: string | undefined][] = [
    ['gxbys', '高校毕业生信息'], ['bysxx', '高校毕业生信息'], ['gaoxiaobiyesheng', '高校毕业生信息'], ['GXBYS', '高校毕业生信息'], ['bys 信息', '高校毕业生信息'],
    ['qggdxx', '全国高等学校名单'], ['cqyh', '重庆银行网点信息'], ['chongqingyinhang', '重庆银行网点信息'], ['gtgsh', '个体工商户登记信息'], ['zqyh', undefined], ['gxbyt', undefined],
  ];
  for (const [q, name] of found) expect([q, (await names(q))[0]]).toEqual([q, name]);
});

test('why a hit is a hit, and what is marked', async () => {
  const first = async (q: string) => (await search({ q })).rows[0];
  const said = async (q: string) => {
    const row = await first(q);
    return [row?.by, row?.marks.name.map(([from, to]) => row.name.slice(from, to))];
  };
  expect(await said('毕业生')).toEqual(['name', ['毕业生']]);
  expect(await said('gxbys')).toEqual(['sound', ['高校毕业生']]);
  expect(await said('营业时间')).toEqual(['summary', []]);
  expect(await said('身份号码')).toEqual(['items', []]);
  expect((await first('身份号码'))?.marks.items).toEqual([[[2, 6]]]);
  const page = await search({ q: '毕业生 信息' });
  expect(page.asked).toEqual({ words: ['毕业生', '信息'], also: [], letters: false, cut: false });
  expect((await search({})).rows[0]?.by).toBeNull();
});

test('a hit says its conditions in a line, and why it is not shared with the basis: Art. 15.2', async () => {
  const terms = async (name: string) => (await search({ q: name })).rows[0]?.terms;
  const { ranges, purposes, conditions } = graduates.sharing;
  expect(await terms('高校毕业生信息')).toMatchObject({ count: ranges.length + purposes.length + conditions.length, reason: '', standing: false });
  expect((await terms('高校毕业生信息'))?.said.startsWith([...ranges, ...purposes][0] ?? '')).toBe(true);
  expect(await terms('全国高等学校名单')).toEqual({ count: 0, said: '', reason: '', basis: '', standing: false });
  await town.published({ ...universities, name: '统计调查个体资料', classCode: '307008', sharing: { attribute: 'not-shared', ranges: [], purposes: [], conditions: [], reason: '能够识别单个统计调查对象'.repeat(10), basis: [{ kind: 'law', name: '中华人民共和国统计法', article: '第九条', text: '不得对外提供、泄露' }] } });
  const closed = await terms('统计调查个体资料');
  expect([closed?.basis, closed?.reason.endsWith('……')]).toEqual(['《中华人民共和国统计法》第九条', true]);
});

test('synonyms that the authority keeps: said, and marked where they stand', async () => {
  expect((await search({ q: '身份证号' })).asked?.also).toEqual(['公民身份号码']); // what everybody says, without anybody's list
  expect(await names('身份证号')).toContain('高校毕业生信息');
  expect(await names('小店')).toEqual([]);
  await base.db.insertInto('searchSynonym').values({ region: '320800', word: '小店', same: '个体工商户', byOrg: 'x', onDay: '2026-09-01' }).execute();
  const page = await search({ q: '小店' });
  expect([page.rows[0]?.name, page.rows[0]?.marks.name, page.asked?.also]).toEqual(['个体工商户登记信息', [[0, 5]], ['个体工商户']]);
});

test('a question that hits nothing proposes what hits: without filters, a word less, the same sound', async () => {
  const proposed = async (query: Record<string, string>) => (await search(query)).proposals.map(({ q, why }) => [q, why]);
  expect(await proposed({ q: '毕业生', attribute: 'unconditional' })).toContainEqual(['毕业生', '去掉左边的筛选']);
  expect(await proposed({ q: '毕业生 气象' })).toEqual([['毕业生', '不限“气象”']]);
  expect(await proposed({ q: '毕业声' })).toEqual([['高校毕业生信息', '读音相同'], ['毕业', '不限“声”']]);
  expect(await proposed({ q: '毕业生' })).toEqual([]);
  for (const one of (await search({ q: '毕业生 气象' })).proposals) expect((await search({ q: one.q })).total).toBe(one.count);
});

test('facets are counts over the hits, each as if nothing were chosen in it', async () => {
  for (const q of ['信息', 'xx', '高校', '']) {
    const page = await search({ q, size: '100' });
    expect(page.rows).toHaveLength(page.total);
    for (const [facet, of] of [['attribute', (row: Page['rows'][number]) => [row.attribute]], ['cycle', (row: Page['rows'][number]) => [row.updateCycle]], ['mode', (row: Page['rows'][number]) => row.modes], ['provider', (row: Page['rows'][number]) => [row.provider]], ['region', (row: Page['rows'][number]) => [row.region]]] as const) {
      for (const { value, count } of page.facets[facet]) {
        expect([q, facet, value, count]).toEqual([q, facet, value, page.rows.filter((row) => (of(row) as string[]).includes(value)).length]);
        const narrowed = await search({ q, [facet]: value, size: '100' });
        expect([narrowed.total, narrowed.facets[facet]]).toEqual([count, page.facets[facet]]);
      }
    }
  }
});

test('odd questions are answered: signs, very long, letters without sense, half of a pair', async () => {
  for (const q of ['，。', '%', "'", 'xx\\', '\u0000', 'a', 'zzzzzz', '信息'.repeat(50), 'abcdefghijklmnopqrstuvwxyz', '高', '😀', '毕业生 & | !']) {
    const page = await search({ q });
    expect(page.total).toBeGreaterThanOrEqual(0);
    if (page.total === 0) expect(page.asked).not.toBeNull();
  }
});

test('pages by key, also while others publish, lose and repeat nothing', async () => {
  const seen: string[] = [];
  let after = '';
  for (let n = 0; ; n += 1) {
    const page = await search({ q: '信息', size: '1', ...(after === '' ? {} : { after }) });
    seen.push(...page.rows.map((row) => row.name));
    if (page.after === null) break;
    after = page.after;
    if (n === 0) await town.published({ ...universities, name: '新近发布信息', classCode: '307008' });
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((name) => name !== '新近发布信息').sort()).toEqual(['个体工商户登记信息', '重庆银行网点信息', '高校毕业生信息'].sort());
});

test('the head of the page: entries by the beginning, words and initials of their names, departments by a part', async () => {
  const find = (q: string) => town.call<z.output<typeof Found>>(town.stranger, 'GET', '/catalog/find', { query: { q } });
  expect((await find('高校')).entries[0]).toMatchObject({ name: '高校毕业生信息', marks: [[0, 2]] });
  expect((await find('gxb')).entries[0]).toMatchObject({ name: '高校毕业生信息', marks: [[0, 3]] });
  expect(await find('，')).toEqual({ entries: [], departments: [] });
  await base.ownerDb.insertInto('region').values({ code: '320800', name: '淮安市', parent: null, level: 2, validFrom: '2000-01-01' } as never).onConflict((o) => o.doNothing()).execute();
  await base.db.insertInto('organisation').values({ code: '11320800PDY00001X6', region: '320800', name: '淮安市教育局', shortName: '市教育局', kind: 'department', since: '2020-01-01' } as never).execute();
  expect((await find('教育')).departments).toEqual([{ code: '11320800PDY00001X6', name: '淮安市教育局', marks: [[3, 5]] }]);
});

test('sorted by name as it sounds, or the newest first, with a question and without; each goes on where its page ended', async () => {
  const all = async (query: Record<string, string>) => {
    const found: string[] = [];
    for (let after = ''; ;) {
      const page = await search({ ...query, size: '2', ...(after === '' ? {} : { after }) });
      found.push(...page.rows.map((row) => row.name));
      if (page.after === null) return found;
      after = page.after;
    }
  };
  const byName = ['重庆银行网点信息', '高校毕业生信息', '个体工商户登记信息', '新近发布信息'].sort((a, b) => a.localeCompare(b, 'zh-u-co-pinyin'));
  expect(await all({ q: '信息', sort: 'name' })).toEqual(byName);
  expect((await all({ sort: 'name' })).filter((name) => byName.includes(name))).toEqual(byName);
  expect((await all({ q: '信息', sort: 'updated' }))[0]).toBe('新近发布信息');
  expect(new Set(await all({}))).toEqual(new Set(await all({ sort: 'updated' })));
  for (const query of [{ after: '1~x', q: '信息' }, { after: 'x' }, { after: 'x', sort: 'name' }]) await expect(search(query)).rejects.toMatchObject({ code: 'CURSOR_STALE' });
});

test('of a word with more hits than are ranked the best are: the shortest names, among them the newest; elsewhere the newest', async () => {
  const many = 9_000;
  await sql`
    with made as (insert into entry (region, id, provider, code, state, current_version)
      select '320900', gen_random_uuid(), ${codes.education}, '309/' || n, 'published', 1 from generate_series(1, ${many}::int) n returning id, code)
    insert into entry_listing (region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on, name_words, words, indexed)
    select '320900', id, 1, code, name, '', ${codes.education}, (array['unconditional', 'conditional'])[1 + n % 2], '{service}', 'daily', 'general-1', false, 1, '{}', '2026-09-01', array_to_tsvector(array['冗词', '繁字']), array_to_tsvector(array['冗词', '别处']), 2
    from (select id, code, split_part(code, '/', 2)::int as n, repeat('某', split_part(code, '/', 2)::int % 11) || '冗词' as name from made) as named order by md5(n::text)`.execute(base.ownerDb);
  const ranked = async (query: Record<string, string>) => {
    const found: string[] = [];
    for (let after = ''; ;) {
      const page = await search({ ...query, size: '100', ...(after === '' ? {} : { after }) });
      found.push(...page.rows.map((row) => row.code ?? ''));
      if (page.after === null) return { found, page };
      after = page.after;
    }
  };
  const order = async (by: string, where = 'true') => // by the whole table, without an index of words
     (await sql<{ code: string }>`select code from entry_listing where region = '320900' and ${sql.raw(where)} order by ${sql.raw(by)} limit 1000`.execute(base.db)).rows.map((row) => row.code);
  const names = await ranked({ q: '冗词' });
  expect(names.found).toEqual(await order('length(name), place desc'));
  expect([names.page.total, names.page.capped, names.page.facets.region]).toEqual([1000, true, [{ value: '320900', zh: '320900', count: 1000 }]]);
  expect((await ranked({ q: '冗词', attribute: 'conditional', region: '320900' })).found.slice(0, 1000)).toEqual(await order('length(name), place desc', "attribute = 'conditional'"));
  expect((await ranked({ q: '别处' })).found).toEqual(await order('place desc'));
  for (const [q, name] of [['冗词', '冗词'], ['某某', '某某冗词'], ['繁字', '冗词']] as const) { // what begins so, the shortest first; else what bears the word
    expect([q, ...(await town.call<z.output<typeof Found>>(town.stranger, 'GET', '/catalog/find', { query: { q } })).entries.map((one) => one.name)]).toEqual([q, ...Array.from({ length: 6 }, () => name)]);
  }
  const { rows: newest } = await sql<{ entry: string }>`select entry from entry_listing where region = '320900' order by length(name), place desc limit 12`.execute(base.db);
  const { entries: shown } = await town.call<z.output<typeof Found>>(town.stranger, 'GET', '/catalog/find', { query: { q: '繁字' } });
  expect(newest.map((one) => one.entry), 'of the equally short the newest, wherever they lie').toEqual(expect.arrayContaining(shown.map((one) => one.entry)));
  await sql`with gone as (delete from entry_listing where region = '320900') delete from entry where region = '320900'`.execute(base.ownerDb);
});

test('listings of an older form are written again, once', async () => {
  await sql`update entry_listing set sounds = '', indexed = 0`.execute(base.db);
  expect(await names('gxbys')).toEqual([]);
  expect(await transact(base.db, (tx) => listAgain(tx, town.directory))).toBeGreaterThan(3);
  expect(await transact(base.db, (tx) => listAgain(tx, town.directory))).toBe(0);
  expect(await names('gxbys')).toEqual(['高校毕业生信息']);
});
