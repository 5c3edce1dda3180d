import { expect, test } from 'vitest';
import { failed, fieldsOf, ruleFaults, ruleZh, suggestRules, type Described, type Rule } from './quality.ts';

const base = { id: 'r', name: '', when: null, toleratedPerMille: 0 } as const;
const known = new Set(['code', 'city', 'level', 'confirmed', 'cured', 'dead', 'updated']);
const faults = (rule: object) => ruleFaults({ ...base, ...rule } as Rule, known).map((fault) => fault.at);
const names: Readonly<Record<string, string>> = { code: '学校标识码', city: '所在地', level: '办学层次', confirmed: '确诊', cured: '治愈', dead: '死亡', updated: '更新时间' };
const zh = (rule: object) => ruleZh({ ...base, ...rule } as Rule, (field) => names[field] ?? field);

test('every kind of rule names items of the entry and says what it asks: Art. 18', () => {
  const good: readonly (readonly [object, string])[] = [
    [{ kind: 'required', field: 'code' }, '学校标识码必填'],
    [{ kind: 'range', field: 'dead', as: 'number', min: '0', max: null }, '死亡不小于 0'],
    [{ kind: 'range', field: 'updated', as: 'date', min: '2020-01-01', max: '2020-12-31' }, '更新时间在 2020-01-01 至 2020-12-31 之间'],
    [{ kind: 'code-set', field: 'level', list: null, codes: ['本科', '专科'] }, '办学层次属于本科、专科'],
    [{ kind: 'code-set', field: 'city', list: 'regions', codes: [] }, '所在地属于现行行政区划代码（GB/T 2260）'],
    [{ kind: 'pattern', field: 'code', pattern: '41\\d{8}' }, '学校标识码的格式为 41\\d{8}'],
    [{ kind: 'unique', fields: ['code', 'level'] }, '学校标识码、办学层次不重复'],
    [{ kind: 'across', left: ['cured', 'dead'], op: 'le', right: ['confirmed'], as: 'number' }, '治愈＋死亡不大于确诊'],
    [{ kind: 'course', field: 'confirmed', op: 'ge', by: ['city', 'level'], along: 'updated' }, '所在地、办学层次相同的，按更新时间先后，确诊不小于前一次'],
    [{ kind: 'freshness', field: 'updated', days: 31 }, '最新的更新时间在 31 日以内'],
    [{ kind: 'required', field: 'city', when: { field: 'level', op: 'in', values: ['本科'] } }, '办学层次为本科时，所在地必填'],
    [{ kind: 'required', field: 'city', name: '本科院校须有所在地' }, '本科院校须有所在地'],
  ];
  for (const [rule, says] of good) expect([faults(rule), zh(rule)]).toEqual([[], says]);
});

test('what a rule lacks is said at its field', () => {
  const bad: readonly (readonly [object, string])[] = [
    [{ kind: 'required', field: 'nothing' }, 'field'], [{ kind: 'required', field: '' }, 'field'],
    [{ kind: 'range', field: 'dead', as: 'number', min: null, max: null }, 'min'], [{ kind: 'range', field: 'dead', as: 'number', min: '3', max: '2' }, 'max'], [{ kind: 'range', field: 'dead', as: 'number', min: '1e9', max: null }, 'min'],
    [{ kind: 'range', field: 'updated', as: 'date', min: '2020-13-01', max: null }, 'min'],
    [{ kind: 'code-set', field: 'level', list: null, codes: [] }, 'codes'], [{ kind: 'pattern', field: 'code', pattern: '(a+)+' }, 'pattern'],
    [{ kind: 'unique', fields: [] }, 'fields'], [{ kind: 'unique', fields: ['code', 'code'] }, 'fields'], [{ kind: 'unique', fields: ['code', 'city', 'level', 'confirmed', 'cured', 'dead'] }, 'fields'],
    [{ kind: 'across', left: ['cured', 'dead'], op: 'le', right: ['confirmed'], as: 'date' }, 'left'], [{ kind: 'across', left: ['cured'], op: 'le', right: ['cured'], as: 'number' }, 'right'],
    [{ kind: 'course', field: 'dead', op: 'ge', by: ['dead'], along: 'updated' }, 'along'], [{ kind: 'course', field: 'dead', op: 'ge', by: [], along: 'updated' }, 'by'], [{ kind: 'course', field: 'dead', op: 'ge', by: ['city'], along: '' }, 'along'],
    [{ kind: 'required', field: 'code', when: { field: 'level', op: 'in', values: [] } }, 'when'], [{ kind: 'required', field: 'code', when: { field: 'gone', op: 'filled', values: [] } }, 'when'],
  ];
  for (const [rule, at] of bad) expect(faults(rule), JSON.stringify(rule)).toContain(at);
});

test('a rule fails above what it tolerates, in a thousand of what was looked at', () => {
  expect([[0, 100, 0], [0, 100, 1], [10, 100, 1], [10, 100, 2], [0, 0, 0], [1_000, 10, 10]].map(([perMille, checked, fails]) => failed({ toleratedPerMille: perMille as number }, checked as number, fails as number)))
    .toEqual([false, true, false, true, false, false]);
});

test('rules are proposed from what the items say already', () => {
  const item = (over: Partial<Described>): Described => ({ field: 'f', name: '某项', type: 'C', length: null, key: false, nullable: true, codeSet: null, ...over });
  let n = 0;
  const rules = suggestRules([
    item({ field: 'id', name: '公民身份号码', key: true, nullable: false }), item({ field: 'level', name: '办学层次', codeSet: '本科、专科' }),
    item({ field: 'division', name: '行政区划代码' }), item({ field: 'at', name: '更新时间', type: 'T' }), item({ field: 'note', name: '备注', codeSet: '见 GB/T 2260 全部代码的说明文字，长于二十个字的不算' }),
  ], 'monthly', () => `s${n += 1}`);
  expect(rules.map((rule) => [rule.kind, fieldsOf(rule)[0]?.[1]])).toEqual([['required', ['id']], ['unique', ['id']], ['pattern', ['id']], ['code-set', ['level']], ['code-set', ['division']], ['freshness', ['at']]]);
  expect(rules.every((rule) => ruleFaults(rule, new Set(['id', 'level', 'division', 'at', 'note'])).length === 0)).toBe(true);
  expect(rules.at(-1)).toMatchObject({ days: 31 });
});
