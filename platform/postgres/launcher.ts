import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import pg from 'pg';
import { errors } from '../../law/errors.ts';
import { binariesFor } from './binaries.ts';
import { credentialsOf, databaseName, initialise, provision, roleName } from './cluster.ts';
import type { Credentials, Role } from './cluster.ts';
import { sqlState } from './database.ts';
import { withFileLock } from './file-lock.ts';
import { startGuard } from './guard.ts';
import type { Guard } from './guard.ts';
import { hold } from './holders.ts';
import type { Holder } from './holders.ts';
import { placeOf, removePlace } from './place.ts';
import type { Place } from './place.ts';
import { disownPidFile, findPostmaster, freePort, halt, isPostgres, launch, logTail } from './postmaster.ts';
import type { Postmaster, Settings } from './postmaster.ts';
import { DatabaseUnusable } from './unusable.ts';

export interface StartOptions {
  /** The folder everything of this installation lies in; the database goes to `postgres/` in it. */
  readonly home: string;
  /** server: alone on this home. guest: joins a running one, else starts it for its own time. */
  readonly as?: 'server' | 'guest';
  readonly port?: number;
  readonly durable?: boolean;
  readonly maxConnections?: number;
  /** false: the database survives the death of this process; somebody else sees to its end (tests). */
  readonly guarded?: boolean;
}

/** An embedded PostgreSQL that this process uses. */
export interface EmbeddedPostgres {
  readonly port: number;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** superuser makes the roles once; it is for tests and for a demonstration's provider; the server does not connect with it. */
  url(role: Role, database?: string): string;
  /** It ran already: started by another process, or left behind by one that was killed. */
  readonly attached: boolean;
  readonly data: string;
  /** Resolves when the database ends without `stop`. */
  readonly lost: Promise<void>;
  /** Ends the database, unless another process still uses it. `remove` also deletes its files; within so long it ends in order, else at once. */
  stop(how?: { readonly remove?: boolean; readonly withinMs?: number }): Promise<void>;
  /** Goes and lets it run. */
  leave(): Promise<void>;
}

/** The home has a running server, which has it alone. */
export class HomeInUse extends Error {
  constructor(home: string) {
    super(`${errors.HOME_IN_USE.say({ home })} / A server is already running on ${home}. Stop it, or name another folder by SHUQIAO_HOME; several servers share a database by DATABASE_URL.`);
    this.name = 'HomeInUse';
  }
}

/** Starts the embedded PostgreSQL of a home, or joins the one that runs there. */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const place = placeOf(options.home);
  return withFileLock(lockOf(place), 60_000, async () => {
    const joined = await useRunning(place, options);
    if (joined !== undefined) return joined;
    return startAnew(place, options);
  });
}

/** Guarded from before its first moment: a start that is killed leaves no database behind that nobody uses. */
async function startAnew(place: Place, options: StartOptions): Promise<EmbeddedPostgres> {
  const credentials = credentialsOf(place);
  disownPidFile(place.data);
  const guard = options.guarded === false ? undefined : startGuard(place.data);
  let postmaster: Postmaster | undefined;
  try {
    postmaster = await start(place, credentials, options, guard);
    return await use(place, credentials, postmaster, false, options, guard);
  } catch (error) {
    if (postmaster !== undefined) await halt(postmaster, place.data);
    guard?.release();
    throw error;
  }
}

/** The database that runs here, used; absent where none runs, or where the guard of a server just killed was ending it as we came. */
async function useRunning(place: Place, options: StartOptions): Promise<EmbeddedPostgres | undefined> {
  const credentials = credentialsOf(place);
  const running = await joinRunning(place, credentials);
  if (running === undefined) return undefined;
  try {
    return await use(place, credentials, running, true, options, undefined);
  } catch (error) {
    if (error instanceof HomeInUse || !(await endedMeanwhile(error, running, place))) throw error;
    await halt(running, place.data);
    return undefined;
  }
}

/** Whether this is the end of the database: it says so, or its line broke and a moment later it is gone. */
async function endedMeanwhile(error: unknown, running: Postmaster, place: Place): Promise<boolean> {
  const state = sqlState(error);
  if (/^57P0[13]/.test(state)) return true;
  return goneWithin(state === '' || /^(ECONN|EPIPE)/.test(state) ? 2_000 : 0, running, place);
}

async function goneWithin(ms: number, { pid }: Postmaster, place: Place): Promise<boolean> {
  for (const until = Date.now() + ms; isPostgres(pid, place.data); await pause(15)) if (Date.now() >= until) return false;
  return true;
}

async function use(place: Place, made: Credentials, postmaster: Postmaster, attached: boolean, options: StartOptions, own: Guard | undefined): Promise<EmbeddedPostgres> {
  const asServer = options.as !== 'guest';
  const credentials = await provision(place, made, urlOf(postmaster.port, made, 'superuser', 'postgres'));
  const url = (role: Role, database: string = databaseName): string => urlOf(postmaster.port, credentials, role, database);
  const holder = await hold(url('app'), asServer);
  if (holder === undefined) throw new HomeInUse(options.home);
  // A guest that joined leaves the end to whoever started it.
  const guard = own ?? (options.guarded !== false && asServer && attached ? startGuard(place.data) : undefined);
  if (own === undefined) guard?.watch(postmaster.pid);
  return {
    port: postmaster.port, ownerUrl: url('owner'), appUrl: url('app'), url, attached, data: place.data, lost: holder.lost,
    stop: async (how = {}) => {
      await withFileLock(lockOf(place), 10_000, () => end(holder, postmaster, place, how.withinMs));
      guard?.release();
      if (how.remove === true) removePlace(place);
    },
    leave: async () => {
      guard?.release();
      await holder.leave();
    },
  };
}

function lockOf(place: Place): string {
  return join(place.own, 'starting.lock');
}

/** The last one out ends it. */
async function end(holder: Holder, postmaster: Postmaster, place: Place, withinMs?: number): Promise<void> {
  const others = await holder.others().catch(() => 0);
  await holder.leave();
  if (others === 0) await halt(postmaster, place.data, withinMs);
}

/** The postmaster that runs here and lets us in; one that does not is ended first. */
async function joinRunning(place: Place, credentials: Credentials): Promise<Postmaster | undefined> {
  const found = findPostmaster(place.data);
  if (found === undefined) return undefined;
  // No port yet: whoever started it was killed in the same moment.
  if (Number.isInteger(found.port) && (await waitReady(found, credentials, place)) === 'ready') return found;
  await halt(found, place.data);
  return undefined;
}

const attempts = 40;

/** Starts anew; again when the port was taken meanwhile, or children of a killed postmaster still end. */
async function start(place: Place, credentials: Credentials, options: StartOptions, guard: Guard | undefined): Promise<Postmaster> {
  const durable = options.durable ?? true;
  const settings: Settings = { durable, maxConnections: options.maxConnections ?? 150 };
  const binaries = binariesFor(place);
  await initialise(binaries, place, credentials, durable);
  for (let round = 0; round < attempts; round += 1) {
    disownPidFile(place.data);
    const port = options.port ?? (await freePort());
    guard?.watch();
    const postmaster = await launch(binaries, place, settings, port);
    guard?.watch(postmaster.pid);
    const answer = await waitReady(postmaster, credentials, place);
    if (answer === 'ready') return postmaster;
    if (answer === 'refused') throw new DatabaseUnusable(`PostgreSQL in ${place.data} does not know the password in ${place.own}`);
    await pause(250);
  }
  throw new DatabaseUnusable(`内置数据库无法启动。 / PostgreSQL in ${place.data} does not start:\n${logTail(place)}`);
}

/** ready; refused: a wrong password or no such database; gone: the process ended. Recovery after a crash may take its time: two minutes. */
async function waitReady(postmaster: Postmaster, credentials: Credentials, place: Place): Promise<'ready' | 'refused' | 'gone'> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    const url = credentials.provisioned ? urlOf(postmaster.port, credentials, 'app', databaseName) : urlOf(postmaster.port, credentials, 'superuser', 'postgres');
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return 'ready';
    } catch (error) {
      if (/^(28|3D)/.test(sqlState(error))) return await goneWithin(2_000, postmaster, place) ? 'gone' : 'refused'; // another's, which took the port before ours could
      if (!isPostgres(postmaster.pid, place.data)) return 'gone';
      await pause(15);
    }
  }
  throw new Error(`PostgreSQL (${postmaster.pid}) does not answer`);
}

function urlOf(port: number, credentials: Credentials, role: Role, database: string): string {
  return `postgresql://${roleName[role]}:${credentials[role]}@127.0.0.1:${port}/${database}`;
}
