import pg from 'pg';
import { copyLine, shipSpool, spoolLines, type CallRecord, type Shipped } from '../../processes/usage/index.ts';
import { createCollector } from './collector.ts';
import { RecordsClosed, type Records } from './port.ts';
import { startShipping } from './shipping.ts';

export interface InDatabaseOptions {
  readonly pool: pg.Pool;
  /** Region of the platform. */
  readonly region: string;
  shipped(what: Shipped): void;
  warn(text: string): void;
  readonly shipEveryMs?: number;
}

/**
 * Records in the database (SHUQIAO_RECORDS=database), for gateways without a disk of their own: one named statement
 * a flush with synchronous commit, on a connection of its own; sorted into their tables within a second.
 */
export function recordsInDatabase(options: InDatabaseOptions): Records {
  let client: pg.PoolClient | undefined;
  let ended = false;

  const collector = createCollector<CallRecord>({
    batch: 256,
    queue: 4096,
    write: async (batch) => {
      client ??= await durableClient(options.pool);
      try {
        await spoolLines(client, options.region, batch.map((each) => each.id), batch.map(copyLine));
      } catch (error) {
        client.release(true);
        client = undefined;
        throw error;
      }
    },
  });

  const shipping = startShipping(async () => {
    for (let rest = await shipSpool(options.pool, options.region); rest !== null; rest = await shipSpool(options.pool, options.region)) options.shipped(rest);
  }, options.shipEveryMs ?? 800, (text) => options.warn(`调用记录暂不能归档：${text}`));

  return {
    append: (record) => (ended ? Promise.reject(new RecordsClosed('ended')) : collector.append(record)),
    ship: shipping.ship,
    get standing() {
      return { waiting: collector.waiting, unshippedBytes: 0, full: false, fault: shipping.fault };
    },
    async close(ms = 1_500) {
      ended = true;
      await collector.between(async () => undefined);
      await shipping.end(ms);
      client?.release();
      client = undefined;
    },
  };
}

/** Commits wait for the disk on this connection, whatever the database's default is. */
export async function durableClient(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    await client.query('set synchronous_commit = on');
    return client;
  } catch (error) {
    client.release(true); // or a database that comes and goes takes one connection after the other
    throw error;
  }
}
