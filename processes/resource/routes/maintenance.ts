import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { MaintenanceIn, ResourceView } from '../contract.ts';
import type { ResourceDeps } from '../routes.ts';
import * as windows from '../store/maintenance.ts';
import { findResource, type ResourceRow } from '../store/resources.ts';
import { resourceView } from '../views.ts';
import { actorFacts, At } from './connections.ts';

const longestMs = 8 * 3_600_000;
const WindowAt = At.extend({ window: z.uuid() });

/** Announced maintenance is no change under 27 ¶3 (local: up to eight hours); holders are told when it is announced and when it is called off. */
export function maintenanceRoutes(deps: ResourceDeps): Route[] {
  const { db, inside } = deps;
  return [
    route({
      method: 'POST', path: '/resources/:region/:id/maintenance', article: '27.3', may: 'resource.maintenance', in: { params: At, body: MaintenanceIn }, out: ResourceView, fails: ['RESOURCE_NOT_FOUND', 'MAINTENANCE_INVALID'], summary: '预告维护时段',
      handle: (ctx, { params, body }) => transact(db, async (tx) => {
        const row = await own(tx, ctx.actor, params);
        const [from, to] = [Date.parse(body.from), Date.parse(body.to)];
        if (!(from > Date.now() && to > from && to - from <= longestMs)) fail('MAINTENANCE_INVALID');
        const id = uuidv7();
        await windows.addMaintenance(tx, { region: row.region, id, resource: row.id, fromAt: new Date(from).toISOString(), toAt: new Date(to).toISOString(), reason: body.reason, madeBy: ctx.actor.person });
        await inside.record(tx, row.region, 'resource.maintenance', { resource: row.id, window: id, from: new Date(from).toISOString(), to: new Date(to).toISOString(), did: 'announce', ...actorFacts(ctx.actor) });
        await tellHolders(deps, tx, row, `数据服务将于 ${shanghai(from)} 至 ${shanghai(to)} 维护，期间可能不可用：${body.reason}`);
        return resourceView(tx, row);
      }),
    }),
    route({
      method: 'POST', path: '/resources/:region/:id/maintenance/:window/cancel', article: '27.3', may: 'resource.maintenance', in: { params: WindowAt }, out: ResourceView, fails: ['RESOURCE_NOT_FOUND', 'MAINTENANCE_NOT_FOUND'], summary: '取消维护预告',
      handle: (ctx, { params }) => transact(db, async (tx) => {
        const row = await own(tx, ctx.actor, params);
        if (!(await windows.cancelMaintenance(tx, row, params.window))) fail('MAINTENANCE_NOT_FOUND');
        await inside.record(tx, row.region, 'resource.maintenance', { resource: row.id, window: params.window, did: 'cancel', ...actorFacts(ctx.actor) });
        await tellHolders(deps, tx, row, '此前预告的数据服务维护已取消。');
        return resourceView(tx, row);
      }),
    }),
  ];
}

const shanghai = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

async function tellHolders(deps: ResourceDeps, tx: Tx, row: ResourceRow, text: string): Promise<void> {
  const orgs = new Set((await deps.running(deps.db, row.entryRegion, row.entry)).filter((grant) => grant.state === 'delivered' || grant.state === 'active').map((grant) => grant.requester));
  for (const org of orgs) for (const post of ['clerk', 'operator']) await deps.inside.notify(tx, { org, post }, text);
}

async function own(tx: Tx, actor: Actor, at: z.output<typeof At>): Promise<ResourceRow> {
  const row = await findResource(tx, at);
  return row && row.org === actor.org ? row : fail('RESOURCE_NOT_FOUND');
}
