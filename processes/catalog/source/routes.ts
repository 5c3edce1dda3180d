import { z } from 'zod';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { normal } from '../likes.ts';
import { mayRead } from '../entry-view.ts';
import { alikeTo } from './alike.ts';
import { ItemValues, LikeGroup } from './contract.ts';
import { compareValues, type CompareDeps } from './values.ts';

const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** What a group may be proposed of, from an entry's page; the values of a group's items compared, from its own. */
export function sourceRoutes(deps: CompareDeps): Route[] {
  const { db, directory } = deps;
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
    route({
      method: 'PUT', path: '/source/:ref/values', article: '19.2', may: 'source.compare', in: { params: z.strictObject({ ref: Ref }), body: z.strictObject({ item: z.string().trim().min(1).max(100) }) }, out: ItemValues,
      fails: ['SOURCE_NOT_FOUND', 'SOURCE_NOT_STUDIED', 'SOURCE_ITEMS_FOREIGN'], logged: 'before', summary: '比对同类数据项的值',
      handle: ({ actor }, { params: { ref }, body }) => compareValues(deps, actor, { region: ref.slice(0, 6), id: ref.slice(7) }, body.item),
    }),
  ];
}
