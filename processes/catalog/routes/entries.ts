import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { read, transact } from '../../../platform/postgres/database.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { concernPage } from '../concerned.ts';
import { CompareQuery, ConcernPage, ConcernQuery, Difference, EntryPage, EntryQuery, EntryView, FindQuery, Found, Subscriptions, SubscriptionsQuery, VersionView } from '../contract.ts';
import { differencesOf } from '../draft/differences.ts';
import { entryView, mayRead } from '../entry-view.ts';
import { searchEntries } from '../search.ts';
import { suggestions } from '../suggest.ts';
import * as entries from '../store/entries.ts';
import * as figures from '../store/figures.ts';
import type { CatalogRouteDeps } from './deps.ts';

export const EntryAt = z.strictObject({ region: z.string().regex(/^\d{6}$/), entry: z.uuid() });
const Done = z.object({ done: z.literal(true) });

/** Search, detail, versions: every department may read what is published (Art. 12, 16 ¶1). */
export function entryRoutes({ db, directory }: CatalogRouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/catalog/entries', article: '16.1', may: 'catalog.search', in: { query: EntryQuery }, out: EntryPage, fails: ['CURSOR_STALE'], summary: '检索目录',
      handle: (ctx, { query }) => read(db, (tx) => searchEntries(tx, directory, query, ctx.actor.region)),
    }),
    route({
      method: 'GET', path: '/catalog/find', article: '16.1', may: 'catalog.search', in: { query: FindQuery }, out: Found, fails: [], summary: '边输入边提示目录和部门',
      handle: (ctx, { query }) => read(db, (tx) => suggestions(tx, directory, query.q, ctx.actor.region)),
    }),
    route({
      method: 'GET', path: '/catalog/entries/:region/:entry', article: '16.1', may: 'catalog.search', in: { params: EntryAt }, out: EntryView, fails: ['ENTRY_NOT_FOUND'], logged: 'batched', summary: '查看目录',
      handle: (ctx, { params }) => transact(db, (tx) => entryView(tx, directory, ctx.actor, params)),
    }),
    route({
      method: 'GET', path: '/catalog/entries/:region/:entry/cases', article: '16.1', may: 'catalog.search', in: { params: EntryAt, query: ConcernQuery }, out: ConcernPage, fails: ['ENTRY_NOT_FOUND'], summary: '本单位与此目录有关的事项',
      handle: (ctx, { params, query }) => read(db, async (tx) => {
        await mayRead(tx, directory, ctx.actor, params);
        return concernPage(tx, directory, ctx.actor, params, query);
      }),
    }),
    route({
      method: 'GET', path: '/catalog/entries/:region/:entry/versions/:n', article: '17.1', may: 'catalog.search', in: { params: EntryAt.extend({ n: z.coerce.number().int().min(1).max(1_000_000) }) }, out: VersionView, fails: ['ENTRY_NOT_FOUND'],
      summary: '查看目录的历史版本',
      handle: (ctx, { params }) => transact(db, async (tx) => {
        await mayRead(tx, directory, ctx.actor, params);
        const version = (await entries.findVersion(tx, params, params.n)) ?? fail('ENTRY_NOT_FOUND');
        const before = params.n > 1 ? await entries.findVersion(tx, params, params.n - 1) : undefined;
        return {
          region: params.region, entry: params.entry, version: version.version, publishedOn: version.publishedOn, body: version.body,
          differences: before ? differencesOf(before.body, version.body) : [], against: before?.version ?? null,
        };
      }),
    }),
    route({
      method: 'GET', path: '/catalog/entries/:region/:entry/compare', article: '17.1', may: 'catalog.search', in: { params: EntryAt, query: CompareQuery }, out: z.array(Difference), fails: ['ENTRY_NOT_FOUND'], summary: '比较两个版本',
      handle: (ctx, { params, query }) => transact(db, async (tx) => {
        await mayRead(tx, directory, ctx.actor, params);
        const [from, to] = [await entries.findVersion(tx, params, query.from), await entries.findVersion(tx, params, query.to)];
        if (!from || !to) return fail('ENTRY_NOT_FOUND');
        return differencesOf(from.body, to.body);
      }),
    }),
    route({
      method: 'PUT', path: '/catalog/entries/:region/:entry/subscription', article: '17.1', may: 'catalog.search', in: { params: EntryAt }, out: Done, fails: ['ENTRY_NOT_FOUND'], summary: '订阅目录变更',
      handle: (ctx, { params }) => transact(db, async (tx) => {
        await mayRead(tx, directory, ctx.actor, params);
        await figures.subscribe(tx, params, ctx.actor.org, await directory.legalToday(tx));
        return { done: true as const };
      }),
    }),
    route({
      method: 'DELETE', path: '/catalog/entries/:region/:entry/subscription', article: '17.1', may: 'catalog.search', in: { params: EntryAt }, out: Done, fails: [], summary: '取消订阅',
      handle: (ctx, { params }) => transact(db, async (tx) => {
        await figures.unsubscribe(tx, params, ctx.actor.org);
        return { done: true as const };
      }),
    }),
    route({
      method: 'GET', path: '/catalog/subscriptions', article: '17.1', may: 'catalog.search', in: { query: SubscriptionsQuery }, out: Subscriptions, fails: [], summary: '本单位订阅的目录',
      handle: (ctx, { query }) => read(db, async (tx) => {
        const [since = '', entry = ''] = query.after?.split('~') ?? [];
        const rows = await figures.subscriptionsOf(tx, ctx.actor.org, { size: query.size, after: query.after === undefined ? undefined : { since, entry } });
        const names = await directory.organisations(tx, [...new Set(rows.map((row) => row.provider))]);
        const last = rows.length === query.size ? rows.at(-1) : undefined;
        return { rows: rows.map((row) => ({ ...row, providerName: names.get(row.provider)?.name ?? row.provider })), after: last === undefined ? null : `${last.since}~${last.entry}`, total: await figures.countSubscriptions(tx, ctx.actor.org) };
      }),
    }),
  ];
}
