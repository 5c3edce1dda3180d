import { linkSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const beatMs = 2_000;
const staleMs = 30_000;

/**
 * Runs `work` while this process alone holds the lock file.
 * A holder that died, or has shown no life for 30 s, loses the lock.
 *
 * @throws when the lock is not to be had within `waitMs`
 */
export async function withFileLock<T>(path: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const mine = `${path}.${randomUUID()}`;
  writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    const until = Date.now() + waitMs;
    while (!taken(mine, path)) {
      breakIfStale(path);
      if (Date.now() > until) throw new Error(`${path} is held by process ${holder(path) ?? 'unknown'}; waited ${waitMs} ms`);
      await pause(25);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const beat = setInterval(() => touch(path), beatMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

/** A hard link is made by one process alone, with its content already there. */
function taken(mine: string, path: string): boolean {
  try {
    touch(mine);
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function breakIfStale(path: string): void {
  const before = holder(path);
  if (before === undefined || (isAlive(Number(before)) && ageMs(path) < staleMs)) return;
  const aside = `${path}.${randomUUID()}.stale`;
  try {
    renameSync(path, aside);
    // Between reading and renaming another may have broken it first and taken it: give it back.
    if (readFileSync(aside, 'utf8') !== before) linkSync(aside, path);
    unlinkSync(aside);
  } catch {
    // Somebody else was quicker: the next round sees how it stands.
  }
}

function holder(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Lost to somebody who took this process for dead; `work` is then past its time anyway.
  }
}

/** Whether a process of this id exists; one of another user counts. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
