import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sensitivity } from './codes.ts';
import { linkageOf } from './linkage.ts';
import type { Holding } from './linkage.ts';

const holding = (entry: string, identifiers: Holding['identifiers'], ...items: readonly (readonly [string, Sensitivity])[]): Holding =>
  ({ entry, name: entry, identifiers, items: items.map(([name, sensitivity]) => ({ name, sensitivity })) });
const medical = holding('就诊记录', ['person'], ['诊断', 'sensitive-personal'], ['医院', 'none']);
const accounts = holding('银行账户', ['person'], ['账号', 'sensitive-personal']);
const graduates = holding('高校毕业生', ['person'], ['专业', 'personal']);
const universities = holding('高等学校名单', ['organisation'], ['学校名称', 'none']);
const patents = holding('企业专利', ['organisation'], ['技术秘密', 'business']);
const ledgers = holding('企业纳税', ['organisation'], ['成本', 'business']);

test('high: sensitive items of two entries under one identifier', () => {
  const linkage = linkageOf(medical, [accounts]);
  expect(linkage).toMatchObject({ level: 'high', zh: '高' });
  expect(linkage.reasons).toEqual(['凭“自然人（公民身份号码等证件号码）”可与已获授权的 1 个目录关联，其中 2 个目录含敏感数据项：“就诊记录”的诊断；“银行账户”的账号']);
  expect(linkageOf(patents, [ledgers]).level).toBe('high');
});

test('high: what is asked for completes a sensitive entry held in part', () => {
  expect(linkageOf(holding('就诊记录', ['person'], ['医院', 'none']), [{ ...medical, identifiers: [] }, accounts]).level).toBe('high');
});

test.each([
  ['nothing is held yet', medical, []],
  ['one of the two is not sensitive', medical, [graduates]],
  ['what is asked for adds nothing sensitive, though two sensitive entries are held already', graduates, [medical, accounts]],
  ['the identifiers differ', medical, [patents]],
  ['no identifier at all', { ...medical, identifiers: [] }, [accounts]],
  ['a renewal of the same entry', medical, [medical]],
  ['public data', universities, [patents, ledgers]],
])('normal: %s', (_, wanted, held) => {
  const linkage = linkageOf(wanted, held);
  expect(linkage.level).toBe('normal');
  expect(linkage.reasons.length).toBeGreaterThan(0);
});

test('two grants of one entry count once', () => {
  const linkage = linkageOf(medical, [accounts, holding('银行账户', ['person'], ['余额', 'sensitive-personal'])]);
  expect(linkage.reasons[0]).toContain('1 个目录关联');
  expect(linkage.reasons[0]).toContain('账号、余额');
});

const level = fc.constantFrom<Sensitivity>('none', 'personal', 'sensitive-personal', 'business');
const anyHolding = fc.record({
  entry: fc.constantFrom('a', 'b', 'c', 'd'), name: fc.constant('目录'),
  identifiers: fc.uniqueArray(fc.constantFrom('person' as const, 'phone' as const, 'organisation' as const), { maxLength: 3 }),
  items: fc.array(fc.record({ name: fc.string({ minLength: 1, maxLength: 3 }), sensitivity: level }), { minLength: 1, maxLength: 4 }),
});

test('holding more never lowers the level, and the order of grants does not matter', () => {
  fc.assert(fc.property(anyHolding, fc.array(anyHolding, { maxLength: 5 }), anyHolding, (wanted, held, more) => {
    const before = linkageOf(wanted, held).level;
    if (before === 'high') expect(linkageOf(wanted, [...held, more]).level).toBe('high');
    expect(linkageOf(wanted, held.toReversed()).level).toBe(before);
  }));
});
