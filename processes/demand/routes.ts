import { z } from 'zod';
import { fail } from '../../law/errors.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { read, transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import { CaseRef } from '../../platform/procedures/contract.ts';
import { mustBeNearest } from '../../platform/procedures/nearer-post.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { CaseRecord } from '../../platform/procedures/store/case-record.ts';
import { lockCase } from '../../platform/procedures/store/cases.ts';
import { DraftIn, DraftSaved, LikeQuery, Likes } from './contract.ts';
import { unnamed } from './follow.ts';
import { indexOf, likesOf } from './likes.ts';
import { problemsOf } from './problems.ts';
import * as store from './store.ts';

export interface RouteDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

/** What is no move: saving a draft, and looking while one types for what is there already. */
export function demandRoutes({ db, directory, inside }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/demand/like', article: '20.1', may: 'demand.like', summary: '边输入边提示相近的目录和需求', in: { query: LikeQuery }, out: Likes, fails: [],
      handle: ({ actor }, { query }) => read(db, async (tx) => {
        const items = [...new Set(query.items.split('\n').map((item) => item.trim()).filter((item) => item !== ''))].slice(0, 100);
        const authority = (await directory.authorityOf(tx, actor.org)) ?? null;
        return likesOf(tx, directory, { q: query.q, items, org: actor.org, region: actor.region, authority, except: query.except?.slice(7) ?? null });
      }),
    }),
    route({
      method: 'PUT', path: '/demand/:ref/draft', article: '20.1', may: 'demand.draft', summary: '保存需求草稿',
      in: { params: z.object({ ref: CaseRef }), body: DraftIn }, out: DraftSaved, fails: ['CASE_NOT_FOUND', 'NEARER_POST_HELD', 'DRAFT_STALE'],
      handle: ({ actor }, { params: { ref }, body: { body } }) => transact(db, async (tx) => {
        const it = await ownDraft(tx, directory, actor, ref);
        const at = new Date();
        await store.saveBody(tx, it, body, at, indexOf(body));
        await inside.setTitle(tx, it, body.title || unnamed);
        return { savedAt: at.toISOString(), problems: problemsOf(body) };
      }),
    }),
  ];
}

/** The draft of my department, locked: a registration waits, or is seen. */
async function ownDraft(tx: Tx, directory: Directory, actor: Actor, ref: string): Promise<CaseRecord> {
  const it = await lockCase(tx, parseRef(ref));
  if (it?.kind !== 'demand' || it.requester !== actor.org) return fail('CASE_NOT_FOUND');
  await mustBeNearest(tx, directory, actor, 'clerk', '填写需求');
  if (it.state !== 'draft') fail('DRAFT_STALE');
  return it;
}
