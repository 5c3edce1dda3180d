import type pg from 'pg';
import type { Gateway } from '../../plane/gateway.ts';
import type { Config } from '../../platform/config.ts';
import type { DiskWatch } from '../../platform/disk.ts';
import type { Part } from '../../platform/http/observed.ts';
import { counted, textOf, watchRuntime } from '../../platform/metrics/index.ts';
import type { Family } from '../../platform/metrics/index.ts';
import { clockDrift } from '../../platform/postgres/clock-drift.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { alarmsOf, driftNow, partsOf } from './health.ts';
import type { Measured, Seen } from './health.ts';
import { readStanding } from './standing.ts';
import type { Standing } from './standing.ts';

export interface Observing {
  parts(): Promise<readonly Part[]>;
  metrics(): Promise<string>;
  /** For the banner; costs nothing. */
  alarms(): readonly string[];
  stop(): void;
}

export interface ObserveDeps { readonly config: Config; readonly db: Db; readonly pool: pg.Pool; readonly disk: DiskWatch; readonly gateway: () => Gateway | undefined; readonly version: string }

const driftEveryMs = 30_000;
/** Whoever scrapes more often reads the same numbers of the database again. */
const standingForMs = 2_000;

/** What operators see of a running process: parts, numbers, alarms. */
export function observe(deps: ObserveDeps): Observing {
  const { config, db, disk } = deps;
  const runtime = watchRuntime();
  let drift: Measured | undefined;
  let kept: { readonly at: number; readonly standing: Promise<Standing | undefined> } | undefined;

  const lookAtClock = async (): Promise<void> => {
    try {
      drift = { ...await clockDrift(db), at: Date.now(), missed: false };
    } catch {
      drift &&= { ...drift, missed: true };
    }
  };
  const timer = setInterval(() => void lookAtClock(), driftEveryMs).unref();
  void lookAtClock();

  const standing = (): Promise<Standing | undefined> => {
    if (kept === undefined || Date.now() - kept.at > standingForMs) kept = { at: Date.now(), standing: readStanding(db).catch(() => undefined) };
    return kept.standing;
  };
  const seen = (of?: Standing): Seen => ({ config, disk: disk.now, drift, gateway: deps.gateway()?.standing(), standing: of });

  return {
    async parts() {
      await lookAtClock();
      return partsOf(seen(await standing()));
    },
    async metrics() {
      await lookAtClock();
      return textOf([...counted(), ...runtime.families(), ...families(seen(await standing()), deps)]);
    },
    alarms: () => alarmsOf(seen()),
    stop() {
      clearInterval(timer);
      runtime.stop();
    },
  };
}

/** What is measured when it is asked for. No label names a person, a case, a grant or a department. */
function families(seen: Seen, { pool, version }: ObserveDeps): readonly Family[] {
  const { disk, gateway, standing } = seen;
  const drift = driftNow(seen.drift);
  const pools = [{ name: 'platform', total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }, ...(gateway?.pools ?? [])];
  return [
    { name: 'shuqiao_info', type: 'gauge', help: 'The version that runs.', samples: [{ labels: { version }, value: 1 }] },
    one('shuqiao_database_up', 'Whether the database answers.', standing === undefined ? 0 : 1),
    one('shuqiao_disk_free_bytes', 'Free room on the disk of the home; calls stop below SHUQIAO_DISK_LEAST.', disk.freeBytes),
    {
      name: 'shuqiao_pool_connections', type: 'gauge', help: 'Connections to the platform database, by pool; waiting: callers in line.',
      samples: pools.flatMap((each) => [{ labels: { pool: each.name, state: 'used' }, value: each.total - each.idle }, { labels: { pool: each.name, state: 'idle' }, value: each.idle }, { labels: { pool: each.name, state: 'waiting' }, value: each.waiting }]),
    },
    ...(drift === undefined ? [] : [one('shuqiao_clock_drift_seconds', 'This machine is so much ahead of the database.', drift.aheadMs / 1_000)]),
    ...(gateway === undefined ? [] : ofGateway(gateway, seen.config.recordsMaxBytes)),
    ...(standing === undefined ? [] : ofStanding(standing)),
  ];
}

const one = (name: string, help: string, value: number): Family => ({ name, type: 'gauge', help, samples: [{ value }] });

function ofGateway(gateway: NonNullable<Seen['gateway']>, maxBytes: number): readonly Family[] {
  return [
    one('shuqiao_gateway_open', '1 while calls are served.', gateway.open ? 1 : 0),
    one('shuqiao_gateway_credentials', 'Credentials in force that this gateway knows.', gateway.grants),
    one('shuqiao_gateway_refused_grants', 'Grants that do not bear the seal of the platform and are not obeyed: altered past it.', gateway.refused),
    one('shuqiao_gateway_refused_bindings', 'Connections and resources that do not bear the seal of the platform and are not obeyed: altered past it.', gateway.refusedBindings),
    one('shuqiao_records_waiting', 'Call records that wait for their flush.', gateway.waiting),
    one('shuqiao_records_unshipped_bytes', 'Call records of this machine that are not in the database yet.', gateway.unshippedBytes),
    one('shuqiao_records_max_bytes', 'SHUQIAO_RECORDS_MAX; calls stop at nine tenths of it.', maxBytes),
    one('shuqiao_records_fault', '1 while records cannot be moved to the database.', gateway.fault === null ? 0 : 1),
    { name: 'shuqiao_providers', type: 'gauge', help: 'Connections to providers that this gateway uses: those that answer, and the others.', samples: [{ labels: { state: 'up' }, value: gateway.providers.up }, { labels: { state: 'down' }, value: gateway.providers.down }] },
  ];
}

const DAY = 86_400; // Prometheus counts in seconds, whatever the law counts in

function ofStanding(it: Standing): readonly Family[] {
  return [
    one('shuqiao_outbox_oldest_seconds', 'So long the oldest work in the outbox has been due.', it.outboxOldestSeconds),
    one('shuqiao_outbox_failed', 'Work given up after twenty attempts.', it.outboxFailed),
    one('shuqiao_ledger_pending', 'Entries that wait for their number, 100000 at most.', it.ledgerPending),
    one('shuqiao_ledger_unsigned_seconds', 'Age of the oldest entry that no signed head covers; 0 where all are covered.', it.unsignedSeconds),
    ...(it.headAgeSeconds === null ? [] : [one('shuqiao_ledger_head_age_seconds', 'Since the newest signed head; grows while nothing is entered.', it.headAgeSeconds)]),
    one('shuqiao_sweep_behind_seconds', 'So long ago, in whole days, the oldest clock ran out that is not swept yet.', it.sweepBehindDays * DAY),
    one('shuqiao_partitions_ahead_seconds', 'Partitions are made for so long ahead.', it.partitionsAheadDays * DAY),
    { name: 'shuqiao_resources', type: 'gauge', help: 'Bound resources by state.', samples: Object.entries(it.resources).map(([state, value]) => ({ labels: { state }, value })) },
  ];
}
