import { isLawError } from '../../law/errors.ts';
import { windowAt } from '../../law/maintenance.ts';
import { transact, type Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { tellGateways } from './gateways.ts';
import { keepOutage, type OutageDeps } from './outage.ts';
import type { Source } from './source.ts';
import { approvedConnection } from './store/binding.ts';
import { markMoved, type At } from './store/connections.ts';
import { windowsAhead } from './store/maintenance.ts';
import { addEvent, currentBinding, liveResources, setHealth, type ResourceRow } from './store/resources.ts';

export interface WatchDeps extends OutageDeps { readonly db: Db; readonly directory: Pick<Directory, 'platformOrg' | 'jurisdictionOf' | 'legalToday'>; readonly source: Source }

const atOnce = 4;
const page = 200;

/** Looks at every live resource once, four at a time. Run each minute; two processes doing it tell nobody twice. */
export async function watchResources(deps: WatchDeps): Promise<void> {
  for (let after: At | undefined; ; ) {
    const rows = await liveResources(deps.db, after, page);
    for (let at = 0; at < rows.length; at += atOnce) await Promise.all(rows.slice(at, at + atOnce).map((row) => watchOne(deps, row)));
    if (rows.length < page) return;
    after = rows.at(-1);
  }
}

/** Tries one resource and tells its department where it went down or came up again; users hear of it by `keepOutage`. */
export async function watchOne(deps: WatchDeps, row: ResourceRow): Promise<{ readonly up: boolean; readonly fault: string | null }> {
  const { fault, moved } = await faultOf(deps, row);
  const up = fault === null;
  await transact(deps.db, async (tx) => {
    // A name that leads elsewhere waits for the security officer (35 ¶2); one that leads back needs him no more.
    const marked = (moved || up) && (await markMoved(tx, { region: row.region, id: row.connectionId }, moved ? fault : null));
    if (marked) await tellGateways(tx, { region: row.region, id: row.connectionId });
    if (marked && moved) {
      await deps.inside.notify(tx, { org: await deps.directory.platformOrg(tx), post: 'platform-security' }, `连接“${row.connectionName}”的主机名指向了未经批准的地址，已停止连接，请核对`);
    }
    const changed = await setHealth(tx, row, up, fault);
    await keepOutage(tx, deps, row, fault);
    if (!changed) return;
    await addEvent(tx, row, up ? 'up' : 'down', fault ?? '');
    const announced = windowAt((await windowsAhead(tx, [row])).map((window) => ({ from: Date.parse(window.fromAt), to: Date.parse(window.toAt) })), Date.now()) !== undefined;
    const text = `数据资源（${row.connectionName}）${up ? '已恢复。' : `不可用：${fault}`}${announced ? '（在维护公告时段内）' : ''}`;
    for (const post of ['operator', 'cataloguer']) await deps.inside.notify(tx, { org: row.org, post }, text);
  });
  return { up, fault };
}

async function faultOf(deps: WatchDeps, row: ResourceRow): Promise<{ readonly fault: string | null; readonly moved: boolean }> {
  const plainly = (fault: string | null) => ({ fault, moved: false });
  const connection = await approvedConnection(deps.db, row.region, row.connectionId);
  if (!connection) return plainly('数据库连接未批准、已经停用，或者登记内容被改动过');
  const binding = await currentBinding(deps.db, row);
  if (!binding) return plainly('尚未挂接');
  try {
    await deps.source.sample(connection, binding.body, 1);
    return plainly(null);
  } catch (error) {
    if (isLawError(error)) return { fault: error.message, moved: error.code === 'ADDRESS_MOVED' };
    throw error;
  }
}
