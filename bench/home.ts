import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '../platform/postgres/database.ts';
import { startPostgres } from '../platform/postgres/launcher.ts';
import { migrate } from '../platform/postgres/migrate.ts';

export interface BenchHome { readonly db: Db; readonly appUrl: string; readonly ownerUrl: string; readonly superUrl: string; readonly postmaster: number; stop(): Promise<void> }

/**
 * A server of its own in an empty home, migrated, with the memory that an installation has; fsync on unless `durable` is false.
 *
 * @param fill  what the bench starts with; where it throws nothing stays behind
 */
export async function benchHome(fill: (home: BenchHome) => Promise<void> = async () => undefined, { pool = 4, durable = true }: { readonly pool?: number; readonly durable?: boolean } = {}): Promise<BenchHome> {
  const folder = mkdtempSync(join(tmpdir(), 'shuqiao-bench-'));
  const server = await startPostgres({ home: join(folder, 'home'), as: 'guest', durable, maxConnections: 60 });
  const database = openDatabase(server.appUrl, { max: pool });
  const home: BenchHome = {
    db: database.db, appUrl: server.appUrl, ownerUrl: server.ownerUrl, superUrl: server.url('superuser'), postmaster: Number(readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    stop: async () => {
      await database.close();
      await server.stop({ remove: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await migrate(home.ownerUrl, 'shuqiao_app', { mark: 'test' });
    await fill(home);
  } catch (error) {
    await home.stop();
    throw error;
  }
  return home;
}
