import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from './file-lock.ts';
import { startPostgres } from './launcher.ts';
import { placeOf } from './place.ts';
import { runFolderVariable } from './testing.ts';

/**
 * Puts a new database into a home, as `startPostgres` would make it there: a copy of the one that the first who asks makes for
 * the whole run. To make one takes a second of a processor, and thirty test files need one beside that of the platform.
 * Without the global set-up (a script, a bench) nothing is done: `startPostgres` makes it.
 */
export async function madeHome(home: string): Promise<void> {
  const folder = process.env[runFolderVariable];
  if (folder === undefined) return;
  const model = join(folder, 'model');
  const whole = join(folder, 'model.whole');
  await withFileLock(join(folder, 'model.lock'), 120_000, async () => {
    if (existsSync(whole)) return;
    const server = await startPostgres({ home: model, as: 'guest', durable: false });
    await server.stop();
    writeFileSync(whole, '');
  });
  const [from, to] = [placeOf(model), placeOf(home)];
  execFileSync('cp', ['-a', from.data, to.data]); // with its owner, who is not root
  copyFileSync(join(from.own, 'credentials.json'), join(to.own, 'credentials.json'));
}
