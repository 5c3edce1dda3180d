import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '../../platform/postgres/database.ts';
import { startPostgres } from '../../platform/postgres/launcher.ts';
import { migrate } from '../../platform/postgres/migrate.ts';

/** A server of its own in an empty home, migrated, fsync on, with the memory that an installation has. */
export interface BenchHome { readonly db: Db; readonly ownerUrl: string; readonly superUrl: string; stop(): Promise<void> }

export async function benchHome(): Promise<BenchHome> {
  const folder = mkdtempSync(join(tmpdir(), 'shuqiao-bench-'));
  const server = await startPostgres({ home: join(folder, 'home'), as: 'guest', maxConnections: 40 });
  const database = openDatabase(server.appUrl, { max: 4 });
  const stop = async () => {
    await database.close();
    await server.stop({ remove: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(server.ownerUrl, 'shuqiao_app', { mark: 'test' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { db: database.db, ownerUrl: server.ownerUrl, superUrl: server.url('superuser'), stop };
}
