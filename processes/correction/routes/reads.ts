import type { Keys } from '../../../platform/keys/index.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { CorrectionAt, ReceiverPage, ReceiverQuery, RowPage, RowQuery, type RowView } from '../contract.ts';
import { listBook, templateBook } from '../file/books.ts';
import type { CorrectionRouteDeps } from '../routes.ts';
import { givenTo } from '../given.ts';
import { keysOf, viewOf, type Sight } from '../rows.ts';
import { sealingOf } from '../seal.ts';
import { seen, type Seen } from '../side.ts';
import { grantsOf, receiversOf } from '../store/receivers.ts';
import * as rows from '../store/rows.ts';
import { howZh } from '../view.ts';
import { itemsOf } from './list.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const exportPage = 1_000;

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
        const { after, limit, outcome, looked } = { ...query, limit: query.size + 1 };
        const found = await pageOf(tx, deps, it, ctx.actor, sight, { after, limit, outcome, looked, digest });
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
        return { file: { name: `校核记录·${it.row.number ?? '草稿'}.xlsx`, media: XLSX, body: listBook(ctx.actor.person, it.it.keys, exported(deps, ctx, it), it.it.rows) } };
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

/** What this side sees: all of it; as who supervises, the ends of values; as who filed, what its grants give it, and answers once they are fed back; as a receiver, its own records. */
async function sightOf(tx: Tx, { source }: CorrectionRouteDeps, { it, side, at }: Seen, actor: Actor): Promise<Sight> {
  if (side === 'requester') return { shows: 'all', requester: true, granted: (await givenTo(tx, source, it, actor.org)).plain, decided: it.answeredOn !== null };
  if (side !== 'receiver') return { shows: side === 'authority' ? 'masked' : 'all', requester: false };
  const mine = new Set((await grantsOf(tx, at, actor.org)).map((grant) => grant.grantId));
  return { shows: 'received', requester: false, granted: (await givenTo(tx, source, it, actor.org, mine)).plain };
}

/** A key is typed as a person writes it: its values set apart by blanks. */
async function digestOf(tx: Tx, keys: Keys, { it }: Seen, text: string): Promise<Buffer> {
  const named = await keysOf(tx, it);
  return sealingOf(keys, it).digest(named.items.length === 1 ? text : named.textOf(text.split(/\s+/)));
}

async function pageOf(tx: Tx, { keys }: CorrectionRouteDeps, { it, at, side }: Seen, actor: Actor, sight: Sight, wanted: rows.RowsWanted): Promise<RowView[]> {
  const [sealing, items] = [sealingOf(keys, it), await itemsOf(tx, it)];
  const found = await rows.rowsOf(tx, at, side === 'receiver' ? { ...wanted, outcome: 'upheld', looked: undefined, receivedBy: actor.org } : wanted);
  return found.map((record) => viewOf(sealing.open(at, record), it, items, sight));
}

async function* exported(deps: CorrectionRouteDeps, { actor }: Context, it: Seen): AsyncGenerator<readonly RowView[]> {
  for (let after = 0; ;) {
    const page = await transact(deps.db, async (tx) => pageOf(tx, deps, it, actor, await sightOf(tx, deps, it, actor), { after, limit: exportPage }));
    yield page;
    if (page.length < exportPage) return;
    after = page.at(-1)?.n ?? after;
  }
}
