import { numberOn } from '../../law/jurisdiction.ts';
import { unannouncedMs, windowAt } from '../../law/maintenance.ts';
import { queueJob } from '../../platform/jobs/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { Hits } from './hits.ts';
import { windowsBetween } from './store/maintenance.ts';
import { endOutage, markOutage, openOutage, type OutageRow } from './store/outages.ts';
import type { ResourceRow } from './store/resources.ts';

export interface OutageDeps { readonly directory: Pick<Directory, 'jurisdictionOf' | 'legalToday'>; readonly inside: EngineInside; readonly hits: Hits }

/** What supervision is told, once an outage; it takes it from the outbox (`service.down`). */
export interface ServiceDown { readonly outage: string; readonly resource: string; readonly entry: string; readonly department: string; readonly since: string; readonly hours: number; readonly grants: number }

const hour = 3_600_000;

/**
 * Keeps the outage of a resource. Users are told once that it does not answer and once that it does again: inside an announced
 * window nobody is, past its end everybody. Beyond the hours that the region allows outside windows (39(七),
 * `service-down-hours`) it goes before the authority: a clue, for a person to judge. Nobody served: nobody's service is down.
 */
export async function keepOutage(tx: Tx, deps: OutageDeps, row: ResourceRow, fault: string | null): Promise<void> {
  if (fault === null) {
    if (await endOutage(tx, row)) await tellUsers(tx, deps, row, '正在使用的数据服务已恢复。');
    return;
  }
  const outage = await openOutage(tx, row, fault);
  if (outage.toldAt !== null && outage.clueAt !== null) return;
  const now = Date.now();
  const windows = await windowsBetween(tx, row, outage.fromAt, new Date(now + 1).toISOString());
  if (outage.toldAt === null && windowAt(windows, now) === undefined) {
    await markOutage(tx, row.region, outage.id, 'toldAt');
    await tellUsers(tx, deps, row, windows.length === 0 ? '正在使用的数据服务暂不可用，提供部门已获通知。' : '预告的维护时段已过，正在使用的数据服务仍未恢复，提供部门已获通知。');
  }
  if (outage.clueAt === null) await judge(tx, deps, row, outage, unannouncedMs({ from: Date.parse(outage.fromAt), to: now }, windows));
}

async function judge(tx: Tx, deps: OutageDeps, row: ResourceRow, outage: OutageRow, lastedMs: number): Promise<void> {
  const hours = numberOn(await deps.directory.jurisdictionOf(tx, row.region), 'service-down-hours', await deps.directory.legalToday(tx));
  if (lastedMs <= hours * hour || (await deps.hits.served(tx, row.entryRegion, row.entry)).length === 0) return;
  await markOutage(tx, row.region, outage.id, 'clueAt');
  const { grants } = await deps.hits.sum(tx, row.entryRegion, row.entry);
  const body: ServiceDown = { outage: outage.id, resource: row.id, entry: row.entry, department: row.org, since: outage.fromAt, hours, grants };
  await queueJob(tx, { region: row.region, topic: 'service.down', body });
}

async function tellUsers(tx: Tx, deps: OutageDeps, row: ResourceRow, text: string): Promise<void> {
  for (const org of await deps.hits.served(tx, row.entryRegion, row.entry)) await deps.inside.notify(tx, { org, post: 'clerk' }, text);
}
