import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from './database.ts';
import type { Database, Db } from './database.ts';
import { withFileLock } from './file-lock.ts';
import { startGuard } from './guard.ts';
import { startPostgres } from './launcher.ts';
import type { EmbeddedPostgres } from './launcher.ts';
import { migrate } from './migrate.ts';
import { makeHome, placeOf } from './place.ts';

/** One database of its own, migrated and empty, on the server of the whole test run. */
export interface TestDatabase {
  /** As the server sees it: role shuqiao_app. */
  readonly db: Db;
  readonly pool: pg.Pool;
  /** As migrations see it: role shuqiao_owner. */
  readonly ownerDb: Db;
  readonly url: string;
  readonly ownerUrl: string;
  /** What no server should be given. */
  readonly superuserUrl: string;
  /** Closes the pools and drops the database. Fails where a connection was left open. */
  drop(): Promise<void>;
}

/** Where the server of this run is; set by tests/global-setup.ts for all workers. */
export const runFolderVariable = 'SHUQIAO_TEST_RUN';
/** Address, as superuser on 127.0.0.1, of a server to be used instead of the embedded one (scripts/elsewhere/pg15.mjs). */
export const serverVariable = 'SHUQIAO_TEST_SERVER';
const template = 'shuqiao_template';

interface Run { readonly base: string; readonly app: string; readonly owner: string; readonly superuser: string }

let run: Promise<Run> | undefined;

/** A new database from the migrated template (about 0.1 s). One per test file; call `drop` in afterAll. */
export function testDatabase(): Promise<TestDatabase> {
  return databaseFrom(template);
}

/** A new database that no migration has touched. */
export function emptyDatabase(): Promise<TestDatabase> {
  return databaseFrom('template1');
}

async function databaseFrom(source: string): Promise<TestDatabase> {
  run ??= joinRun();
  const { base, app, owner, superuser } = await run;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuser, async (client) => {
    await client.query(`create database ${name} template ${source} owner shuqiao_owner`);
    await client.query(`grant connect, temporary on database ${name} to shuqiao_app`);
  });
  const urlOf = (role: string) => `postgresql://${role}@${base}/${name}`;
  const serving = openDatabase(urlOf(app), { name: 'test' });
  const owning = openDatabase(urlOf(owner), { name: 'test-owner', max: 2 });
  return {
    db: serving.db, pool: serving.pool, ownerDb: owning.db, url: urlOf(app), ownerUrl: urlOf(owner), superuserUrl: Object.assign(new URL(superuser), { pathname: name }).href,
    drop: () => drop(superuser, name, [serving, owning]),
  };
}

async function drop(superuser: string, name: string, open: readonly Database[]): Promise<void> {
  await Promise.all(open.map((database) => database.close()));
  await asSuperuser(superuser, async (client) => {
    // A closed connection may take a moment to be gone on the other side; that of a process killed in a statement, until this is over.
    for (let round = 0; round < 400 && (await sessionsOf(client, name)) > 0; round += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    const left = await sessionsOf(client, name);
    await client.query(`drop database ${name} with (force)`);
    if (left > 0) throw new Error(`${left} connections to the test database were left open`);
  });
}

async function sessionsOf(client: pg.Client, name: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from pg_stat_activity where datname = $1', [name]);
  return rows[0]?.n ?? 0;
}

/** The run's server: started by the first worker that needs one, ended by the global set-up. */
async function joinRun(): Promise<Run> {
  const folder = process.env[runFolderVariable] ?? ownFolder();
  const note = join(folder, 'run.json');
  return withFileLock(join(folder, 'run.lock'), 120_000, async () => {
    if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8')) as Run;
    const given = process.env[serverVariable];
    if (given !== undefined) return keep(note, await makeTemplate(await givenServer(given)));
    const server = await startPostgres({ home: folder, as: 'guest', durable: false, maxConnections: 400, guarded: false });
    const made = await makeTemplate(server);
    await server.leave();
    return keep(note, made);
  });
}

function keep(note: string, made: Run): Run {
  writeFileSync(`${note}.new`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${note}.new`, note);
  return made;
}

type Server = Pick<EmbeddedPostgres, 'port' | 'ownerUrl' | 'appUrl' | 'url'>;

/** A server that somebody else started for these tests alone: makes the two roles, ends nothing. */
async function givenServer(superuser: string): Promise<Server> {
  const password = randomBytes(12).toString('hex');
  await asSuperuser(superuser, async (client) => {
    for (const role of ['shuqiao_owner', 'shuqiao_app']) await client.query(`create role ${role} login password '${password}'`);
  });
  const url: Server['url'] = (role, database = 'postgres') => {
    const made = new URL(superuser);
    if (role !== 'superuser') [made.username, made.password] = [`shuqiao_${role}`, password];
    made.pathname = `/${database}`;
    return made.href;
  };
  return { port: Number(new URL(superuser).port), ownerUrl: url('owner'), appUrl: url('app'), url };
}

async function makeTemplate(server: Server): Promise<Run> {
  const superuser = server.url('superuser', 'postgres');
  await asSuperuser(superuser, (client) => client.query(`create database ${template} owner shuqiao_owner`));
  await migrate(server.url('owner', template), 'shuqiao_app', { mark: 'test' });
  const login = (url: string) => new URL(url).username + ':' + new URL(url).password;
  return { base: `127.0.0.1:${server.port}`, app: login(server.appUrl), owner: login(server.ownerUrl), superuser };
}

/** Without the global set-up (a script, a bench): a server of this process, ended with it. */
function ownFolder(): string {
  const folder = makeRunFolder();
  process.env[runFolderVariable] = folder;
  return folder;
}

/** A folder for one run's server. The guard ends the server and removes the folder when this process ends, however it ends. */
export function makeRunFolder(): string {
  const folder = join(tmpdir(), `shuqiao-test-${randomBytes(6).toString('hex')}`);
  makeHome(folder);
  const place = placeOf(folder);
  startGuard(place.data, [folder, place.base]).watch();
  return folder;
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
