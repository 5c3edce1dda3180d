import { documentKinds, type DocumentKind } from '../../law/documents/kinds.ts';
import type { Paper } from '../../law/documents/paper.ts';
import type { PaperView } from '../../platform/documents/contract.ts';

/** What the server sends is what is drawn: one shape, whose dates are legal dates. */
export const asPaper = (view: PaperView): Paper => view as unknown as Paper;

export const kindZh = (kind: string): string => (kind in documentKinds ? documentKinds[kind as DocumentKind].zh : '文书');
