import { join } from 'node:path';
import { transact } from '../postgres/database.ts';
import type { Db } from '../postgres/database.ts';
import { withFileLock } from '../postgres/file-lock.ts';
import { settleMasterKey, stageMasterKey } from './key-files.ts';
import { masterKeyOf } from './master-key.ts';
import type { MasterKey } from './master-key.ts';
import { findMaster } from './open.ts';
import type { KeyPlace } from './open.ts';
import { KeyRefused } from './refused.ts';
import { lockDataKeys, writeKeyCheck, writeWrapped } from './store.ts';

export interface Rotated {
  readonly from: string;
  readonly to: string;
  readonly rewrapped: number;
}

/**
 * Replaces the master key: the data keys are wrapped again, what they seal is not touched,
 * so running servers go on and only need the new key at their next start.
 *
 * @param db    as owner: the app may not change keys
 * @param next  the new key, already kept by the caller; absent: made in the home, in the old one's place
 */
export async function rotateKeys(db: Db, place: KeyPlace, next: Buffer | undefined): Promise<Rotated> {
  if (next === undefined && place.given !== undefined) {
    throw new KeyRefused('主密钥由环境变量给出，更换时也须给出新密钥（--new-file）。 / The master key comes from the environment: give the new one by --new-file.');
  }
  const present = await findMaster(db, place);
  if (next !== undefined) return rewrap(db, present, masterKeyOf(next));
  return withFileLock(join(place.home, 'master.key.lock'), 10_000, async () => {
    const old = await findMaster(db, place); // again: another rotation may just have ended
    const rotated = await rewrap(db, old, masterKeyOf(stageMasterKey(place.home)));
    settleMasterKey(place.home);
    return rotated;
  });
}

/** Another rotation that came first changed the key under which the rows are wrapped: opening them then fails, nothing is changed. */
async function rewrap(db: Db, old: MasterKey, master: MasterKey): Promise<Rotated> {
  const rewrapped = await transact(db, async (tx) => {
    const rows = await lockDataKeys(tx);
    for (const row of rows) {
      const about = `${row.purpose}\n${row.id}`;
      await writeWrapped(tx, row.id, master.wrap(old.unwrap(row.wrapped, about), about), master.id);
    }
    await writeKeyCheck(tx, master.id, master.check);
    return rows.length;
  });
  return { from: old.id, to: master.id, rewrapped };
}
