import { basisKinds, codeZh, findCode } from '../../../law/codes.ts';
import type { Citation } from '../contract.ts';

/** Several things in one cell: one a line. What the grammar uses as a sign is written with a backslash where it is text. */

export function linesOf(texts: readonly string[]): string {
  return texts.map((text) => escape(text, false)).join('\n');
}

/** Lines of a cell without blank ones. `semicolons`: older sheets put several into one line. */
export function linesIn(text: string, semicolons = false): string[] {
  const lines = text.split(/\r?\n/);
  return (semicolons && lines.length === 1 ? text.split(/[;；]/) : lines).map((line) => unescape(line.trim())).filter((line) => line !== '');
}

type Part = keyof Citation;
const PARTS: readonly Part[] = ['kind', 'name', 'article', 'text'];

/** 类别｜名称｜条款｜原文, one a line; parts at the end that are empty are left out. */
export function citationsText(all: readonly { readonly [P in Part]?: string | undefined }[]): string {
  return all.map((cited) => {
    const parts = PARTS.map((part) => (part === 'kind' ? (cited.kind ? codeZh(basisKinds, cited.kind) : '') : cited[part] ?? ''));
    while (parts.length > 2 && parts.at(-1) === '') parts.pop();
    return parts.map((part) => escape(part, true)).join('｜');
  }).join('\n');
}

export interface CitedIn { readonly kind?: string; readonly name?: string; readonly article: string; readonly text: string }

/**
 * What a cell cites. Besides the grammar of the template: 《名称》第几条, with the sentence in quotes; its kind is taken
 * only where the name says it beyond doubt (中华人民共和国……法 is 法律, 三定 is a duty), for the rest the draft asks.
 */
export function citationsIn(text: string): CitedIn[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const parts = barred(line).map((part) => unescape(part.trim()));
    return parts.length > 1 ? byParts(parts) : freely(unescape(line));
  });
}

function byParts([kind = '', name = '', article = '', ...text]: readonly string[]): CitedIn {
  const code = findCode(basisKinds, kind)?.code;
  return { ...(code === undefined ? {} : { kind: code }), ...(name === '' ? {} : { name }), article, text: text.join('｜') };
}

function freely(line: string): CitedIn {
  const [, named, bare, article = '', quoted = ''] = /^(?:《([^》]{2,200})》|(.{2,200}?))\s*(第[零一二三四五六七八九十百千0-9]+条(?:第?[^：:“”"]{0,40})?)?\s*[：:]?\s*(?:[“"](.*)[”"])?$/.exec(line) ?? [];
  const name = named ?? bare ?? line;
  const kind = /^中华人民共和国.+法$/.test(name) ? 'law' : /三定|职责|职能配置/.test(name) ? 'duty' : undefined;
  return { ...(kind === undefined ? {} : { kind }), name, article: article.trim(), text: quoted };
}

function escape(text: string, bar: boolean): string {
  const plain = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return bar ? plain.replaceAll('｜', '\\｜').replaceAll('|', '\\|') : plain;
}

/** Parts between bars; a sign behind a backslash is text. */
function barred(line: string): string[] {
  const parts = [''];
  for (const [sign] of line.matchAll(/\\.|[^]/gu)) {
    if (sign === '｜' || sign === '|') parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_all, sign: string) => (sign === 'n' ? '\n' : sign === 'r' ? '\r' : sign));
}
