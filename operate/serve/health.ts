import type { GatewayStanding } from '../../plane/gateway.ts';
import type { Config } from '../../platform/config.ts';
import type { DiskWatch } from '../../platform/disk.ts';
import type { Part } from '../../platform/http/observed.ts';
import { driftsTooFar } from '../../platform/postgres/clock-drift.ts';
import type { Drift } from '../../platform/postgres/clock-drift.ts';
import type { Standing } from './standing.ts';

interface Shown { readonly tls?: Config['tls'] }

/** Everything health is judged by; what this process does not do is undefined. */
export interface Seen {
  readonly config: Pick<Config, 'diskLeastBytes' | 'recordsMaxBytes'> & Shown;
  readonly disk: DiskWatch['now'];
  readonly drift: Measured | undefined;
  readonly gateway: GatewayStanding | undefined;
  readonly standing: Standing | undefined;
}

/** The clock against the database, when it was last measured; `missed`: it was asked since, and did not answer. */
export interface Measured extends Drift { readonly at: number; readonly missed: boolean }

/** Both are looked at far more often: what is older is no measure of now. */
const staleMs = 90_000;

/** Seconds since a figure was seen, where it is no longer one of now. */
const secondsStale = (at: number, missed: boolean): number | undefined => (missed || Date.now() - at > staleMs ? Math.round((Date.now() - at) / 1_000) : undefined);

/** What the clock is now known to be; nothing where it was not measured lately. */
export const driftNow = (drift: Measured | undefined): Drift | undefined => (drift === undefined || secondsStale(drift.at, drift.missed) !== undefined ? undefined : drift);

const mb = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

/** The parts of the platform as this process sees them, each with a sentence. */
export function partsOf(seen: Seen): readonly Part[] {
  return [databasePart(seen), diskPart(seen), ...gatewayParts(seen), clockPart(seen), ...certificateParts(seen.config), ...workParts(seen.standing)];
}

/** What stops or endangers calls now: for the banner on every page. */
export function alarmsOf(seen: Seen): readonly string[] {
  return [diskPart(seen), ...gatewayParts(seen), clockPart(seen), ...certificateParts(seen.config)].filter((part) => !part.ok).map((part) => part.say);
}

function databasePart({ standing }: Seen): Part {
  return standing === undefined ? { name: 'database', ok: false, say: '数据库没有应答。' } : { name: 'database', ok: true, say: '数据库正常。' };
}

function diskPart({ disk, config }: Seen): Part {
  const facts = { freeBytes: disk.freeBytes, leastBytes: config.diskLeastBytes };
  const stale = disk.low ? undefined : secondsStale(disk.at, false);
  if (stale !== undefined) return { name: 'disk', ok: false, say: `已有 ${stale} 秒读不到磁盘的剩余空间，此前为 ${mb(disk.freeBytes)}。`, facts: { ...facts, secondsOld: stale } };
  if (!disk.low) return { name: 'disk', ok: true, say: `磁盘剩余 ${mb(disk.freeBytes)}。`, facts };
  return { name: 'disk', ok: false, say: `磁盘剩余 ${mb(disk.freeBytes)}，不足 ${mb(config.diskLeastBytes)}：为不丢失调用记录，网关已停止受理调用，请尽快清理或扩容。`, facts };
}

/** Sentences for the reasons of plane/gateway.ts. */
const closedZh: Readonly<Record<string, string>> = {
  stale: '网关已停止受理调用：两秒内没有读到授权的变更，请检查数据库和本机负荷；读到后自动恢复。',
  restored: '网关已停止受理调用：数据库由备份恢复，须安全管理员和主管部门先后确认备份之后的变化。',
  disk: '网关已停止受理调用：磁盘将满。',
};

function gatewayParts({ gateway, config }: Seen): readonly Part[] {
  if (gateway === undefined) return [];
  const { unshippedBytes, waiting, fault } = gateway;
  const facts = { unshippedBytes, waiting, maxBytes: config.recordsMaxBytes };
  const kept = `本机待入库的调用记录 ${mb(unshippedBytes)}，上限 ${mb(config.recordsMaxBytes)}`;
  const records: Part = gateway.why === 'full'
    ? { name: 'records', ok: false, say: `${kept}：已满九成，网关已停止受理调用，记录没有丢失；请恢复数据库，入库后自动恢复。`, facts }
    : fault !== null
      ? { name: 'records', ok: false, say: `调用记录暂不能入库，先留在本机（${mb(unshippedBytes)}）；到 ${mb(config.recordsMaxBytes * 0.9)} 网关停止受理调用。`, facts }
      : { name: 'records', ok: true, say: `${kept}。`, facts };
  const altered = [gateway.refused > 0 ? `${gateway.refused} 项授权` : '', gateway.refusedBindings > 0 ? `${gateway.refusedBindings} 项数据资源、数据库连接` : ''].filter((text) => text !== '');
  const refused: Part[] = altered.length === 0 ? [] : [{
    name: 'seals', ok: false, say: `有 ${altered.join('、')}与平台的封印不符，已不予提供：数据库可能被直接改动过。请安全管理员运行 ledger verify 核对；其他的不受影响。`,
    facts: { refused: gateway.refused, refusedBindings: gateway.refusedBindings },
  }];
  const closed = gateway.why === undefined || gateway.why === 'full' ? undefined : closedZh[gateway.why] ?? '网关已停止受理调用。';
  return [{ name: 'gateway', ok: closed === undefined, say: closed ?? `网关正常，${gateway.grants} 项凭据。` }, ...refused, records];
}

function clockPart({ drift }: Seen): Part {
  if (drift === undefined) return { name: 'clock', ok: true, say: '尚未与数据库核对时间。' };
  const which = drift.aheadMs >= 0 ? '快' : '慢';
  const stale = secondsStale(drift.at, drift.missed);
  if (stale !== undefined) return { name: 'clock', ok: !driftsTooFar(drift), say: `数据库没有应答，本机时间现在未测；${stale} 秒前比数据库${which} ${Math.abs(drift.aheadMs)} 毫秒。`, facts: { secondsOld: stale } };
  const facts = { aheadMs: drift.aheadMs, withinMs: drift.withinMs };
  if (!driftsTooFar(drift)) return { name: 'clock', ok: true, say: `本机时间比数据库${which} ${Math.abs(drift.aheadMs)} 毫秒。`, facts };
  return { name: 'clock', ok: false, say: `本机时间比数据库${which} ${(Math.abs(drift.aheadMs) / 1_000).toFixed(1)} 秒：验签和密钥有效期会判断错误，请校准时间。`, facts };
}

const dayMs = 86_400_000;
/** Time to get a new one signed. */
const warnedDays = 14;

/** Of the certificate that this process shows itself; a proxy's is the proxy's. */
export function certificateParts({ tls }: Shown, now = Date.now()): readonly Part[] {
  if (tls === undefined) return [];
  const days = Math.floor((tls.endsAt - now) / dayMs);
  const on = new Date(tls.endsAt + dayMs / 3).toISOString().slice(0, 10); // as it is in Shanghai
  const what = days < 0 ? `TLS 证书已于 ${on} 到期，浏览器和业务系统不再接受` : days < warnedDays ? `TLS 证书 ${on} 到期，还有 ${days} 天` : undefined;
  return [{ name: 'certificate', ok: what === undefined, say: what === undefined ? `TLS 证书 ${on} 到期。` : `${what}：请换上新的 TLS_CERT、TLS_KEY 并重新启动。`, facts: { days } }];
}

const lateSeconds = 300;
const leastPartitionDays = 30;

function workParts(standing: Standing | undefined): readonly Part[] {
  if (standing === undefined) return [];
  const { outboxOldestSeconds, outboxFailed, ledgerPending, headAgeSeconds, unsignedSeconds, sweepBehindDays, partitionsAheadDays } = standing;
  const waits = outboxOldestSeconds > lateSeconds;
  const headLate = unsignedSeconds > lateSeconds;
  return [
    { name: 'outbox', ok: !waits && outboxFailed === 0, say: waits ? `后台工作已积压 ${Math.round(outboxOldestSeconds)} 秒。` : outboxFailed > 0 ? `${outboxFailed} 项后台工作二十次未成，须人工查看。` : '后台工作没有积压。', facts: { oldestSeconds: Math.round(outboxOldestSeconds), failed: outboxFailed } },
    { name: 'ledger', ok: !headLate, say: headLate ? '账本有新条目而五分钟内没有签名的账本头。' : `账本正常，${ledgerPending} 条待编号。`, facts: { pending: ledgerPending, headAgeSeconds: headAgeSeconds === null ? null : Math.round(headAgeSeconds) } },
    { name: 'sweep', ok: sweepBehindDays <= 0, say: sweepBehindDays > 0 ? `有 ${sweepBehindDays} 天前届满而未处理的期限。` : '期限均已处理。', facts: { behindDays: sweepBehindDays } },
    { name: 'partitions', ok: partitionsAheadDays > leastPartitionDays, say: `分区已建到 ${Math.floor(partitionsAheadDays)} 天之后。`, facts: { aheadDays: Math.floor(partitionsAheadDays) } },
  ];
}
