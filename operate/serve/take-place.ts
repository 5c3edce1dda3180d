import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../../platform/config.ts';
import { whenServerGone } from '../../platform/postgres/holders.ts';
import { openInstallation } from '../../platform/postgres/installation.ts';
import type { Installation } from '../../platform/postgres/installation.ts';
import { HomeInUse } from '../../platform/postgres/launcher.ts';
import { isBehind } from '../../platform/postgres/migrate.ts';
import type { Progress } from '../../platform/postgres/migrate.ts';
import { bringUpToDate } from './bring-up-to-date.ts';

export interface Telling { readonly progress: (step: Progress) => void; readonly say: (text: string) => void }

/**
 * The database of a server that starts. Where an older program serves the embedded home, the start of the newer one is the
 * upgrade: it migrates while the old one answers calls, waits until that is ended, and goes on in its place on the database
 * that runs. Calls stand for the time of a start, however long the migration took.
 *
 * @throws HomeInUse  a server of this version has the home
 */
export async function openServing(config: Config, telling: Telling): Promise<Installation> {
  try {
    return await openInstallation(config, 'server');
  } catch (error) {
    if (!(error instanceof HomeInUse)) throw error;
    return takePlace(config, telling, error);
  }
}

async function takePlace(config: Config, { progress, say }: Telling, inUse: HomeInUse): Promise<Installation> {
  const beside = await openInstallation(config, 'guest'); // the old one leaves the database running: we use it
  try {
    if (!(await isBehind(beside.ownerUrl))) throw inUse;
    say('旧版本正在运行：先升级数据库，旧版本照常受理调用。 / An older program serves: the database is brought up to date beside it.');
    await bringUpToDate(config, beside, progress);
    say('数据库已升级。请停止旧版本（向它发 SIGTERM 或者按 Ctrl-C），本进程随即接替。 / Done: end the older program (SIGTERM), this one goes on in its place.');
    await whenServerGone(beside.appUrl);
    return await serverOf(config);
  } finally {
    await beside.stop();
  }
}

/** A database whose server was killed is being ended by its guard in this moment: then it is started anew. */
async function serverOf(config: Config): Promise<Installation> {
  try {
    return await openInstallation(config, 'server');
  } catch (error) {
    if (error instanceof HomeInUse) throw error;
    await pause(1_000);
    return openInstallation(config, 'server');
  }
}
