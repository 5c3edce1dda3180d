import type { Keys } from '../../../platform/keys/index.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { CorrectionAt, ReceiverPage, ReceiverQuery, RowPage, RowQuery } from '../contract.ts';
import { listBook, templateBook } from '../file/books.ts';
import { keysOf } from '../rows.ts';
import { sealingOf } from '../seal.ts';
import { seen, type Seen } from '../side.ts';
import { pageOf, pagesOf, sightOf } from '../sight.ts';
import { receiversOf } from '../store/receivers.ts';
import { howZh } from '../view.ts';
import type { CorrectionRouteDeps } from './deps.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Looking: each side at what concerns it. Records are personal data: every look is logged. */
export function readRoutes(deps: CorrectionRouteDeps): Route[] {
  const { db, directory } = deps;
  return [
    route({
      method: 'GET', path: '/correction/:ref/rows', article: '26.2', may: 'correction.read', in: { params: CorrectionAt, query: RowQuery }, out: RowPage, fails: ['CORRECTION_NOT_FOUND'], logged: 'before', summary: '校核的记录',
      handle: (ctx, { params, query }) => transact(db, async (tx) => {
        const it = await seen(tx, ctx.actor, params.ref);
        const sight = await sightOf(tx, deps, it, ctx.actor);
        const digest = query.key === undefined ? undefined : await digestOf(tx, deps.keys, it, query.key);
        const { after, size, outcome, looked } = query;
        const found = await pageOf(tx, deps, it, ctx.actor, sight, { after, limit: size + 1, outcome, looked, digest, mine: query.mine === 'true' });
        return { keys: it.it.keys.map((key) => key.name), rows: found.slice(0, query.size), after: found.length > query.size ? found[query.size - 1]?.n ?? null : null, shows: sight.shows };
      }),
    }),
    route({
      method: 'GET', path: '/correction/:ref/rows/template', article: '26.2', may: 'correction.draft', in: { params: CorrectionAt }, out: 'file', fails: ['CORRECTION_NOT_FOUND', 'TOO_MANY_REQUESTS'], summary: '下载填写记录的模板',
      handle: async (ctx, { params }) => ({ file: { name: '政务数据校核记录模板.xlsx', media: XLSX, body: templateBook(ctx.actor.person, (await transact(db, (tx) => seen(tx, ctx.actor, params.ref))).it.keys) } }),
    }),
    route({
      method: 'GET', path: '/correction/:ref/rows/export', article: '26.2', may: 'correction.read', in: { params: CorrectionAt }, out: 'file', fails: ['CORRECTION_NOT_FOUND', 'TOO_MANY_REQUESTS'], logged: 'before', summary: '导出校核的记录与结果',
      handle: async (ctx, { params }) => {
        const it = await transact(db, (tx) => seen(tx, ctx.actor, params.ref));
        return { file: { name: `校核记录·${it.row.number ?? '草稿'}.xlsx`, media: XLSX, body: listBook(ctx.actor.person, it.it.keys, pagesOf(db, deps, it, ctx.actor), it.it.rows) } };
      },
    }),
    route({
      method: 'GET', path: '/correction/:ref/receivers', article: '26.2', may: 'correction.read', in: { params: CorrectionAt, query: ReceiverQuery }, out: ReceiverPage, fails: ['CORRECTION_NOT_FOUND'], logged: 'batched', summary: '取得过这些记录的部门与确认情况',
      handle: (ctx, { params, query }) => transact(db, async (tx) => {
        const it = await seen(tx, ctx.actor, params.ref);
        const found = it.side === 'receiver' ? [] : await receiversOf(tx, it.at, query.after, query.size + 1);
        const page = found.slice(0, query.size);
        const names = await directory.organisations(tx, page.map((one) => one.org));
        return {
          rows: page.map((one) => ({ org: one.org, name: names.get(one.org)?.name ?? one.org, rows: one.rows, toldOn: one.toldOn, confirmedOn: one.confirmedOn, how: one.how as never, howZh: one.how === null ? null : howZh[one.how] ?? one.how, said: one.said })),
          after: found.length > query.size ? page.at(-1)?.org ?? null : null,
        };
      }),
    }),
  ];
}

/** A key is typed as a person writes it: its values set apart by blanks. */
async function digestOf(tx: Tx, keys: Keys, { it }: Seen, text: string): Promise<Buffer> {
  const named = await keysOf(tx, it);
  return sealingOf(keys, it).digest(named.items.length === 1 ? text : named.textOf(text.split(/\s+/)));
}
