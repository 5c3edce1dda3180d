import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAlive } from './lock.mjs';
import { buildFolder } from './place.mjs';

const kept = 4;
const restMs = 10 * 60_000; // a start that has not noted yet what it uses
const users = join(buildFolder, 'in-use');

/** Notes which builds this process runs from, so that no other start removes them. Where it may not write, the program is another's, who prunes with care. */
export function markInUse(builds) {
  const note = join(users, String(process.pid));
  const names = builds.filter((build) => build !== undefined).map((build) => basename(build));
  try {
    mkdirSync(users, { recursive: true });
    writeFileSync(note, names.join('\n'));
  } catch {
    return;
  }
  for (const build of names) touch(join(buildFolder, build));
  process.once('exit', () => rmSync(note, { force: true }));
}

/** Removes old builds: the newest four of each kind stay, and whatever a living process runs from. */
export function prune() {
  const used = usedNames();
  const builds = readdirSync(buildFolder).filter((name) => /^(console-)?[0-9a-f]{16}(\.half)?$/.test(name));
  for (const ofConsole of [true, false]) {
    const sorted = builds.filter((name) => name.startsWith('console-') === ofConsole).sort((a, b) => ageMs(a) - ageMs(b));
    for (const name of sorted.slice(kept)) {
      if (!used.has(name) && ageMs(name) > restMs) rmSync(join(buildFolder, name), { recursive: true, force: true });
    }
  }
}

function usedNames() {
  const names = new Set();
  mkdirSync(users, { recursive: true });
  for (const pid of readdirSync(users)) {
    if (isAlive(Number(pid))) readFileSync(join(users, pid), 'utf8').split('\n').forEach((name) => names.add(name));
    else rmSync(join(users, pid), { force: true });
  }
  return names;
}

function ageMs(name) {
  return Date.now() - statSync(join(buildFolder, name)).mtimeMs;
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // pruned by hand meanwhile: the start says so itself
  }
}
