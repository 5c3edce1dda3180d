import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAlive } from './lock.mjs';

const everyMs = 200;

/**
 * Below npm a shell stands between npm and us: SIGTERM to npm ends that shell and never reaches us, and `kill -9` of npm
 * leaves both of us. So, run by npm, this process ends in order (SIGTERM) as soon as either is gone, unless it was
 * told so already: a second signal may cut short what the first began. Programs that it starts are its own to end.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  delete process.env.npm_lifecycle_event;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watch = setInterval(() => {
    if (process.ppid === shell && (npm === undefined || isAlive(npm))) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, everyMs);
  watch.unref();
  for (const [signal, code] of [['SIGTERM', 143], ['SIGINT', 130]]) {
    process.on(signal, () => {
      clearInterval(watch);
      if (process.listenerCount(signal) === 1) process.exit(code); // nobody else cares: as it would be without us
    });
  }
}

/** undefined where it cannot be told, or is the first process of the system (a container that begins with npm's shell). */
function parentOf(pid) {
  try {
    const text = process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S+ /s, '')
      : execFileSync('ps', ['-p', String(pid), '-o', 'ppid='], { encoding: 'utf8' });
    const parent = Number.parseInt(text, 10);
    return parent > 1 ? parent : undefined;
  } catch {
    return undefined;
  }
}
