import { z } from 'zod';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact, type Db } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import { normal } from '../likes.ts';
import { mayRead } from '../entry-view.ts';
import { alikeTo } from './alike.ts';
import { LikeGroup } from './contract.ts';

/** What a group may be proposed of, from an entry's page. */
export function sourceRoutes({ db, directory }: { readonly db: Db; readonly directory: Directory }): Route[] {
  const params = z.strictObject({ region: z.string().regex(/^\d{6}$/), entry: z.uuid() });
  return [
    route({
      method: 'GET', path: '/catalog/entries/:region/:entry/alike', article: '19.2', may: 'catalog.search', in: { params }, out: LikeGroup, fails: ['ENTRY_NOT_FOUND'], summary: '其他部门的同类数据项',
      handle: (ctx, { params: at }) => transact(db, async (tx) => {
        await mayRead(tx, directory, ctx.actor, at);
        const { items, entries } = await alikeTo(tx, at.region, at.entry);
        const names = await directory.organisations(tx, [...new Set(entries.map((one) => one.provider))]);
        const common = new Set(items.map(normal));
        return { items: [...items], entries: entries.map((one) => ({ entry: one.entry, name: one.name, code: one.code, org: one.provider, orgName: names.get(one.provider)?.name ?? one.provider, items: one.itemNames.filter((item) => common.has(normal(item))) })) };
      }),
    }),
  ];
}
