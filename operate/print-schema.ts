import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { schemaSql } from '../platform/postgres/schema-sql.ts';
import { schemaTypes } from '../platform/postgres/schema-types.ts';
import { startPostgres } from '../platform/postgres/launcher.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { makeHome } from '../platform/postgres/place.ts';
import { projectRoot } from '../platform/project.ts';

/**
 * Prints schema.ts and schema.sql of the migrated database.
 * @returns the files that changed
 */
export async function printSchema(): Promise<readonly string[]> {
  const printed = await withFreshDatabase(printedSchema);
  return Object.entries(printed).flatMap(([path, text]) => {
    const file = join(projectRoot, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return [];
    writeFileSync(file, text);
    return [path];
  });
}

/** Both files as they should be, from a migrated database. */
export async function printedSchema(client: pg.Client): Promise<Readonly<Record<string, string>>> {
  return { 'platform/postgres/schema.ts': await schemaTypes(client), 'platform/postgres/schema.sql': await schemaSql(client) };
}

async function withFreshDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const home = join(tmpdir(), `shuqiao-schema-${randomBytes(6).toString('hex')}`);
  makeHome(home);
  const server = await startPostgres({ home, durable: false });
  const client = new pg.Client({ connectionString: server.ownerUrl });
  try {
    // Files from the sources, not from the build, which may be older than the file just written.
    await migrate(server.ownerUrl, 'shuqiao_app', { folder: join(projectRoot, 'platform/postgres/migrations') });
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
    await server.stop({ remove: true });
    rmSync(home, { recursive: true, force: true });
  }
}
