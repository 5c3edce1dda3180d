import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from './place.ts';
import { isAlive } from './file-lock.ts';

/** A running PostgreSQL of a data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export interface Settings {
  /** false: no fsync; for tests, whose data may be lost. */
  readonly durable: boolean;
  readonly maxConnections: number;
}

/** The postmaster that runs on this data directory, or undefined. A pid file left by a crash is no postmaster. */
export function findPostmaster(data: string): Postmaster | undefined {
  const lines = pidFile(data)?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return isPostgres(pid, data) ? { pid, port: Number(lines[3]) } : undefined;
}

/** Whether the process is a living postgres of this data directory; a zombie or a program that got the number later is not. */
export function isPostgres(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const command = process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(data);
  } catch {
    return process.platform === 'win32'; // no cheap way to ask there
  }
}

/** The number of no process: the system's are smaller. */
export const nobody = 2_147_483_646;

/**
 * A pid file left by a crash may name a number that another program has by now, and postgres would not start.
 * Only the number is replaced, by one that cannot be: the rest tells postgres whether children of the old one still live.
 */
export function disownPidFile(data: string): void {
  const text = pidFile(data);
  if (text === undefined || findPostmaster(data) !== undefined) return;
  writeFileSync(join(data, 'postmaster.pid'), text.replace(/^\d+/, String(nobody)));
}

function pidFile(data: string): string | undefined {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Starts one; it has its own session, so that Ctrl-C in a terminal reaches the server first and the server ends it in order. */
export async function launch(binaries: string, place: Place, settings: Settings, port: number): Promise<Postmaster> {
  const log = openLog(place);
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', place.data, ...options(settings, port)], {
    cwd: place.base,
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
    ...(place.runAs ?? {}),
  });
  closeSync(log);
  child.unref();
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', () => resolve());
    child.once('error', reject);
  });
  return { pid: child.pid as number, port };
}

/** Ends it: clients are cut off, a checkpoint is written; after seven tenths of the time at once, the next start then recovers. */
export async function halt(postmaster: Postmaster, data: string, withinMs = 3_400): Promise<void> {
  const patience = Date.now() + withinMs * 0.7;
  if (isPostgres(postmaster.pid, data)) signal(postmaster.pid, 'SIGINT');
  while (isPostgres(postmaster.pid, data)) {
    if (Date.now() > patience) signal(postmaster.pid, 'SIGQUIT');
    if (Date.now() > patience + 10_000) throw new Error(`PostgreSQL (${postmaster.pid}) does not end`);
    await pause(15);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ended meanwhile
  }
}

/** A port nobody listens on. Another may take it before we do: the caller tries again. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** What PostgreSQL wrote last, for an error message. */
export function logTail(place: Place): string {
  const path = join(place.base, 'server.log');
  return existsSync(path) ? readFileSync(path, 'utf8').slice(-2_000) : '';
}

/**
 * What a program needs to run, and nothing else: PGHOST, PGOPTIONS and their like would change how the server behaves, and a
 * master key in the environment would be there for whoever may look into the database's process.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|SystemRoot|SystemDrive|windir|ComSpec|PATHEXT)$/i.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

const logLimit = 20 * 1024 * 1024;

function openLog(place: Place): number {
  const path = join(place.base, 'server.log');
  if (existsSync(path) && statSync(path).size > logLimit) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** An eighth of the memory that this process may have, 256 MB to 1 GB: what is searched often stays at hand. */
function sharedMegabytes(): number {
  const limit = process.constrainedMemory();
  return Math.min(1024, Math.max(256, Math.floor((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / 2 ** 20 / 8)));
}

function options({ durable, maxConnections }: Settings, port: number): string[] {
  const set: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    timezone: 'UTC',
    log_timezone: 'UTC',
    shared_buffers: durable ? `${sharedMegabytes()}MB` : '64MB',
    max_wal_size: '2GB',
    jit: 'off', // short statements only; compiling them costs more than running them
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    ...(durable
      ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', io_method: 'sync', autovacuum_naptime: '1h' }),
  };
  return Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
