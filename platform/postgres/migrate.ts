import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { errors } from '../../law/errors.ts';
import { sqlState } from './database.ts';

export type Mark = 'demo' | 'test';

export interface MigrateOptions {
  /** Set in a database that is still empty, never later: platform_mark. */
  readonly mark?: Mark;
  /** Folder of the numbered files; ours, unless a test has its own. */
  readonly folder?: string;
  /** Applies these alone: a restore brings the schema to where the backup was. */
  readonly only?: (number: number) => boolean;
  /** Runs after new files, in the same transaction, as owner: what no file can say. */
  readonly after?: (client: pg.ClientBase, appRole: string) => Promise<void>;
  /** Told of each file as it begins, and every quarter of a minute while it runs, where the database has been in use: with much data it may take minutes. */
  readonly progress?: (step: Progress) => void;
}

export interface Progress { readonly name: string; readonly n: number; readonly of: number; readonly seconds: number }

/** What people are told of it. */
export const progressZh = ({ name, n, of, seconds }: Progress): string =>
  `正在升级数据库：第 ${n} 步，共 ${of} 步（${name}${seconds === 0 ? '' : `，已用 ${seconds} 秒`}）。数据多时需要几分钟；中途停下不会损坏数据，重新启动即从这一步继续。`;

export interface Migrated {
  readonly applied: readonly string[];
  /** One role owns and serves: append-only tables are then held by row security alone, which the owner could lift. */
  readonly weaker: boolean;
  readonly mark: Mark | null;
}

/** A file as it was applied. */
interface Step {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

/**
 * Brings the schema up to date as the owner's role: an empty database in one transaction, one that has been in use file by file.
 * Files are only added: one that changed after it was applied is refused, and so is a database
 * that knows files which this program does not. Two servers that start at once migrate once. Others serve meanwhile.
 */
export async function migrate(ownerUrl: string, appRole: string, options: MigrateOptions = {}): Promise<Migrated> {
  for (let round = 1; ; round += 1) {
    try {
      return await migrateOnce(ownerUrl, appRole, options);
    } catch (error) {
      if (!isLockMissed(error)) throw error;
      if (round === rounds) throw new MigrationRefused('数据库表被长时间占用（备份或长事务），升级没有办完；已办完的步骤保留，数据没有损坏，请等其结束后再启动。 / Tables are in use (a backup, a long transaction): what was done stays, nothing is half done, start again when that has ended.', { cause: error });
      await pause(1_000 + Math.random() * 1_000);
    }
  }
}

/**
 * Whoever waits for a table alone holds up everybody who comes after. So nobody waits here for longer than a second: what was
 * begun is taken back, the others pass, and it begins anew; for two minutes and more.
 */
const lockWaitMs = 1_000;
const rounds = 60;
/** For indexes on tables that are full: with the usual 64 MB those of words are put together in many passes. */
const indexMemory = '256MB';
const stillMs = 15_000;

function isLockMissed(error: unknown): boolean {
  return sqlState(error) === '55P03' || (error instanceof MigrationRefused && sqlState(error.cause) === '55P03');
}

async function migrateOnce(ownerUrl: string, appRole: string, options: MigrateOptions): Promise<Migrated> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shuqiao-migrate', options: '-c timezone=UTC -c client_min_messages=warning' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (!(await mayMigrate(client))) return await alreadyThere(client, options);
    await prepare(client, appRole);
    await begin(client);
    const applied = await applyMissing(client, appRole, options);
    const owner = await one<string>(client, 'select current_user::text');
    const mark = await one<Mark | null>(client, 'select mark from platform_mark');
    await client.query('commit');
    return { applied, weaker: owner === appRole, mark };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** Whether this program has files that the database has not seen: it is the newer one. */
export async function isBehind(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    if (!(await one<boolean>(client, "select to_regclass('schema_migration') is not null"))) return false;
    const known = new Set((await readKnown(client)).map(({ number }) => number));
    return readSteps(ownFolder).some(({ number }) => !known.has(number));
  } finally {
    await client.end();
  }
}

async function begin(client: pg.Client): Promise<void> {
  await client.query('begin');
  await client.query('lock table schema_migration in share row exclusive mode');
  await client.query(`set local lock_timeout = ${lockWaitMs}; set local maintenance_work_mem = '${indexMemory}'`);
}

/**
 * In a database that has been in use each file is a transaction of its own: what one locks, calls among them, does not wait for those
 * behind it, which may fill a million rows. What is done stays done, whoever breaks off. False: another server has done this one meanwhile.
 */
async function isStillMissing(client: pg.Client, step: Step): Promise<boolean> {
  await client.query('commit');
  await begin(client);
  return !(await readKnown(client)).some((row) => row.number === step.number);
}

/** Whether this role may make tables; the serving role may not. */
async function mayMigrate(client: pg.Client): Promise<boolean> {
  return one<boolean>(client, "select has_schema_privilege(current_schema(), 'CREATE')");
}

/** A process that has only the serving role's address (a gateway elsewhere) starts on a schema that another brought up to date. */
async function alreadyThere(client: pg.Client, options: MigrateOptions): Promise<Migrated> {
  const role = await one<string>(client, 'select current_user::text');
  const steps = readSteps(options.folder ?? ownFolder);
  const known = (await one<boolean>(client, "select to_regclass('schema_migration') is not null")) ? await readKnown(client) : [];
  for (const row of known) refuseChanged(row, steps);
  const missing = steps.find((step) => !known.some((row) => row.number === step.number));
  if (missing !== undefined) {
    throw new MigrationRefused(`数据库还没有 ${missing.name}，而账号 ${role} 不能建表：请以 DATABASE_ADMIN_URL 给出属主账号，或者先启动设有它的进程（也可运行 db migrate）。 / The database lacks ${missing.name}, and ${role} may not make tables: give its owner by DATABASE_ADMIN_URL, or start a process that has it first.`);
  }
  await client.query(`begin; set local lock_timeout = ${lockWaitMs}`);
  await makePartitions(client, false);
  await client.query('commit');
  return { applied: [], weaker: false, mark: await one<Mark | null>(client, 'select mark from platform_mark') };
}

async function applyMissing(client: pg.Client, appRole: string, options: MigrateOptions): Promise<readonly string[]> {
  const steps = readSteps(options.folder ?? ownFolder);
  const known = await readKnown(client);
  for (const row of known) refuseChanged(row, steps);
  const done = new Set(known.map((row) => row.number));
  const missing = steps.filter((step) => !done.has(step.number) && (options.only?.(step.number) ?? true));
  const owner = await one<string>(client, 'select current_user::text');
  const progress = done.size === 0 ? undefined : options.progress;
  const applied: string[] = [];
  for (const [n, step] of missing.entries()) {
    if (n > 0 && done.size > 0 && !(await isStillMissing(client, step))) continue;
    await told(progress, { name: step.name, n: n + 1, of: missing.length }, () => apply(client, step, owner, appRole));
    applied.push(step.name);
  }
  if (done.size === 0) await client.query('insert into platform_mark (mark) values ($1)', [options.mark ?? null]);
  await closeDefiners(client);
  await makePartitions(client, missing.length > 0);
  await options.after?.(client, appRole);
  return applied;
}

/**
 * A function that acts as the owner must find the owner's tables. The schema of temporary tables is searched first where a
 * path does not name it: whoever serves could put a table `partition_kept` of his own before ours, and have anything dropped.
 * So could he through what such a function calls, where that has a path of its own.
 */
async function closeDefiners(client: pg.Client): Promise<void> {
  await client.query(`do $$
    declare f record;
    begin
      for f in
        select p.oid::regprocedure as name, coalesce((select substr(c, length('search_path=') + 1) from unnest(p.proconfig) c where c like 'search\\_path=%'), current_setting('search_path')) as path
        from pg_proc p where (p.prosecdef or array_to_string(p.proconfig, ',') like '%search\\_path=%') and p.pronamespace = current_schema()::regnamespace
      loop
        if f.path !~ 'pg_temp$' then execute format('alter function %s set search_path to %s, pg_temp', f.name, f.path); end if;
      end loop;
    end $$`);
}

/** Says that it begins and, from time to time, that it still runs. */
async function told(progress: MigrateOptions['progress'], step: Omit<Progress, 'seconds'>, work: () => Promise<void>): Promise<void> {
  progress?.({ ...step, seconds: 0 });
  const start = performance.now();
  const still = setInterval(() => progress?.({ ...step, seconds: Math.round((performance.now() - start) / 1000) }), stillMs);
  await work().finally(() => clearInterval(still));
}

/** Those of the next 70 days. Where the schema is as it was they may wait for the job that makes them, too. */
async function makePartitions(client: pg.Client, must: boolean): Promise<void> {
  await client.query('savepoint partitions');
  try {
    await client.query('select make_partitions()');
  } catch (error) {
    if (must || !isLockMissed(error)) throw error;
    await client.query('rollback to savepoint partitions');
  }
}

async function apply(client: pg.Client, step: Step, owner: string, appRole: string): Promise<void> {
  const text = step.text.replace(/\bshuqiao_(app|owner)\b/g, (_, role) => pg.escapeIdentifier(role === 'app' ? appRole : owner));
  try {
    await client.query(text);
  } catch (error) {
    throw new MigrationRefused(`${step.name}: ${placed(error, text)}`, { cause: error });
  }
  await client.query('insert into schema_migration (number, name, checksum) values ($1, $2, $3)', [step.number, step.name, step.checksum]);
}

/** The error with its line, as an editor counts. */
function placed(error: unknown, text: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = 'position' in error ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? error.message : `line ${text.slice(0, position).split('\n').length}: ${error.message}`;
}

interface Known { readonly number: number; readonly name: string; readonly checksum: string }

async function readKnown(client: pg.Client): Promise<readonly Known[]> {
  return (await client.query<Known>('select number, name, checksum from schema_migration order by number')).rows;
}

const ownFolder = fileURLToPath(new URL('./migrations/', import.meta.url));

function refuseChanged(row: Known, steps: readonly Step[]): void {
  const step = steps.find((each) => each.number === row.number);
  if (step === undefined) {
    throw new MigrationRefused(`数据库比程序新（${row.name}），请用较新的程序。 / The database has ${row.name}, which this program does not know: use the newer program.`);
  }
  if (step.checksum !== row.checksum) {
    throw new MigrationRefused(`${errors.MIGRATION_CHANGED.say({ file: row.name })} / ${row.name} was changed after it had been applied. Migrations are only added.`);
  }
}

/** Numbered files in order: 0001_base.sql. */
function readSteps(folder: string): readonly Step[] {
  const steps = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name): Step => {
    const digits = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (digits === undefined) throw new MigrationRefused(`${name}: a migration is named 0001_what_it_adds.sql`);
    const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n');
    return { number: Number(digits), name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
  const twice = steps.find((step, at) => steps[at + 1]?.number === step.number);
  if (twice !== undefined) throw new MigrationRefused(`two migrations have the number of ${twice.name}`);
  return steps;
}

/** The list of applied files, and the app's way into the schema. Two servers may do this at once. */
async function prepare(client: pg.Client, appRole: string): Promise<void> {
  const version = Number(await one<string>(client, "select current_setting('server_version_num')"));
  if (version < 150_000) throw new MigrationRefused(`${errors.DATABASE_TOO_OLD.say({ version: String(version) })} / PostgreSQL 15 or later is needed.`);
  for (let round = 0; ; round += 1) {
    try {
      await client.query(`create table if not exists schema_migration (
        number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
      await client.query(`grant select on schema_migration to ${pg.escapeIdentifier(appRole)}`);
      return;
    } catch (error) {
      if (round > 5) throw error; // "if not exists" does not hold against another that makes it in the same moment
    }
  }
}

async function one<T>(client: pg.Client, text: string): Promise<T> {
  const { rows } = await client.query<T[]>({ text, rowMode: 'array' } as unknown as string);
  return rows[0]?.[0] as T;
}
