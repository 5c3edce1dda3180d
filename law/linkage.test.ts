import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdentifierKind, Sensitivity } from './codes.ts';
import { leaveOut, linkageInSum, linkageOf, PORTRAIT } from './linkage.ts';
import type { Holding, LinkageLevel } from './linkage.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

type Given = readonly [name: string, sensitivity: Sensitivity, identifier?: IdentifierKind];
const holding = (entry: string, keys: Holding['keys'], ...items: readonly Given[]): Holding =>
  ({ entry, name: entry, keys, items: items.map(([name, sensitivity, identifier = null], n) => ({ n: n + 1, name, sensitivity, identifier })) });
const medical = holding('就诊记录', ['person'], ['诊断', 'sensitive-personal'], ['医院', 'none']);
const accounts = holding('银行账户', ['person'], ['账号', 'sensitive-personal']);
const graduates = holding('高校毕业生', ['person'], ['专业', 'personal']);
const universities = holding('高等学校名单', ['organisation'], ['学校名称', 'none']);
const patents = holding('企业专利', ['organisation'], ['技术秘密', 'business']);
const ledgers = holding('企业纳税', ['organisation'], ['成本', 'business']);
const people = (n: number) => Array.from({ length: n }, (_, i) => holding(`人员目录${i + 1}`, ['person'], ['状态', 'personal']));

test('high: sensitive items of two entries under one identifier', () => {
  const linkage = linkageOf(medical, [accounts]);
  expect(linkage).toMatchObject({ level: 'high', zh: '高' });
  expect(linkage.reasons).toEqual(['凭“自然人（公民身份号码等证件号码）”可与已获授权的 1 个目录关联，其中 2 个目录含敏感数据项：“就诊记录”的诊断；“银行账户”的账号']);
  expect(linkageOf(patents, [ledgers]).level).toBe('high');
});

test('high: what is asked for completes a sensitive entry held in part', () => {
  expect(linkageOf(holding('就诊记录', ['person'], ['医院', 'none']), [holding('就诊记录', [], ['医院', 'none'], ['诊断', 'sensitive-personal']), accounts]).level).toBe('high');
});

test('medium: something sensitive is added to what can be joined; or the personal information of five entries comes together', () => {
  expect(linkageOf(medical, [graduates])).toEqual({ level: 'medium', zh: '中', reasons: ['凭“自然人（公民身份号码等证件号码）”可与已获授权的 1 个目录关联，本次新增敏感数据项：诊断'], adds: ['诊断'] });
  expect(linkageOf(graduates, people(PORTRAIT - 1))).toMatchObject({ level: 'medium', reasons: [expect.stringContaining('共汇聚 5 个目录的个人信息')] });
  expect(linkageOf(graduates, people(PORTRAIT - 2)).level).toBe('low');
});

test.each([
  ['nothing is held yet', medical, []],
  ['what is asked for adds nothing sensitive, though two sensitive entries are held already', graduates, [medical, accounts]],
  ['the identifiers differ', medical, [patents]],
  ['no identifier at all', { ...medical, keys: [] }, [accounts]],
  ['a renewal of the same entry', medical, [medical]],
  ['public data', universities, [patents, ledgers]],
  ['the identifier itself is sensitive, and known already', holding('参保', [], ['公民身份号码', 'sensitive-personal', 'person'], ['险种', 'personal']), [holding('户籍', [], ['公民身份号码', 'sensitive-personal', 'person'])]],
  ['organisations are no natural persons', universities, people(9).map((one) => ({ ...one, keys: ['organisation' as const] }))],
])('low: %s', (_, wanted, held) => {
  const linkage = linkageOf(wanted, held);
  expect(linkage.level).toBe('low');
  expect(linkage.reasons.length).toBeGreaterThan(0);
});

test('two grants of one entry count once', () => {
  const linkage = linkageOf(medical, [accounts, { ...accounts, items: [{ n: 7, name: '余额', sensitivity: 'sensitive-personal', identifier: null }] }]);
  expect(linkage.reasons[0]).toContain('1 个目录关联');
  expect(linkage.reasons[0]).toContain('账号、余额');
});

test('what to leave out so that the risk falls: the sensitive items, or the identifier where no key tells it', () => {
  const asked = holding('参保缴费', [], ['公民身份号码', 'personal', 'person'], ['险种', 'none'], ['缴费基数', 'sensitive-personal'], ['累计缴费', 'sensitive-personal']);
  const ways = leaveOut(asked, [accounts]).map((one) => [one.items.map((item) => item.name).join(), one.zh]);
  expect(ways).toEqual([['公民身份号码', '低'], ['缴费基数,累计缴费', '低']]);
  expect(leaveOut({ ...asked, keys: ['person'] }, [accounts]).map((one) => one.items.map((item) => item.n))).toEqual([[3, 4]]);
  expect(leaveOut(asked, [])).toEqual([]);
  expect(leaveOut(accounts, [medical])).toEqual([]); // nothing would be left to apply for
});

test('a department in sum: by kind of identifier, its entries and what comes together under it', () => {
  expect(linkageInSum([medical, accounts, universities])).toEqual({
    level: 'high', zh: '高',
    joins: [{ kind: 'person', zh: '自然人（公民身份号码等证件号码）', entries: ['就诊记录', '银行账户'], sensitive: ['就诊记录：诊断', '银行账户：账号'], level: 'high' }],
  });
  expect(linkageInSum([])).toEqual({ level: 'low', zh: '低', joins: [] });
});

const order: readonly LinkageLevel[] = ['low', 'medium', 'high'];
const at = (level: LinkageLevel) => order.indexOf(level);
const kind = fc.constantFrom<IdentifierKind>('person', 'phone', 'organisation');
const anyItem = fc.record({ sensitivity: fc.constantFrom<Sensitivity>('none', 'personal', 'sensitive-personal', 'business'), identifier: fc.option(kind, { nil: null, freq: 2 }) });
const anyHolding = fc.record({
  entry: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), keys: fc.uniqueArray(kind, { maxLength: 1 }), items: fc.array(anyItem, { minLength: 1, maxLength: 5 }), from: fc.integer({ min: 1, max: 4 }),
}).map(({ entry, keys, items, from }): Holding => ({ entry, name: entry, keys, items: items.map((item, n) => ({ ...item, n: from + n, name: `${entry}${from + n}` })) }));
const several = fc.array(anyHolding, { maxLength: 7 });

test('holding more never lowers the level, and the order of grants does not matter', () => {
  fc.assert(fc.property(anyHolding, several, anyHolding, (wanted, held, more) => {
    const before = linkageOf(wanted, held).level;
    expect(at(linkageOf(wanted, [...held, more]).level)).toBeGreaterThanOrEqual(at(before));
    expect(linkageOf(wanted, held.toReversed()).level).toBe(before);
    expect(at(linkageOf({ ...wanted, items: wanted.items.slice(1) }, held).level)).toBeLessThanOrEqual(at(before));
  }));
});

test('what is left out lowers the level, no part of it does, and no smallest set is missing: against every subset', () => {
  fc.assert(fc.property(anyHolding, several, (wanted, held) => {
    const now = at(linkageOf(wanted, held).level);
    const level = (out: ReadonlySet<number>) => at(linkageOf({ ...wanted, items: wanted.items.filter((item) => !out.has(item.n)) }, held).level);
    const subsets = wanted.items.reduce<readonly (readonly number[])[]>((all, item) => [...all, ...all.map((set) => [...set, item.n])], [[]]).filter((set) => set.length < wanted.items.length);
    const lowering = subsets.filter((set) => level(new Set(set)) < now);
    const smallest = lowering.filter((set) => !lowering.some((other) => other.length < set.length && other.every((n) => set.includes(n))));
    const found = leaveOut(wanted, held);
    expect(found.map((one) => one.items.map((item) => item.n).toSorted().join()).toSorted()).toEqual(smallest.map((set) => set.toSorted().join()).toSorted());
    for (const one of found) expect(at(one.level)).toBe(level(new Set(one.items.map((item) => item.n))));
  }), { numRuns: 400 });
});

test('in sum is the highest that any entry has beside the others', () => {
  fc.assert(fc.property(several, (held) => {
    const entries = [...new Set(held.map((one) => one.entry))];
    const each = entries.map((entry) => {
      const own = held.filter((one) => one.entry === entry);
      return at(linkageOf(own[0] as Holding, [...own.slice(1), ...held.filter((one) => one.entry !== entry)]).level);
    });
    expect(at(linkageInSum(held).level)).toBe(Math.max(0, ...each));
  }));
});
