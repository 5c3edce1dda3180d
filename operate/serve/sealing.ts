import { existsSync, writeFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { homePaths } from '../../platform/home.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { beginSealing, isFresh, readSealing, sealWith, type Sealing } from '../../platform/ledger/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { sealGrants } from '../../processes/grant/index.ts';
import { sealBindings } from '../../processes/resource/index.ts';

const lookMs = 30_000;

/**
 * From now on this process seals what it writes. In an office that begins every row bears its seal from the first; after an upgrade
 * the job below seals what is there while calls go on, and until then, and a quarter of an hour longer where other processes may go on beside this one, one may lack. That it was begun is kept in the home,
 * too, or whoever owns the database could have altered rows sealed by taking the beginning out of the ledger.
 */
export async function startSealing(db: Db, keys: Keys, home: string, log: Logger): Promise<{ readonly sealing: Sealing; stop(): void }> {
  const paths = homePaths(home);
  const begun = [['until', paths.sealed], ['bindingsUntil', paths.sealedBindings]] as const;
  const sealing = sealWith(db, keys);
  const look = async (): Promise<void> => {
    await readSealing(db, sealing);
    for (const [which, kept] of begun) if (sealing[which] !== Infinity && !existsSync(kept)) writeFileSync(kept, `${new Date(sealing[which]).toISOString()}\n`, { mode: 0o600 });
  };
  await readSealing(db, sealing);
  if (sealing.until === Infinity && await isFresh(db)) await beginSealing(db, sealing, Date.now());
  for (const [which, kept] of begun) if (sealing[which] === Infinity && existsSync(kept)) sealing[which] = 0;
  if (begun.some(([which]) => sealing[which] === 0)) log.error('账本中封印的起点不见了，或者不是平台写入的：没有封印的授权、数据资源、数据库连接一律不予提供。请安全管理员运行 ledger verify 核对。 / The beginning of the seals is gone from the ledger, or forged.');
  await look();
  const timer = setInterval(() => void look().catch(() => undefined), lookMs).unref();
  return { sealing, stop: () => clearInterval(timer) };
}

/**
 * After an upgrade: seals what is there, says so, and while processes of before may go on beside, what they write. Where a server is alone
 * on its home, as on an embedded database, there are none, and from then on nothing may lack its seal.
 */
export function sealingJobs(db: Db, sealing: Sealing, alone: boolean): readonly Job[] {
  return [{
    name: 'seals',
    everyMs: 60_000,
    run: async () => {
      if (Date.now() < sealing.until - 1_000) await sealGrants(db);
      if (Date.now() < sealing.bindingsUntil - 1_000) await sealBindings(db);
      if (sealing.until === Infinity || sealing.bindingsUntil === Infinity) await beginSealing(db, sealing, Date.now(), alone ? 0 : undefined);
    },
  }];
}
