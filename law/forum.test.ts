import { expect, test } from 'vitest';
import { disputableWhen, disputeEffectNames, effectsFor, disputable, procedureOf } from './dispute-effects.ts';
import { forumRegion, forumWhy, isPartyOf, type Side } from './forum.ts';
import { findProcedure } from './procedures/index.ts';
import { regionsAbove } from './region-code.ts';

const side = (org: string, authority: string, region: string): Side => ({ org, name: org, authority, authorityName: authority, region, regionName: region, regions: [region, ...regionsAbove(region).filter((above) => !above.startsWith('1101'))] });

test.each([
  ['two departments of one city', '320800', '320800', undefined],
  ['two cities of one province', '320800', '320100', '320000'],
  ['two districts of one municipality: 市辖区 is no region', '110105', '110108', '110000'],
  ['a province and its own city', '320000', '320800', '320000'],
  ['a county and its city', '320826', '320800', '320800'],
  ['two provinces', '320000', '330000', '100000'],
  ['a ministry and a locality', '100000', '320800', '100000'],
])('the forum is the common authority, or that of the lowest region which contains both: %s', (_, a, b, expected) => {
  const [one, two] = [side('甲', `authority of ${a}`, a), side('乙', `authority of ${b}`, b)];
  expect(forumRegion(one, two)).toBe(expected);
  expect(forumRegion(two, one)).toBe(expected);
});

test('the forum is the common authority, or that of the lowest region which contains both: Art. 28.2', () => {
  // a vertically managed organ is under the authority recorded for it, wherever it sits
  expect(forumRegion(side('市税务局', '省数据局', '320000'), side('市教育局', '市数据局', '320800'))).toBe('320000');
  expect(forumRegion(side('市税务局', '市数据局', '320800'), side('市教育局', '市数据局', '320800'))).toBeUndefined();
  expect(isPartyOf('市数据局', side('市数据局', '市数据局', '320800'), side('市教育局', '市数据局', '320800'))).toBe(true);
  expect(forumWhy(side('市数据局', '市数据局', '320800'), side('市教育局', '市数据局', '320800'), { org: '市数据局', name: '市数据局' }, { name: '省数据局', government: false })).toBe('双方的同级主管部门同为市数据局；但它本身是争议一方，不协调自己的争议：协商不成的，直接报政府决定，决定由省数据局录入。');
  expect(forumWhy(side('省数据局', '省数据局', '320000'), side('市教育局', '市数据局', '320800'), { org: '省数据局', name: '省数据局' }, { name: '省人民政府', government: true })).toContain('决定由审核员依省人民政府的来文代录。');
});

test('every kind that may be disputed has its states, clocks and effects, and each effect is for something', () => {
  for (const kind of disputable) {
    const name = procedureOf(kind);
    const table = name === undefined ? undefined : findProcedure(name);
    if (table !== undefined) {
      expect(disputableWhen[kind].states.filter((state) => !(state in table.states)), kind).toEqual([]);
      expect(disputableWhen[kind].overdue.filter((clock) => !(clock in table.clocks)), kind).toEqual([]);
    }
    expect(effectsFor(kind)).toContain('stands');
  }
  expect(disputeEffectNames.filter((name) => !disputable.some((kind) => effectsFor(kind).includes(name)))).toEqual([]);
});
