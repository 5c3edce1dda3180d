import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyedDigest } from '../../../platform/keys/index.ts';
import { loadFaulty, rowsOf } from '../../../tests/faulty.ts';
import { connects, type Entry } from '../../../tests/market.ts';
import { startProvider, type ProviderDatabase } from '../../../tests/provider.ts';
import { town, type Town } from '../../../tests/town.ts';
import { failedRules } from './failing.ts';
import type { QualityDeps } from './run.ts';
import { bindOver, declare, depsOf, publishOver, qualityPath, rule, runsNow } from './town.testing.ts';

/**
 * The real faults of real data (Art. 18): the Ministry's list of universities, daily counts of an epidemic, a table of
 * divisions. What the rules find in a provider's database is stated here, and counted a second time from the files.
 */
let it: Town;
let provider: ProviderDatabase;
let connection: string;
let deps: QualityDeps;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14' }), startProvider()]);
  await loadFaulty(provider);
  connection = await connects(it, provider);
  deps = await depsOf(it);
}, 180_000);
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const found = (results: readonly { readonly zh: string; readonly failed: number }[]) => Object.fromEntries(results.map((result) => [result.zh, result.failed]));
/** The records of one rule, as its department sees them. */
const failures = async (entry: Entry, id: string) => it.client('education.cataloguer').get(`${qualityPath(entry)}/failures/${id}`) as Promise<{ rows: string[][]; more: boolean }>;

test('universities: six old-style codes, fifteen schools under the codes of adult ones, trailing spaces, one city that is no division, two departments in a cell', async () => {
  const rows = rowsOf('universities/universities-2025.csv');
  const names = new Set(rowsOf('divisions/divisions-2023.csv').map((row) => row['name'] ?? ''));
  const ordinary = { field: 'category', op: 'in', values: ['普通高等学校'] };
  const rules = [
    rule({ kind: 'required', field: 'school_code', name: '标识码必填' }),
    rule({ kind: 'unique', fields: ['school_code'], name: '标识码唯一' }),
    rule({ kind: 'pattern', field: 'school_code', pattern: '4[12]\\d{8}', name: '标识码以 41、42 开头' }),
    rule({ kind: 'pattern', field: 'school_code', pattern: '41\\d{8}', when: ordinary, name: '普通高等学校以 41 开头' }),
    rule({ kind: 'pattern', field: 'name', pattern: '\\S|\\S.*\\S', name: '校名首尾无空格' }),
    rule({ kind: 'pattern', field: 'competent_department', pattern: '\\S+', name: '主管部门无空格' }),
    rule({ kind: 'code-set', field: 'city', codes: [...names], name: '所在地是行政区划' }),
    rule({ kind: 'code-set', field: 'level', codes: ['本科', '专科'], name: '办学层次' }),
    rule({ kind: 'required', field: 'city', when: ordinary, name: '普通高等学校有所在地' }),
    rule({ kind: 'required', field: 'city', name: '都有所在地' }),
  ];
  const entry = await publishOver(it, '高等学校名单质量', '303011', [
    { field: 'school_code', name: '学校标识码', key: true }, { field: 'name', name: '学校名称' }, { field: 'category', name: '学校类别' }, { field: 'competent_department', name: '主管部门' }, { field: 'city', name: '所在地' }, { field: 'level', name: '办学层次' },
  ]);
  await bindOver(it, connection, entry, 'school');
  await declare(it, entry, rules);
  const last = await runsNow(it, deps, entry);
  expect([rows.length, last.checked, last.way, last.partial]).toEqual([3_167, 3_167, 'paged', false]);
  expect(found(last.results)).toEqual({
    标识码必填: 0, 标识码唯一: 0, '标识码以 41、42 开头': 6, '普通高等学校以 41 开头': 21, 校名首尾无空格: 1, 主管部门无空格: 2, 所在地是行政区划: 1, 办学层次: 0, 普通高等学校有所在地: 0, 都有所在地: 248,
  });

  const of = (test: (row: Record<string, string>) => boolean) => rows.filter(test).length;
  const code = (row: Record<string, string>) => row['school_code'] ?? '';
  expect(found(last.results)).toEqual({
    标识码必填: of((row) => code(row).trim() === ''), 标识码唯一: rows.length - new Set(rows.map(code)).size, '标识码以 41、42 开头': of((row) => !/^4[12]\d{8}$/.test(code(row))),
    '普通高等学校以 41 开头': of((row) => row['category'] === '普通高等学校' && !/^41\d{8}$/.test(code(row))), 校名首尾无空格: of((row) => row['name'] !== row['name']?.trim()),
    主管部门无空格: of((row) => /\s/.test(row['competent_department'] ?? '')), 所在地是行政区划: of((row) => row['city'] !== '' && !names.has(row['city'] ?? '')), 办学层次: of((row) => row['level'] !== '' && !['本科', '专科'].includes(row['level'] ?? '')),
    普通高等学校有所在地: of((row) => row['category'] === '普通高等学校' && row['city'] === ''), 都有所在地: of((row) => row['city'] === ''),
  });

  const [, , old, , trailing, departments, city] = rules.map((each) => each.id);
  expect((await failures(entry, old as string)).rows.map(([key]) => key?.slice(0, 2))).toEqual(Array.from({ length: 6 }, () => '36'));
  expect((await failures(entry, trailing as string)).rows.map((row) => row[1])).toEqual(['渤海船舶职业学院 ']);
  expect((await failures(entry, departments as string)).rows.map((row) => row[1]).sort()).toEqual(['上海市 中国科学院', '江西省       ']);
  expect((await failures(entry, city as string)).rows.map((row) => row[1])).toEqual(['临夏州']);

  // A correction starts from here: the rule, its items, and who received such a record is one look-up by the same digests.
  const rulesNow = await failedRules(it.database.db, entry.region, entry.id);
  const first = rulesNow.find((one) => one.rule === old);
  expect(first).toMatchObject({ failed: 6, checked: 3_167, items: [1] });
  const key = deps.keys.digestKey(`entry/${entry.region}/${entry.id}`);
  const expected = rows.map(code).filter((one) => one.startsWith('36')).map((one) => keyedDigest(key, one).toString('hex')).sort();
  expect(first?.samples.map((each) => each.toString('hex')).sort()).toEqual(expected);
}, 120_000);

test('epidemic: codes outside the table of divisions, cities without a code, more cured and dead than confirmed, no country code, cumulative counts that fall', async () => {
  const rows = rowsOf('epidemic-daily/covid19-daily.csv.gz');
  const divisions = rowsOf('divisions/divisions-2019-mca.csv').map((row) => row['code'] ?? '');
  const rules = [
    rule({ kind: 'required', field: 'date', name: '有日期' }),
    rule({ kind: 'required', field: 'country_code', name: '有国家代码' }),
    rule({ kind: 'code-set', field: 'city_code', codes: divisions, name: '市代码在 2019 年区划表中' }),
    rule({ kind: 'pattern', field: 'city_code', pattern: '\\d{6}', name: '市代码六位数字' }),
    rule({ kind: 'required', field: 'city_code', when: { field: 'city', op: 'filled', values: [] }, name: '有市名的有市代码' }),
    rule({ kind: 'across', left: ['cured', 'dead'], op: 'le', right: ['confirmed'], as: 'number', name: '治愈与死亡不大于确诊' }),
    rule({ kind: 'range', field: 'confirmed', as: 'number', min: '0', max: null, name: '确诊不为负' }),
    rule({ kind: 'range', field: 'date', as: 'date', min: '2019-12-01', max: '2020-12-08', name: '日期在范围内' }),
    rule({ kind: 'unique', fields: ['date', 'country', 'province', 'city'], name: '市级行唯一' }),
    rule({ kind: 'course', field: 'confirmed', op: 'ge', by: ['country', 'province', 'city'], along: 'date', name: '累计确诊不减' }),
    rule({ kind: 'freshness', field: 'date', days: 1, name: '每日更新' }),
  ];
  const columns = ['record_id', 'date', 'country', 'country_code', 'province', 'city', 'city_code', 'confirmed', 'cured', 'dead'];
  const entry = await publishOver(it, '每日计数质量', '303012', columns.map((field) => ({ field, name: field, key: field === 'record_id' })));
  await bindOver(it, connection, entry, 'epidemic');
  await declare(it, entry, rules);
  await it.client('education.operator').put(`${qualityPath(entry)}/plan`, { byItself: false, hourFrom: 0, hourTo: 24, everyDays: 1, pageRows: 20_000, boundRows: 200_000, statementMs: 20_000, pauseMs: 0 });
  const last = await runsNow(it, deps, entry);
  expect([rows.length, last.checked, last.way]).toEqual([229_084, 229_084, 'paged']);
  expect(found(last.results)).toEqual({ 有日期: 0, 有国家代码: 1_459, '市代码在 2019 年区划表中': 14_885, 市代码六位数字: 13_490, 有市名的有市代码: 994, 治愈与死亡不大于确诊: 827, 确诊不为负: 0, 日期在范围内: 0, 市级行唯一: 0, 累计确诊不减: 152, 每日更新: 1 });
  expect(last.results.at(-1)).toMatchObject({ why: '2020-12-08', verdict: 'fails' });

  const known = new Set(divisions);
  const of = (test: (row: Record<string, string>) => boolean) => rows.filter(test).length;
  const n = (row: Record<string, string>, name: string) => Number(row[name]);
  expect(found(last.results)).toMatchObject({
    有国家代码: of((row) => row['countryCode'] === ''), '市代码在 2019 年区划表中': of((row) => row['cityCode'] !== '' && !known.has(row['cityCode'] ?? '')), 市代码六位数字: of((row) => row['cityCode'] !== '' && !/^\d{6}$/.test(row['cityCode'] ?? '')),
    有市名的有市代码: of((row) => row['city'] !== '' && row['cityCode'] === ''), 治愈与死亡不大于确诊: of((row) => n(row, 'cured') + n(row, 'dead') > n(row, 'confirmed')),
    市级行唯一: of((row) => row['province'] !== '' && row['city'] !== '') - new Set(rows.filter((row) => row['province'] !== '' && row['city'] !== '').map((row) => `${row['date']} ${row['country']} ${row['province']} ${row['city']}`)).size,
  });
  const places = new Map<string, { date: string; confirmed: number }[]>();
  for (const row of rows) {
    const place = `${row['country']}|${row['province']}|${row['city']}`;
    if (!places.has(place)) places.set(place, []);
    places.get(place)?.push({ date: row['date'] ?? '', confirmed: n(row, 'confirmed') });
  }
  const falls = [...places.values()].flatMap((days) => days.toSorted((a, b) => (a.date < b.date ? -1 : 1)).filter((day, at, all) => at > 0 && day.confirmed < (all[at - 1]?.confirmed ?? 0)));
  const course = last.results.find((result) => result.zh === '累计确诊不减');
  expect([course?.failed, course?.checked]).toEqual([falls.length, rows.length - places.size]);
  expect((await failures(entry, rules[9]?.id as string)).rows.length).toBeGreaterThan(0);

  // What was looked at is what a rule applies to: rows without a city have no city code to be wrong.
  expect(last.results[2]?.checked).toBe(of((row) => row['cityCode'] !== ''));
}, 180_000);

test('divisions of 2019: forty-nine counties are no more in 2023', async () => {
  const old = rowsOf('divisions/divisions-2019-mca.csv').map((row) => row['code'] ?? '');
  const now = new Set(rowsOf('divisions/divisions-2023.csv').map((row) => (row['code'] ?? '').padEnd(6, '0')));
  const rules = [rule({ kind: 'code-set', field: 'code', codes: [...now], name: '2023 年仍在' })];
  const entry = await publishOver(it, '行政区划代码质量', '303013', [{ field: 'code', name: '区划代码', key: true }, { field: 'name', name: '名称' }]);
  await bindOver(it, connection, entry, 'division');
  await declare(it, entry, rules);
  const last = await runsNow(it, deps, entry);
  const gone = old.filter((code) => !now.has(code));
  expect(last.results.map((result) => [result.checked, result.failed])).toEqual([[old.length, gone.length]]);
  const counties = gone.filter((code) => !code.endsWith('00'));
  expect([counties.length, gone.length]).toEqual([49, 52]); // and Hong Kong, Macao and Taiwan, which that list omits
  const shown = (await failures(entry, rules[0]?.id as string)).rows.map(([code]) => code);
  expect(shown.filter((code) => !code?.endsWith('00')).sort()).toEqual(counties.sort());
}, 60_000);
