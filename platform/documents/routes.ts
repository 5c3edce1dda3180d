import { z } from 'zod';
import { isLawError } from '../../law/errors.ts';
import { allowedMedia } from '../objects/index.ts';
import { route, type FileAnswer, type Route } from '../http/route.ts';
import { transact } from '../postgres/database.ts';
import type { Actor } from '../procedures/ports.ts';
import { createLimit, findPaper } from './check.ts';
import { CasePapers, CheckAnswer, CheckBody, DocumentPage, DocumentQuery, FindAnswer, Kind, KeptView, PackBody, PaperView, SheetsAnswer, SheetsBody, StampedAnswer } from './contract.ts';
import { contentOf } from './content.ts';
import { makeSheets, preview } from './make.ts';
import { pack } from './pack.ts';
import type { DocumentParts } from './parts.ts';
import { casePapers, documentRef, itemOf, keptView, ownDocuments, printing, readableDocument } from './reads.ts';
import * as store from './store.ts';
import { giveStamped, requestSeal, takeStamped } from './stamped.ts';
import { copyOf, tried } from './word-file.ts';

const Ref = z.string().max(80);
const caseParams = z.object({ ref: Ref, kind: Kind });
const params = z.object({ document: Ref });
const uploads = ['SEAL_FILE_TYPE', 'SEAL_REASON_MISSING', 'SEAL_NOT_YOURS', 'SEAL_NOT_NEEDED', 'ATTACHMENT_EMPTY', 'ATTACHMENT_TOO_LARGE', 'ATTACHMENT_NAME_INVALID', 'UPLOAD_BROKEN_OFF', 'STORAGE_FULL', 'BUSY_RETRY'] as const;

/** Papers: looked at, made, printed, given as Word, sealed, checked. */
export function documentRoutes(parts: DocumentParts): Route[] {
  return [...caseRoutes(parts), ...checkRoutes(parts), ...keptRoutes(parts)];
}

function caseRoutes(parts: DocumentParts): Route[] {
  return [
    route({
      method: 'GET', path: '/documents/case/:ref', may: 'document.read', in: { params: z.object({ ref: Ref }) }, out: CasePapers, fails: ['CASE_NOT_FOUND'], logged: 'batched', summary: '事项的文书',
      handle: ({ actor }, { params: { ref } }) => casePapers(parts, actor, ref),
    }),
    route({
      method: 'GET', path: '/documents/case/:ref/:kind', may: 'document.read', in: { params: caseParams }, out: PaperView, fails: ['CASE_NOT_FOUND', 'DOCUMENT_NOT_READY'], logged: 'before', summary: '预览文书',
      handle: ({ actor }, { params: { ref, kind } }) => preview(parts, actor, ref, kind),
    }),
    route({
      method: 'GET', path: '/documents/case/:ref/:kind/word', may: 'document.read', in: { params: caseParams }, out: 'file', fails: ['CASE_NOT_FOUND', 'DOCUMENT_NOT_READY', 'DOCUMENT_FAILED'], logged: 'before', summary: '下载文书预览',
      handle: async ({ actor }, { params: { ref, kind } }) => {
        const paper = await preview(parts, actor, ref, kind);
        return wordAnswer(paper.name, await tried(() => parts.word.make(paper)));
      },
    }),
    route({
      method: 'POST', path: '/documents/sheets', may: 'document.read', once: true, in: { body: SheetsBody }, out: SheetsAnswer, fails: ['CASE_NOT_FOUND', 'DOCUMENT_NOT_READY', 'DOCUMENT_TOO_MANY'], logged: 'before', summary: '制成办理单',
      handle: async (ctx, { body }) => ({ refs: [...await makeSheets(parts, ctx, body.cases)] }),
    }),
  ];
}

function checkRoutes(parts: DocumentParts): Route[] {
  const { db, directory } = parts.engine;
  const limit = createLimit();
  return [
    route({
      method: 'POST', path: '/documents/check', may: 'public', in: { body: CheckBody }, out: CheckAnswer, fails: ['TOO_MANY_REQUESTS'], summary: '核验文书',
      handle: async ({ address }, { body }) => {
        limit(address);
        return { holds: (await findPaper(db, body.number, body.digest)) !== undefined };
      },
    }),
    route({
      method: 'POST', path: '/documents/find', may: 'document.read', in: { body: CheckBody }, out: FindAnswer, fails: ['TOO_MANY_REQUESTS'], logged: 'batched', summary: '核验文书',
      handle: ({ actor }, { body }) => {
        limit(`person ${actor.person}`);
        return transact(db, async (tx) => {
          const found = await findPaper(tx, body.number, body.digest);
          if (found === undefined) return { holds: false, document: null };
          const row = await readableDocument(parts, tx, actor, found).then((one) => one.row, absent);
          if (row === undefined) return { holds: true, document: null };
          return { holds: true, document: itemOf(row, { orgName: (await directory.organisation(tx, row.org))?.name ?? row.org, stamped: (await store.stampedOf(tx, row)).length, actor }) };
        });
      },
    }),
  ];
}

/** What somebody may not read is, for him, a paper that exists somewhere. */
function absent(error: unknown): undefined {
  if (!isLawError(error, 'DOCUMENT_NOT_FOUND')) throw error;
}

function keptRoutes(parts: DocumentParts): Route[] {
  return [
    route({
      method: 'GET', path: '/documents', may: 'document.list', in: { query: DocumentQuery }, out: DocumentPage, fails: ['CURSOR_STALE'], logged: 'batched', summary: '本单位文书',
      handle: ({ actor }, { query }) => ownDocuments(parts, actor, query),
    }),
    route({
      method: 'POST', path: '/documents/pack', may: 'document.read', in: { body: PackBody }, out: 'file', fails: ['DOCUMENT_NOT_FOUND', 'DOCUMENT_TOO_MANY', 'DOCUMENT_FAILED', 'DOCUMENT_DAMAGED'], logged: 'before', summary: '打包下载文书',
      handle: (ctx, { body }) => pack(parts, ctx, body.documents),
    }),
    route({
      method: 'GET', path: '/documents/:document', may: 'document.read', in: { params }, out: KeptView, fails: ['DOCUMENT_NOT_FOUND', 'DOCUMENT_DAMAGED'], logged: 'before', summary: '查阅、打印文书',
      handle: ({ actor }, { params: { document } }) => keptView(parts, actor, document),
    }),
    route({
      method: 'GET', path: '/documents/:document/word', may: 'document.read', in: { params }, out: 'file', fails: ['DOCUMENT_NOT_FOUND', 'DOCUMENT_DAMAGED', 'DOCUMENT_FAILED'], logged: 'before', summary: '下载文书',
      handle: ({ actor }, { params: { document } }) => wordCopy(parts, actor, document),
    }),
    route({
      method: 'POST', path: '/documents/:document/stamped', may: 'document.seal', upload: true, once: true, in: { params }, out: StampedAnswer, fails: ['DOCUMENT_NOT_FOUND', ...uploads], logged: 'before', summary: '上传盖章件',
      handle: async (ctx, { params: { document } }) => ({ stampedFiles: [...await takeStamped(parts, ctx, document)] }),
    }),
    route({
      method: 'POST', path: '/documents/:document/seal', may: 'document.seal', once: true, in: { params, body: z.strictObject({ reason: z.string().trim().max(300).optional() }) }, out: StampedAnswer, fails: ['DOCUMENT_NOT_FOUND', ...uploads], logged: 'before', summary: '请求签章',
      handle: async (ctx, { params: { document }, body }) => ({ stampedFiles: [...await requestSeal(parts, ctx, document, body.reason ?? null)] }),
    }),
    route({
      method: 'GET', path: '/documents/:document/stamped/:nth', may: 'document.read', in: { params: params.extend({ nth: z.coerce.number().int().min(1).max(1_000) }) }, out: 'file', fails: ['DOCUMENT_NOT_FOUND', 'DOCUMENT_DAMAGED'], logged: 'before', summary: '下载盖章件',
      handle: ({ actor }, { params: { document, nth } }) => giveStamped(parts, actor, document, nth),
    }),
  ];
}

/** A further print of the kept file, marked as a copy. */
async function wordCopy(parts: DocumentParts, actor: Actor, text: string): Promise<FileAnswer> {
  const { db, directory } = parts.engine;
  const { row, printed } = await transact(db, async (tx) => ({ ...(await readableDocument(parts, tx, actor, documentRef(text))), printed: await printing(tx, directory, actor) }));
  return wordAnswer(contentOf(row).name, await copyOf({ db, store: parts.store, word: parts.word }, row, printed));
}

function wordAnswer(name: string, bytes: Uint8Array): FileAnswer {
  return { file: { name: `${name}.docx`, media: allowedMedia['docx'] ?? 'application/octet-stream', body: Buffer.from(bytes) } };
}
