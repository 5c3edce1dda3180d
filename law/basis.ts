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

/** `'21.1'` → 第二十一条第一款 · `'39(4)'` → 第三十九条（四） · 'reading' → 平台释义 · 'local' → 地方规定 · '-' → ''. */
export function basisZh(basis: string): string {
  const place = placeOf(basis);
  if (!place) return basis === 'reading' ? '平台释义' : basis === 'local' ? '地方规定' : '';
  const paragraph = place.paragraph === undefined ? '' : `第${numberZh(place.paragraph)}款`;
  const item = place.item === undefined ? '' : `（${numberZh(place.item)}）`;
  return `第${numberZh(place.article)}条${paragraph}${item}`;
}
