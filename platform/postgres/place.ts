import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { makeFolder } from '../folder.ts';

/** The user PostgreSQL runs as; undefined: ours. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded database of one home lies. */
export interface Place {
  /** In the home, ours: credentials, lock, the note of where the rest is. */
  readonly own: string;
  /** Data directory, log; possibly outside the home. */
  readonly base: string;
  readonly data: string;
  readonly runAs: RunAs | undefined;
}

/** PostgreSQL refuses to run as root, so root gives the data to this user (nobody, on most systems). */
const stranger: RunAs = { uid: 65534, gid: 65534 };
const outside = '/var/lib/shuqiao';
const note = 'location';

/** Makes a home: others may pass through, so that the database's user reaches its folder, and see nothing. */
export function makeHome(home: string): void {
  makeFolder(home, isRoot() ? 0o711 : 0o700);
}

/**
 * Finds or makes the folders of a home's database. Where root's home cannot be entered by
 * the database's user (0700), they go to /var/lib/shuqiao/<hash of the home>, noted in the home.
 */
export function placeOf(home: string): Place {
  const own = join(resolve(home), 'postgres');
  makeHome(home);
  makeFolder(own, isRoot() ? 0o711 : 0o700);
  const base = notedBase(own) ?? chooseBase(own);
  const data = join(base, 'data');
  return { own, base, data, runAs: ownerOf(data) };
}

/** A database that is just ending may still write: again for some seconds. */
const wholly = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 } as const;

/** Removes a home's database wholly, wherever it lies. */
export function removePlace(place: Place): void {
  rmSync(place.base, wholly);
  rmSync(place.own, wholly);
}

/** Removes a temporary folder with the homes in it (itself, or one level below), and what of them lies outside. */
export function removeTemporary(folder: string): void {
  if (!existsSync(folder)) return;
  const within = statSync(folder).isDirectory() ? readdirSync(folder) : [];
  for (const home of [folder, ...within.map((name) => join(folder, name))]) {
    const base = notedBase(join(home, 'postgres'));
    if (base !== undefined && dirname(base) === outside) rmSync(base, wholly);
  }
  rmSync(folder, wholly);
}

/** Whether that user can reach (and read) a path: each folder above it must let him pass. */
export function canReach(path: string, who: RunAs): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const bits = uid === who.uid ? mode >> 6 : gid === who.gid ? mode >> 3 : mode;
    if ((bits & 0o1) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

function notedBase(own: string): string | undefined {
  const path = join(own, note);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function chooseBase(own: string): string {
  if (!isRoot() || canReach(own, stranger)) return own;
  removeOrphans();
  const base = join(outside, createHash('sha256').update(realpathSync(own)).digest('hex').slice(0, 24));
  for (const path of [outside, base]) makeFolder(path, 0o711);
  chmodSync(outside, 0o711); // ours, and made too narrow by an earlier version
  writeFileSync(join(base, 'home'), realpathSync(own), { mode: 0o600 });
  writeFileSync(join(own, note), `${base}\n`, { mode: 0o600 });
  return base;
}

/** What a temporary home left behind that was killed and swept away. A home elsewhere may only be unmounted: it stays. */
function removeOrphans(): void {
  for (const name of existsSync(outside) ? readdirSync(outside) : []) {
    const path = join(outside, name, 'home');
    const home = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (home.startsWith(`${realpathSync(tmpdir())}${sep}`) && !existsSync(home)) rmSync(join(outside, name), { recursive: true, force: true });
  }
}

/** Data that is there stays with its owner; so a home made by a person can be served by root and stays his. */
function ownerOf(data: string): RunAs | undefined {
  if (!isRoot()) return undefined;
  if (!existsSync(data)) return stranger;
  const { uid, gid } = statSync(data);
  return uid === 0 ? stranger : { uid, gid };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
