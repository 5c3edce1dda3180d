import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync, renameSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
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
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return isPostgres(pid) ? { pid, port: Number(lines[3]) } : undefined;
}

/** Whether the process is a living postgres; a zombie or another program that got the number is not. */
export function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
      : execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return process.platform === 'win32'; // no cheap way to ask there
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

/** Ends it: clients are cut off, a checkpoint is written; after 2.4 s at once, the next start then recovers. */
export async function halt(postmaster: Postmaster): Promise<void> {
  signal(postmaster.pid, 'SIGINT');
  const patience = Date.now() + 2_400;
  while (isPostgres(postmaster.pid)) {
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

/** PGHOST, PGOPTIONS and their like of the caller would change how the server behaves. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|NODE_|npm_)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

const logLimit = 20 * 1024 * 1024;

function openLog(place: Place): number {
  const path = join(place.base, 'server.log');
  if (existsSync(path) && statSync(path).size > logLimit) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function options({ durable, maxConnections }: Settings, port: number): string[] {
  const set: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    timezone: 'UTC',
    log_timezone: 'UTC',
    shared_buffers: durable ? '256MB' : '64MB',
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
