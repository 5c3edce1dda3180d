import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole, buildServer, consoleBuild, serverBuild } from './build.mjs';
import { installStale, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { buildFolder, root } from './place.mjs';
import { markInUse, prune } from './prune.mjs';

/**
 * Sees to it that packages, server and (where asked) console are there and current.
 * Two starts at once are fine: one works, the other waits.
 *
 * @returns {Promise<string>} path of the built entry
 */
export async function prepare({ entry, console: withConsole }) {
  mkdirSync(buildFolder, { recursive: true });
  if (!isReady(withConsole)) await withLock(join(buildFolder, 'bootstrap.lock'), () => make(withConsole));
  const server = serverBuild();
  const console_ = withConsole ? consoleBuild() : undefined;
  markInUse([server, console_]);
  if (console_ !== undefined) process.env.SHUQIAO_CONSOLE_DIR = console_;
  const path = join(server, entry);
  if (!existsSync(path)) {
    console.error(`${entry.replace(/js$/, 'ts')} is not there (looked in ${root}).`);
    process.exit(2);
  }
  return path;
}

function isReady(withConsole) {
  if (!isInstalled() || !existsSync(serverBuild())) return false;
  const console_ = withConsole ? consoleBuild() : undefined;
  return console_ === undefined || existsSync(console_);
}

async function make(withConsole) {
  await installStale();
  await Promise.all([buildServer(), withConsole ? buildConsole() : undefined]);
  prune();
}
