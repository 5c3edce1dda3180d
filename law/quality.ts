import type { Comparison, QualityRuleKind } from './codes/quality.ts';
import { comparisons, qualityRuleKinds } from './codes/quality.ts';
import { updateCycles } from './codes/catalog.ts';
import { codeZh } from './codes/list.ts';
import { patternFault } from './quality-pattern.ts';

/**
 * Art. 18: “政府部门应当建立健全政务数据全过程质量管理体系，提高政务数据质量管理能力……”
 * Reading: a department says of its items what a record must hold to, and looks whether it does. A rule names items by their
 * field, so it stands while the item does, whatever the version of the entry. A rule is data, never SQL.
 */

/** A rule looks only at records where this holds. */
export interface Guard { readonly field: string; readonly op: 'in' | 'not-in' | 'filled' | 'empty'; readonly values: readonly string[] }

export interface RuleBase {
  /** Stable across versions of the rules: results are compared by it. */
  readonly id: string;
  /** What people call it; empty: as its kind and items say. */
  readonly name: string;
  readonly when: Guard | null;
  /** Records that may fail in a thousand before the rule counts as failed: real data has known faults. */
  readonly toleratedPerMille: number;
}
export type CompareAs = 'number' | 'date' | 'text';
export type Rule = RuleBase & (
  | { readonly kind: 'required'; readonly field: string }
  | { readonly kind: 'range'; readonly field: string; readonly as: 'number' | 'date'; readonly min: string | null; readonly max: string | null }
  /** `list`: values kept by the platform, read at each run; else those written here. */
  | { readonly kind: 'code-set'; readonly field: string; readonly list: CodeListName | null; readonly codes: readonly string[] }
  | { readonly kind: 'pattern'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'unique'; readonly fields: readonly string[] }
  /** Numbers are summed on each side; dates and texts are one a side. */
  | { readonly kind: 'across'; readonly left: readonly string[]; readonly op: Comparison; readonly right: readonly string[]; readonly as: CompareAs }
  /** From one record of the same thing (`by`) to the next in order (`along`) the number never falls (`ge`) or never rises (`le`). */
  | { readonly kind: 'course'; readonly field: string; readonly op: 'ge' | 'le'; readonly by: readonly string[]; readonly along: string }
  /** The newest value is at most so many days old, by the machine's time. */
  | { readonly kind: 'freshness'; readonly field: string; readonly days: number });

/** Lists that the platform keeps: GB/T 2260 in force today. */
export const codeLists = { regions: '现行行政区划代码（GB/T 2260）' } as const;
export type CodeListName = keyof typeof codeLists;

/** Bounds of a set of rules, and of what a run may take from a provider's database. */
export const qualityBounds = {
  rules: 60, codes: 20_000, codeLength: 200, uniqueFields: 5, sideFields: 5, name: 60,
  pageRows: { least: 100, usual: 5_000, most: 20_000 },
  statementMs: { least: 500, usual: 10_000, most: 60_000 },
  pauseMs: { least: 0, usual: 200, most: 10_000 },
  /** Records looked at where the table has no index on its key: in one statement, from the beginning. */
  boundRows: { least: 1_000, usual: 200_000, most: 2_000_000 },
  everyDays: { least: 1, usual: 7, most: 92 },
  samples: 20,
} as const;

const isNumber = (text: string): boolean => /^[+-]?\d{1,30}(\.\d{1,20})?$/.test(text);
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What is wrong with a rule, at which of its fields; empty where nothing is. `known`: fields of the entry's items. */
export function ruleFaults(rule: Rule, known: ReadonlySet<string>): readonly { readonly at: string; readonly say: string }[] {
  const faults: { at: string; say: string }[] = [];
  const fault = (at: string, say: string): void => void faults.push({ at, say });
  for (const [at, fields] of fieldsOf(rule)) {
    if (fields.length === 0 || fields.some((field) => field === '')) fault(at, '请选择数据项');
    else if (fields.some((field) => !known.has(field))) fault(at, '目录中没有这个数据项，请重新选择');
    else if (new Set(fields).size < fields.length) fault(at, '同一数据项只选一次');
  }
  if (rule.when && (rule.when.op === 'in' || rule.when.op === 'not-in') && rule.when.values.length === 0) fault('when', '请写明适用范围的取值');
  kindFaults(rule, fault);
  return faults;
}

function kindFaults(rule: Rule, fault: (at: string, say: string) => void): void {
  switch (rule.kind) {
    case 'range': {
      const shape = rule.as === 'number' ? isNumber : isDate;
      const how = rule.as === 'number' ? '请填写数值，如 0 或 12.5' : '请按“年-月-日”填写日期';
      if (rule.min === null && rule.max === null) fault('min', '下限、上限至少填一个');
      if (rule.min !== null && !shape(rule.min)) fault('min', how);
      if (rule.max !== null && !shape(rule.max)) fault('max', how);
      if (rule.min !== null && rule.max !== null && shape(rule.min) && shape(rule.max) && (rule.as === 'number' ? Number(rule.min) > Number(rule.max) : rule.min > rule.max)) fault('max', '上限不能小于下限');
      return;
    }
    case 'code-set': if (rule.list === null && rule.codes.length === 0) fault('codes', '请列出代码，每行一个'); return;
    case 'pattern': {
      const wrong = patternFault(rule.pattern);
      if (wrong !== null) fault('pattern', wrong);
      return;
    }
    case 'unique': if (rule.fields.length > qualityBounds.uniqueFields) fault('fields', `最多选 ${qualityBounds.uniqueFields} 项`); return;
    case 'across':
      if (rule.as !== 'number' && (rule.left.length > 1 || rule.right.length > 1)) fault('left', '只有数值可以多项相加，日期和文字两边各选一项');
      if (rule.left.length > qualityBounds.sideFields || rule.right.length > qualityBounds.sideFields) fault('left', `每边最多选 ${qualityBounds.sideFields} 项`);
      if (rule.left.some((field) => rule.right.includes(field))) fault('right', '两边不能是同一数据项');
      return;
    case 'course':
      if (rule.by.length > qualityBounds.uniqueFields) fault('by', `最多选 ${qualityBounds.uniqueFields} 项`);
      if (new Set([rule.field, rule.along, ...rule.by]).size < rule.by.length + 2) fault('along', '数值、先后次序、同一对象的标识各选不同的数据项');
      return;
    default:
  }
}

/** The fields that a rule names, by where it names them. */
export function fieldsOf(rule: Rule): readonly (readonly [string, readonly string[]])[] {
  const own: readonly (readonly [string, readonly string[]])[] = 'fields' in rule ? [['fields', rule.fields]] : 'left' in rule ? [['left', rule.left], ['right', rule.right]] : 'along' in rule ? [['field', [rule.field]], ['along', [rule.along]], ['by', rule.by]] : [['field', [rule.field]]];
  return rule.when === null ? own : [...own, ['when', [rule.when.field]]];
}

/** A rule in words: what stands in lists, notices and exports. */
export function ruleZh(rule: Rule, nameOf: (field: string) => string): string {
  const names = (fields: readonly string[]): string => fields.map(nameOf).join('＋');
  const when = rule.when === null ? '' : `${guardZh(rule.when, nameOf)}时，`;
  if (rule.name !== '') return rule.name;
  switch (rule.kind) {
    case 'required': return `${when}${nameOf(rule.field)}必填`;
    case 'range': return `${when}${nameOf(rule.field)}${rule.min === null ? `不大于 ${rule.max}` : rule.max === null ? `不小于 ${rule.min}` : `在 ${rule.min} 至 ${rule.max} 之间`}`;
    case 'code-set': return `${when}${nameOf(rule.field)}属于${rule.list === null ? shownCodes(rule.codes) : codeLists[rule.list]}`;
    case 'pattern': return `${when}${nameOf(rule.field)}的格式为 ${rule.pattern}`;
    case 'unique': return `${when}${rule.fields.map(nameOf).join('、')}不重复`;
    case 'across': return `${when}${names(rule.left)}${codeZh(comparisons, rule.op)}${names(rule.right)}`;
    case 'course': return `${when}${rule.by.map(nameOf).join('、')}相同的，按${nameOf(rule.along)}先后，${nameOf(rule.field)}${rule.op === 'ge' ? '不小于' : '不大于'}前一次`;
    case 'freshness': return `最新的${nameOf(rule.field)}在 ${rule.days} 日以内`;
  }
}

const shownCodes = (codes: readonly string[]): string => (codes.length <= 4 ? codes.join('、') : `代码集（${codes.length} 个）`);

function guardZh(guard: Guard, nameOf: (field: string) => string): string {
  const name = nameOf(guard.field);
  if (guard.op === 'filled') return `${name}有值`;
  if (guard.op === 'empty') return `${name}为空`;
  return `${name}${guard.op === 'in' ? '为' : '不为'}${shownCodes(guard.values)}`;
}

export const kindZh = (kind: QualityRuleKind): string => codeZh(qualityRuleKinds, kind);

/** Whether a rule failed: more of the records than it tolerates. A freshness rule has one record. */
export function failed(rule: Pick<RuleBase, 'toleratedPerMille'>, checkedCount: number, failedCount: number): boolean {
  return failedCount * 1_000 > rule.toleratedPerMille * checkedCount;
}

export interface Described { readonly field: string; readonly name: string; readonly type: string; readonly length: number | null; readonly key: boolean; readonly nullable: boolean; readonly codeSet: string | null }

/**
 * Rules that the description of the items says already: what may not be empty, the key, short lists of values, types, and
 * the update cycle. Proposed to the cataloguer, none by itself.
 */
export function suggestRules(items: readonly Described[], updateCycle: string, newId: () => string): Rule[] {
  const base = () => ({ id: newId(), name: '', when: null, toleratedPerMille: 0 });
  const rules: Rule[] = items.filter((item) => !item.nullable || item.key).map((item) => ({ ...base(), kind: 'required', field: item.field }));
  const keys = items.filter((item) => item.key).map((item) => item.field);
  if (keys.length > 0 && keys.length <= qualityBounds.uniqueFields) rules.push({ ...base(), kind: 'unique', fields: keys });
  for (const item of items) {
    const codes = (item.codeSet ?? '').split(/[、,，;；]/).map((code) => code.trim()).filter((code) => code !== '');
    if (codes.length >= 2 && codes.length <= 60 && codes.every((code) => code.length <= 20 && !/[\s。]/.test(code))) rules.push({ ...base(), kind: 'code-set', field: item.field, list: null, codes: [...new Set(codes)] });
    if (/公民身份号码|身份证号/.test(item.name)) rules.push({ ...base(), kind: 'pattern', field: item.field, pattern: '\\d{17}[0-9X]' });
    if (/统一社会信用代码/.test(item.name)) rules.push({ ...base(), kind: 'pattern', field: item.field, pattern: '[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}' });
    if (/行政区划代码/.test(item.name)) rules.push({ ...base(), kind: 'code-set', field: item.field, list: 'regions', codes: [] });
  }
  const days = updateCycles.codes.find((cycle) => cycle.code === updateCycle)?.days ?? null;
  const stamp = items.find((item) => (item.type === 'D' || item.type === 'T') && /更新|修改/.test(item.name));
  if (days !== null && stamp) rules.push({ ...base(), kind: 'freshness', field: stamp.field, days });
  return rules.slice(0, qualityBounds.rules);
}
