import { createReadStream, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { errors } from '../../law/errors.ts';
import { homePaths } from '../../platform/home.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { CommandFailed } from '../command.ts';
import { copyFile, hashFile, Meter } from './files.ts';
import { Manifest, manifestName, tableFile } from './manifest.ts';
import type { SavedTable } from './manifest.ts';
import { columnList, makePartitions, tablesOf } from './tables.ts';

export interface Target {
  readonly ownerUrl: string;
  readonly appRole: string;
  readonly home: string;
}

/** Checks everything in a backup against its digests, before there is a database to write to. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  await checkFiles(manifest, folder);
  return manifest;
}

/**
 * Brings a backup that was checked back into an empty database, in one transaction, files first: one that is killed is begun anew.
 * The gateway then stays closed until two confirm what changed since (table `restored`).
 */
export async function restore(target: Target, folder: string, manifest: Manifest): Promise<Manifest> {
  const client = new pg.Client({ connectionString: target.ownerUrl, application_name: 'shuqiao-restore', options: '-c timezone=UTC' });
  await client.connect();
  try {
    const known = new Set(manifest.migrations.map(({ number }) => number));
    await refuseUsed(client, known);
    await migrate(target.ownerUrl, target.appRole, { only: (number) => known.has(number) });
    await refuseOther(client, manifest);
    for (const { path } of manifest.files) {
      const to = join(target.home, path);
      if (!existsSync(to)) await copyWhole(join(folder, path), to); // what the home has is newer: heads, records
    }
    for (const kept of [homePaths(target.home).sealed, homePaths(target.home).sealedBindings]) rmSync(kept, { force: true }); // an older backup has no seals: the next start begins with them
    await client.query('begin');
    await load(client, manifest, folder);
    await client.query('insert into restored (id, backup_made_at, ledger_size, ledger_root) values ($1, $2, $3, $4)',
      [uuidv7(), manifest.madeAt, manifest.ledger.size, manifest.ledger.root]);
    await client.query('commit');
  } finally {
    await client.end(); // an open transaction ends with it
  }
  await migrate(target.ownerUrl, target.appRole);
  return manifest;
}

/** Under its name only when it is whole: the next try keeps what is there. */
async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.half`);
  renameSync(`${to}.half`, to);
}

function readManifest(folder: string): Manifest {
  const path = join(folder, manifestName);
  if (!existsSync(path)) throw new CommandFailed(`${errors.BACKUP_DAMAGED.say({ file: manifestName })} / ${folder} is no whole backup: ${manifestName} is missing.`);
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const file of manifest.files) {
    if (isAbsolute(file.path) || normalize(file.path).startsWith('..')) throw new CommandFailed(`清单中的路径有误：${file.path} / A path of the manifest leads elsewhere: ${file.path}`);
  }
  return manifest;
}

async function checkFiles(manifest: Manifest, folder: string): Promise<void> {
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = existsSync(join(folder, path)) ? await hashFile(join(folder, path)) : undefined;
    if (found?.sha256 !== sha256 || found.bytes !== bytes) throw damaged(path);
  }
  for (const table of manifest.tables) {
    if (!existsSync(join(folder, tableFile(table.name)))) throw damaged(tableFile(table.name));
    const meter = new Meter();
    await pipeline(createReadStream(join(folder, tableFile(table.name))), createGunzip(), meter, drain).catch(() => { throw damaged(tableFile(table.name)); });
    if (meter.digest() !== table.sha256) throw damaged(tableFile(table.name));
  }
}

async function drain(parts: AsyncIterable<Buffer>): Promise<void> {
  for await (const part of parts) void part;
}

function damaged(path: string): CommandFailed {
  return new CommandFailed(`${errors.BACKUP_DAMAGED.say({ file: path })} / The backup is damaged: ${path} is missing or differs from its digest.`);
}

/** Empty, or just the schema that an earlier try made before it was cut off: no server has begun on it. */
async function refuseUsed(client: pg.Client, known: ReadonlySet<number>): Promise<void> {
  if ((await tablesOf(client)).length > 0 && !(await isUnbegun(client, known))) {
    throw new CommandFailed(`${errors.RESTORE_NEEDS_EMPTY.say()} / The database is not empty: restore into a new SHUQIAO_HOME or DATABASE_URL.`);
  }
}

async function isUnbegun(client: pg.Client, known: ReadonlySet<number>): Promise<boolean> {
  const { rows: [there] } = await client.query<{ all: boolean }>("select to_regclass('schema_migration') is not null and to_regclass('key_check') is not null and to_regclass('restored') is not null as all");
  if (there?.all !== true) return false;
  const { rows: [begun] } = await client.query<{ any: boolean }>('select exists (select from key_check) or exists (select from restored) as any');
  const { rows } = await client.query<{ number: number }>('select number from schema_migration');
  return begun?.any === false && rows.every(({ number }) => known.has(number));
}

/** The files this program applied must be those of the backup, to the letter. */
async function refuseOther(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migration');
  const there = new Map(rows.map((row) => [row.name, row.checksum]));
  const other = manifest.migrations.find(({ name, checksum }) => there.get(name) !== checksum);
  if (other !== undefined) throw new CommandFailed(`备份所用的程序较新或不同（${other.name}）。 / The backup was made by a newer or another program (${other.name}).`);
}

async function load(client: pg.Client, manifest: Manifest, folder: string): Promise<void> {
  const saved = new Map(manifest.tables.map((table) => [table.name, table]));
  const order = (await tablesOf(client)).flatMap(({ name }) => saved.get(name) ?? []);
  // Rows that migrations put in stand in the backup too; those that refer to others go first.
  for (const table of order.toReversed()) await withRights(client, table.name, () => clear(client, table.name));
  await makePartitions(client, manifest.partitions);
  for (let seq = 0; seq < manifest.ledger.size; seq += 1_000_000) await client.query('select ledger_make_partition($1)', [seq]);
  for (const table of order) await withRights(client, table.name, () => loadTable(client, table, folder));
}

async function clear(client: pg.Client, name: string): Promise<void> {
  await client.query(`delete from ${pg.escapeIdentifier(name)}`);
}

async function loadTable(client: pg.Client, { name, columns, rows }: SavedTable, folder: string): Promise<void> {
  const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(name)} (${columnList(columns)}) from stdin`));
  await pipeline(createReadStream(join(folder, tableFile(name))), createGunzip(), stream);
  if (stream.rowCount !== rows) throw new CommandFailed(`${name} 应有 ${rows} 行，只恢复了 ${stream.rowCount} 行。 / ${name}: ${stream.rowCount} of ${rows} rows.`);
}

/** Append-only tables hold their owner too; within this transaction he may load them, then it is as before. */
async function withRights(client: pg.Client, name: string, work: () => Promise<void>): Promise<void> {
  const table = pg.escapeIdentifier(name);
  const { rows } = await client.query<{ forced: boolean; missing: string[] }>(`
    select relforcerowsecurity as forced, array(select p from unnest(array['insert', 'delete']) p where not has_table_privilege(oid, p)) as missing
    from pg_class where oid = $1::regclass`, [table]);
  const { forced = false, missing = [] } = rows[0] ?? {};
  if (missing.length > 0) await client.query(`grant ${missing.join(', ')} on ${table} to current_user`);
  if (forced) await client.query(`alter table ${table} no force row level security`);
  await work();
  if (forced) await client.query(`alter table ${table} force row level security`);
  if (missing.length > 0) await client.query(`revoke ${missing.join(', ')} on ${table} from current_user`);
}
