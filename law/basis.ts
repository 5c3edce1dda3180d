/**
 * Where a rule stands: `'21'` article, `'21.1'` paragraph, `'39(4)'` item, `'14.1(2)'` item of a paragraph;
 * `'20–21'` is not one, name the paragraph. `'reading'`: settled by us where the text is silent; `'local'`: set by no article,
 * a jurisdiction may adopt it; `'-'`: needs no article. A test holds that every Basis in a table names a place that exists.
 */
export type Basis = `${number}` | `${number}(${number})` | 'reading' | 'local' | '-';

/** The article, paragraph and item that a Basis names; undefined for 'reading', 'local' and '-'. */
export interface Place { readonly article: number; readonly paragraph?: number; readonly item?: number }

const SHAPE = /^([1-9]\d?)(?:\.([1-9]\d?))?(?:\(([1-9]\d?)\))?$/;

/** Takes a Basis apart; undefined where it names no place, or is no Basis at all. */
export function placeOf(basis: string): Place | undefined {
  const match = SHAPE.exec(basis);
  if (!match) return undefined;
  return {
    article: Number(match[1]),
    ...(match[2] === undefined ? {} : { paragraph: Number(match[2]) }),
    ...(match[3] === undefined ? {} : { item: Number(match[3]) }),
  };
}

const DIGITS = '零一二三四五六七八九';

/** 1..99 as the law writes numbers: 二十一. */
export function numberZh(n: number): string {
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  return (tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS.charAt(tens)}十`) + (ones === 0 && tens > 0 ? '' : DIGITS.charAt(ones));
}

/** Articles of one paragraph: nobody cites 第十四条第一款 where there is no second. A test holds them against the text. */
const undivided: ReadonlySet<number> = new Set([1, 2, 4, 5, 6, 7, 9, 10, 11, 14, 18, 23, 31, 32, 33, 39, 40, 41, 42, 43, 44]);

/** `'21.1'` → 第二十一条第一款 · `'9.1'` → 第九条 · `'39(4)'` → 第三十九条（四） · 'reading' → 平台释义 · 'local' → 地方规定 · '-' → ''. */
export function basisZh(basis: string): string {
  return written(basis, (item) => `（${item}）`);
}

/** The same as papers cite it: `'39(4)'` → 第三十九条第（四）项. */
export function citedZh(basis: string): string {
  return written(basis, (item) => `第（${item}）项`);
}

/** Where a limit stands: one that no article sets is no 地方规定 until a region has adopted it, and the clock alone does not say that. */
export function limitBasisZh(basis: string): string {
  return basis === 'local' ? '条例未规定' : basisZh(basis);
}

function written(basis: string, itemZh: (item: string) => string): string {
  const place = placeOf(basis);
  if (!place) return basis === 'reading' ? '平台释义' : basis === 'local' ? '地方规定' : '';
  const paragraph = place.paragraph === undefined || undivided.has(place.article) ? '' : `第${numberZh(place.paragraph)}款`;
  return `第${numberZh(place.article)}条${paragraph}${place.item === undefined ? '' : itemZh(numberZh(place.item))}`;
}
