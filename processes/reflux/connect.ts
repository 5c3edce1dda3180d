import { codesOf } from '../../law/region-area.ts';
import { periodFrom } from '../../law/reflux-periods.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { getEntry } from '../catalog/index.ts';
import { keyKinds, makeReflux } from '../grant/index.ts';
import { divisions } from '../organisation/index.ts';
import { uncoded } from './census.ts';
import { covers, recordOf } from './checks.ts';
import { acts } from './contract.ts';
import { keepConnection } from './papers.ts';
import * as store from './store.ts';
import type { Directory } from '../../platform/procedures/ports.ts';

/** What keeps one caller from crowding out the others; no condition: it may be asked for page by page, all of it, each day. */
const quota = { perDay: 100_000, perMinute: 600 } as const;
const disposalBasis = '《政务数据共享条例》第二十四条第二款：下级政府部门按照履行职责的需要共享、使用，并保障安全';

/** 24 ¶1: the grant, in use at once, its rows cut by the codes of all years; the first period begins today. */
export async function connect(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  const { regionItem } = acts.connect.parse(now.stated);
  const it = await recordOf(tx, now);
  const entry = await getEntry(tx, it.entryRegion, it.entry);
  const codes = codesOf(divisions(), it.regions);
  const names = it.regions.map((code) => divisions().names.get(code) ?? code).join('、');
  // What runs and is contained in this one may be ended without a disposal of its own: all of it is kept under this (27 ¶1).
  const renews = (await store.connectedBetween(tx, it.receiver, it.entry)).find((one) => covers(it, one));
  const grant = await makeReflux(tx, now, {
    application: null, entry: { region: entry.region, id: entry.id, version: entry.version, name: entry.name, code: entry.code, attribute: entry.attribute },
    items: entry.body.items.filter((item) => it.items.includes(item.n)), keyKinds: keyKinds(entry.body.items, 'service'), purpose: it.duty === '' ? '回流：履行职责' : `回流：${it.duty}`.slice(0, 200), range: `${names}行政区域内的数据`,
    mode: 'service', serviceKind: 'query', term: { from: now.today, to: null }, quota, rowFilter: [{ item: regionItem, op: 'area', values: codes }], masks: {}, conditions: [],
    disposal: { how: 'keep', days: 30, basis: disposalBasis }, systems: [], addresses: [], contact: entry.body.contact, phone: entry.body.phone, below: it.below, renews: renews === undefined ? null : `${renews.grantRegion}-${renews.grantId}`, standingConsent: false,
  });
  const period = periodFrom(now.today);
  await store.setReflux(tx, now, { regionItem, codes, grantRegion: grant.region, grantId: grant.id, connectedOn: now.today, connectedAt: new Date().toISOString(), entryVersion: entry.version, running: true, periodFrom: period.from, periodTo: period.to });
  await now.engine.link(tx, now, grant, { zh: '据以取用的授权', back: '回流' });
  now.told['grant'] = `${grant.region}-${grant.id}`;
  if (renews !== undefined) await now.engine.notify(tx, { org: it.receiver, post: 'clerk' }, '{number} {title}：已接通，包含原回流的全部数据项和行政区域。原授权不再需要的，请在其页面结束', now);
  await tellUncoded(tx, now, it);
  await keepConnection(tx, directory, now);
}

/** The sender alone is told how many rows have no code that tells; which codes, its page lists. */
export async function tellUncoded(tx: Tx, now: Pick<Moving, 'region' | 'id' | 'engine'>, it: Pick<store.RefluxRecord, 'sender' | 'census'>): Promise<void> {
  const rows = it.census === null ? 0 : uncoded(it.census);
  if (rows > 0) for (const post of ['operator', 'head']) await now.engine.notify(tx, { org: it.sender, post }, `{number} {title}：来源数据中有 ${rows} 条没有可用的区划代码，没有回流给任何地区，代码和条数列在事项页面，请核对补正`, now);
}
