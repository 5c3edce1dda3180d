import type { Keys } from '../../platform/keys/index.ts';
import type { Sound } from '../../platform/ledger/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { approvedConnection, type Connection } from '../../processes/resource/index.ts';
import { createPool, ProviderUnavailable, type ProviderPool, type RunBounds } from './pool.ts';
import type { Reach } from './reach.ts';
import type { RowQuery } from './row-query.ts';
import type pg from 'pg';

/** Runs statements at providers: a pool per connection, so that one slow provider slows no other. */
export interface Providers {
  run(of: { readonly region: string; readonly connection: string; readonly connectionVersion: number }, query: RowQuery, bounds: RunBounds): Promise<void>;
  /** Closes every connection to a database that nothing rests on any more, or not in this version: its approval was withdrawn, its address or password changed. */
  keep(inUse: ReadonlyMap<string, number>): void;
  /** Connections of providers in use here: whose last attempt was good, and the others. */
  standing(): { readonly up: number; readonly down: number };
  close(): Promise<void>;
}

/** How to connect: the address that was checked, never the name again; the certificate is that of the name. */
export function clientConfig(it: Connection, address: string, password: string): pg.ClientConfig {
  return {
    host: address, port: it.port, database: it.database, user: it.login, password,
    ssl: it.tls ? { servername: it.host, rejectUnauthorized: true } : false,
  };
}

/** Name under which the password of a connection is sealed. */
export const passwordRow = (it: { readonly region: string; readonly id: string }): string => `connection/${it.region}/${it.id}`;

export function createProviders(deps: { readonly db: Db; readonly keys: Keys; readonly reach: Reach; readonly sound?: Sound; readonly perProvider?: number }): Providers {
  const pools = new Map<string, { readonly version: number; readonly pool: ProviderPool }>();

  const poolOf = (region: string, id: string, version: number): ProviderPool => {
    const key = `${region}/${id}`;
    const found = pools.get(key);
    if (found && found.version >= version) return found.pool; // a call that was planned a moment ago goes with the newer one
    if (found) void found.pool.close();
    const pool = createPool({
      max: deps.perProvider ?? 16, waiting: 256, waitMs: 2_000, connectMs: 3_000, restMs: 1_000,
      connect: async () => {
        const it = await approvedConnection(deps.db, region, id, deps.sound);
        if (!it) throw new ProviderUnavailable('refused');
        return clientConfig(it, await deps.reach.addressOf(it.host, it.port, it.address), deps.keys.open('provider-credential', it.sealed, passwordRow(it)).toString('utf8'));
      },
    });
    pools.set(key, { version, pool });
    return pool;
  };

  return {
    run: (of, query, bounds) => poolOf(of.region, of.connection, of.connectionVersion).run(query, bounds),
    keep(inUse) {
      for (const [key, { version, pool }] of pools) {
        if (inUse.get(key) === version) continue;
        pools.delete(key);
        void pool.close();
      }
    },
    standing() {
      const down = [...pools.values()].filter(({ pool }) => pool.down).length;
      return { up: pools.size - down, down };
    },
    async close() {
      await Promise.all([...pools.values()].map(({ pool }) => pool.close()));
      pools.clear();
    },
  };
}
