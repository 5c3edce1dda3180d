import type { Logger } from 'pino';
import { startGateway } from '../../plane/gateway.ts';
import type { Gateway } from '../../plane/gateway.ts';
import type { Config } from '../../platform/config.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { transact } from '../../platform/postgres/database.ts';
import type { Engine } from '../../platform/procedures/index.ts';

/** The gateway with what it tells the engine: a first successful use accepts the delivery (22; procedures.md §4). */
export function serveGateway(config: Config, databaseUrl: string, keys: Keys, engine: Engine, log: Logger): Promise<Gateway> {
  return startGateway({
    databaseUrl, keys, home: config.home, reach: config.reach, records: config.records, recordsMaxBytes: config.recordsMaxBytes, trustProxy: config.trustProxy,
    platformRegion: async () => (await engine.db.selectFrom('platform').select('region').limit(1).executeTakeFirst())?.region,
    used: async (grants) => {
      for (const { region, grant } of grants) await transact(engine.db, (tx) => engine.inside.moveIfAny(tx, { region, id: grant }, 'accept', { clock: 'grant.used' }));
    },
    warn: (text) => log.warn(text),
    bug: (error) => log.error({ err: error }, 'gateway'),
  });
}
