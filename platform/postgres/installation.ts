import pg from 'pg';
import type { Config } from '../config.ts';
import { roleName } from './cluster.ts';
import { startPostgres } from './launcher.ts';
import { DatabaseUnusable } from './unusable.ts';

/** The database of an installation, embedded or not: two addresses, one per role. */
export interface Installation {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly appRole: string;
  readonly embedded: boolean;
  /** Resolves when an embedded database ends without `stop`. */
  readonly lost: Promise<void>;
  /** Ends an embedded database that nobody else uses; at once, to be recovered at the next start, where it has not ended by then. */
  stop(withinMs?: number): Promise<void>;
}

/**
 * Finds the database that the configuration names; starts or joins the embedded one.
 * @param as  server: alone on an embedded home; guest: a command
 * @throws HomeInUse  a second server on one embedded home
 */
export async function openInstallation(config: Pick<Config, 'home' | 'database'>, as: 'server' | 'guest'): Promise<Installation> {
  if (config.database === undefined) {
    const postgres = await startPostgres({ home: config.home, as });
    return { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, appRole: roleName.app, embedded: true, lost: postgres.lost, stop: (withinMs) => postgres.stop(withinMs === undefined ? {} : { withinMs }) };
  }
  const { url, adminUrl } = config.database;
  return {
    ownerUrl: adminUrl ?? url, appUrl: url, appRole: await userOf(url), embedded: false,
    lost: new Promise(() => undefined), stop: () => Promise.resolve(),
  };
}

async function userOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ user: string }>('select current_user::text as user');
    return rows[0]?.user ?? '';
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnusable(`无法连接 DATABASE_URL 所指的数据库：${why} / The database of DATABASE_URL cannot be reached: ${why}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
