import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { nobody } from './postmaster.ts';

/** Ends a database whose server was killed. */
export interface Guard {
  /** The database to end: its process, as soon as that is known. Until then, and where none is named: whichever writes its number first. */
  watch(pid?: number): void;
  /** The server ends in order: the guard goes and leaves the database alone. */
  release(): void;
}

/**
 * Reads until the server says good-bye or its end of the pipe closes, which the system does even for `kill -9`.
 * The database may only just have been started: half a second for it to write its number. Where that is known no other is
 * ended: by then the next start may have written its own.
 */
export const script = `while read word; do
  [ "$word" = bye ] && exit
  ours=$word
done
for round in 1 2 3 4 5; do
  [ -z "$ours" ] && break
  { read pid < "$1/postmaster.pid"; } 2>/dev/null && [ "$pid" != ${nobody} ] && { [ "$ours" = any ] || [ "$ours" = "$pid" ]; } && break
  pid=
  sleep 0.1
done
[ -n "$pid" ] && kill -INT "$pid" 2>/dev/null
shift; [ $# -eq 0 ] && exit
while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
rm -rf "$@"`;

/**
 * A process of some kilobytes that ends the database of this data directory when the caller dies,
 * so that nothing stays behind. It has its own session: a kill of the caller's group does not reach it.
 *
 * @param remove  folders that go with it (tests)
 */
export function startGuard(data: string, remove: readonly string[] = []): Guard {
  if (process.platform === 'win32') return { watch: () => undefined, release: () => undefined };
  const child = spawn('/bin/sh', ['-c', script, 'shuqiao-database-guard', data, ...remove], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' }, // no key of ours in a process that outlives us
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => undefined); // no shell: a killed server leaves its database, the next start joins it
  child.unref();
  const pipe = child.stdin as Socket;
  pipe.unref();
  pipe.on('error', () => undefined);
  return { watch: (pid) => void pipe.write(`${pid ?? 'any'}\n`), release: () => void pipe.end('bye\n') };
}
