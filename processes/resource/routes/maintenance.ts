import { z } from 'zod';
import { minuteAt } from '../../../law/machine-time.ts';
import { fail } from '../../../law/errors.ts';
import { numberOn } from '../../../law/jurisdiction.ts';
import { windowFault } from '../../../law/maintenance.ts';
import { gateChange } from '../../../platform/gate/index.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { readCursor, timeKey, writeCursor } from '../../../platform/procedures/cursor.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { getEntry } from '../../catalog/index.ts';
import { MaintenanceIn, MaintenancePage, ResourceView, ShortenIn, WindowAhead } from '../contract.ts';
import { mustHaveSeen } from '../hits.ts';
import { windowsOf } from '../probe.ts';
import * as windows from '../store/maintenance.ts';
import { findResource, lockResource, resourcesOfEntry, type ResourceRow } from '../store/resources.ts';
import { resourceView, windowView } from '../views.ts';
import { EntryAt } from './bindings.ts';
import { actorFacts, At } from './connections.ts';
import type { ResourceDeps } from './deps.ts';

const WindowAt = At.extend({ window: z.uuid() });
const PageQuery = z.strictObject({ after: z.string().max(200).optional(), size: z.coerce.number().int().min(1).max(100).default(20) });
const day = 24 * 3_600_000;

/** Announced maintenance is no change under 27 ¶3 (local: up to eight hours); holders are told of it and of every change of it. */
export function maintenanceRoutes(deps: ResourceDeps): Route[] {
  const { db } = deps;
  return [
    route({
      method: 'POST', path: '/resources/:region/:id/maintenance', article: '27.3', may: 'resource.maintenance', once: true, form: 'maintenance', in: { params: At, body: MaintenanceIn }, out: ResourceView,
      fails: ['RESOURCE_NOT_FOUND', 'MAINTENANCE_INVALID', 'MAINTENANCE_TOO_LONG', 'MAINTENANCE_DAY_FULL', 'MAINTENANCE_OVERLAPS', 'HITS_UNCONFIRMED'], summary: '预告维护时段',
      handle: (ctx, { params, body }) => once(db, ctx, (tx) => announce(deps, tx, ctx.actor, params, body)),
    }),
    route({
      method: 'GET', path: '/resources/:region/:id/maintenance', article: '27.3', may: 'resource.read', in: { params: At, query: PageQuery }, out: MaintenancePage, fails: ['RESOURCE_NOT_FOUND', 'CURSOR_STALE'], summary: '维护公告',
      handle: (ctx, { params, query }) => transact(db, async (tx) => {
        const row = await findResource(tx, params);
        if (!row || row.org !== ctx.actor.org) return fail('RESOURCE_NOT_FOUND');
        const cursor = readCursor(query.after, timeKey);
        const found = await windows.maintenanceOf(tx, row, cursor === null ? undefined : { at: cursor.key, id: cursor.id }, query.size + 1);
        const shown = found.slice(0, query.size);
        const last = found.length > query.size ? shown.at(-1) : undefined;
        return { rows: shown.map((window) => windowView(window)), after: last ? writeCursor(last.fromAt, last.id) : null };
      }),
    }),
    route({
      method: 'POST', path: '/resources/:region/:id/maintenance/:window/cancel', article: '27.3', may: 'resource.maintenance', once: true, in: { params: WindowAt }, out: ResourceView, fails: ['RESOURCE_NOT_FOUND', 'MAINTENANCE_NOT_FOUND'], summary: '取消维护预告',
      handle: (ctx, { params }) => once(db, ctx, async (tx) => {
        const row = await own(tx, ctx.actor, params);
        const window = await windows.findMaintenance(tx, row, params.window);
        if (!window || !(await windows.cancelMaintenance(tx, row, window.id))) return fail('MAINTENANCE_NOT_FOUND');
        return changed(deps, tx, ctx.actor, row, { window: window.id, did: 'cancel' }, `原定 ${spanZh(window.fromAt, window.toAt)} 的数据服务维护已取消。`);
      }),
    }),
    route({
      method: 'POST', path: '/resources/:region/:id/maintenance/:window/shorten', article: '27.3', may: 'resource.maintenance', once: true, in: { params: WindowAt, body: ShortenIn }, out: ResourceView,
      fails: ['RESOURCE_NOT_FOUND', 'MAINTENANCE_NOT_FOUND', 'MAINTENANCE_SHORTEN_INVALID'], summary: '提前结束维护时段',
      handle: (ctx, { params, body }) => once(db, ctx, (tx) => shorten(deps, tx, ctx.actor, params, body.to)),
    }),
    route({
      method: 'GET', path: '/resources/windows/:region/:entry', article: '27.3', may: 'catalog.search', in: { params: EntryAt }, out: z.array(WindowAhead), fails: ['ENTRY_NOT_FOUND'], summary: '目录的维护公告（正在进行和将要进行的）',
      handle: async (ctx, { params }) => {
        const entry = await getEntry(db, params.region, params.entry);
        if (entry.state !== 'published' && entry.provider !== ctx.actor.org) fail('ENTRY_NOT_FOUND');
        return windowsOf(db, await resourcesOfEntry(db, entry.region, entry.id));
      },
    }),
  ];
}

async function announce(deps: ResourceDeps, tx: Tx, actor: Actor, at: z.output<typeof At>, body: z.output<typeof MaintenanceIn>): Promise<ResourceView> {
  const row = await own(tx, actor, at);
  const [from, to] = [Date.parse(body.from), Date.parse(body.to)];
  const hours = numberOn(await deps.directory.jurisdictionOf(tx, row.region), 'maintenance-hours', await deps.directory.legalToday(tx));
  const standing = await windows.windowsBetween(tx, row, new Date(from - day).toISOString(), new Date(to + day).toISOString());
  switch (windowFault(standing, { from, to }, Date.now(), hours)) {
    case 'past': return fail('MAINTENANCE_INVALID');
    case 'long': return fail('MAINTENANCE_TOO_LONG', { hours });
    case 'day': return fail('MAINTENANCE_DAY_FULL', { hours });
    case 'overlaps': return fail('MAINTENANCE_OVERLAPS');
    case null: break;
  }
  await mustHaveSeen(deps.hits, tx, row.entryRegion, row.entry, body.hits);
  const window = { id: uuidv7(), fromAt: new Date(from).toISOString(), toAt: new Date(to).toISOString() };
  await windows.addMaintenance(tx, { region: row.region, resource: row.id, ...window, reason: body.reason, madeBy: actor.person });
  return changed(deps, tx, actor, row, { window: window.id, did: 'announce', from: window.fromAt, to: window.toAt }, `数据服务将于 ${spanZh(window.fromAt, window.toAt)} 维护，期间可能不可用：${body.reason}`);
}

/** Ends earlier than announced: at the time named, or now. Longer is another window. */
async function shorten(deps: ResourceDeps, tx: Tx, actor: Actor, at: z.output<typeof WindowAt>, to: string | undefined): Promise<ResourceView> {
  const row = await own(tx, actor, at);
  const window = await windows.findMaintenance(tx, row, at.window);
  if (!window || window.cancelledAt !== null || Date.parse(window.toAt) <= Date.now()) return fail('MAINTENANCE_NOT_FOUND');
  const end = to === undefined ? Date.now() : Date.parse(to);
  if ((to !== undefined && end < Date.now()) || end <= Date.parse(window.fromAt) || end >= Date.parse(window.toAt)) return fail('MAINTENANCE_SHORTEN_INVALID');
  const toAt = new Date(end).toISOString();
  if (!(await windows.shortenMaintenance(tx, row, window.id, toAt))) return fail('MAINTENANCE_NOT_FOUND');
  return changed(deps, tx, actor, row, { window: window.id, did: 'shorten', to: toAt }, `数据服务维护提前于 ${minuteOf(toAt)} 结束，原定至 ${minuteOf(window.toAt)}。`);
}

/** The ledger, the gateways and whoever is served learn it with the commit. */
async function changed(deps: ResourceDeps, tx: Tx, actor: Actor, row: ResourceRow, what: Readonly<Record<string, string>>, told: string): Promise<ResourceView> {
  await deps.inside.record(tx, row.region, 'resource.maintenance', { resource: row.id, ...what, ...actorFacts(actor) });
  gateChange(tx, { region: row.entryRegion, what: 'binding', id: row.entry, stopped: false });
  const { name } = await getEntry(tx, row.entryRegion, row.entry);
  for (const org of await deps.hits.served(tx, row.entryRegion, row.entry)) for (const post of ['clerk', 'operator']) await deps.inside.notify(tx, { org, post }, `“${name}”${told}`);
  return resourceView(tx, row);
}

const minuteOf = (iso: string): string => minuteAt(Date.parse(iso));
/** The day once, where both ends are of it. */
function spanZh(from: string, to: string): string {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return `${begin} 至 ${begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}

/** My department's, locked: two announcements do not cross. */
async function own(tx: Tx, actor: Actor, at: z.output<typeof At>): Promise<ResourceRow> {
  await lockResource(tx, at);
  const row = await findResource(tx, at);
  return row && row.org === actor.org && row.state !== 'retired' ? row : fail('RESOURCE_NOT_FOUND');
}
