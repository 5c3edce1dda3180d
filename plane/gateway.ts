import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { blockListOf } from '../platform/config.ts';
import type { Keys } from '../platform/keys/index.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import type { Slow } from '../platform/postgres/slow.ts';
import { addSandboxCalls } from '../processes/grant/index.ts';
import { addRefused, leaseQuota, shipLines, type Shipped } from '../processes/usage/index.ts';
import { createGrantTable } from './cache/grants.ts';
import { createGuard } from './cache/guard.ts';
import { createSecretLookUp } from './cache/secret-look-up.ts';
import { listenForHints } from './cache/hints.ts';
import { startWatch } from './cache/watch.ts';
import { createProviders } from './connectors/postgresql.ts';
import { createReach } from './connectors/reach.ts';
import { mountBefore } from './http/mount.ts';
import { createAuthenticator } from './national/authenticate.ts';
import { claimOf } from './profiles/index.ts';
import { createOnce } from './once/claims.ts';
import { createQuota } from './quota/leases.ts';
import { recordsInFile } from './records/append-file.ts';
import { recordsInDatabase } from './records/in-database.ts';
import { createRefusedCounters } from './records/refused.ts';
import { createRestAuthenticator } from './rest/authenticate.ts';
import { createTokens } from './rest/tokens.ts';
import { createSandboxCounts } from './sandbox/counts.ts';
import { serve, type ServeDeps } from './serve.ts';
import { createRefusedSums } from './service/refused-sums.ts';

export interface GatewayDeps {
  /** As shuqiao_app. The gateway has connections of its own, so that nothing else can keep it waiting. */
  readonly databaseUrl: string;
  readonly keys: Keys;
  readonly home: string;
  /** Region of the organisation that runs the platform; asked again while there is none yet. */
  platformRegion(): Promise<string | undefined>;
  readonly reach: readonly string[];
  /** By when rows that bear no seal of the platform are obeyed all the same; absent: always, where nobody seals. */
  sealedUntil?(): number;
  /** The same of what entries are bound to. */
  bindingsSealedUntil?(): number;
  readonly records: 'file' | 'database';
  readonly recordsMaxBytes: number;
  /** How often records go to the database; a second at most, but for a bench that measures without it. */
  readonly shipEveryMs?: number;
  readonly trustProxy: readonly string[];
  /** Grants that were used, after their records are kept: first use accepts, use restarts the clock of 180 days. */
  used?(grants: Shipped['used']): Promise<void>;
  /** Why all calls are refused, e.g. after a restore; undefined: open. */
  closedBecause?(): string | undefined;
  warn(text: string): void;
  bug(error: unknown, request?: string): void;
  /** Told of slow statements on the platform's own database. */
  slow?: Slow;
}

/** How the gateway stands; `why` it is closed, where it is. */
export interface GatewayStanding {
  readonly open: boolean;
  readonly why: string | undefined;
  readonly grants: number;
  /** Grants of which something does not bear the platform's seal, and is not obeyed. */
  readonly refused: number;
  /** Connections and resources of which the same is true. */
  readonly refusedBindings: number;
  readonly waiting: number;
  readonly unshippedBytes: number;
  readonly fault: string | null;
  readonly pools: readonly { readonly name: string; readonly total: number; readonly idle: number; readonly waiting: number }[];
  readonly providers: { readonly up: number; readonly down: number };
}

export interface Gateway {
  /** Before `listen`. */
  handle(app: FastifyInstance): void;
  /** What the health page and the operators see. */
  standing(): GatewayStanding;
  /** Moves records that wait to the database now. */
  ship(): Promise<void>;
  stop(): Promise<void>;
}

const nobody = '000000'; // region of batches shipped before the platform was set up: there can be none

/** Starts everything a call needs; mounts it in front of the server's other routes. */
export async function startGateway(deps: GatewayDeps): Promise<Gateway> {
  const slow = deps.slow === undefined ? {} : { slow: deps.slow };
  const database = openDatabase(deps.databaseUrl, { ...slow, max: 8, name: 'shuqiao gateway', statementTimeoutMs: 30_000 });
  const watching = openDatabase(deps.databaseUrl, { max: 2, name: 'shuqiao gateway watch', statementTimeoutMs: 1_500 });
  const loading = openDatabase(deps.databaseUrl, { ...slow, max: 4, name: 'shuqiao gateway load', statementTimeoutMs: 60_000 });
  const region = async (): Promise<string> => (await deps.platformRegion()) ?? nobody;
  const shipped = (what: Shipped): void => {
    if (what.used.length > 0) deps.used?.(what.used).catch(deps.bug);
  };
  const guards = { grants: createGuard(deps.keys, deps.sealedUntil, deps.warn), bindings: createGuard(deps.keys, deps.bindingsSealedUntil, deps.warn) };
  const providers = createProviders({ db: loading.db, keys: deps.keys, reach: createReach(deps.reach, placeOf(deps.databaseUrl)), sound: guards.bindings.bears });
  const table = createGrantTable(loading.db, deps.keys, guards, deps.warn, providers.keep);
  const watch = await startWatch(watching.db, table, deps.warn);
  const hints = listenForHints(deps.databaseUrl, watch.hint);
  const every = deps.shipEveryMs === undefined ? {} : { shipEveryMs: deps.shipEveryMs };
  const records = deps.records === 'file'
    ? await recordsInFile({ folder: join(deps.home, 'records'), maxBytes: deps.recordsMaxBytes, ...every, warn: deps.warn, ship: async (lines) => shipped(await shipLines(database.pool, await region(), lines)) })
    : recordsInDatabase({ pool: database.pool, region: await region(), ...every, shipped, warn: deps.warn });
  const counters = createRefusedCounters(async (rows) => addRefused(database.pool, await region(), rows), deps.warn);
  const sandboxes = createSandboxCounts((rows) => addSandboxCalls(database.db, rows), deps.warn);
  const once = createOnce(database.pool);
  const refusedSums = createRefusedSums((record) => records.append(record));
  const tokens = createTokens(deps.keys.tokenKey('rest'));
  const closedBecause = (nowMs: number): string | undefined => (watch.fresh(nowMs) ? deps.closedBecause?.() : watch.restored ? 'restored' : 'stale');
  const serving: ServeDeps = {
    db: database.db, keys: deps.keys, table, providers, records, once, refusedSums, sandboxes, counters, closedBecause, bug: deps.bug,
    quota: createQuota((lease) => leaseQuota(database.pool, lease)),
    authenticator: createAuthenticator(table, createSecretLookUp(table), () => watch.legalToday), tokens, restAuthenticator: createRestAuthenticator(table, tokens),
    trusted: deps.trustProxy.length > 0 ? blockListOf(deps.trustProxy) : undefined,
    legalToday: () => watch.legalToday,
  };

  return {
    handle: (app) => mountBefore(app.server, claimOf, (claim, request, response) => void serve(serving, claim, request, response)),
    standing() {
      const why = closedBecause(Date.now()) ?? (records.standing.full ? 'full' : undefined);
      const { waiting, unshippedBytes, fault } = records.standing;
      return { open: why === undefined, why, grants: table.size, refused: guards.grants.refused, refusedBindings: guards.bindings.refused, waiting, unshippedBytes, fault, pools: [poolOf('gateway', database.pool), poolOf('gateway-load', loading.pool)], providers: providers.standing() };
    },
    ship: () => records.ship(),
    async stop() {
      refusedSums.flush();
      await Promise.all([hints.stop(), watch.stop(), counters.stop(), sandboxes.stop(), once.stop(), records.close(), providers.close()]);
      await Promise.all([database.close(), watching.close(), loading.close()]);
    },
  };
}

function poolOf(name: string, pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }): GatewayStanding['pools'][number] {
  return { name, total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}

/** Host and port of our own database, which no provider's connection may name. */
export function placeOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 5432 : Number(port) };
}
