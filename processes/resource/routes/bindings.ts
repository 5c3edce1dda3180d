import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { gateChange } from '../../../platform/gate/index.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import type { Db, Tx } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { getEntry } from '../../catalog/index.ts';
import { bindingOfDeclared, takesAway, tryBinding } from '../bind.ts';
import { BindIn, OutageView, OwnQuery, ResourceView } from '../contract.ts';
import { mustHaveSeen } from '../hits.ts';
import { approvedConnection } from '../store/binding.ts';
import { endOutage, outagesOf } from '../store/outages.ts';
import * as store from '../store/resources.ts';
import { isSoundlyBound } from '../store/sealed.ts';
import { resourceView } from '../views.ts';
import { watchOne } from '../watch.ts';
import { actorFacts, At } from './connections.ts';
import type { ResourceDeps } from './deps.ts';

export const EntryAt = z.strictObject({ region: z.string().regex(/^\d{6}$/), entry: z.uuid() });
const Event = z.object({ at: z.string(), what: z.string(), note: z.string() });

/** What an entry is bound to: declared, tried, counted, watched, taken away only where nobody rests on it. */
export function bindingRoutes(deps: ResourceDeps): Route[] {
  const { db, inside } = deps;
  return [
    route({
      method: 'GET', path: '/resources', article: '16.2', may: 'resource.read', in: { query: OwnQuery.omit({ state: true }).extend({ after: z.uuid().optional() }) },
      out: z.object({ rows: z.array(ResourceView), after: z.uuid().nullable(), total: z.int() }), fails: [], summary: '本部门的数据资源',
      handle: async ({ actor }, { query }) => {
        const rows = await store.resourcesOf(db, actor.region, actor.org, query);
        return { rows: await Promise.all(rows.map((row) => resourceView(db, row))), after: rows.length === query.size ? rows.at(-1)?.id ?? null : null, total: await store.countResources(db, actor.region, actor.org) };
      },
    }),
    route({
      method: 'GET', path: '/resources/of-entry/:region/:entry', article: '16.2', may: 'resource.read', in: { params: EntryAt }, out: z.array(ResourceView), fails: ['ENTRY_NOT_FOUND'], summary: '目录挂接的数据资源',
      handle: async (ctx, { params }) => {
        const entry = await getEntry(db, params.region, params.entry);
        const rows = await store.resourcesOfEntry(db, entry.region, entry.id);
        return Promise.all(rows.filter((row) => row.org === ctx.actor.org || ctx.actor.post === 'reviewer' || ctx.actor.post === 'lead').map((row) => resourceView(db, row)));
      },
    }),
    route({
      method: 'POST', path: '/resources', article: '22.2', may: 'resource.bind', once: true, form: 'binding', in: { body: BindIn }, out: ResourceView,
      fails: ['ENTRY_NOT_FOUND', 'ADDRESS_NOT_APPROVED', 'RESOURCE_ITEM_UNMAPPED', 'RESOURCE_COLUMN_UNKNOWN', 'RESOURCE_TYPE_UNSUPPORTED', 'RESOURCE_KEYS_MISSING', 'RESOURCE_KEY_RESERVED', 'RESOURCE_IN_USE', 'HITS_UNCONFIRMED',
        'SOURCE_NOT_READ_ONLY', 'SOURCE_UNREACHABLE', 'SOURCE_TIMED_OUT', 'ADDRESS_NOT_ALLOWED'], summary: '挂接：探测后生效',
      handle: (ctx, { body }) => bindEntry(deps, ctx, body),
    }),
    route({
      method: 'GET', path: '/resources/:region/:id', article: '16.2', may: 'resource.read', in: { params: At }, out: ResourceView.extend({ events: z.array(Event), outages: z.array(OutageView) }), fails: ['RESOURCE_NOT_FOUND'], logged: 'batched', summary: '数据资源详情',
      handle: async (ctx, { params }) => {
        const row = await ownResource(db, ctx.actor, params);
        return { ...(await resourceView(db, row)), events: await store.recentEvents(db, row), outages: (await outagesOf(db, row)).map(({ fromAt, toAt, fault, clueAt }) => ({ from: fromAt, to: toAt, fault, clueAt })) };
      },
    }),
    route({
      method: 'POST', path: '/resources/:region/:id/test', article: '22.2', may: 'resource.bind', in: { params: At }, out: z.object({ up: z.boolean(), fault: z.string().nullable() }), fails: ['RESOURCE_NOT_FOUND'], summary: '立即探测',
      handle: async (ctx, { params }) => watchOne(deps, await ownResource(db, ctx.actor, params)),
    }),
    route({
      method: 'GET', path: '/resources/:region/:id/sample', article: '35.1', may: 'resource.bind', in: { params: At }, out: z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string().nullable())), ms: z.number() }),
      fails: ['RESOURCE_NOT_FOUND', 'ADDRESS_NOT_APPROVED', 'SOURCE_UNREACHABLE', 'SOURCE_TIMED_OUT', 'ADDRESS_NOT_ALLOWED'], logged: 'before', summary: '查看本部门数据样例（五行）',
      handle: async (ctx, { params }) => {
        const row = await ownResource(db, ctx.actor, params);
        const bound = (await store.currentBinding(db, row)) ?? fail('RESOURCE_NOT_FOUND');
        const connection = (await approvedConnection(db, row.region, row.connectionId)) ?? fail('ADDRESS_NOT_APPROVED');
        const tried = await deps.source.sample(connection, bound.body, 5);
        const columns = bound.body.columns.map((column) => column.column);
        return { columns, ms: tried.ms, rows: tried.rows.map((each) => columns.map((column) => each[column] ?? null)) };
      },
    }),
    route({
      method: 'POST', path: '/resources/:region/:id/retire', article: '27.3', may: 'resource.bind', once: true, in: { params: At }, out: z.object({ done: z.literal(true) }), fails: ['RESOURCE_NOT_FOUND', 'RESOURCE_IN_USE'], summary: '停用数据资源',
      handle: async (ctx, { params }) => {
        const row = await ownResource(db, ctx.actor, params);
        return once(db, ctx, async (tx) => {
          await restsNobody(deps, tx, row);
          await store.retire(tx, row, '');
          await endOutage(tx, row);
          gateChange(tx, { region: row.entryRegion, what: 'binding', id: row.entry, stopped: false });
          await inside.record(tx, row.region, 'resource.retire', { resource: row.id, entry: row.entry, ...actorFacts(ctx.actor) });
          return { done: true as const };
        });
      },
    }),
  ];
}

/** Tested before it counts (procedures.md §5); what would take something from running grants goes by 27 ¶3 instead. */
async function bindEntry(deps: ResourceDeps, ctx: Context, declared: z.output<typeof BindIn>): Promise<ResourceView> {
  const [{ db }, { actor }] = [deps, ctx];
  const entry = await getEntry(db, declared.entryRegion, declared.entry);
  if (entry.provider !== actor.org) fail('ENTRY_NOT_FOUND');
  const connection = (await approvedConnection(db, actor.region, declared.connection)) ?? fail('ADDRESS_NOT_APPROVED');
  if (connection.org !== actor.org) fail('RESOURCE_NOT_FOUND');
  const columns = await deps.source.columns(connection, declared.table);
  const body = bindingOfDeclared(connection.schemaName, declared, entry.body.items, columns);
  const test = await tryBinding(deps.source, connection, body, entry.body.items);
  const before = (await store.resourcesOfEntry(db, entry.region, entry.id)).find((row) => row.mode === 'service');
  // Of what was altered past the platform nobody is served: it does not hold fast those who put it right.
  const bound = before && (await isSoundlyBound(db, before)) ? await store.currentBinding(db, before) : undefined;
  return once(db, ctx, async (tx) => {
    if (before && bound && takesAway(bound.body, body)) await restsNobody(deps, tx, before);
    if (before) await mustHaveSeen(deps.hits, tx, entry.region, entry.id, declared.hits);
    const made = await store.bind(tx, { region: entry.region, entry: entry.id, org: actor.org, connection: connection.id, body, test, by: actor.person });
    gateChange(tx, { region: entry.region, what: 'binding', id: entry.id, stopped: false });
    await deps.inside.record(tx, entry.region, 'resource.bind', { resource: made.id, version: made.version, entry: entry.id, connection: connection.id, items: body.columns.map((column) => column.n), keys: body.keys.map((key) => key.n), ...actorFacts(actor) });
    return resourceView(tx, (await store.findResource(tx, { region: entry.region, id: made.id })) as store.ResourceRow);
  });
}

/** Under running grants a resource keeps what they rest on (27 ¶3). @throws RESOURCE_IN_USE */
async function restsNobody(deps: ResourceDeps, tx: Tx, row: store.ResourceRow): Promise<void> {
  const { grants } = await deps.hits.sum(tx, row.entryRegion, row.entry);
  if (grants > 0) fail('RESOURCE_IN_USE', { count: grants });
}

async function ownResource(db: Db, actor: Actor, at: z.output<typeof At>): Promise<store.ResourceRow> {
  const row = await store.findResource(db, at);
  return row && row.org === actor.org ? row : fail('RESOURCE_NOT_FOUND');
}
