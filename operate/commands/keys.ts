import { readFileSync } from 'node:fs';
import { parseMasterKey } from '../../platform/config.ts';
import { newMasterKey, rotateKeys } from '../../platform/keys/index.ts';
import { CommandFailed, typedPath } from '../command.ts';
import type { Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

export const keyCommands: readonly Command[] = [
  {
    name: 'keys make',
    usage: '',
    help: 'Prints a new master key for SHUQIAO_MASTER_KEY or SHUQIAO_MASTER_KEY_FILE. Keep it apart from the database. / 生成主密钥',
    run: async ({ print }) => {
      const key = newMasterKey();
      print({ key }, key);
    },
  },
  {
    name: 'keys rotate',
    usage: '[--new-file FILE]',
    help: 'Replaces the master key: in the home, or by the one in FILE where the environment gives it. / 更换主密钥',
    options: { 'new-file': { type: 'string' } },
    run: async ({ options, print }) => {
      const file = options['new-file'];
      const next = typeof file === 'string' ? parseMasterKey(file, read(typedPath(file))) : undefined;
      const rotated = await withDatabase('owner', ({ db }, { config, installation }) =>
        rotateKeys(db, { home: config.home, given: config.masterKey, embedded: installation.embedded }, next));
      const where = next === undefined ? '新密钥已存入主目录。' : '下次启动时请使用新密钥。';
      print(rotated, `主密钥已由 ${rotated.from} 更换为 ${rotated.to}，重新封装 ${rotated.rewrapped} 个数据密钥。${where}`);
    },
  },
];

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailed(`无法读取 ${file}。 / ${file} cannot be read.`);
  }
}
