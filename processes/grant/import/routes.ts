import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, isLawError } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route, type Upload } from '../../../platform/http/route.ts';
import { wholeUpload } from '../../../platform/http/whole-upload.ts';
import { transact, type Db, type Tx } from '../../../platform/postgres/database.ts';
import { mustBeNearest } from '../../../platform/procedures/nearer-post.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import { addAttachment, findAttachment, type AttachmentRecord } from '../../../platform/procedures/store/attachments.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { csvLines, inTurn, isWorkbook, linesOf, markedCsv, markedList, type Line } from '../../../platform/workbook/list/index.ts';
import { Imported, ImportReport, mostImported } from '../contract.ts';
import { refOf } from '../../../platform/procedures/ref.ts';
import { templateBook, templateCsv, titles } from './columns.ts';
import { judgeLines, type Judged } from './judge.ts';
import { openImport } from './open.ts';

export interface ImportDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

const mostMb = 5;
const mostPapers = 50;
const reading = ['NEARER_POST_HELD', 'OLD_SHARING_FILE_UNFIT', 'ATTACHMENT_TOO_LARGE', 'ATTACHMENT_FOREIGN', 'UPLOAD_BROKEN_OFF', 'TOO_MANY_REQUESTS'] as const;

/** 存量 by file (44): a template out, a list in. It is looked through first, and all of it becomes cases or none; nothing of a file is kept. */
export function importRoutes(deps: ImportDeps): Route[] {
  const { db, inside, directory } = deps;
  return [
    route({
      method: 'GET', path: '/grant/import/template', article: '44', may: 'grant.import', in: { query: z.strictObject({ as: z.enum(['xlsx', 'csv']).default('xlsx') }) }, out: 'file', fails: ['TOO_MANY_REQUESTS'], summary: '下载存量共享登记表',
      handle: async (ctx, { query }) => (query.as === 'csv' ? { file: { name: '存量共享登记表.csv', media: 'text/csv; charset=utf-8', body: templateCsv() } } : { file: { name: '存量共享登记表.xlsx', media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: templateBook(ctx.actor.person) } }),
    }),
    route({
      method: 'POST', path: '/grant/import/check', article: '44', may: 'grant.import', upload: true, out: ImportReport, fails: reading, summary: '核对存量共享登记表',
      handle: (ctx) => received(deps, ctx, async ({ bytes, lines, papers }) => {
        const judged = await transact(db, (tx) => judgedBy(tx, deps, ctx.actor, lines, papers));
        const problems = judged.flatMap((one) => one.problems);
        const as = isWorkbook(bytes) ? 'xlsx' as const : 'csv' as const;
        const marked = problems.length === 0 ? null : (as === 'csv' ? markedCsv(bytes, titles.entry, problems) : await markedList(bytes, titles.entry, problems)).toString('base64');
        return { as, rows: judged.map(({ row, entry, requester, purpose, problems: own }) => ({ row, entry, requester, purpose, ok: own.length === 0 })), wrong: judged.filter((one) => one.problems.length > 0).length, problems, marked };
      }),
    }),
    route({
      method: 'POST', path: '/grant/import/list', article: '44', may: 'grant.import', upload: true, once: true, out: Imported, fails: [...reading, 'OLD_SHARING_ROWS_WRONG', 'REQUEST_ID_REUSED'], summary: '按文件登记存量共享',
      handle: (ctx) => received(deps, ctx, async ({ sha256, lines, papers }) => {
        return once(db, ctx, async (tx) => {
          const judged = await judgedBy(tx, deps, ctx.actor, lines, papers);
          const wrong = judged.filter((one) => one.stated === null).length;
          if (wrong > 0) fail('OLD_SHARING_ROWS_WRONG', { wrong });
          const refs: string[] = [];
          for (const one of judged) refs.push(await openOne(tx, deps, ctx.actor, one));
          const { org, post, person, behalfOf } = ctx.actor;
          await inside.record(tx, ctx.actor.region, 'grant.import', { sha256, rows: refs.length, org, post, person, behalfOf: behalfOf ?? null, day: await directory.legalToday(tx) });
          return { refs, sha256 };
        }, { sha256, papers });
      }),
    }),
  ];
}

interface Received { readonly bytes: Buffer; readonly sha256: string; readonly lines: readonly Line[]; readonly papers: readonly string[] }

/** The list and the ids of the papers sent before it. @throws OLD_SHARING_FILE_UNFIT and what an upload throws */
function received<T>(deps: ImportDeps, ctx: Context, work: (it: Received) => Promise<T>): Promise<T> {
  return inTurn(ctx.actor.person, async () => {
    await requireClerk(deps, ctx.actor);
    const upload = await ctx.upload();
    const bytes = await wholeUpload(upload.body, mostMb);
    const lines = await readLines(bytes);
    return work({ bytes, sha256: createHash('sha256').update(bytes).digest('hex'), lines, papers: papersOf(upload) });
  });
}

async function readLines(bytes: Buffer): Promise<Line[]> {
  try {
    const most = mostImported + 1; // and the example
    const lines = isWorkbook(bytes) ? await linesOf(bytes, titles.entry, most) : csvLines(bytes, titles.entry, most);
    return lines.length > 0 ? lines : fail('OLD_SHARING_FILE_UNFIT', { why: '表中没有要登记的行' });
  } catch (thrown) {
    if (isLawError(thrown, 'WORKBOOK_UNREADABLE') || isLawError(thrown, 'WORK_TOO_LARGE')) return fail('OLD_SHARING_FILE_UNFIT', { why: String(thrown.params['why'] ?? '内容过大') });
    throw thrown;
  }
}

function papersOf({ fields }: Upload): string[] {
  return [...new Set((fields['papers'] ?? '').split(' ').filter((id) => /^[0-9a-f-]{36}$/.test(id)))].slice(0, mostPapers);
}

async function requireClerk({ db, directory }: ImportDeps, actor: Actor): Promise<void> {
  await transact(db, (tx) => mustBeNearest(tx, directory, actor, 'clerk', '按文件登记存量共享'));
}

async function judgedBy(tx: Tx, { directory }: ImportDeps, actor: Actor, lines: readonly Line[], papers: readonly string[]): Promise<Judged[]> {
  const files: AttachmentRecord[] = [];
  for (const id of papers) files.push(await ownUpload(tx, actor, id));
  const judged = await judgeLines(tx, directory, actor, lines, files);
  return judged.length > 0 ? judged : fail('OLD_SHARING_FILE_UNFIT', { why: '表中没有要登记的行' });
}

async function ownUpload(tx: Tx, actor: Actor, id: string): Promise<AttachmentRecord> {
  const file = await findAttachment(tx, actor.region, id);
  return file === undefined || file.madeBy !== actor.person || file.caseId !== null ? fail('ATTACHMENT_FOREIGN') : file;
}

/** A row becomes a case as by hand, in the name of who sent the list. Rows may share a paper: each has a record of its own of the same bytes. */
async function openOne(tx: Tx, { inside, directory }: ImportDeps, actor: Actor, { stated, papers }: Judged): Promise<string> {
  const own: string[] = [];
  for (const id of papers) {
    const { caseRegion: _region, caseId: _case, moveVersion: _version, ...file } = await ownUpload(tx, actor, id);
    const copy = { ...file, id: uuidv7() };
    await addAttachment(tx, copy);
    own.push(copy.id);
  }
  const all = { ...stated };
  const opening = await openImport(tx, actor, all, await directory.legalToday(tx));
  return refOf(await inside.open(tx, 'grant', 'import', opening, { actor }, all, own));
}
