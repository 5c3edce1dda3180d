import { randomBytes } from 'node:crypto';
import { plainBlocks } from '../../law/documents/blocks.ts';
import type { Block, LedgerHead, PrintedDocument } from '../../law/documents/blocks.ts';
import type { DocumentKind } from '../../law/documents/kinds.ts';
import { fileCodeOf, fileNumberOf, plainTemplate, styleFor, templateOn, templateZh } from '../../law/documents/template.ts';
import type { DocumentTemplate, PaperStyle } from '../../law/documents/template.ts';
import { postNames } from '../../law/permissions.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { queueJob } from '../jobs/worker.ts';
import { readHeads } from '../ledger/store.ts';
import { addPending } from '../ledger/pending.ts';
import { beforeCommit } from '../postgres/database.ts';
import type { Reader, Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import type { Actor, Directory, OrgCode } from '../procedures/ports.ts';
import { contentText, digestOfText, type Content } from './content.ts';
import { addDocument, takeSerial, type DocumentRef } from './store.ts';
import { momentZh } from './time.ts';

/** A paper before it is kept: its words, which organisation issues it, and the ledger's head that its words name. */
export interface Draft { readonly kind: DocumentKind; readonly org: OrgCode; readonly printed: PrintedDocument; readonly head: LedgerHead | null }

/** What a paper is kept with. */
export interface Keeping {
  readonly region: string; // of the case; of the organisation, where there is none
  readonly number: string;
  readonly case: { readonly id: string; readonly version: number | null } | null; // version: of the move it is fixed with
  readonly by: Actor | null; // null: the platform
  readonly today: PlainDate;
}

/** How this organisation's papers of this kind look on this day, and how they are numbered. */
export interface Look {
  readonly style: PaperStyle;
  readonly template: { readonly region: string; readonly version: number; readonly zh: string };
  readonly orgName: string;
  readonly orgRegion: string;
  readonly contact: string;
  readonly series: { readonly pattern: string; readonly code: string } | null;
}

export async function lookOf(tx: Tx, directory: Directory, draft: Pick<Draft, 'kind' | 'org'>, today: PlainDate): Promise<Look> {
  const org = await directory.organisation(tx, draft.org);
  const orgRegion = org?.region ?? '';
  const adopted: DocumentTemplate | undefined = templateOn((await directory.documentTemplates?.(tx, orgRegion)) ?? [], today);
  const template = adopted ?? plainTemplate;
  const code = fileCodeOf(template, draft.kind, draft.org);
  return {
    style: styleFor(template, draft.kind), orgName: org?.name ?? draft.org, orgRegion, contact: template.contact,
    template: { region: orgRegion, version: template.version, zh: templateZh(template) },
    series: code === undefined || template.fileNumber === null ? null : { pattern: template.fileNumber, code },
  };
}

/** The blocks as the template completes them: the address of who issues it, under the letter. */
export function withContact(blocks: readonly Block[], contact: string): readonly Block[] {
  const sign = blocks.findIndex((block) => block.kind === 'sign');
  if (contact.trim() === '' || sign < 0) return blocks;
  return [...blocks.slice(0, sign + 1), { kind: 'note', text: contact }, ...blocks.slice(sign + 1)];
}

/** Size and root of the newest signed head: what the ledger was when the paper was made. */
export async function newestHead(db: Reader): Promise<LedgerHead | null> {
  const [head] = await readHeads(db, 1);
  return head === undefined ? null : { size: head.size, root: head.root.toString('hex') };
}

type Waiting = () => Promise<void>;
const waiting = new WeakMap<Tx, { readonly key: string; readonly work: Waiting }[]>();

/**
 * Keeps a paper with the act that makes it, in the act's own transaction: its content, its digest in the ledger, and the
 * work of making its Word file. The running number of 发文字号 is taken with the last statements, after the numbers of
 * cases, in one order: no gaps, and two transactions never wait for each other in a ring.
 */
export async function keepDocument(tx: Tx, directory: Directory, draft: Draft, keeping: Keeping): Promise<DocumentRef> {
  const ref = { region: keeping.region, id: uuidv7() };
  const look = await lookOf(tx, directory, draft, keeping.today);
  const made = { by: await byOf(tx, directory, keeping.by, look), at: momentZh(new Date()) };
  const list = waiting.get(tx) ?? [];
  if (list.length === 0) {
    waiting.set(tx, list);
    beforeCommit(tx, 'documents', 1.5, async () => {
      for (const one of list.sort((a, b) => (a.key < b.key ? -1 : 1))) await one.work();
    });
  }
  list.push({ key: `${look.orgRegion} ${draft.org} ${look.series?.pattern ?? ''}`, work: () => write(tx, { ref, draft, keeping, look, made }) });
  return ref;
}

interface Ready { readonly ref: DocumentRef; readonly draft: Draft; readonly keeping: Keeping; readonly look: Look; readonly made: Content['made'] }

async function write(tx: Tx, { ref, draft, keeping, look, made }: Ready): Promise<void> {
  const { by, today } = keeping;
  const content: Content = {
    format: 'shuqiao-document-1', ...ref, kind: draft.kind, title: titleOf(draft.printed), name: draft.printed.name, number: keeping.number, fileNumber: await fileNumber(tx, draft.org, look, today),
    case: keeping.case === null ? null : `${ref.region}-${keeping.case.id}`, org: draft.org, orgName: look.orgName, on: today,
    blocks: plainBlocks(withContact(draft.printed.blocks, look.contact)), style: look.style, template: look.template, head: draft.head, made, salt: randomBytes(16).toString('hex'),
  };
  const text = contentText(content);
  const digest = digestOfText(text);
  const entryId = await addPending(tx, {
    region: ref.region, kind: 'document', subject: content.case,
    body: {
      case: content.case, document: `${ref.region}-${ref.id}`, kind: draft.kind, number: content.number, fileNumber: content.fileNumber, digest, move: keeping.case?.version ?? null,
      template: `${look.template.region}/${look.template.version}`, org: draft.org, person: by?.person ?? null, post: by?.post ?? null, behalfOf: by?.behalfOf ?? null, on: today,
    },
  });
  await addDocument(tx, {
    ...ref, kind: draft.kind, caseId: keeping.case?.id ?? null, moveVersion: keeping.case?.version ?? null, number: content.number, fileNumber: content.fileNumber, org: draft.org,
    title: content.title, onDay: today, content: text, digest, entryId, madeBy: by?.person ?? null, madePost: by?.post ?? null, madeAt: new Date().toISOString(),
  });
  await queueJob(tx, { region: ref.region, topic: wordTopic, body: { document: ref.id } });
}

export const wordTopic = 'document.word';

async function fileNumber(tx: Tx, org: OrgCode, look: Look, today: PlainDate): Promise<string | null> {
  if (look.series === null) return null;
  const { pattern, code } = look.series;
  const year = Number(today.slice(0, 4));
  const n = await takeSerial(tx, look.orgRegion, org, pattern.replace('{代字}', code).replace('{年}', String(year)));
  return fileNumberOf(pattern, { code, year, n });
}

/** 市教育局·共享工作机构负责人: an office and a post, never a name; by standing consent the platform. */
async function byOf(tx: Tx, directory: Directory, by: Actor | null, look: Look): Promise<string> {
  if (by === null) return `${look.orgName}·平台`;
  return `${(await directory.organisation(tx, by.org))?.shortName ?? by.org}·${postNames[by.post]}`;
}

export function titleOf(printed: PrintedDocument): string {
  return plainBlocks(printed.blocks).flatMap((block) => (block.kind === 'title' ? [block.text.replace(/\s+/g, ' ')] : []))[0] ?? printed.name;
}
