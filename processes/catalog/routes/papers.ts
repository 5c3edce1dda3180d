import { z } from 'zod';
import { MadeAnswer, PaperView } from '../../../platform/documents/contract.ts';
import { previewPaper } from '../../../platform/documents/index.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { SharingAttribute } from '../contract.ts';
import { keepList, listDraft } from '../papers.ts';
import type { CatalogRouteDeps } from './deps.ts';

const ListWish = z.strictObject({ attribute: SharingAttribute.optional() });

/** 目录清单 of my department: looked at, and made under a number of its own. */
export function paperRoutes({ db, directory }: CatalogRouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/catalog/department/list', article: '16.1', may: 'catalog.department', in: { query: ListWish }, out: PaperView, fails: ['DOCUMENT_LIST_EMPTY', 'DOCUMENT_LIST_TOO_LONG'], logged: 'batched', summary: '预览目录清单',
      handle: ({ actor }, { query }) => transact(db, async (tx) => previewPaper(directory, tx, actor, await listDraft(tx, directory, actor, query.attribute, null), null)),
    }),
    route({
      method: 'POST', path: '/catalog/department/list', article: '16.1', may: 'catalog.department', once: true, in: { body: ListWish }, out: MadeAnswer, fails: ['DOCUMENT_LIST_EMPTY', 'DOCUMENT_LIST_TOO_LONG'], logged: 'before', summary: '制成目录清单',
      handle: (ctx, { body }) => once(db, ctx, async (tx) => {
        const { region, id } = await keepList(tx, directory, ctx.actor, body.attribute);
        return { ref: `${region}-${id}` };
      }),
    }),
  ];
}
