import { linkSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './place.mjs';

const beatMs = 2_000;
const staleMs = 30_000;

/** Runs `work` while this process alone holds the lock. A holder that died, or shows no life for 30 s, loses it. */
export async function withLock(path, work) {
  const mine = `${path}.${randomUUID()}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let told = false; !take(mine, path); told = true) {
      if (!told) say(`等待另一个启动完成 / waiting for another start (process ${holderOf(path) ?? '?'})`);
      breakIfStale(path);
      await pause(100);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const beat = setInterval(() => touch(path), beatMs);
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/** A hard link is made by one process alone, with its content already there. */
function take(mine, path) {
  touch(mine);
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function breakIfStale(path) {
  const before = holderOf(path);
  if (before === undefined) return;
  try {
    if (isAlive(Number(before)) && Date.now() - statSync(path).mtimeMs < staleMs) return;
    const aside = `${path}.${randomUUID()}.stale`;
    renameSync(path, aside);
    // Between reading and renaming another may have broken it first and taken it: give it back.
    if (readFileSync(aside, 'utf8') !== before) linkSync(aside, path);
    unlinkSync(aside);
  } catch {
    // Somebody else was quicker: the next round sees how it stands.
  }
}

function holderOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Lost to somebody who took this process for dead.
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
