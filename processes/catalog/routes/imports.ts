import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { Difference } from '../contract.ts';
import { assume, forget, giveBack, start, takeBack } from '../import/acts.ts';
import { AssumedIn, ImportAt, ImportEntryPage, ImportEntryQuery, ImportPage, ImportQuery, ImportView, StartIn } from '../import/contract.ts';
import { marksOf } from '../import/marks.ts';
import { receive } from '../import/receive.ts';
import { markWorkbook } from '../import/threads.ts';
import { changesOf, entryPage, importView, ownImport, rowOf } from '../import/view.ts';
import { bytesOf, importsOf, type At } from '../store/imports.ts';
import { templateFile } from '../export/workbook.ts';
import type { CatalogRouteDeps } from './deps.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const acting = ['IMPORT_NOT_FOUND', 'IMPORT_NOT_YOURS', 'IMPORT_STATE'] as const;

/** 批量导入: the template, what was uploaded, what is decided about it. */
export function importRoutes(deps: CatalogRouteDeps): Route[] {
  const { db, directory, inside } = deps;
  const view = (ctx: Context, at: At) => transact(db, (tx) => importView(tx, directory, ctx.actor, at));
  const act = async (ctx: Context, at: At, work: (it: Parameters<typeof assume>[0]) => Promise<void>) => {
    await once(db, ctx, async (tx) => { await work({ tx, directory, inside, actor: ctx.actor }); return { done: true }; });
    return view(ctx, at);
  };
  return [
    route({
      method: 'GET', path: '/catalog/imports/template', article: '12.2', may: 'catalog.edit', out: 'file', fails: ['TOO_MANY_REQUESTS'], summary: '下载导入模板',
      handle: async (ctx) => ({ file: { name: '政务数据目录导入模板.xlsx', media: XLSX, body: templateFile({ person: ctx.actor.person, day: await transact(db, (tx) => directory.legalToday(tx)) }) } }),
    }),
    route({
      method: 'GET', path: '/catalog/imports', article: '12.2', may: 'catalog.edit', in: { query: ImportQuery }, out: ImportPage, fails: [], summary: '批量导入列表',
      handle: (ctx, { query }) => transact(db, async (tx) => {
        const found = await importsOf(tx, ctx.actor.region, ctx.actor.org, query.after, query.size + 1);
        const page = found.slice(0, query.size);
        const rows = [];
        for (const one of page) rows.push(await rowOf(tx, directory, ctx.actor, one));
        return { rows, after: found.length > query.size ? page.at(-1)?.id ?? null : null };
      }),
    }),
    route({
      method: 'POST', path: '/catalog/imports', article: '12.2', may: 'catalog.edit', once: true, upload: true, out: ImportView,
      fails: ['WORKBOOK_UNREADABLE', 'ATTACHMENT_TOO_LARGE', 'ATTACHMENT_NAME_INVALID', 'UPLOAD_BROKEN_OFF', 'IMPORT_TOO_MANY', 'NEARER_POST_HELD', 'TOO_MANY_REQUESTS'], summary: '上传要导入的工作簿',
      handle: async (ctx) => view(ctx, await receive({ db, directory, inside }, ctx)),
    }),
    route({
      method: 'GET', path: '/catalog/imports/:region/:id', article: '12.2', may: 'catalog.edit', in: { params: ImportAt }, out: ImportView, fails: ['IMPORT_NOT_FOUND'], summary: '查看一份导入',
      handle: (ctx, { params }) => view(ctx, params),
    }),
    route({
      method: 'GET', path: '/catalog/imports/:region/:id/entries', article: '12.2', may: 'catalog.edit', in: { params: ImportAt, query: ImportEntryQuery }, out: ImportEntryPage, fails: ['IMPORT_NOT_FOUND'], summary: '导入的预览与结果',
      handle: (ctx, { params, query }) => transact(db, async (tx) => entryPage(tx, await ownImport(tx, ctx.actor, params), query)),
    }),
    route({
      method: 'GET', path: '/catalog/imports/:region/:id/entries/:n', article: '17.1', may: 'catalog.edit', in: { params: ImportAt.extend({ n: z.coerce.number().int().min(1).max(1_000_000) }) }, out: z.array(Difference), fails: ['IMPORT_NOT_FOUND'], summary: '导入将改动什么',
      handle: (ctx, { params }) => transact(db, async (tx) => changesOf(tx, await ownImport(tx, ctx.actor, params), params.n)),
    }),
    route({
      method: 'GET', path: '/catalog/imports/:region/:id/workbook', article: '12.2', may: 'catalog.edit', in: { params: ImportAt }, out: 'file', fails: ['IMPORT_NOT_FOUND', 'IMPORT_FILE_GONE', 'TOO_MANY_REQUESTS'], logged: 'before', summary: '下载标红的原表',
      handle: async (ctx, { params }) => {
        const it = await transact(db, (tx) => ownImport(tx, ctx.actor, params));
        const bytes = (await bytesOf(db, it)) ?? fail('IMPORT_FILE_GONE');
        return { file: { name: `${it.name.replace(/\.xlsx$/i, '')}（标红）.xlsx`, media: XLSX, body: markWorkbook(ctx.actor.person, bytes, await marksOf(db, it)) } };
      },
    }),
    route({
      method: 'PUT', path: '/catalog/imports/:region/:id/assumed', article: '12.2', may: 'catalog.edit', in: { params: ImportAt, body: AssumedIn }, out: ImportView, fails: [...acting, 'IMPORT_COLUMN_UNKNOWN'], summary: '统一补填所缺的列',
      handle: (ctx, { params, body }) => act(ctx, params, (it) => assume(it, params, body.values)),
    }),
    route({
      method: 'POST', path: '/catalog/imports/:region/:id/start', article: '12.2', may: 'catalog.edit', once: true, in: { params: ImportAt, body: StartIn }, out: ImportView,
      fails: [...acting, 'IMPORT_HAS_ERRORS', 'IMPORT_NOTHING', 'CAUSE_MISSING', 'CAUSE_DATE_INVALID'], summary: '开始导入',
      handle: (ctx, { params, body }) => act(ctx, params, (it) => start(it, params, body)),
    }),
    route({ method: 'POST', path: '/catalog/imports/:region/:id/return', article: '12.2', may: 'catalog.edit', once: true, in: { params: ImportAt }, out: ImportView, fails: acting, summary: '全部退回', handle: (ctx, { params }) => act(ctx, params, (it) => giveBack(it, params)) }),
    route({ method: 'POST', path: '/catalog/imports/:region/:id/undo', article: '12.2', may: 'catalog.edit', once: true, in: { params: ImportAt }, out: ImportView, fails: acting, summary: '撤销导入', handle: (ctx, { params }) => act(ctx, params, (it) => takeBack(it, params)) }),
    route({ method: 'DELETE', path: '/catalog/imports/:region/:id/workbook', may: 'catalog.edit', in: { params: ImportAt }, out: z.object({ done: z.literal(true) }), fails: acting, summary: '删除工作簿', handle: async (ctx, { params }) => { await act(ctx, params, (it) => forget(it, params)); return { done: true as const }; } }),
  ];
}
