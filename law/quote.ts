import { articles } from './regulation.ts';
import type { Article, Paragraph } from './regulation.ts';
import { numberZh, placeOf } from './basis.ts';
import { fail } from './errors.ts';

/**
 * The text at the place of a Basis, alone: `'21.1'` the paragraph, `'39(4)'` the item, `'14'` the whole article.
 *
 * @throws BASIS_UNKNOWN  where the regulation has no such place; 'reading', 'local' and '-' have none
 */
export function lawText(basis: string): string {
  const { article, paragraph, item } = find(basis);
  if (item !== undefined) return (paragraph?.items ?? [])[item - 1] ?? fail('BASIS_UNKNOWN', { basis });
  return paragraph ? whole(paragraph) : article.paragraphs.map(whole).join('\n');
}

/**
 * The sentences that a reader needs to understand the place: an item comes with the words that introduce it,
 * `'39(4)'` → 政务数据提供部门违反本条例规定，有下列情形之一的，……：（四）未按时答复……。
 *
 * @throws BASIS_UNKNOWN
 */
export function quote(basis: string): string {
  const { paragraph, item } = find(basis);
  if (item === undefined || !paragraph) return lawText(basis);
  return `${paragraph.text}（${numberZh(item)}）${lawText(basis).replace(/[；。]$/u, '。')}`;
}

/** Whether the regulation has this place. */
export function placeExists(basis: string): boolean {
  const place = placeOf(basis);
  const article = articles.find((one) => one.number === place?.article);
  if (!place || !article) return false;
  if (place.paragraph !== undefined && !article.paragraphs[place.paragraph - 1]) return false;
  return place.item === undefined || (itemsAt(article, place.paragraph)?.items ?? [])[place.item - 1] !== undefined;
}

function find(basis: string): { article: Article; paragraph?: Paragraph; item?: number } {
  const place = placeOf(basis);
  const article = articles.find((one) => one.number === place?.article);
  if (!place || !article || !placeExists(basis)) return fail('BASIS_UNKNOWN', { basis });
  const paragraph = place.item !== undefined ? itemsAt(article, place.paragraph)
    : place.paragraph !== undefined ? article.paragraphs[place.paragraph - 1] : undefined;
  return { article, ...(paragraph ? { paragraph } : {}), ...(place.item === undefined ? {} : { item: place.item }) };
}

/** The paragraph whose items are meant: the one named, else the article's only one that has any. */
function itemsAt(article: Article, paragraph: number | undefined): Paragraph | undefined {
  return paragraph !== undefined ? article.paragraphs[paragraph - 1] : article.paragraphs.find((one) => one.items);
}

function whole(paragraph: Paragraph): string {
  return [paragraph.text, ...(paragraph.items ?? []).map((text, i) => `（${numberZh(i + 1)}）${text}`)].join('\n');
}
