import type { z } from 'zod';
import { fail, LawError } from '../../law/errors.ts';
import { fieldWords } from '../../law/field-words.ts';
import { hasHidden } from '../hidden-characters.ts';
import type { RouteInput } from './route.ts';

type Part = 'params' | 'query' | 'body';
const partZh: Readonly<Record<Part, string>> = { params: '地址', query: '查询条件', body: '' };

/**
 * Parses what came in by the route's shapes. Objects are strict where the shape says nothing else: an unknown
 * field is refused, since a misspelt one would be ignored in silence.
 *
 * @throws BODY_INVALID with every field that is wrong
 */
export function parseInput(shapes: RouteInput | undefined, from: Readonly<Record<Part, unknown>>): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const shape = shapes?.[part];
    if (shape !== undefined) refuseControls(from[part], partZh[part]);
    if (shape !== undefined) parsed[part] = parsePart(strict(shape), from[part] ?? (part === 'body' ? undefined : {}), part);
  }
  return parsed;
}

function parsePart(shape: z.ZodType, value: unknown, part: Part): unknown {
  const answer = shape.safeParse(value, { error: sentenceOf });
  if (answer.success) return answer.data;
  throw invalid(answer.error.issues, part);
}

/** The refusal of a shape that does not fit, for routes and for the acts of procedures. */
export function invalid(issues: readonly z.core.$ZodIssue[], part: Part = 'body'): LawError {
  return invalidFields(issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })), partZh[part]);
}

/** The same, of what a rule of the law finds at fields: each path and what is wrong there. */
export function invalidFields(found: readonly { readonly path: string; readonly message: string }[], part = ''): LawError {
  const fields = found.slice(0, 50);
  const first = fields[0];
  const where = [part, placeZh(first?.path ?? '')].filter((text) => text !== '').join(' ');
  return new LawError('BODY_INVALID', { where: where === '' ? '' : `“${where}”`, why: first?.message ?? '不符合要求', fields });
}

/** Where in the form, in words: `perItem.2.reason` is 逐项答复 第 3 项 理由. */
const placeZh = (path: string): string => path.split('.').map((part) => (/^\d{1,6}$/.test(part) ? `第 ${Number(part) + 1} 项` : Object.hasOwn(fieldWords, part) ? fieldWords[part] : part)).join(' ');

/** What shows nothing and may mislead, or what no database keeps as text. Looked for everywhere, before any shape is asked. */
function refuseControls(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (hasHidden(value)) fail('TEXT_HAS_CONTROLS', { field: field === '' ? '内容' : placeZh(field) });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      refuseControls(key, field);
      refuseControls(inner, Array.isArray(value) ? field : key);
    }
  }
}

const strictOnes = new WeakMap<z.ZodType, z.ZodType>();

/** A plain object shape refuses unknown keys; one that says loose or has a catch-all keeps its say. */
function strict(shape: z.ZodType): z.ZodType {
  const known = strictOnes.get(shape);
  if (known !== undefined) return known;
  const object = shape as z.ZodObject;
  const made = object.def.type === 'object' && object.def.catchall === undefined ? object.strict() : shape;
  strictOnes.set(shape, made);
  return made;
}

const typeZh: Readonly<Record<string, string>> = {
  string: '应为文字', number: '应为数字', int: '应为整数', boolean: '应为是或否', object: '应为一组内容', array: '应为列表', date: '应为日期', null: '应为空', undefined: '应为空',
};

/** Zod's findings in Chinese: what is wrong, in the words of somebody who fills in a form. */
export const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': return issue.input === undefined ? '必填' : typeZh[issue.expected] ?? '类型不符';
    case 'unrecognized_keys': return `有不认识的字段：${issue.keys.slice(0, 5).join('、').slice(0, 100)}`;
    case 'invalid_value': return `只能是：${issue.values.map(String).slice(0, 12).join('、')}`;
    case 'too_small': return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big': return tooBig(issue.origin, Number(issue.maximum));
    case 'invalid_format': return formatZh[issue.format] ?? '格式不正确';
    case 'not_multiple_of': return `应为 ${String(issue.divisor)} 的倍数`;
    case 'invalid_union': return '与任何一种允许的内容都不符';
    default: return '不符合要求';
  }
};

const formatZh: Readonly<Record<string, string>> = {
  uuid: '应为标识号', email: '应为电子邮箱', url: '应为网址', regex: '格式不正确', date: '应为日期，如 2026-03-05', datetime: '应为时间', cidrv4: '应为网段，如 10.0.0.0/24', ipv4: '应为 IP 地址',
};

function tooSmall(origin: string, least: number): string {
  if (origin === 'string') return least <= 1 ? '必填' : `至少 ${least} 个字`;
  if (origin === 'array' || origin === 'set') return `至少 ${least} 项`;
  return `不得小于 ${least}`;
}

function tooBig(origin: string, most: number): string {
  if (origin === 'string') return `最多 ${most} 个字`;
  if (origin === 'array' || origin === 'set') return `最多 ${most} 项`;
  return `不得大于 ${most}`;
}
