import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainDate } from './plain-date.ts';
import { isRegionCode, NATION } from './region-code.ts';
import { divisionRows, regionOn, regionsFrom } from './regions.ts';

const rows = (file: string) => divisionRows(readFileSync(new URL(`../data/divisions/${file}`, import.meta.url), 'utf8'));
const lists = { of2019: rows('divisions-2019-mca.csv'), of2021: rows('divisions-2021-mit.csv'), of2023: rows('divisions-2023.csv') };
const regions = regionsFrom(lists);
const byCode = new Map(regions.map((region) => [region.code, region]));
const region = (code: string) => byCode.get(code);

test('the three lists are whole', () => {
  expect([lists.of2019.length, lists.of2021.length, lists.of2023.length]).toEqual([3212, 34 + 337 + 2872, 31 + 342 + 2978]);
});

test('every code is well formed, stands once, and its parent is there', () => {
  expect(byCode.size).toBe(regions.length);
  for (const one of regions) {
    expect(isRegionCode(one.code), one.code).toBe(true);
    if (one.code !== NATION) expect(byCode.has(one.parent ?? ''), one.code).toBe(true);
  }
  expect(region(NATION)).toEqual({ code: NATION, name: '全国', level: 'nation', parent: null, from: null, to: null });
  expect(regions.filter((one) => one.level === 'province')).toHaveLength(34);
});

test('valid from the beginning where 2019 has it, else from the first list that has it', () => {
  expect(region('320800')).toEqual({ code: '320800', name: '淮安市', level: 'prefecture', parent: '320000', from: null, to: null });
  expect(region('320613')).toMatchObject({ name: '崇川区', from: '2021-01-04', to: null });
  expect(region('330114')).toMatchObject({ name: '钱塘区', parent: '330100', from: '2023-06-30', to: null });
});

test('open-ended unless absent from 2023; Hong Kong, Macao and Taiwan stay', () => {
  expect(region('330103')).toMatchObject({ name: '下城区', from: null, to: '2023-06-29' });
  for (const code of ['710000', '810000', '820000', '810001']) expect(region(code)?.to, code).toBeNull();
  expect(regions.filter((one) => one.to !== null)).toHaveLength(20);
  expect(regions.filter((one) => one.from === '2023-06-30').map((one) => one.name).sort()).toEqual(
    ['三元区', '临平区', '会理市', '偃师区', '凤翔区', '孟津区', '旬阳市', '横州市', '沙县区', '沙湾市', '白杨市', '祁阳市', '禄丰市', '米林市', '错那市', '钱塘区', '长泰区', '黔西市', '龙海区'].sort());
  const before = regionOn(region('330103') ?? regions[0] as never, plainDate('2023-06-29'));
  expect([before, regionOn(region('330103') ?? regions[0] as never, plainDate('2023-06-30'))]).toEqual([true, false]);
});

test('placeholders and zones are left out; districts and counties hang on the region that exists', () => {
  for (const code of ['110100', '500200', '429000', '419000', '130171', '320871', '232761', '620201', '632857']) expect(region(code), code).toBeUndefined();
  expect(region('110101')?.parent).toBe('110000');
  expect(region('429004')).toMatchObject({ name: '仙桃市', parent: '420000' });
  expect(region('659012')?.parent).toBe('650000');
  expect(region('810001')?.parent).toBe('810000');
  expect(regions.every((one) => !/市辖区|直辖县级/u.test(one.name))).toBe(true);
});
