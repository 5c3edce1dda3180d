import { fail } from '../errors.ts';
import { checkDocument } from '../jurisdiction.ts';
import type { Document } from '../jurisdiction.ts';
import type { PlainDate } from '../plain-date.ts';
import { documentKinds, issuedKinds } from './kinds.ts';
import type { DocumentKind } from './kinds.ts';

/** Millimetres. The official form of papers (公文格式) has 37, 26, 35, 28. */
export interface Margins { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }

/**
 * How one region's papers look and are numbered, adopted by its authority by a document with a number and dates, like
 * every local rule. Versions are only added; a paper says by which it was made.
 */
export interface DocumentTemplate {
  readonly version: number;
  /** Kinds that carry 发文机关标志 and the red line; none by default: a head is the deployer's to adopt. */
  readonly heads: readonly DocumentKind[];
  /** 发文字号: `{代字}数函〔{年}〕{序号}号`; null: papers carry the number of their case alone. */
  readonly fileNumber: string | null;
  /** 机关代字 of each organisation, by its code; one without gets no 发文字号. */
  readonly codes: readonly { readonly org: string; readonly text: string }[];
  readonly margins: Margins;
  /** Between lines, in points. */
  readonly line: number;
  /** sealed: 署名 centred over the date, which ends four characters from the edge, the seal over both; plain: two characters, no seal. */
  readonly signature: 'sealed' | 'plain';
  /** Address, postcode, telephone of the organisation that issues; printed under the letter. Empty: none. */
  readonly contact: string;
  readonly by: Document;
}

/** What a paper takes from its template; kept with it. */
export interface PaperStyle {
  readonly margins: Margins;
  readonly line: number;
  readonly head: boolean;
  readonly signature: 'sealed' | 'plain';
}

/** Where a region has adopted nothing: no head, no number of its own. */
export const plainTemplate: Omit<DocumentTemplate, 'by'> = {
  version: 0, heads: [], fileNumber: null, codes: [], margins: { top: 25, right: 26, bottom: 25, left: 28 }, line: 28, signature: 'sealed', contact: '',
};

/** The foot with number, digest and page stands within the lower margin. */
export const templateBounds = { margin: { least: 15, most: 50 }, bottom: { least: 25, most: 50 }, line: { least: 26, most: 30 } } as const;

/** The template in force on this day: of several the one from the latest date, then the newest. */
export function templateOn(templates: readonly DocumentTemplate[], day: PlainDate): DocumentTemplate | undefined {
  return [...templates].sort((a, b) => (a.by.from < b.by.from ? 1 : a.by.from > b.by.from ? -1 : b.version - a.version))
    .find(({ by }) => by.from <= day && (by.to === null || day <= by.to));
}

export function styleFor(template: Omit<DocumentTemplate, 'by'>, kind: DocumentKind): PaperStyle {
  const { margins, line, signature } = template;
  return { margins, line, signature, head: documentKinds[kind].issued && template.heads.includes(kind) };
}

/** 机关代字 by which this organisation's papers of this kind are numbered; undefined where they are not. */
export function fileCodeOf(template: Omit<DocumentTemplate, 'by'>, kind: DocumentKind, org: string): string | undefined {
  if (template.fileNumber === null || !documentKinds[kind].issued) return undefined;
  return template.codes.find((one) => one.org === org)?.text;
}

/** 淮教数函〔2026〕1号: the running number without zeros in front, the year in full. */
export function fileNumberOf(pattern: string, parts: { readonly code: string; readonly year: number; readonly n: number }): string {
  return pattern.replace('{代字}', parts.code).replace('{年}', String(parts.year)).replace('{序号}', String(parts.n));
}

/** By which template a paper was made, in words. */
export function templateZh(template: { readonly version: number; readonly by?: Pick<Document, 'number'> }): string {
  return template.version === 0 || template.by === undefined ? '平台通用格式' : `本地区公文模板第${template.version}版（${template.by.number}）`;
}

/** @throws LOCAL_NUMBER_OUT_OF_BOUNDS, TEMPLATE_KIND_INVALID, TEMPLATE_NUMBER_INVALID, LOCAL_DOCUMENT_REQUIRED, LOCAL_DATES_INVALID */
export function checkTemplate(template: DocumentTemplate): void {
  checkDocument(template.by);
  for (const [side, zh] of [['top', '上边距（毫米）'], ['right', '右边距（毫米）'], ['bottom', '下边距（毫米）'], ['left', '左边距（毫米）']] as const) within(zh, template.margins[side], side === 'bottom' ? templateBounds.bottom : templateBounds.margin);
  within('行距（磅）', template.line, templateBounds.line);
  if (template.heads.some((kind) => !issuedKinds.includes(kind))) fail('TEMPLATE_KIND_INVALID', { kinds: issuedKinds.map((kind) => documentKinds[kind].zh).join('、') });
  if (template.fileNumber !== null && !isPattern(template.fileNumber)) fail('TEMPLATE_NUMBER_INVALID');
  const orgs = template.codes.map((one) => one.org);
  const texts = template.codes.map((one) => one.text);
  if (new Set(orgs).size !== orgs.length || new Set(texts).size !== texts.length) fail('TEMPLATE_CODE_TWICE');
}

function within(what: string, value: number, { least, most }: { readonly least: number; readonly most: number }): void {
  if (!Number.isFinite(value) || value < least || value > most) fail('LOCAL_NUMBER_OUT_OF_BOUNDS', { what, least, most });
}

/** Each part once, and nothing else in braces. */
function isPattern(pattern: string): boolean {
  const parts = pattern.match(/\{[^}]*\}/g) ?? [];
  return parts.length === 3 && ['{代字}', '{年}', '{序号}'].every((part) => parts.includes(part)) && !/[{}]/.test(pattern.replace(/\{[^}]*\}/g, ''));
}
