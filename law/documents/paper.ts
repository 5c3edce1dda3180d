import type { PlainDate } from '../plain-date.ts';
import type { Block, LedgerHead } from './blocks.ts';
import type { DocumentKind } from './kinds.ts';
import type { PaperStyle } from './template.ts';

/** Who did it and when: 市教育局·经办人, 2026-10-22 09:30. */
export interface Mark { readonly by: string; readonly at: string }

/** One paper as Word and print draw it: the same words and data for both. */
export interface Paper {
  readonly kind: DocumentKind;
  readonly title: string;
  /** Name of its file, without extension. */
  readonly name: string;
  /** Number of its case, or of a list; null while it has none. */
  readonly number: string | null;
  readonly fileNumber: string | null; // 发文字号
  readonly orgName: string; // who issues it
  readonly on: PlainDate;
  readonly blocks: readonly Block[];
  readonly style: PaperStyle;
  readonly template: string; // by which it was made, in words
  /** SHA-256 of the kept content, hex; null: a preview, which proves nothing. */
  readonly digest: string | null;
  readonly head: LedgerHead | null;
  readonly made: Mark | null; // null: a preview
  readonly printed: Mark | null; // null: the paper as it was made; else a further print of it
}

/** What stands above a paper that is none yet; a kept one bears no such words. */
export const previewMark = '预览　未生效，没有摘要，不得作为凭据';

/** 64 hexadecimal digits in groups of eight, for people to compare. */
export const inGroups = (digest: string): string => (digest.match(/.{1,8}/g) ?? []).join(' ');

/** Copy, preview or the paper itself: who printed or made it, and when. A further print differs from the kept paper in this alone. */
export function printLine(paper: Pick<Paper, 'digest' | 'made' | 'printed'>): string {
  const says = (word: string, mark: Mark) => `${word}${mark.by}　${mark.at}`;
  if (paper.printed !== null) return says(paper.digest === null ? '预览　打印：' : '副本　打印：', paper.printed);
  return paper.made === null ? '预览' : says('制成：', paper.made);
}

/** The lines at the foot of each page, beside the code of the number. */
export function footOf(paper: Paper): readonly [numbers: string, digest: string, print: string] {
  const numbers = [paper.number ?? '未编号', paper.fileNumber, paper.template].filter((part): part is string => part !== null).join('　');
  const head = paper.head === null ? '' : `　存证${paper.head.size}条`;
  return [numbers, paper.digest === null ? '预览没有摘要' : `摘要 ${inGroups(paper.digest)}${head}`, printLine(paper)];
}

export const pageZh = (page: number | string, pages: number | string): string => `第 ${page} 页　共 ${pages} 页`;

/** Width of a text in characters of the body: what is Latin or a digit is half of one. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (/[\u0020-\u024f]/.test(char) ? 0.5 : 1), 0);
}

/** Points of 发文机关标志: as large as the name fits one line of the page, 小初 at most, 二号 at least. */
export function headSize(orgName: string, margins: PaperStyle['margins']): number {
  const width = (210 - margins.left - margins.right) * (72 / 25.4);
  return Math.max(22, Math.min(36, Math.floor(width / Math.max(1, [...orgName].length)) - headSpace));
}
/** Points between its characters. */
export const headSpace = 2;

/**
 * How far from the right edge 署名 and 成文日期 end, in characters. Sealed: the date four from the edge, the name centred
 * over it; plain: the name two from the edge, the date beginning two characters behind the name.
 */
export function signIndents(org: string, on: string, signature: PaperStyle['signature']): { readonly org: number; readonly on: number } {
  const [name, date] = [widthOf(org), widthOf(on)];
  if (signature === 'plain') return { org: 2 + Math.max(0, date + 2 - name), on: 2 + Math.max(0, name - date - 2) };
  const right = Math.max(4, (name - date) / 2);
  return { org: right - (name - date) / 2, on: right };
}

/** Width of a page's text in characters of a table, about: 156 mm at 12 points. */
const tableWidth = 36;
/** On both sides of a cell together, in the same measure. */
const padding = 1.4;

/**
 * Shares of a table's width, summing to 1, by the longest words of each column; what may not be broken (a date, a number)
 * finds room. Word and print break lines alike, and every page of a long table has the same columns.
 */
export function columnShares(columns: readonly string[], rows: readonly (readonly string[])[]): readonly number[] {
  const cells = columns.map((head, n) => [head, ...rows.map((row) => row[n] ?? '')]);
  const longest = cells.map((texts) => texts.reduce((most, text) => Math.max(most, ...text.split('\n').map(widthOf)), 2));
  const wants = longest.map((width) => (width <= 15 ? width + 1 : 16 + Math.min(12, (width - 15) / 8))); // an opinion of many lines takes more than a name of two
  const run = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, ...(text.match(/[\u0021-\u024f]+/g) ?? []).map(widthOf)), 0);
  const least = cells.map((texts, n) => Math.min(12, padding + Math.max(1.16 * run(texts), Math.min(3, longest[n] ?? 3))) / tableWidth);
  const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
  if (sum(least) >= 1) return least.map((one) => one / sum(least));
  for (const fixed = new Set<number>(); ;) {
    const free = 1 - sum(least.filter((_, n) => fixed.has(n)));
    const rest = sum(wants.filter((_, n) => !fixed.has(n)));
    const shares = wants.map((want, n) => (fixed.has(n) ? least[n] ?? 0 : (want / rest) * free));
    const narrow = shares.findIndex((share, n) => !fixed.has(n) && share < (least[n] ?? 0));
    if (narrow < 0) return shares;
    fixed.add(narrow);
  }
}
