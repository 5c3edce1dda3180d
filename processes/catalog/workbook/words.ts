import { classification, findCode, identifierKinds, itemTypes, type CodeList } from '../../../law/codes.ts';

/** How cells write what is stored: the words of law/codes, with what older sheets and databases say instead. */

/** The code of a word; the word itself where no list has it, so that the rules of a draft name it. */
export function codeOf(list: CodeList, text: string): string {
  return findCode(list, text)?.code ?? findCode(list, text.replace(/[（(].*[)）]$/, '').replace(/类$/, ''))?.code ?? text;
}

const YES = new Set(['是', '有', 'y', 'yes', 'true', '1', '√', '✓']);
const NO = new Set(['否', '无', '不', 'n', 'no', 'false', '0', '×', '不是', '没有']);

/** 是 or 否; undefined where it is neither. */
export function yesOf(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

/** What a person writes where there is nothing. */
export function isBlank(text: string): boolean {
  return /^(?:无|暂无|没有|[-—/\\]+|n\/a)?$/i.test(text.trim());
}

const SECRETS: Readonly<Record<string, 'none' | 'work-secret' | 'state-secret'>> = {
  非涉密: 'none', 不涉密: 'none', 否: 'none', 无: 'none', 公开: 'none', 工作秘密: 'work-secret', 内部: 'work-secret',
  涉密: 'state-secret', 是: 'state-secret', 国家秘密: 'state-secret', 秘密: 'state-secret', 机密: 'state-secret', 绝密: 'state-secret',
};
export const secrecyOf = (text: string): 'none' | 'work-secret' | 'state-secret' | undefined => SECRETS[text.trim()];
export const SECRECY_ZH = { none: '非涉密', 'work-secret': '工作秘密', 'state-secret': '国家秘密' } as const;

/** 类: `3`, `部门信息资源`, `3 部门信息资源` or 部门. */
export function kindOf(text: string): string | undefined {
  const word = text.replace(/^[123][\s.、-]*(?=\D)/, '').trim().replace(/^政务(?=部门)/, '').replace(/(?<=资源)类$/, '');
  return classification.codes.find((one) => one.code === text.trim() || one.code === word || one.zh === word || (one.also as readonly string[]).includes(word) || (text.trim().startsWith(one.code) && one.zh === word))?.code;
}

/** 项 of a 类: `07`, `7`, its name, or both. */
export function groupOf(kind: string, text: string): string | undefined {
  const [, digits, word = ''] = /^(\d{0,2})[\s.、-]*(.*)$/.exec(text.trim()) ?? [];
  const groups = classification.codes.find((one) => one.code === kind)?.groups ?? [];
  return groups.find((one) => (digits !== '' && one.code === digits?.padStart(2, '0')) || (digits === '' && one.zh === word))?.code;
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(?:n?var)?char|^string|^字符|^文本|^uuid/i, 'C'], [/^(?:tiny|small|big|medium)?int|^integer|^整[型数]|^long/i, 'I'], [/^decimal|^number|^numeric|^数[值字]/i, 'N'], [/^money|^货币/i, 'Y'],
  [/^date$|^日期$|^日期型/i, 'D'], [/^datetime|^timestamp|^日期时间|^时间/i, 'T'], [/^bool|^bit|^逻辑|^布尔/i, 'L'], [/^text|^clob|^json|^备注/i, 'M'], [/^double|^双精度/i, 'B'], [/^float|^real|^浮点/i, 'F'], [/^blob|^bytea|^image|^通用|^geometry/i, 'G'],
];

/** 数据类型 of an item, and its length where both stand in one cell: `字符型C(18)`, `varchar(50)`, `C18`. */
export function typeOf(text: string): { readonly type: string; readonly length: string | null } {
  const [, word = text, length = null] = /^(.*?)[\s(（]*(\d+)(?:\s*[,，]\s*\d+)?\s*[)）]?$/.exec(text.trim()) ?? [];
  const known = findCode(itemTypes, text.trim()) ?? findCode(itemTypes, word.trim());
  const type = known?.code ?? TYPES.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? text;
  return { type, length: type === text ? null : length };
}

/** 标识对象 by its whole word, or by the word before the bracket. */
export function identifierOf(text: string): string | undefined {
  return findCode(identifierKinds, text)?.code ?? identifierKinds.codes.find((one) => one.zh.startsWith(`${text.trim()}（`))?.code;
}
