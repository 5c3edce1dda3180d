import type { Logger } from 'pino';
import { placeOf, startGateway } from '../../plane/gateway.ts';
import type { Gateway } from '../../plane/gateway.ts';
import { postgresqlSource } from '../../plane/connectors/inspect.ts';
import { postgresqlChecker } from '../../plane/connectors/quality.ts';
import { createReach } from '../../plane/connectors/reach.ts';
import type { Config } from '../../platform/config.ts';
import { newRequestNumber } from '../../platform/http/request-number.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Sealing } from '../../platform/ledger/index.ts';
import type { Slow } from '../../platform/postgres/slow.ts';
import type { Engine } from '../../platform/procedures/index.ts';
import type { Checker, Source } from '../../processes/resource/index.ts';
import { createUsed } from '../../processes/usage/index.ts';

/** The gateway with what it tells the engine: a first successful use accepts the delivery (22; procedures.md §4). */
export function serveGateway(config: Config, databaseUrl: string, keys: Keys, engine: Engine, log: Logger, sealing: Sealing, closedBecause: () => string | undefined): Promise<Gateway> {
  return startGateway({
    databaseUrl, keys, sealedUntil: () => sealing.until, bindingsSealedUntil: () => sealing.bindingsUntil, home: config.home, reach: config.reach, records: config.records, recordsMaxBytes: config.recordsMaxBytes, trustProxy: config.trustProxy,
    platformRegion: async () => (await engine.db.selectFrom('platform').select('region').limit(1).executeTakeFirst())?.region,
    used: createUsed(engine),
    closedBecause,
    warn: (text) => log.warn(text),
    bug: (error, request) => log.error({ err: error, requestNumber: request ?? newRequestNumber() }, 'gateway'),
    slow: slowLog(log),
  });
}

/** Looks into providers' databases, within SHUQIAO_REACH and never into our own. */
export function sourceOf(config: Config, databaseUrl: string, keys: Keys): Source {
  return postgresqlSource({ keys, reach: createReach(config.reach, placeOf(databaseUrl)) });
}

/** Runs quality rules there, within the same reach. */
export function checkerOf(config: Config, databaseUrl: string, keys: Keys): Checker {
  return postgresqlChecker({ keys, reach: createReach(config.reach, placeOf(databaseUrl)) });
}

/** A line for every statement on the platform's database that takes longer than half a second; its text holds no values. */
export function slowLog(log: Logger): Slow {
  return (statement, ms) => log.warn({ statement, ms }, 'slow statement');
}
