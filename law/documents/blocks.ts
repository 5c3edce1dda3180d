import { numberZh } from '../basis.ts';
import { dateZh } from '../plain-date.ts';
import type { PlainDate } from '../plain-date.ts';

/** A printable document as a list of blocks; `platform/documents` draws them for Word and print. No block takes fields or links. */
export type Block =
  | { readonly kind: 'title'; readonly text: string } // 小标宋二号, centred
  | { readonly kind: 'number'; readonly text: string } // 编号, under the title
  | { readonly kind: 'to'; readonly text: string } // 主送机关
  | { readonly kind: 'heading'; readonly text: string } // 一、……
  | { readonly kind: 'para'; readonly text: string } // indented two characters
  | { readonly kind: 'fields'; readonly rows: readonly (readonly [label: string, value: string])[] } // form: label and value
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'opinion'; readonly label: string; readonly text: string; readonly by: string; readonly on: string } // 意见栏
  | { readonly kind: 'attachments'; readonly names: readonly string[] } // 附件：1. ……
  | { readonly kind: 'sign'; readonly org: string; readonly on: string; readonly seal: boolean } // 落款, seal over the date
  | { readonly kind: 'note'; readonly text: string }; // small print: proof, remarks

/** A document and the name of its file. */
export interface PrintedDocument { readonly name: string; readonly blocks: readonly Block[] }

/** Size and root of the ledger when the document was printed: whoever keeps the paper can prove what was. */
export interface LedgerHead { readonly size: number; readonly root: string }

/** Empty cell of a form. */
export const NONE = '—';

export const orNone = (text: string | null | undefined): string => (text === null || text === undefined || text.trim() === '' ? NONE : text);

/** 一、使用要求 — headings numbered in the order in which they are there. */
export function numbered(parts: readonly (readonly [heading: string, blocks: readonly Block[]])[]): Block[] {
  return parts.filter(([, blocks]) => blocks.length > 0).flatMap(([text, blocks], i) => [{ kind: 'heading', text: `${numberZh(i + 1)}、${text}` } as const, ...blocks]);
}

/** 2026年10月1日至2027年9月30日; without an end 2026年10月1日起长期（reason）. */
export function termZh(from: PlainDate, to: PlainDate | null, reason: string | null): string {
  return to === null ? `${dateZh(from)}起长期${reason === null ? '' : `（理由：${reason}）`}` : `${dateZh(from)}至${dateZh(to)}`;
}

/** A sentence ends with one full stop, whatever the person typed. */
export function sentence(text: string): string {
  return `${text.trim().replace(/[。．.；;，,]+$/u, '')}。`;
}

/** 附注 under the date, in brackets, and 抄送 below it: who is asked, and who else gets it. */
export function contactNotes(contact: { readonly office: string; readonly phone?: string }, copies: readonly string[] = []): Block[] {
  const phone = contact.phone?.trim() ?? '';
  const to = copies.filter((name) => name.trim() !== '');
  return [{ kind: 'note', text: `（联系：${contact.office}${phone === '' ? '' : `，${phone}`}）` }, ...(to.length === 0 ? [] : [{ kind: 'note', text: `抄送：${to.join('、')}。` } as const])];
}

/** The proof at the end of a paper; where no head is signed yet nothing is claimed. */
export function proofNote(number: string, head: LedgerHead | null): Block[] {
  if (head === null) return [];
  return [{ kind: 'note', text: `编号${number}。本文书制成时平台存证共${head.size}条，根值${head.root}，可据以核验此前的全部办理记录；制成以后，平台以本文书的摘要存证。` }];
}

// Control characters, marks that turn the writing direction or hide, half characters, and what XML cannot say.
const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Cs}/gu;

/** What people typed, as a paper may show it: text alone, with its line breaks. Nothing in it is an instruction to anybody. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(hidden, '').replace(/\n{3,}/g, '\n\n');
}

/** A paper's blocks with every text made plain. */
export function plainBlocks(blocks: readonly Block[]): readonly Block[] {
  return plain(blocks) as readonly Block[];
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
