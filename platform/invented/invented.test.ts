import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCreditCode, isIdNumber, isPrivateOrgCode } from '../../law/identifiers.ts';
import { itemTypes } from '../../law/codes/catalog.ts';
import { valuesOf } from './code-set.ts';
import { diceOf } from './dice.ts';
import { creditCodeOfNobody, idNumberOfNobody, mobileOfNobody, plateOfNobody, propertyOfNobody, vinOfNobody } from './nobody.ts';
import { textLike } from './pattern.ts';
import { inventRows, rowCount, type InventedItem } from './values.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const item = (over: Partial<InventedItem>): InventedItem => ({ n: 1, name: '数据项', field: 'f', type: 'C', length: 40, key: false, nullable: false, codeSet: null, identifier: null, pattern: null, kind: 'text', ...over });
const column = (over: Partial<InventedItem>, seed = 's'): (string | null)[] => inventRows([item(over)], seed).map(([value]) => value ?? null);

test('the same seed gives the same rows, another seed others; a value does not depend on the items beside it', () => {
  const items = [item({ n: 1, identifier: 'person', key: true }), item({ n: 2, type: 'D' })];
  expect(inventRows(items, 'a')).toEqual(inventRows(items, 'a'));
  expect(inventRows(items, 'a')).not.toEqual(inventRows(items, 'b'));
  expect(inventRows(items, 'a').map((row) => row[1])).toEqual(inventRows(items.slice(1), 'a').map((row) => row[0]));
  expect(inventRows(items, 'pinned', 2)).toEqual([['990001200803116069', '2014-07-06'], ['990002200707187074', '2022-11-23']]); // on every machine and version
});

test('identifiers have the right form and nobody can hold them', () => {
  for (let nth = 1; nth <= rowCount; nth += 1) {
    const dice = diceOf(`x/${nth}`);
    const [person, organisation] = [idNumberOfNobody(dice, nth), creditCodeOfNobody(nth)];
    expect(isIdNumber(person), person).toBe(true);
    expect(person.slice(0, 2)).toBe('99');
    expect(isCreditCode(organisation) && isPrivateOrgCode(organisation.slice(8, 17)) && organisation.slice(2, 4) === '99', organisation).toBe(true);
    expect(mobileOfNobody(dice, nth)).toMatch(/^154\d{8}$/);
    expect(plateOfNobody(dice, nth)).toMatch(/^测[A-D]\d{5}$/);
    expect(vinOfNobody(nth)).toMatch(/^[A-Z0-9]{17}$/);
    expect(propertyOfNobody(dice, nth)).toMatch(/^990000[0-9]{13}F\d{8}$/);
  }
  expect(new Set(column({ identifier: 'person', key: true })).size).toBe(rowCount);
  expect(column({ name: '公民身份号码', length: 18 }).every((value) => isIdNumber(value ?? ''))).toBe(true);
});

test('every type of the catalogue has values of its form, within its length; keys differ; what may be missing is missing now and then', () => {
  const shapes: Readonly<Record<string, RegExp>> = { C: /^\S/, M: /^\S/, G: /^\S/, N: /^\d+(\.\d\d)?$/, Y: /^\d+(\.\d\d)?$/, I: /^\d+$/, B: /^\d+(\.\d+)?$/, F: /^\d+(\.\d+)?$/, L: /^(true|false)$/, D: /^\d{4}-\d{2}-\d{2}$/, T: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\+08$/ };
  for (const { code } of itemTypes.codes) {
    for (const value of column({ type: code, length: null })) expect(value, code).toMatch(shapes[code] as RegExp);
  }
  fc.assert(fc.property(fc.constantFrom('C', 'N', 'Y', 'I'), fc.integer({ min: 3, max: 40 }), fc.boolean(), (type, length, key) => {
    for (const value of inventRows([item({ type, length, key })], 'p', 20)) expect((value[0] as string).length).toBeLessThanOrEqual(length);
  }));
  for (const kind of ['integer', 'boolean'] as const) expect(column({ kind }).every((value) => (kind === 'integer' ? /^\d+$/ : /^[tf]$/).test(value ?? ''))).toBe(true);
  for (const [type, length] of [['C', 10], ['C', 18], ['I', null], ['N', 12]] as const) expect(new Set(column({ type, length, key: true })).size, type).toBe(rowCount);
  const nulls = column({ nullable: true }).filter((value) => value === null).length;
  expect(nulls).toBeGreaterThan(5);
  expect(nulls).toBeLessThan(60);
});

test('code sets as catalogues write them', () => {
  for (const [text, values] of [
    ['普通高等学校、成人高等学校', ['普通高等学校', '成人高等学校']], ['本科、专科', ['本科', '专科']], ['0-未知；1-男；2-女；9-未说明', ['0', '1', '2', '9']], ['1:有效,2:注销', ['1', '2']], ['01男,02女', ['01', '02']], ['A 在建；B 完工', ['A', 'B']],
    ['GB/T 2261.1-2003', ['0', '1', '2', '9']], ['个人基本信息分类与代码 GB/T 2261.2', ['10', '20', '21', '22', '23', '30', '40', '90']], ['按照国家标准执行，详见附件', undefined], ['省级字典', undefined], ['', undefined],
  ] as const) expect(valuesOf(text), text).toEqual(values);
  expect(new Set(column({ codeSet: '本科、专科', length: 10 }))).toEqual(new Set(['本科', '专科']));
});

test('a text fits its pattern, whatever the dice; a pattern beyond what is understood is left alone', () => {
  for (const pattern of ['^\\d{6}$', '[A-Z]{2}\\d{4,6}', '(?:苏|沪)[A-Z]\\d{5}', '^(19|20)\\d{2}-(0[1-9]|1[0-2])$', '[0-9A-HJ-NPQRTUWXY]{18}', 'SQ-\\d{6}-\\d{4}-\\d{6}', 'a?b*c+', '[\\d-]{3}', '\\(\\w+\\)']) {
    for (let n = 0; n < 20; n += 1) expect(textLike(pattern, diceOf(`${pattern}${n}`)), pattern).toMatch(new RegExp(`^(?:${pattern})$`, 'u'));
  }
  for (const pattern of ['(?=x)y', '[^a]', '\\bword', '(a)\\1', '(', '[', 'a{3,1}', 'x'.repeat(300), '*', '(((a{99}){99}){99}){99}']) expect(textLike(pattern, diceOf('x')), pattern).toBeUndefined();
  fc.assert(fc.property(fc.string({ maxLength: 40 }), (pattern) => { expect(['string', 'undefined']).toContain(typeof textLike(pattern, diceOf('x'))); }));
  expect(column({ pattern: '^PX\\d{4}$', length: 6 }).every((value) => /^PX\d{4}$/.test(value ?? ''))).toBe(true);
  expect(column({ codeSet: '^[0-9]{3}$' }).every((value) => /^\d{3}$/.test(value ?? ''))).toBe(true);
});
