import { fail } from '../errors.ts';
import type { Code, CodeList } from './list.ts';

const GUIDE = '政务信息资源目录编制指南（试行），发改高技〔2017〕1272号';
const FROM = '2017-06-30';

/** 项 of a 类, numbered 01, 02 … in the guide's order (the numbers are recalled, the order was read). */
const numbered = (...words: readonly string[]): readonly Code[] => words.map((zh, i) => ({ code: String(i + 1).padStart(2, '0'), zh, from: FROM }));

/** 信息资源分类: 类 (1 digit) → 项 (2 digits); 目 and 细目 are the compiler's. Provinces number differently: see `CodeScheme`. */
export const classification = {
  name: 'classification', zh: '信息资源分类', source: GUIDE, evidence: 'recalled',
  codes: [
    { code: '1', zh: '基础信息资源', from: FROM, also: ['基础', '基础类'], groups: numbered('人口', '法人单位', '自然资源和空间地理', '社会信用', '电子证照') },
    { code: '2', zh: '主题信息资源', from: FROM, also: ['主题', '主题类'],
      groups: numbered('公共服务', '健康保障', '社会保障', '食品药品安全', '安全生产', '价格监管', '能源安全', '信用体系', '城乡建设', '社区治理', '生态环保', '应急维稳') },
    { code: '3', zh: '部门信息资源', from: FROM, also: ['部门', '部门类'],
      groups: numbered('党中央', '全国人大常委会', '国务院', '全国政协', '最高人民法院', '最高人民检察院', '省（区、市）及其下各级', '计划单列市') },
  ],
} as const satisfies CodeList<Code & { readonly groups: readonly Code[] }>;

/** How an area numbers its entries. Tianjin, Heilongjiang, Sichuan … have standards of their own: another scheme is another value. */
export interface CodeScheme { readonly name: string; readonly zh: string; readonly from: string; readonly pattern: RegExp; readonly serialDigits: number }

/** The guide's: `<分类码>/<顺序码>`, 分类码 = 类 1 + 项 2 + 目 3 + 细目 of any length. */
export const guideScheme: CodeScheme = { name: 'guide-2017', zh: '编制指南（2017）', from: FROM, pattern: /^[123]\d{2}\d{3}\d*\/\d+$/, serialDigits: 6 };

/** What a resource code says. */
export interface ResourceCode { readonly kind: string; readonly group: string; readonly heading: string; readonly subheading: string; readonly serial: number }

/** Whether a text is a 信息资源代码 of this scheme. */
export function isResourceCode(text: string, scheme: CodeScheme = guideScheme): boolean {
  return text.length <= 64 && scheme.pattern.test(text);
}

/** Takes a code of the guide apart. @throws RESOURCE_CODE_INVALID */
export function resourceCode(text: string): ResourceCode {
  const match = isResourceCode(text) ? /^(\d)(\d{2})(\d{3})(\d*)\/(\d+)$/.exec(text) : null;
  if (!match) return fail('RESOURCE_CODE_INVALID', { text: text.slice(0, 64) });
  const [, kind = '', group = '', heading = '', subheading = '', serial = ''] = match;
  return { kind, group, heading, subheading, serial: Number(serial) };
}

/**
 * Builds a code: 类 1, 项 01, 目 001, 细目 0001, no. 123 → `1010010001/000123`. The serial is at least six digits wide.
 *
 * @throws RESOURCE_CODE_INVALID, CODE_UNKNOWN (no such 类 or 项)
 */
export function buildResourceCode(parts: ResourceCode): string {
  const kind = classification.codes.find((one) => one.code === parts.kind) ?? fail('CODE_UNKNOWN', { list: '信息资源分类（类）', value: parts.kind });
  if (!kind.groups.some((one) => one.code === parts.group)) fail('CODE_UNKNOWN', { list: '信息资源分类（项）', value: parts.group });
  const text = `${parts.kind}${parts.group}${parts.heading}${parts.subheading}/${String(parts.serial).padStart(guideScheme.serialDigits, '0')}`;
  const again = isResourceCode(text) ? resourceCode(text) : undefined;
  if (again?.heading !== parts.heading || again.serial !== parts.serial || parts.serial < 1) return fail('RESOURCE_CODE_INVALID', { text: text.slice(0, 64) });
  return text;
}

/** 主题信息资源 · 社会保障, for lists and pages. */
export function classificationZh(kind: string, group: string): string {
  const found = classification.codes.find((one) => one.code === kind);
  const groupZh = found?.groups.find((one) => one.code === group)?.zh;
  return [found?.zh ?? kind, groupZh ?? group].filter((part) => part !== '').join(' · ');
}
