import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../platform/config.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import type { Database } from '../platform/postgres/database.ts';
import { openInstallation } from '../platform/postgres/installation.ts';
import type { Installation } from '../platform/postgres/installation.ts';
import { CommandFailed } from './command.ts';

/** The installation a command works on. */
export interface Opened {
  readonly config: Config;
  readonly installation: Installation;
}

/**
 * Joins the installation of the environment, starts its embedded database if it does not run, and ends it afterwards.
 * @param fresh  the command may begin an installation; others refuse where there is none
 */
export async function withInstallation<T>(fresh: boolean, work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfig();
  if (!fresh && config.database === undefined && !existsSync(join(config.home, 'postgres'))) {
    throw new CommandFailed(`${config.home} 中没有数桥的数据（SHUQIAO_HOME 可指定目录）。 / There is no installation in ${config.home}; SHUQIAO_HOME names another folder.`);
  }
  const installation = await openInstallation(config, 'guest');
  const ended = onSignal(() => installation.stop());
  try {
    return await work({ config, installation });
  } finally {
    ended();
    await installation.stop();
  }
}

/** As the serving role (or the owner's), on a database that has been migrated. */
export async function withDatabase<T>(as: 'app' | 'owner', work: (database: Database, opened: Opened) => Promise<T>): Promise<T> {
  return withInstallation(false, async (opened) => {
    const url = as === 'app' ? opened.installation.appUrl : opened.installation.ownerUrl;
    const database = openDatabase(url, { name: 'shuqiao-command', max: 4 });
    try {
      if (!(await isMigrated(url))) throw new CommandFailed('数据库尚未建立，请先运行 db migrate 或 npm start。 / The database is empty: run `db migrate` or `npm start` first.');
      return await work(database, opened);
    } finally {
      await database.close();
    }
  });
}

/** Whether the first migrations have run: a start that is at them has begun, and has no ledger yet. */
export async function isMigrated(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass('ledger_log') is not null as there");
    return rows[0]?.there === true;
  } finally {
    await client.end();
  }
}

/** A command that is interrupted ends the database it started, too; a second signal changes nothing. */
function onSignal(stop: () => Promise<void>): () => void {
  let ending: Promise<void> | undefined;
  const end = (signal: NodeJS.Signals) => {
    ending ??= stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
}
