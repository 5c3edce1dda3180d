import { transact, type Db } from '../../platform/postgres/database.ts';
import { route, type Route } from '../../platform/http/route.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { ListPage, ListQuery } from './contract.ts';
import { listOf } from './view.ts';

/** The authority's list (39–42) and a department's own findings. Only what this organisation judges, or is found in. */
export function supervisionRoutes({ db, directory }: { readonly db: Db; readonly directory: Directory }): Route[] {
  return [
    route({
      method: 'GET', path: '/supervision/list', article: '29.1', may: 'supervision.read', in: { query: ListQuery }, out: ListPage, fails: ['CURSOR_STALE'], logged: 'batched', summary: '督办清单',
      handle: (ctx, { query }) => transact(db, (tx) => listOf(tx, directory, ctx.actor, query)),
    }),
  ];
}
