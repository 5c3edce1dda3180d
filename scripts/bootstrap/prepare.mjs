import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole, buildServer, consoleBuild, serverBuild } from './build.mjs';
import { installStale, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { buildFolder, root } from './place.mjs';
import { markInUse, prune } from './prune.mjs';
import { Failed } from './run-child.mjs';

/**
 * Sees to it that packages, server and (where asked) console are there and current.
 * Two starts at once are fine: one works, the other waits.
 *
 * @returns {Promise<string>} path of the built entry
 */
export async function prepare({ entry, console: wanted }) {
  // A process that is gateway or worker alone shows no pages; a console that is named is not built (npm run dev).
  const roles = process.env.SHUQIAO_ROLES?.trim();
  const withConsole = wanted && !process.env.SHUQIAO_CONSOLE_DIR && (!roles || roles.includes('console'));
  const made = present(withConsole) ?? (await whole(withConsole));
  markInUse([made.server, made.console]);
  if (made.console !== undefined) process.env.SHUQIAO_CONSOLE_DIR = made.console;
  const path = join(made.server, entry);
  if (!existsSync(path)) {
    console.error(`${entry.replace(/js$/, 'ts')} is not there (looked in ${root}).`);
    process.exit(2);
  }
  return path;
}

/** The builds of the present sources, if all of them are there. */
function present(withConsole) {
  if (!isInstalled()) return undefined;
  const made = { server: serverBuild(), console: withConsole ? consoleBuild() : undefined };
  return Object.values(made).every((path) => path === undefined || existsSync(path)) ? made : undefined;
}

/** Makes what is missing, alone. */
async function whole(withConsole) {
  try {
    mkdirSync(buildFolder, { recursive: true });
    return await withLock(join(buildFolder, 'bootstrap.lock'), () => make(withConsole));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    throw new Failed(`程序目录 ${root} 当前用户不能写，而其中没有与源文件相符的编译结果：请先以该目录的属主运行 npm run build。 / ${root} may not be written by this user and holds no build of its sources: let its owner run npm run build first.`, 1);
  }
}

async function make(withConsole) {
  await installStale();
  const [server, console] = await Promise.all([buildServer(), withConsole ? buildConsole() : undefined]);
  prune();
  return { server, console };
}
