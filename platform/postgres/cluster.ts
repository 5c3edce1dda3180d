import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Place } from './place.ts';
import { cleanEnvironment } from './postmaster.ts';
import { DatabaseUnusable } from './unusable.ts';

/** Roles of an embedded database. The server connects as owner (migrations) and app, never as superuser. */
export type Role = 'superuser' | 'owner' | 'app';
export const roleName: Readonly<Record<Role, string>> = { superuser: 'postgres', owner: 'shuqiao_owner', app: 'shuqiao_app' };
export const databaseName = 'shuqiao';

export interface Credentials extends Readonly<Record<Role, string>> {
  /** Roles and database are made. */
  readonly provisioned: boolean;
}

const run = promisify(execFile);

/** Passwords of a home's database, made once, 0600. */
export function credentialsOf(place: Place): Credentials {
  const path = join(place.own, 'credentials.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Credentials;
  const made = { superuser: secret(), owner: secret(), app: secret(), provisioned: false };
  save(place, made);
  return made;
}

function save(place: Place, credentials: Credentials): void {
  const path = join(place.own, 'credentials.json');
  writeFileSync(`${path}.new`, JSON.stringify(credentials), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Makes the data directory if there is none. Made beside and renamed, so that a start that was
 * killed half-way leaves nothing that looks whole. The order of text is that of C everywhere.
 */
export async function initialise(binaries: string, place: Place, credentials: Credentials, durable: boolean): Promise<void> {
  if (existsSync(place.data)) return;
  for (const name of readdirSync(place.base)) {
    if (name.startsWith('data.half')) rmSync(join(place.base, name), { recursive: true, force: true });
  }
  const half = join(place.base, `data.half-${process.pid}`);
  const password = join(place.base, `data.half-${process.pid}.password`);
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(password, credentials.superuser, { mode: 0o600 });
  if (place.runAs !== undefined) {
    for (const path of [half, password]) chownSync(path, place.runAs.uid, place.runAs.gid);
  }
  try {
    await run(join(binaries, 'bin', 'initdb'), [
      '-D', half, '-U', roleName.superuser, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
      '-A', 'scram-sha-256', `--pwfile=${password}`, '--no-instructions', ...(durable ? [] : ['--no-sync']),
    ], { cwd: place.base, env: cleanEnvironment(), ...(place.runAs ?? {}) });
    renameSync(half, place.data);
  } catch (error) {
    // Its last words: disk full, or a user without an entry in /etc/passwd, whom initdb does not accept.
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    const stranger = words.includes('could not look up effective user ID') ? '当前用户在 /etc/passwd 中没有条目，PostgreSQL 不接受：请先 useradd。' : '';
    throw new DatabaseUnusable(`内置数据库无法初始化（也可用 DATABASE_URL 指定外部数据库）：${stranger}${words} / The embedded PostgreSQL cannot be set up; DATABASE_URL names another. ${words}`, { cause: error });
  } finally {
    rmSync(password, { force: true });
  }
}

/** Makes roles and database; again from the beginning if it was cut off. */
export async function provision(place: Place, credentials: Credentials, superuserUrl: string): Promise<Credentials> {
  if (credentials.provisioned) return credentials;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const has = async (text: string, name: string) => (await client.query(text, [name])).rows.length > 0;
    for (const role of ['owner', 'app'] as const) {
      const name = roleName[role];
      const verb = (await has('select 1 from pg_roles where rolname = $1', name)) ? 'alter' : 'create';
      await client.query(`${verb} role ${name} login nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(credentials[role])}`);
    }
    if (!(await has('select 1 from pg_database where datname = $1', databaseName))) {
      await client.query(`create database ${databaseName} owner ${roleName.owner}`);
    }
    await client.query(`revoke all on database ${databaseName} from public`);
    await client.query(`grant connect, temporary on database ${databaseName} to ${roleName.app}`);
  } finally {
    await client.end();
  }
  const done = { ...credentials, provisioned: true };
  save(place, done);
  return done;
}
