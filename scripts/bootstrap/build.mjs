import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildFolder, modules, root, say } from './place.mjs';
import { Failed, runToStderr } from './run-child.mjs';
import { contentKey, filesBelow } from './sources.mjs';

/** Folders of the program; the same as `include` of tsconfig.json. */
const folders = ['law', 'platform', 'processes', 'plane', 'federation', 'sdk', 'operate', 'scenarios', 'bench', 'scripts', 'tests'];
const consoleConfig = join(root, 'vite.config.ts');

/** Where the server of the present sources is, or will be, built. */
export function serverBuild() {
  return join(buildFolder, contentKey('server', [...folders, 'main.ts', 'vitest.config.ts', 'tsconfig.json', 'package-lock.json']));
}

/** The same for the console; undefined while there is none. */
export function consoleBuild() {
  if (!existsSync(consoleConfig)) return undefined;
  const parts = ['console', 'law', 'sdk', 'processes', 'vite.config.ts', 'package-lock.json'];
  // Of a process the console reads the contract alone.
  const seen = (path) => !path.startsWith(join(root, 'processes')) || path.endsWith('contract.ts');
  return join(buildFolder, `console-${contentKey('console', parts, seen)}`);
}

/**
 * TypeScript without its check (0.4 s) into a folder beside, renamed when whole.
 * Sources that change meanwhile are built again: a folder holds what its name says, or the next start would trust a lie.
 */
export async function buildServer() {
  for (let round = 0; round < rounds; round += 1) {
    const target = serverBuild();
    if (existsSync(target)) return target;
    say('编译 / compiling');
    const half = `${target}.half`;
    rmSync(half, { recursive: true, force: true });
    const tsc = join(modules, 'typescript', 'bin', 'tsc');
    await runToStderr(process.execPath, [tsc, '-p', 'tsconfig.json', '--noEmit', 'false', '--noCheck', '--sourceMap', '--outDir', half, '--rootDir', '.'], { cwd: root });
    copyOthers(half);
    if (serverBuild() === target) {
      renameSync(half, target);
      return target;
    }
    rmSync(half, { recursive: true, force: true });
  }
  throw new Failed('源文件不断变化，无法编译 / the sources keep changing', 1);
}

const rounds = 10;

/** What TypeScript does not write: SQL, lists, texts. */
function copyOthers(half) {
  for (const path of folders.flatMap((folder) => filesBelow(join(root, folder)))) {
    if (/\.(tsx?|mjs)$/.test(path)) continue;
    const copy = join(half, relative(root, path));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(path, copy);
  }
}

/** vite.config.ts takes its target from SHUQIAO_CONSOLE_OUT. */
export async function buildConsole() {
  const target = consoleBuild();
  if (target === undefined || existsSync(target)) return target;
  say('生成控制台页面 / building the console');
  const half = `${target}.half`;
  rmSync(half, { recursive: true, force: true });
  const vite = join(modules, 'vite', 'bin', 'vite.js');
  await runToStderr(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, env: { ...process.env, NODE_ENV: 'production', SHUQIAO_CONSOLE_OUT: half } });
  renameSync(half, target);
  return target;
}
