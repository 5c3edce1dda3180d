import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditCheck, creditCode, idCheck, idNumber, isCreditCode, isIdNumber, isOrgCode, isPrivateOrgCode, orgCheck } from './identifiers.ts';
import { commonRegion, isRegionCode, isWithin, NATION, parentIn, regionCode, regionLevel, regionsAbove } from './region-code.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const code = (name: string) => expect.objectContaining({ code: name });
const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY';

test('统一社会信用代码: vectors of GB 32100 and of the demonstration', () => {
  for (const good of ['91350100M000100Y43', '11110000000000000N', '11440300MB2C00013H', '12330000MB1A00079H', '11320800PDY00001X6', '11320800PDY0000286', '11320800PDY0000361']) {
    expect(isCreditCode(good), good).toBe(true);
  }
  for (const bad of ['91350100M000100Y44', '91350100M000100Y4', '91350100m000100y43', '91350100M000100I43', '11320800PDY00001X7', '', '９1350100M000100Y43', '11AB0800PDY00001X6']) {
    expect(isCreditCode(bad), bad).toBe(false);
    expect(() => creditCode(bad), bad).toThrow(code('CREDIT_CODE_INVALID'));
  }
});

test('a credit code says who registered what where; a failing inner code is a warning only', () => {
  expect(creditCode('11320800PDY00001X6')).toEqual({ code: '11320800PDY00001X6', registrar: '1', category: '1', region: '320800', organisation: 'PDY00001X', warning: false });
  const legacy = `92320800000000011`; // inner code 000000011: its check would be 9
  expect(creditCode(legacy + (creditCheck(legacy) ?? '')).warning).toBe(true);
});

test('组织机构代码: GB 11714, with and without hyphen, and its private range', () => {
  expect(isOrgCode('D2143569-X')).toBe(true);
  expect(isOrgCode('D2143569X')).toBe(true);
  expect(isOrgCode('D2143569-1')).toBe(false);
  expect(isOrgCode('D21435-69X')).toBe(false);
  expect(isPrivateOrgCode('PDY00001X')).toBe(true);
  expect(isPrivateOrgCode('D2143569X')).toBe(false);
});

test('公民身份号码: vectors of GB 11643; the date is checked, the address is not', () => {
  expect(idNumber('11010519491231002X')).toEqual({ region: '110105', birth: '1949-12-31', sex: 'female' });
  expect(idNumber('440524188001010014')).toEqual({ region: '440524', birth: '1880-01-01', sex: 'male' });
  const abolished = '32999919491231002'; // no such county, now or ever
  expect(isIdNumber(abolished + (idCheck(abolished) ?? ''))).toBe(true);
  for (const bad of ['11010519491231002x', '110105194912310021', '11010519490229002X', '11010519491301002X', '1101051949123100', '']) {
    expect(isIdNumber(bad), bad).toBe(false);
    expect(() => idNumber(bad), bad).toThrow(code('ID_NUMBER_INVALID'));
  }
});

const character = (alphabet: string) => fc.constantFrom(...alphabet);

test('one wrong character never passes: 统一社会信用代码 and 公民身份号码', () => {
  const credit = fc.array(character(CREDIT), { minLength: 9, maxLength: 9 }).map((tail) => `11320800${tail.join('')}`);
  fc.assert(fc.property(credit, fc.integer({ min: 0, max: 16 }), character(CREDIT), (body, at, other) => {
    fc.pre(body.charAt(at) !== other);
    const whole = body + (creditCheck(body) ?? '');
    expect(isCreditCode(whole)).toBe(true);
    expect(isCreditCode(whole.slice(0, at) + other + whole.slice(at + 1))).toBe(false);
  }));
  const person = fc.tuple(fc.integer({ min: 1900, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 999 }))
    .map(([y, m, d, n]) => `320803${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}${String(n).padStart(3, '0')}`);
  fc.assert(fc.property(person, fc.integer({ min: 0, max: 16 }), character('0123456789'), (body, at, other) => {
    fc.pre(body.charAt(at) !== other);
    const whole = body + (idCheck(body) ?? '');
    expect(isIdNumber(whole)).toBe(true);
    expect(isIdNumber(whole.slice(0, at) + other + whole.slice(at + 1))).toBe(false);
  }));
  fc.assert(fc.property(fc.array(character('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 8, maxLength: 8 }), (body) => {
    expect(isOrgCode(body.join('') + (orgCheck(body.join('')) ?? ''))).toBe(true);
  }));
});

test('行政区划代码: two, four or six digits', () => {
  for (const [text, want] of [['32', '320000'], ['3208', '320800'], ['320803', '320803'], ['429004', '429004'], ['000000', NATION], ['100000', NATION], ['71', '710000'], ['82', '820000']] as const) {
    expect(regionCode(text)).toBe(want);
  }
  for (const bad of ['', '3', '320', '32080', '3208030', '990000', '100001', '320003', 'ABCDEF', '３２']) {
    expect(() => regionCode(bad), bad).toThrow(code('REGION_CODE_INVALID'));
    expect(isRegionCode(bad), bad).toBe(false);
  }
});

test('levels, what lies above, and the lowest region that contains two', () => {
  expect(['100000', '320000', '320800', '320803', '429004'].map(regionLevel)).toEqual(['nation', 'province', 'prefecture', 'county', 'county']);
  expect(regionsAbove('320803')).toEqual(['320800', '320000', NATION]);
  expect(regionsAbove(NATION)).toEqual([]);
  expect(parentIn('110101', new Set(['110000']))).toBe('110000');
  expect(parentIn('429004', new Set(['420000']))).toBe('420000');
  expect(isWithin('320803', '320000')).toBe(true);
  expect(isWithin('320803', '320700')).toBe(false);
  expect(commonRegion('320803', '320804')).toBe('320800');
  expect(commonRegion('320803', '320700')).toBe('320000');
  expect(commonRegion('320800', '320000')).toBe('320000');
  expect(commonRegion('320000', '330000')).toBe(NATION);
});
