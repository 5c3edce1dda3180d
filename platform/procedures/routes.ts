import { z } from 'zod';
import { draftForms, type DraftForm } from '../../law/draft-forms.ts';
import { fail } from '../../law/errors.ts';
import type { AnyMove, ProcedureName } from '../../law/procedure.ts';
import { once, requestIdOf } from '../http/once.ts';
import { handedOn } from '../http/typed-form.ts';
import { route, type Context, type Route } from '../http/route.ts';
import type { ActShape } from '../http/openapi.ts';
import type { BlobStore } from '../objects/index.ts';
import { giveAttachment, takeUpload } from './attachments.ts';
import { BatchAnswer, BatchBody, moveMany } from './batch.ts';
import { AttachmentView, CasePage, CaseQuery, CaseRef, CaseView, Coming, MoveAnswer, Waiting, Worklist, WorklistQuery } from './contract.ts';
import { postWord } from './wording.ts';
import type { Engine } from './engine.ts';
import type { Process } from './process.ts';
import type { WorklistTab } from './worklist.ts';

const ActName = z.string().regex(/^[a-z]+(-[a-z]+)*$/).max(40);
const MoveBody = z.record(z.string(), z.unknown()).optional();
const moveFails = ['CASE_NOT_FOUND', 'VERSION_STALE', 'NO_SUCH_MOVE', 'NOT_YOUR_MOVE', 'NEARER_POST_HELD', 'ALREADY_DONE', 'OWN_WORK', 'BODY_INVALID', 'FIELD_MISSING', 'OPINION_REQUIRED', 'CONFIRM_IDENTITY', 'REQUEST_ID_REUSED', 'ATTACHMENT_FOREIGN', 'BUSY_RETRY'] as const;

/** What every procedure has on the wire: opening, moving, batch, page, list; worklists; attachments. */
export function engineRoutes(engine: Engine, store: BlobStore): Route[] {
  return [...engine.processes.flatMap((process) => caseRoutes(engine, process)), ...worklistRoutes(engine), ...attachmentRoutes(engine, store)];
}

function caseRoutes(engine: Engine, process: Process): Route[] {
  const kind: ProcedureName = process.table.name;
  const zh = process.table.zh;
  return [
    route({
      method: 'POST', path: `/${kind}`, may: 'case.read', in: { body: MoveBody }, out: MoveAnswer, fails: moveFails, summary: `${zh}：立项`,
      ...(Object.hasOwn(draftForms, kind) ? { form: kind as DraftForm } : {}),
      handle: async (ctx, { body }) => {
        const { act, ...fields } = body ?? {};
        const named = act === undefined ? 'create' : ActName.safeParse(act).data ?? fail('ACT_UNKNOWN', { act: String(act).slice(0, 40) });
        return engine.open(ctx.actor, kind, named, fields, { requestId: requestIdOf(ctx.header('idempotency-key')), asked: ctx.asked({ opens: kind, fields }), typed: handedOn(ctx.typed) });
      },
    }),
    route({
      method: 'POST', path: `/${kind}/batch/:act`, may: 'case.read', in: { params: z.object({ act: ActName }), body: BatchBody }, out: BatchAnswer,
      form: 'batch', fails: ['BATCH_NOT_ALLOWED', 'BATCH_TOO_MANY', 'CONFIRM_IDENTITY'], summary: `${zh}：批量办理`,
      handle: (ctx, { params, body }) => moveMany(engine, ctx.actor, process, params.act, body, { requestId: requestIdOf(ctx.header('idempotency-key')), asked: ctx.asked, typed: handedOn(ctx.typed) }),
    }),
    route({
      method: 'POST', path: `/${kind}/:ref/:act`, may: 'case.read', in: { params: z.object({ ref: z.string().max(80), act: ActName }), body: MoveBody }, out: MoveAnswer,
      fails: moveFails, summary: `${zh}：办理`,
      handle: (ctx, { params, body }) => engine.move(ctx.actor, params.ref as CaseRef, params.act, body, { requestId: requestIdOf(ctx.header('idempotency-key')), asked: ctx.asked(body), version: versionOf(ctx), kind }),
    }),
    route({
      method: 'GET', path: `/${kind}/:ref`, may: 'case.read', in: { params: z.object({ ref: z.string().max(80) }) }, out: CaseView, fails: ['CASE_NOT_FOUND'],
      logged: 'batched', summary: `查阅${zh}`, handle: (ctx, { params }) => engine.view(ctx.actor, params.ref as CaseRef, kind),
    }),
    route({
      method: 'GET', path: `/${kind}`, may: 'case.list', in: { query: CaseQuery }, out: CasePage, fails: ['CURSOR_STALE'], summary: `${zh}列表`,
      handle: (ctx, { query }) => engine.list(ctx.actor, kind, query),
    }),
  ];
}

/** @throws VERSION_MISSING */
function versionOf(ctx: Context): number {
  const given = /^"?(\d{1,9})"?$/.exec(ctx.header('if-match')?.trim() ?? '')?.[1];
  return given === undefined ? fail('VERSION_MISSING') : Number(given);
}

function worklistRoutes(engine: Engine): Route[] {
  const tabs: readonly (readonly [string, WorklistTab, string])[] = [['', 'todo', '我的待办'], ['/done', 'done', '我的已办'], ['/mine', 'mine', '我发起的'], ['/copies', 'copies', '抄送我的']];
  return [
    ...tabs.map(([path, tab, summary]) => route({
      method: 'GET', path: `/worklist${path}`, may: 'worklist.read', in: { query: WorklistQuery }, out: Worklist, fails: ['CURSOR_STALE'], summary,
      handle: (ctx, { query }) => engine.worklist(ctx.actor, query, tab),
    })),
    route({ method: 'GET', path: '/worklist/standing', may: 'worklist.read', in: { query: WorklistQuery }, out: CasePage, fails: ['CURSOR_STALE'], summary: '停计，等对方', handle: (ctx, { query }) => engine.standing(ctx.actor, query) }),
    route({ method: 'GET', path: '/worklist/owed', may: 'worklist.read', in: { query: WorklistQuery }, out: CasePage, fails: ['CURSOR_STALE'], summary: '对方已超期', handle: (ctx, { query }) => engine.owed(ctx.actor, query) }),
    route({ method: 'GET', path: '/worklist/waiting', may: 'worklist.read', out: Waiting, fails: [], summary: '菜单上的件数', handle: (ctx) => engine.waiting(ctx.actor) }),
    route({ method: 'GET', path: '/worklist/coming', may: 'worklist.read', out: Coming, fails: [], summary: '时钟将自动做的事', handle: (ctx) => engine.coming(ctx.actor) }),
  ];
}

function attachmentRoutes(engine: Engine, store: BlobStore): Route[] {
  return [
    route({
      method: 'POST', path: '/attachments', may: 'attachment.add', upload: true, once: true, out: AttachmentView,
      fails: ['ATTACHMENT_TYPE_REFUSED', 'ATTACHMENT_TOO_LARGE', 'ATTACHMENT_EMPTY', 'ATTACHMENT_NAME_INVALID', 'UPLOAD_BROKEN_OFF', 'STORAGE_FULL'], summary: '上传附件',
      handle: async (ctx) => takeUpload(store, ctx.actor, await ctx.upload(), (add, file) => once(engine.db, ctx, add, file)),
    }),
    route({
      method: 'GET', path: '/attachments/:region/:id', may: 'attachment.read', in: { params: z.object({ region: z.string().regex(/^\d{6}$/), id: z.uuid() }) }, out: 'file',
      fails: ['ATTACHMENT_NOT_FOUND', 'ATTACHMENT_DAMAGED'], logged: 'before', summary: '下载附件',
      handle: (ctx, { params }) => giveAttachment(engine, store, ctx.actor, params.region, params.id),
    }),
  ];
}

/** The acts of all tables, one operation each in the interface document. */
export function actShapes(processes: readonly Process[]): ActShape[] {
  return processes.flatMap((process) => (process.table.moves as readonly AnyMove[])
    .filter((move) => move.by.some((by) => typeof by === 'string' || !('clock' in by)))
    .map((move): ActShape => {
      const shape = process.contract[move.act];
      return {
        procedure: process.table.name, procedureZh: process.table.zh, act: move.act, zh: (move.zh ?? process.table.words[move.act] ?? move.act).replace('…', ''),
        opens: !('notIn' in move.from) && move.from.includes('new'), by: move.by.flatMap((by) => (typeof by === 'string' ? [postWord(by, process.table)] : [])), basis: move.basis,
        ...(shape === undefined ? {} : { body: shape }),
      };
    }));
}
