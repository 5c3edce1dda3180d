import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root, say } from './place.mjs';
import { runToStderr } from './run-child.mjs';

const stamp = join(modules, '.shuqiao');

/** Whether the installed packages are those of the lockfile: the hash kept at the last install says so. */
export function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

/** All of them, whatever NODE_ENV or a setting of npm leaves out elsewhere: `npm test` may come next, and the stamp says whole. */
export async function installStale() {
  if (isInstalled()) return;
  if (!isAsLocked()) {
    say('安装依赖，首次约需一分钟 / installing packages');
    const npm = process.env.npm_execpath;
    const [command, first] = npm !== undefined && npm.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    await runToStderr(command, [...first, 'ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'], { cwd: root });
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, lockHash());
}

function lockHash() {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/** Somebody typed `npm install` himself: npm's own list of what it installed then equals the lockfile. */
function isAsLocked() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const there = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, { version, optional, peer }]) =>
      path === '' || there[path]?.version === version || ((optional || peer) && there[path] === undefined));
  } catch {
    return false;
  }
}
