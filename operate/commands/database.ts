import { migrate, progressZh } from '../../platform/postgres/migrate.ts';
import { backup } from '../backup/backup.ts';
import type { Manifest } from '../backup/manifest.ts';
import { checkBackup, restore } from '../backup/restore.ts';
import { required, typedPath } from '../command.ts';
import type { Command } from '../command.ts';
import { printSchema } from '../print-schema.ts';
import { withDatabase, withInstallation } from '../with-database.ts';

const migrateCommand: Command = {
  name: 'db migrate',
  usage: '',
  help: 'Brings the database up to date, as the role of DATABASE_ADMIN_URL. The server does it at its start, too. / 升级数据库',
  run: async ({ print, say }) => {
    const { applied, weaker, mark } = await withInstallation(true, ({ config, installation }) =>
      migrate(installation.ownerUrl, installation.appRole, { ...(config.mark === undefined ? {} : { mark: config.mark }), progress: (step) => say(progressZh(step)) }));
    const lines = applied.length === 0 ? ['数据库已是最新。'] : applied.map((name) => `已执行 ${name}`);
    if (weaker) lines.push('只有一个数据库角色：只增不改的表仅由行级安全保护，较弱；请以 DATABASE_ADMIN_URL 另设属主。 / One role owns and serves: weaker.');
    print({ applied, weaker, mark }, lines.join('\n'));
  },
};

const backupCommand: Command = {
  name: 'db backup',
  usage: 'DIR',
  help: 'Writes database, objects and unshipped records to an empty folder; never the master key. The platform may run. / 备份',
  run: async ({ positionals, print, say }) => {
    const folder = typedPath(required(positionals[0], 'DIR'));
    const manifest = await withDatabase('owner', (_, { config, installation }) => backup(installation.ownerUrl, config.home, folder));
    say(`备份不含主密钥（${manifest.masterKey ?? '尚未使用'}）：请另处妥存，没有它已加密的内容无法打开。 / The master key is not in the backup. Keep it elsewhere.`);
    print({ folder, ...sums(manifest) }, summary('已备份到', folder, manifest));
  },
};

const restoreCommand: Command = {
  name: 'db restore',
  usage: 'DIR',
  help: 'Brings a backup back into an empty database. The gateway stays closed until what changed since is confirmed. / 恢复',
  run: async ({ positionals, print, say }) => {
    const folder = typedPath(required(positionals[0], 'DIR'));
    const manifest = await checkBackup(folder);
    await withInstallation(true, ({ config, installation }) =>
      restore({ ownerUrl: installation.ownerUrl, appRole: installation.appRole, home: config.home }, folder, manifest));
    say('网关保持关闭，直至安全管理员与主管部门依据 heads.log 与记录文件确认备份之后的变化（暂停、停用的密钥）。 / The gateway stays closed until the security officer and the authority have confirmed what changed since.');
    if (manifest.masterKey !== null) say(`启动前请放回主密钥 ${manifest.masterKey}（master.key 或 SHUQIAO_MASTER_KEY）。 / Bring the master key back before the start.`);
    print({ folder, ...sums(manifest) }, summary('已恢复自', folder, manifest));
  },
};

const schemaCommand: Command = {
  name: 'db schema',
  usage: '',
  help: 'Prints platform/postgres/schema.ts and schema.sql from the migrations, by a throw-away database. For developers.',
  run: async ({ print }) => {
    const changed = await printSchema();
    print({ changed }, changed.length === 0 ? 'The schema is current.' : `Written: ${changed.join(', ')}`);
  },
};

export const databaseCommands: readonly Command[] = [migrateCommand, backupCommand, restoreCommand, schemaCommand];

interface Sums { readonly madeAt: string; readonly masterKey: string | null; readonly tables: number; readonly rows: number; readonly files: number; readonly ledger: Manifest['ledger'] }

function sums({ madeAt, masterKey, tables, files, ledger }: Manifest): Sums {
  return { madeAt, masterKey, tables: tables.length, rows: tables.reduce((sum, table) => sum + table.rows, 0), files: files.length, ledger };
}

function summary(verb: string, folder: string, manifest: Manifest): string {
  const { tables, rows, files, ledger } = sums(manifest);
  return `${verb} ${folder}：${tables} 张表 ${rows} 行，${files} 个文件，账本 ${ledger.size} 条。`;
}
