import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { CallRecord } from '../../processes/usage/index.ts';
import type { GrantTable, Served } from '../cache/grants.ts';
import type { Providers } from '../connectors/postgresql.ts';
import type { Peer } from '../http/peer.ts';
import { closed, notListed, refused, unrecorded, type Refusal } from '../national/answers.ts';
import { isRefusal, type Weak } from '../national/authenticate.ts';
import type { LiveKey, Pair } from '../cache/pair.ts';
import type { Style } from '../profiles/index.ts';
import type { Once } from '../once/claims.ts';
import type { Quota } from '../quota/leases.ts';
import type { Records } from '../records/port.ts';
import type { SandboxCounts } from '../sandbox/counts.ts';
import { answerInvented } from '../sandbox/invented.ts';
import { grantRefusal } from './admit.ts';
import { askOf, nextOf, type Ask } from './ask.ts';
import type { Parameters } from './parameters.ts';
import type { Service } from './plan.ts';
import type { Rows } from './rows.ts';
import { runPlan, tooLarge } from './run.ts';

export interface CallDeps {
  readonly table: GrantTable;
  readonly providers: Providers;
  readonly quota: Quota;
  readonly once: Pick<Once, 'claim'>;
  readonly records: Records;
  readonly refusedSums: { add(record: CallRecord): void };
  readonly sandboxes: Pick<SandboxCounts, 'count'>;
  legalToday(): string;
  /** Why the gateway serves nobody now, or undefined: stale knowledge, a restore that nobody has confirmed. */
  closedBecause(nowMs: number): string | undefined;
}

/** A call by somebody who has shown that he may ask for this pair, at whichever door. */
export interface KnownCall {
  readonly pair: Pair;
  readonly key: LiveKey;
  readonly peer: Peer;
  readonly person: string | undefined;
  readonly beganMs: number;
  readonly style: Style;
  /** Id of its record, where the caller is told one. */
  readonly id?: string;
  /** Why it is refused whatever its grant: recorded under the grant of the caller. */
  readonly barred?: Refusal | undefined;
  /** Taken only because its grant allows weak signatures; its record says so. */
  readonly weak?: Weak | undefined;
  /** What it was signed with, at the national door: where its grant takes a signature once, it is claimed. */
  readonly sign?: Buffer | undefined;
  readonly rtimeMs?: number;
  parameters(): Promise<Parameters | Refusal> | Parameters | Refusal;
}

/**
 * A call whose caller is known: grant in force, keys, quota, the provider's rows, and the record that is durable
 * before the answer leaves (design.md §6). Answers the body, or the refusal with its reason.
 */
export async function answerCall(deps: CallDeps, call: KnownCall): Promise<string | Refusal> {
  const it = deps.table.served(call.pair, deps.legalToday());
  const barred = call.barred ?? grantRefusal(it, it && deps.table.stoppedBy(it.grant), deps.legalToday(), call.peer.address);
  if (barred || it === undefined) return note(deps, call, it, barred ?? closed);
  const plan = it.plan();
  if (plan === undefined) return note(deps, call, it, refused('not-bound', '服务尚未挂接或暂不可用'));
  if (it.grant.personRequired && call.person === undefined) return note(deps, call, it, refused('no-person', '须以请求头 shuqiao-person 写明经办人标识'));
  const reading = call.parameters();
  const parameters = reading instanceof Promise ? await reading : reading;
  if (isRefusal(parameters)) return note(deps, call, it, parameters);
  const ask = askOf(plan, parameters);
  if (isRefusal(ask)) return note(deps, call, it, ask);
  const taking = deps.quota.take(it.grant, call.beganMs);
  const taken = typeof taking === 'boolean' ? taking : await taking.catch(() => undefined);
  if (taken === undefined) return note(deps, call, it, closed, ask); // our database gives no slice now: not counted, not served
  if (!taken) return note(deps, call, it, refused('quota', '调用次数超限', { period: deps.quota.left(it.grant, call.beganMs).minute === 0 ? '本分钟' : '今日' }));
  if (it.grant.timeRule === 'strict' && call.sign !== undefined) {
    const used = await usedBefore(deps, call, it, call.sign);
    if (used) return note(deps, call, it, used, ask);
  }
  const rows = 'binding' in plan ? await runPlan(deps.providers, plan, ask) : answerInvented(plan, ask);
  if (isRefusal(rows)) return note(deps, call, it, rows, ask);
  const since = stoppedSince(deps, call, it);
  if (since) return note(deps, call, it, since, ask);
  const body = bodyOf(plan, call, ask, rows);
  const bytes = Buffer.byteLength(body);
  if (bytes > plan.maxBytes) return note(deps, call, it, tooLarge, ask);
  return (await isKept(deps, call, it, () => recordOf(it, plan, call, ask, rows, bytes))) ? body : unrecorded; // no record, no data
}

/** One call, one signature (§2.4): claimed after the quota, which bounds what is kept; a signature sent again gives its call back. */
async function usedBefore({ once, quota }: CallDeps, call: KnownCall, { grant }: Served, sign: Buffer): Promise<Refusal | undefined> {
  const fresh = await once.claim({ region: grant.region, rtimeMs: call.rtimeMs ?? 0, sign }).catch(() => undefined);
  if (fresh === true) return undefined;
  quota.giveBack(grant, call.beganMs);
  return fresh === false ? refused('sign-used', '签名已经用过，请以新的请求时间重新签名') : closed;
}

/** Whether what may be seen afterwards of an answer is kept: a durable record, or for invented rows a count. */
async function isKept(deps: CallDeps, call: KnownCall, it: Served, record: () => CallRecord): Promise<boolean> {
  if (it.sandbox !== undefined) {
    deps.sandboxes.count(it.grant, call.style, '');
    return true;
  }
  return deps.records.append(record()).then(() => true, () => false);
}

/**
 * While the provider answered, somebody may have suspended the grant, stopped the key or taken the approval of the
 * database back, or this gateway may have lost sight of the changes: what was stopped by then does not leave.
 */
function stoppedSince(deps: CallDeps, call: KnownCall, it: Served): Refusal | undefined {
  const nowMs = Date.now();
  if (deps.closedBecause(nowMs) !== undefined) return closed;
  const { pair, key } = call;
  const served = deps.table.served(pair, deps.legalToday());
  const barred = grantRefusal(served, deps.table.stoppedBy(it.grant), deps.legalToday(), call.peer.address);
  if (barred) return barred;
  const stands = deps.table.pair(pair.rid, pair.sid)?.keys.some((each) => each.nth === key.nth && each.endsAtMs > nowMs);
  if (stands !== true) return notListed('key-gone');
  return served?.plan() === undefined ? refused('not-bound', '服务尚未挂接或暂不可用') : undefined;
}

function bodyOf(plan: Service, call: KnownCall, ask: Ask, rows: Rows): string {
  const data = plan.kind === 'verification' ? `[{"match":${rows.count > 0}}]` : rows.text();
  if (call.style !== 'rest') return data;
  const more = plan.kind === 'query' && rows.more;
  const next = more && plan.continues > 0 ? `,"next":"${nextOf(rows.keys.at(-1) ?? '')}"` : '';
  return `{"data":${data},"page":${ask.page},"more":${more}${next}}`;
}

const mostKeys = 1_000;

function recordOf(it: Served, plan: Service, call: KnownCall, ask: Ask, rows: Rows, bytes: number): CallRecord {
  const { grant } = it;
  const keys = rows.keys.slice(0, mostKeys).map((text) => it.recordKey.short(text));
  return {
    id: call.id ?? uuidv7(), atMs: call.beganMs, region: grant.region, grant: grant.id, application: grant.application, caller: grant.requester, person: call.person ?? null,
    purpose: grant.purpose, items: plan.items, entryRegion: grant.entryRegion, entry: grant.entry, rows: rows.count, bytes,
    params: it.paramsKey.short(ask.text), status: 'ok', reason: call.weak ?? null, repeats: 1, ms: Date.now() - call.beganMs,
    address: call.peer.address, claimed: call.peer.claimed, ignored: ask.ignored, keys,
  };
}

/** A refusal is recorded under its grant, without data and without anybody waiting. */
function note(deps: CallDeps, call: KnownCall, it: Served | undefined, refusal: Refusal, ask?: Ask): Refusal {
  if (it === undefined) return refusal;
  const { grant } = it;
  if (it.sandbox !== undefined) {
    deps.sandboxes.count(grant, call.style, refusal.reason);
    return refusal;
  }
  deps.refusedSums.add({
    id: call.id ?? uuidv7(), atMs: call.beganMs, region: grant.region, grant: grant.id, application: grant.application, caller: grant.requester, person: call.person ?? null,
    purpose: grant.purpose, items: '', entryRegion: grant.entryRegion, entry: grant.entry, rows: 0, bytes: 0, params: ask ? it.paramsKey.short(ask.text) : null,
    status: refusal.reason.startsWith('failed') ? 'failed' : 'refused', reason: refusal.reason, repeats: 1, ms: Date.now() - call.beganMs,
    address: call.peer.address, claimed: call.peer.claimed, ignored: ask?.ignored ?? null, keys: [],
  });
  return refusal;
}
