import { sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import { refuseWithoutMaster } from '../../platform/keys/index.ts';
import { openDatabase, sqlState } from '../../platform/postgres/database.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Installation } from '../../platform/postgres/installation.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import type { Mark, Migrated, Progress } from '../../platform/postgres/migrate.ts';
import { DatabaseUnusable } from '../../platform/postgres/unusable.ts';

export class MarkRefused extends Error {
  override readonly name = 'MarkRefused';
}

/** `unbound`: the serving role is superuser or passes row security, so that the database holds nothing against it. */
export interface BroughtUp extends Migrated { readonly unbound: boolean }

/**
 * Brings the database to this program's schema. Whether the master key fits and the mark may be set is looked at before:
 * a start that is refused for them leaves the database as it was.
 */
export async function bringUpToDate(config: Pick<Config, 'home' | 'masterKey' | 'mark'>, installation: Pick<Installation, 'ownerUrl' | 'appUrl' | 'appRole' | 'embedded'>, progress?: (step: Progress) => void): Promise<BroughtUp> {
  const database = openDatabase(installation.appUrl, { name: 'shuqiao-first-look', max: 1 });
  let unbound = false;
  try {
    unbound = await isUnbound(database.db);
    await refuseWithoutMaster(database.db, { home: config.home, given: config.masterKey, embedded: installation.embedded });
    if (await isUsed(database.db)) refuseOtherMark(config.mark, (await database.db.selectFrom('platformMark').select('mark').executeTakeFirst())?.mark ?? null);
  } catch (error) {
    throw sqlState(error) === '42501' ? new DatabaseUnusable(foreign(installation.appRole), { cause: error }) : error;
  } finally {
    await database.close();
  }
  const migrated = await migrate(installation.ownerUrl, installation.appRole, { ...(config.mark === undefined ? {} : { mark: config.mark }), ...(progress === undefined ? {} : { progress }) });
  refuseOtherMark(config.mark, migrated.mark); // another server may have begun it meanwhile
  return { ...migrated, unbound };
}

async function isUnbound(db: Db): Promise<boolean> {
  const { rows } = await sql<{ unbound: boolean }>`select rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user`.execute(db);
  return rows[0]?.unbound === true;
}

/** The tables were made for another role. */
function foreign(role: string): string {
  return `账号 ${role} 没有本平台各表的权限：这个数据库是以另一个服务账号建立的。请用原来的 DATABASE_URL；要由一个账号改为两个的，备份后恢复到新的空数据库。 / The tables of this database were made for another role than ${role}: use that one, or restore a backup into an empty database.`;
}

async function isUsed(db: Db): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select to_regclass('platform_mark') is not null as used`.execute(db);
  return rows[0]?.used === true;
}

function refuseOtherMark(wanted: Mark | undefined, mark: string | null): void {
  if (wanted === undefined || mark === wanted) return;
  throw new MarkRefused(`此数据库已在使用，不能再设 SHUQIAO_MARK=${wanted}：标记只在首次启动空库时设定。 / SHUQIAO_MARK: the mark is set at the first start of an empty database, never later.`);
}
