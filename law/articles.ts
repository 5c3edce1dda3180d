/** The text of the regulation: `article('21.1')`, `quote('39(4)')` with its introduction, `basisZh('21.1')` → 第二十一条第一款. */
export { basisZh, citedZh, limitBasisZh } from './basis.ts';
export { lawText as article, placeExists, quote } from './quote.ts';
export { articles, chapters, regulation } from './regulation.ts';
export type { Article, Paragraph } from './regulation.ts';
