import type { Reader } from '../../platform/postgres/database.ts';
import { getEntry } from '../catalog/index.ts';
import type { ConnectionView, ResourceView, WindowView } from './contract.ts';
import type { ConnectionRow } from './store/connections.ts';
import { maintenanceOf, type MaintenanceRow } from './store/maintenance.ts';
import { currentBinding, type ResourceRow } from './store/resources.ts';

export const connectionStates = { proposed: '待批准', approved: '已批准', refused: '不予批准', retired: '已停用' } as const;
export const resourceStates = { draft: '草稿', live: '可用', retired: '已停用' } as const;

/** A connection as its department and the security officer see it; the password is nowhere in it. */
export function connectionView(row: ConnectionRow): ConnectionView {
  const { schemaName, login, askedBy: _askedBy, ...rest } = row;
  return { ...rest, schema: schemaName, user: login, stateZh: connectionStates[row.state] };
}

export async function resourceView(db: Reader, row: ResourceRow): Promise<ResourceView> {
  const [bound, windows, entry] = [await currentBinding(db, row), await maintenanceOf(db, row, undefined, 10), await getEntry(db, row.entryRegion, row.entry)];
  const { connectionId, ...rest } = row;
  return {
    ...rest, entryName: entry.name, connection: connectionId, stateZh: row.state === 'live' && row.up === false ? '不可用' : resourceStates[row.state],
    binding: bound?.body ?? null, test: bound?.test ?? null, maintenance: windows.map((window) => windowView(window)).sort((a, b) => rank[a.state] - rank[b.state]),
  };
}

const rank = { running: 0, ahead: 1, over: 2, cancelled: 3 } as const;
const windowStates = { ahead: '已预告', running: '维护中', over: '已结束', cancelled: '已取消' } as const;

export function windowView(row: MaintenanceRow, now = Date.now()): WindowView {
  const state = row.cancelledAt !== null ? 'cancelled' : Date.parse(row.toAt) <= now ? 'over' : Date.parse(row.fromAt) <= now ? 'running' : 'ahead';
  return { id: row.id, from: row.fromAt, to: row.toAt, plannedTo: row.plannedTo, reason: row.reason, announcedAt: row.madeAt, state, stateZh: windowStates[state] };
}
