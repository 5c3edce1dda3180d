import { z } from 'zod';
import { route, type Route } from '../../platform/http/route.ts';
import { transact } from '../../platform/postgres/database.ts';
import { CaseRef } from '../../platform/procedures/contract.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { CaseRecord } from '../../platform/procedures/store/case-record.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { entryVersion } from '../catalog/index.ts';
import { SharingMode } from '../catalog/contract.ts';
import { fileBasket, type BasketDeps } from './basket.ts';
import { BasketAnswer, BasketIn, DraftIn, DraftSaved, LinkageView } from './contract.ts';
import { linkageOf, linkageShown } from './linkage.ts';
import { ownCase, ownDraft } from './own-draft.ts';
import { problemsOf } from './problems.ts';
import { getApplication, saveDraft } from './store.ts';

export type RouteDeps = BasketDeps;

/** What is no move: saving a draft, filing several at once, and asking beforehand what the choice of items means. */
export function applicationRoutes(deps: RouteDeps): Route[] {
  const params = z.object({ ref: CaseRef });
  return [
    route({
      method: 'PUT', path: '/application/:ref/draft', article: '20.2', may: 'application.draft', summary: '保存申请草稿',
      in: { params, body: DraftIn }, out: DraftSaved, fails: ['CASE_NOT_FOUND', 'NEARER_POST_HELD', 'DRAFT_STALE'],
      handle: async ({ actor }, { params: { ref }, body: { body } }) => transact(deps.db, async (tx) => {
        const it = await ownDraft(tx, deps.directory, actor, ref);
        const at = new Date();
        await saveDraft(tx, it, body, at);
        const row = await getApplication(tx, it);
        const entry = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
        return { savedAt: at.toISOString(), problems: problemsOf(body, entry.body), linkage: await linkageShown(tx, deps.directory, await linkageOf(tx, actor.org, row, body.items ?? [], body.mode)) };
      }),
    }),
    route({
      method: 'POST', path: '/application/basket', article: '20.2', may: 'application.draft', once: true, summary: '按申请清单一次立案、提交',
      in: { body: BasketIn }, out: BasketAnswer, fails: [], handle: (ctx, { body }) => fileBasket(deps, ctx, body),
    }),
    route({
      method: 'GET', path: '/application/:ref/linkage', article: '25.2', may: 'application.linkage', summary: '汇聚关联风险试算',
      in: { params, query: z.object({ items: z.string().max(16_000).regex(/^(\d+(,\d+)*)?$/), mode: SharingMode.optional() }) }, out: LinkageView, fails: ['CASE_NOT_FOUND'],
      handle: async ({ actor }, { params: { ref }, query: { items, mode } }) => transact(deps.db, async (tx) => {
        const it = await seenBy(tx, actor, ref);
        return linkageShown(tx, deps.directory, await linkageOf(tx, it.requester as string, await getApplication(tx, it), items === '' ? [] : items.split(',').map(Number), mode));
      }),
    }),
  ];
}

/** Both sides look at the risk: who applies while it drafts, who answers once it has received. To anybody else an application is absent. */
async function seenBy(tx: Tx, actor: Actor, ref: string): Promise<CaseRecord> {
  const it = await readCase(tx, parseRef(ref));
  const answers = it?.kind === 'application' && it.provider === actor.org && it.privateTo === null;
  return answers ? it : ownCase(it, actor);
}
