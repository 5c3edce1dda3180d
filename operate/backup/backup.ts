import { createWriteStream, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { errors } from '../../law/errors.ts';
import { makeFolder } from '../../platform/folder.ts';
import { homePaths } from '../../platform/home.ts';
import { CommandFailed } from '../command.ts';
import { copyFile, filesIn, Meter } from './files.ts';
import { columnList, partitionsOf, tablesOf } from './tables.ts';
import type { Table } from './tables.ts';
import { leftOut, manifestName, tableFile } from './manifest.ts';
import type { Manifest, SavedFile, SavedTable } from './manifest.ts';

/**
 * Writes a backup of database, objects and records that are not in the database yet; never the master key.
 * The platform may run: tables are of one moment. Records and heads are taken before it and objects after it, so that
 * a record shipped meanwhile is there twice (it counts once), no head tells of entries that the tables do not have yet, and no object is missing.
 *
 * @param ownerUrl  may read all tables
 * @param folder    absent or empty
 */
export async function backup(ownerUrl: string, home: string, folder: string): Promise<Manifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new CommandFailed(`${errors.BACKUP_DIR_NOT_EMPTY.say({ dir: folder })} / ${folder} is not empty.`);
  makeFolder(join(folder, 'tables'));
  const { records, objects, headsLog } = homePaths(home);
  const files: SavedFile[] = await saveFolder(records, folder, 'records');
  const heads = await copyFile(headsLog, join(folder, 'heads.log'));
  if (heads !== undefined) files.push({ path: 'heads.log', ...heads });
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shuqiao-backup', options: '-c timezone=UTC' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const rest = await saveDatabase(client, folder);
    await client.query('commit');
    files.push(...(await saveFolder(objects, folder, 'objects')));
    const manifest: Manifest = { format: 'shuqiao-backup-1', ...rest, files };
    writeFileSync(join(folder, `${manifestName}.new`), JSON.stringify(manifest, null, 1), { mode: 0o600, flush: true });
    renameSync(join(folder, `${manifestName}.new`), join(folder, manifestName));
    return manifest;
  } finally {
    await client.end();
  }
}

async function saveDatabase(client: pg.Client, folder: string): Promise<Omit<Manifest, 'format' | 'files'>> {
  const tables: SavedTable[] = [];
  for (const table of await tablesOf(client)) {
    if (!leftOut.has(table.name)) tables.push(await saveTable(client, table, folder));
  }
  const migrations = await client.query<Manifest['migrations'][number]>('select number, name, checksum from schema_migration order by number');
  const [about] = (await client.query<{ madeAt: string; key: string | null; size: string; root: string }>(`
    select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt", (select key_id from key_check) as key, next::text as size, encode(root, 'hex') as root
    from ledger_log where log = 'main'`)).rows;
  if (about === undefined) throw new CommandFailed('数据库中没有账本。 / The database has no ledger.');
  return {
    madeAt: about.madeAt, masterKey: about.key, migrations: migrations.rows, tables,
    ledger: { size: Number(about.size), root: about.root }, partitions: [...(await partitionsOf(client))],
  };
}

async function saveTable(client: pg.Client, { name, columns }: Table, folder: string): Promise<SavedTable> {
  const list = columnList(columns);
  const stream = client.query(copyTo(`copy (select ${list} from ${pg.escapeIdentifier(name)}) to stdout`));
  const meter = new Meter();
  await pipeline(stream, meter, createGzip({ level: 1 }), createWriteStream(join(folder, tableFile(name)), { mode: 0o600, flush: true }));
  return { name, columns: [...columns], rows: stream.rowCount, bytes: meter.bytes, sha256: meter.digest() };
}

async function saveFolder(from: string, folder: string, name: string): Promise<SavedFile[]> {
  const saved: SavedFile[] = [];
  for (const path of filesIn(from)) {
    const file = await copyFile(join(from, path), join(folder, name, path));
    if (file !== undefined) saved.push({ path: `${name}/${path}`, ...file });
  }
  return saved;
}
