import { isIP } from 'node:net';
import type { Keys } from '../../platform/keys/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { loadCompiled, loadCredentials, loadSandboxes, loadSecrets, standing, type CompiledGrant, type GrantId, type SandboxRow } from '../../processes/grant/index.ts';
import { loadBindings, type Binding, type EntryId } from '../../processes/resource/index.ts';
import { blockListOf } from '../../platform/config.ts';
import { hmacOf, type Hmac } from '../hmac.ts';
import { inList } from '../http/peer.ts';
import { inventedService, sandboxGrant, type Invented } from '../sandbox/invented.ts';
import { NotServable, planOf, type Plan } from '../service/plan.ts';
import type { Guard } from './guard.ts';
import { pairKey, pairsOf, setSecrets, type Pair } from './pair.ts';

/** A grant as the gateway enforces it; the plan is made at its first call. */
export interface Served {
  readonly grant: CompiledGrant;
  /** Whether the agreed networks, where there are any, hold this address. */
  allows(address: string): boolean;
  readonly paramsKey: Hmac;
  readonly recordKey: Hmac;
  plan(): Plan | Invented | undefined;
  /** Only of a sandbox: no grant, invented rows, an end by the machine's time. */
  readonly sandbox?: { readonly endsAtMs: number };
}

/** Everything the gateway decides by, in memory: one Map look-up a call. */
export interface GrantTable {
  pair(rid: string, sid: string): Pair | undefined;
  /** Every pair of one rid: mostly one. */
  pairsOf(rid: string): readonly Pair[];
  /** The grant that a pair is good for: its own, or, where a day is given and that one's term is over by it, the renewal that serves. */
  served(pair: Pair, legalToday?: string): Served | undefined;
  /** Stopped by `gate_change` itself, before the grant was read again or the moves of an entry's grants are through. */
  stoppedBy(grant: CompiledGrant): 'grant' | 'entry' | undefined;
  stopEntry(region: string, id: string, stopped: boolean): void;
  stopGrant(region: string, id: string): void;
  loadAll(): Promise<void>;
  reloadGrants(ids: readonly GrantId[]): Promise<void>;
  reloadEntries(ids: readonly EntryId[]): Promise<void>;
  reloadSecrets(pairs: readonly { readonly rid: string; readonly sid: string }[]): Promise<void>;
  /** Compares the whole table with the database and reads again what differs. Answers how many did. */
  compare(): Promise<number>;
  readonly size: number;
}

/** States in which a grant is served. */
export const servedStates: ReadonlySet<string> = new Set(['delivered', 'active']);
const runsOut = ({ grant }: Served, legalToday: string): boolean => servedStates.has(grant.state) && grant.termTo !== null && legalToday > grant.termTo;
const renewsOf = (it: Served | undefined): string | undefined => (it?.grant.renewsId ? `${it.grant.renewsRegion}-${it.grant.renewsId}` : undefined);
/** The same department, in the same way, from its first day on. */
const goesOn = ({ grant }: Served, next: Served, legalToday: string): boolean =>
  next.grant.requester === grant.requester && next.grant.mode === grant.mode && next.grant.termFrom <= legalToday && servedStates.has(next.grant.state);
const ownerOf = (pair: Pair | undefined): string => `${pair?.region}-${pair?.grantId}`;
const idOf = (it: { readonly region: string; readonly id: string }): string => `${it.region}-${it.id}`;

/** What reads nothing that was written past the platform. */
export interface Guards { readonly grants: Guard; readonly bindings: Guard }

/** @param bound  told after every reading which connections live bindings rest on, by `region/id`, in which version */
export function createGrantTable(db: Db, keys: Keys, { grants: guard, bindings: bindingGuard }: Guards, warn: (text: string) => void, bound: (inUse: ReadonlyMap<string, number>) => void = () => undefined): GrantTable {
  const pairs = new Map<string, Pair>();
  const pairsOfRid = new Map<string, readonly Pair[]>();
  const pairsOfGrant = new Map<string, Set<string>>();
  const served = new Map<string, Served>();
  /** Who takes over from whom: of a grant that is renewed as a service and as a batch, each takes over what is its own. */
  const renewedBy = new Map<string, Set<string>>();
  const bindings = new Map<string, Binding>();
  const stoppedEntries = new Set<string>();
  const stoppedGrants = new Set<string>();

  const drop = (key: string): void => {
    const pair = pairs.get(key);
    if (pair === undefined) return;
    pairs.delete(key);
    const rest = (pairsOfRid.get(pair.rid) ?? []).filter((each) => each !== pair);
    if (rest.length === 0) pairsOfRid.delete(pair.rid);
    else pairsOfRid.set(pair.rid, rest);
  };
  const forget = (id: string): void => {
    // A pair that went over to a renewal meanwhile is no longer this grant's to forget.
    for (const key of pairsOfGrant.get(id) ?? []) if (ownerOf(pairs.get(key)) === id) drop(key);
    pairsOfGrant.delete(id);
    const before = renewsOf(served.get(id));
    if (before !== undefined && renewedBy.get(before)?.delete(id) && renewedBy.get(before)?.size === 0) renewedBy.delete(before);
    served.delete(id);
  };
  const serve = (it: Served): void => {
    served.set(idOf(it.grant), it);
    const before = renewsOf(it);
    if (before !== undefined) renewedBy.set(before, (renewedBy.get(before) ?? new Set()).add(idOf(it.grant)));
  };
  const put = (pair: Pair): void => {
    const id = `${pair.region}-${pair.grantId}`;
    const key = pairKey(pair.rid, pair.sid);
    drop(key);
    pairs.set(key, pair);
    pairsOfRid.set(pair.rid, [...(pairsOfRid.get(pair.rid) ?? []), pair]);
    const set = pairsOfGrant.get(id) ?? new Set();
    pairsOfGrant.set(id, set.add(key));
  };
  const reload = async (only?: readonly GrantId[]): Promise<void> => {
    for (const id of only?.map(idOf) ?? [undefined]) guard.forget(id);
    const [compiled, sandboxes, credentials] = await Promise.all([loadCompiled(db, guard.sound, only), loadSandboxes(db, only), loadCredentials(db, guard.sound, only)]);
    const secrets = only && credentials.length === 0 ? [] : await loadSecrets(db, only && credentials);
    for (const id of only ? only.map(idOf) : [...served.keys(), ...pairsOfGrant.keys()]) forget(id);
    for (const grant of compiled) serve(servedOf(grant, keys, () => bindings.get(`${grant.entryRegion}-${grant.entry}`), warn));
    for (const row of sandboxes) served.set(idOf(row), sandboxOf(row));
    for (const pair of pairsOf(keys, credentials, secrets, warn)) put(pair);
  };
  const reloadEntries = async (only?: readonly EntryId[]): Promise<void> => {
    if (only === undefined) bindingGuard.forget();
    const found = await loadBindings(db, only, bindingGuard.sound);
    if (only) for (const it of only) bindings.delete(`${it.region}-${it.entry}`);
    else bindings.clear();
    for (const binding of found) bindings.set(`${binding.region}-${binding.entry}`, binding);
    const inUse = new Map<string, number>();
    for (const { region, connection, connectionVersion } of bindings.values()) inUse.set(`${region}/${connection}`, Math.max(connectionVersion, inUse.get(`${region}/${connection}`) ?? 0));
    bound(inUse);
  };

  /** A term that has run out hands over to the renewal, and that one to the next; whatever else ended a grant does not. */
  const inForce = (own: Served, legalToday: string): Served => {
    let it = own;
    for (let n = 0; n < 20 && runsOut(it, legalToday); n += 1) {
      const next = [...renewedBy.get(idOf(it.grant)) ?? []].sort().reverse().map((id) => served.get(id)).find((each) => each !== undefined && goesOn(it, each, legalToday)); // the newest, as the expiry has it
      if (next === undefined) return it;
      it = next;
    }
    return it;
  };

  return {
    pair: (rid, sid) => pairs.get(pairKey(rid, sid)),
    pairsOf: (rid) => pairsOfRid.get(rid) ?? [],
    served(pair, legalToday) {
      const own = served.get(`${pair.region}-${pair.grantId}`);
      return own === undefined || legalToday === undefined ? own : inForce(own, legalToday);
    },
    stoppedBy(grant) {
      if (stoppedEntries.size > 0 && stoppedEntries.has(`${grant.entryRegion}-${grant.entry}`)) return 'entry';
      return stoppedGrants.size > 0 && stoppedGrants.has(idOf(grant)) ? 'grant' : undefined;
    },
    stopEntry(region, id, stopped) {
      if (stopped) stoppedEntries.add(`${region}-${id}`);
      else stoppedEntries.delete(`${region}-${id}`);
    },
    stopGrant: (region, id) => void stoppedGrants.add(`${region}-${id}`),
    async loadAll() {
      await reloadEntries();
      await reload();
    },
    async reloadGrants(ids) {
      await reload(ids);
      // What was read stands after the change: its state decides from here on.
      for (const id of ids) stoppedGrants.delete(idOf(id));
    },
    reloadEntries,
    async reloadSecrets(asked) {
      const known = asked.filter((it) => pairs.has(pairKey(it.rid, it.sid)));
      const found = await loadSecrets(db, asked);
      for (const it of known) {
        const pair = pairs.get(pairKey(it.rid, it.sid));
        if (pair) setSecrets(keys, pair, found.filter((secret) => secret.rid === it.rid && secret.sid === it.sid), warn);
      }
    },
    async compare() {
      const now = await standing(db);
      const differing = new Map<string, GrantId>();
      const known: string[] = []; // what was left out differs as long as it is not mended: read again, and not told each time
      const note = (id: string): void => {
        if (guard.refuses(id)) known.push(id);
        differing.set(id, { region: id.slice(0, 6), id: id.slice(7) });
      };
      for (const [id, version] of now.grants) if (served.get(id)?.grant.version !== version) note(id);
      for (const id of served.keys()) if (!now.grants.has(id)) note(id);
      const mine = new Set<string>();
      for (const pair of pairs.values()) for (const key of pair.keys) mine.add(`${pair.region}-${pair.grantId} ${key.nth} ${key.endsAtMs === Infinity ? '' : key.endsAtMs}`);
      const theirs = new Set([...now.keys].map((key) => key.replace(/ (\S+)$/, (_, at: string) => ` ${Date.parse(at)}`)));
      for (const key of mine) if (!theirs.has(key)) note(key.slice(0, key.indexOf(' ')));
      for (const key of theirs) if (!mine.has(key)) note(key.slice(0, key.indexOf(' ')));
      if (differing.size > 0) await reload([...differing.values()]);
      await reloadEntries();
      return differing.size - new Set(known).size;
    },
    get size() { return pairs.size; },
  };
}

function servedOf(grant: CompiledGrant, keys: Keys, binding: () => Binding | undefined, warn: (text: string) => void): Served {
  let made: { readonly of: Binding; readonly plan: Plan | undefined } | undefined;
  return {
    grant,
    allows: grant.addresses.length === 0 ? () => true : memberOf(grant.addresses),
    paramsKey: hmacOf(keys.digestKey(`grant/${grant.region}/${grant.id}`)),
    recordKey: hmacOf(keys.digestKey(`entry/${grant.entryRegion}/${grant.entry}`)),
    plan() {
      const bound = binding();
      if (!bound) return undefined;
      if (made?.of === bound) return made.plan;
      made = { of: bound, plan: tryPlan(grant, bound, keys, warn) };
      return made.plan;
    },
  };
}

const noKey = hmacOf(Buffer.from('sandboxes keep no digests'));

/** A sandbox beside the grants; its rows are invented at its first call. */
function sandboxOf(row: SandboxRow): Served {
  let made: Invented | undefined;
  return { grant: sandboxGrant(row), allows: () => true, paramsKey: noKey, recordKey: noKey, sandbox: { endsAtMs: Date.parse(row.endsAt) }, plan: () => (made ??= inventedService(row)) };
}

function tryPlan(grant: CompiledGrant, bound: Binding, keys: Keys, warn: (text: string) => void): Plan | undefined {
  try {
    return planOf(grant, bound, keys.maskKey(`grant/${grant.region}/${grant.id}`));
  } catch (error) {
    if (!(error instanceof NotServable)) throw error;
    warn(`授权 ${idOf(grant)} 无法按现有挂接提供：${error.message}`);
    return undefined;
  }
}

/** What is no network lets nobody in: a list that was agreed and cannot be read must not mean "anywhere". */
function memberOf(texts: readonly string[]): (address: string) => boolean {
  const networks = blockListOf(texts.filter((text) => isIP(text.split('/')[0] ?? '') !== 0));
  const known = new Map<string, boolean>();
  return (address) => {
    const found = known.get(address);
    if (found !== undefined) return found;
    if (known.size > 1_000) known.clear();
    const allowed = inList(networks, address);
    known.set(address, allowed);
    return allowed;
  };
}
