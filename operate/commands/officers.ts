import { existsSync, readFileSync } from 'node:fs';
import { homePaths } from '../../platform/home.ts';
import { openKeys } from '../../platform/keys/index.ts';
import type { Config } from '../../platform/config.ts';
import { initOfficers, recoverOfficer } from '../../processes/organisation/index.ts';
import { CommandFailed, required } from '../command.ts';
import type { Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

const kinds = ['system', 'security', 'audit'] as const;

export const officerCommands: readonly Command[] = [
  {
    name: 'officers init',
    usage: '',
    help: 'Makes a new one-time address for the first set-up; refused once there are officers. / 重新生成初始设置地址',
    run: async ({ print }) => {
      const link = await withDatabase('app', ({ db }, { config }) => initOfficers(db, config.home, baseUrlOf(config)));
      print(link, `请在 ${link.endsAt} 前于本机打开：${link.url}\n（也存于 ${link.path}）`);
    },
  },
  {
    name: 'officers recover',
    usage: 'system|security|audit',
    help: 'Replaces one officer: needs the master key, closes his account, ends all sessions, stands in the ledger. / 更换一名管理员',
    run: async ({ positionals, print }) => {
      const asked = required(positionals[0], 'system|security|audit');
      const kind = kinds.find((each) => each === asked);
      if (kind === undefined) throw new CommandFailed(`${asked}：只能是 ${kinds.join('、')}。 / One of ${kinds.join(', ')}.`, 2);
      const link = await withDatabase('app', async ({ db }, { config, installation }) => {
        const keys = await openKeys(db, { home: config.home, given: config.masterKey, embedded: installation.embedded });
        return recoverOfficer(db, keys, kind, baseUrlOf(config));
      });
      print({ kind, ...link }, `请将此地址交给继任者，${link.endsAt} 前有效（他在另一台机器上的，前半段换成他平时打开平台的网址）：${link.url}`);
    },
  },
];

/** The address of the server that runs on this home, else of the one that this environment would start. */
function baseUrlOf(config: Config): string {
  const { serverUrl } = homePaths(config.home);
  if (existsSync(serverUrl)) return readFileSync(serverUrl, 'utf8').trim();
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  return `${config.tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${config.port}`;
}
