import { isLawError } from '../../law/errors.ts';
import type { Reader } from '../../platform/postgres/database.ts';
import { getEntry } from '../catalog/index.ts';
import type { WindowAhead } from './contract.ts';
import type { Source } from './source.ts';
import { approvedConnection, bindingOf } from './store/binding.ts';
import type { At } from './store/connections.ts';
import { windowsAhead } from './store/maintenance.ts';

export interface Wanted { readonly entryRegion: string; readonly entry: string; readonly items: readonly { readonly n: number; readonly name: string }[]; readonly mode: string; readonly serviceKind: string | null }

/**
 * The platform's own probe before a delivery (Art. 22): the entry is bound for this mode, every granted item is
 * mapped, the provider's database answers. Null where it passes, else why not, in words.
 */
export async function probeEntry(db: Reader, source: Source, wanted: Wanted): Promise<string | null> {
  if (wanted.mode !== 'service') return '批量、文件方式尚不能由平台交付';
  const binding = await bindingOf(db, wanted.entryRegion, wanted.entry);
  if (!binding) return '目录尚未挂接可用的数据资源';
  const missing = wanted.items.filter((item) => !binding.columns.some((column) => column.n === item.n));
  if (missing.length > 0) return `数据项${missing.map((item) => `“${item.name}”`).join('、')}没有对应到字段`;
  const kind = wanted.serviceKind === 'verification' ? 'verification' : 'query';
  if (!binding.services.includes(kind)) return kind === 'query' ? '挂接的资源不提供查询服务' : '挂接的资源不提供核验服务';
  const connection = await approvedConnection(db, binding.region, binding.connection);
  if (!connection) return '数据库连接尚未批准、已经停用，或者登记内容被改动过';
  try {
    const columns = binding.columns.filter((column) => wanted.items.some((item) => item.n === column.n));
    await source.sample(connection, { ...binding, columns: columns.length > 0 ? columns : binding.columns }, 1);
    return null;
  } catch (error) {
    if (isLawError(error)) return error.message;
    throw error;
  }
}

/** What a holder of a grant must know to call; null where the entry is not bound for this mode. */
export async function serviceOf(db: Reader, region: string, entry: string, mode: string): Promise<{ keys: { field: string; name: string; required: boolean }[]; pageSize: number; maxRows: number; windows: WindowAhead[] } | null> {
  const binding = mode === 'service' ? await bindingOf(db, region, entry) : undefined;
  if (!binding) return null;
  const names = new Map((await getEntry(db, region, entry)).body.items.map((item) => [item.n, item.name]));
  return { keys: binding.keys.map((key) => ({ field: key.param, name: names.get(key.n) ?? key.param, required: key.required })), pageSize: binding.pageSize, maxRows: binding.pageSize, windows: await windowsOf(db, [{ region: binding.region, id: binding.resource }]) };
}

/** Windows that run or lie ahead, of these resources, as everybody sees them. */
export async function windowsOf(db: Reader, resources: readonly At[]): Promise<WindowAhead[]> {
  const found = resources.length === 0 ? [] : await windowsAhead(db, resources);
  return found.map(({ fromAt, toAt, reason }) => ({ from: fromAt, to: toAt, reason, running: Date.parse(fromAt) <= Date.now() }));
}
