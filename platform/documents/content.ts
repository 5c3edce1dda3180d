import { createHash } from 'node:crypto';
import type { Block, LedgerHead } from '../../law/documents/blocks.ts';
import type { DocumentKind } from '../../law/documents/kinds.ts';
import type { Mark, Paper } from '../../law/documents/paper.ts';
import type { PaperStyle } from '../../law/documents/template.ts';
import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { canonical, type Plain } from '../ledger/canonical.ts';
import type { KeptRow } from './store.ts';

/**
 * Everything a kept paper says, as its digest covers it. `salt` makes the digest a secret of whoever holds the paper:
 * its words alone, which others may know or guess, do not give it.
 */
export interface Content {
  readonly format: 'shuqiao-document-1';
  readonly region: string;
  readonly id: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly name: string;
  readonly number: string;
  readonly fileNumber: string | null;
  readonly case: string | null; // {region}-{uuid}
  readonly org: string;
  readonly orgName: string;
  readonly on: PlainDate;
  readonly blocks: readonly Block[];
  readonly style: PaperStyle;
  readonly template: { readonly region: string; readonly version: number; readonly zh: string };
  readonly head: LedgerHead | null;
  readonly made: Mark;
  readonly salt: string;
}

export function contentText(content: Content): string {
  return canonical(content as unknown as Plain);
}

export const digestOfText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The content of a row, where it is still what its digest says. @throws DOCUMENT_DAMAGED */
export function contentOf(row: Pick<KeptRow, 'content' | 'digest'>): Content {
  if (digestOfText(row.content) !== row.digest) fail('DOCUMENT_DAMAGED');
  return JSON.parse(row.content) as Content;
}

/** A kept paper for Word and print. `printed` null: the paper as it was made. */
export function paperOf(row: Pick<KeptRow, 'content' | 'digest'>, printed: Mark | null): Paper {
  const { kind, title, name, number, fileNumber, orgName, on, blocks, style, template, head, made } = contentOf(row);
  return { kind, title, name, number, fileNumber, orgName, on, blocks, style, template: template.zh, digest: row.digest, head, made, printed };
}
