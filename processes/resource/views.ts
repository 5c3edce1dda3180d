import type { Reader } from '../../platform/postgres/database.ts';
import type { ConnectionView, ResourceView } from './contract.ts';
import type { ConnectionRow } from './store/connections.ts';
import { maintenanceOf } from './store/maintenance.ts';
import { currentBinding, type ResourceRow } from './store/resources.ts';

export const connectionStates = { proposed: '待批准', approved: '已批准', refused: '不予批准', retired: '已停用' } as const;
export const resourceStates = { draft: '草稿', live: '可用', retired: '已停用' } as const;

/** A connection as its department and the security officer see it; the password is nowhere in it. */
export function connectionView(row: ConnectionRow): ConnectionView {
  const { schemaName, login, askedBy: _askedBy, ...rest } = row;
  return { ...rest, schema: schemaName, user: login, stateZh: connectionStates[row.state] };
}

export async function resourceView(db: Reader, row: ResourceRow): Promise<ResourceView> {
  const [bound, windows] = [await currentBinding(db, row), await maintenanceOf(db, row)];
  const { connectionId, ...rest } = row;
  return {
    ...rest, connection: connectionId, stateZh: row.state === 'live' && row.up === false ? '不可用' : resourceStates[row.state],
    binding: bound?.body ?? null, test: bound?.test ?? null,
    maintenance: windows.map((window) => ({ id: window.id, from: window.fromAt, to: window.toAt, reason: window.reason, cancelled: window.cancelledAt !== null })),
  };
}
