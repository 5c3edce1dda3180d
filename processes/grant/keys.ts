import { randomBytes, randomUUID } from 'node:crypto';
import type { Keys } from '../../platform/keys/index.ts';
import { gateChange } from '../../platform/gate/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import type { KeyOnce } from './contract.ts';
import { keysOf } from './renewal.ts';
import type { Ref } from './store/agreement.ts';
import { endOlder, insertCredential, newestCredential, stopKeys } from './store/credential.ts';

/**
 * The first key of a grant. rid and sid hold at least 122 random bits each, so a pair cannot be guessed; the appKey is
 * 32 lower-case hex characters, as the national protocol has it. It is sealed here and shown this once.
 */
export async function issueKey(tx: Tx, now: Ref, keys: Keys): Promise<KeyOnce> {
  return writeKey(tx, now, keys, { rid: randomUUID(), sid: randomBytes(16).toString('hex'), nth: 1 });
}

/** A new key for the same pair; the old one ends after `overlapHours` (local, 24 without a document), or was stopped already. */
export async function rotateKey(tx: Tx, now: Ref, keys: Keys, overlapHours: number): Promise<KeyOnce> {
  const old = await newestCredential(tx, now);
  if (!old) return issueKey(tx, now, keys);
  const made = await writeKey(tx, now, keys, { rid: old.rid, sid: old.sid, nth: old.nth + 1 });
  await endOlder(tx, old, old.nth + 1, new Date(Date.now() + overlapHours * 3_600_000));
  return made;
}

/** Every gateway refuses within two seconds of the commit (engine.md §7). */
export async function stopAllKeys(tx: Tx, ref: Ref): Promise<void> {
  await stopKeys(tx, ref, new Date());
  gateChange(tx, { region: ref.region, what: 'key', id: ref.id, stopped: true });
}

/** Every key that is served under the grant now, those of the grant before it too. */
export async function stopServedKeys(tx: Tx, now: Moving): Promise<void> {
  for (const ref of await keysOf(tx, now, now.today)) await stopAllKeys(tx, ref);
}

async function writeKey(tx: Tx, now: Ref, keys: Keys, pair: { readonly rid: string; readonly sid: string; readonly nth: number }): Promise<KeyOnce> {
  const appKey = randomBytes(16).toString('hex');
  const sealed = keys.seal('app-key', appKey, `credential/${pair.rid}/${pair.sid}/${pair.nth}`);
  await insertCredential(tx, now, { ...pair, sealed });
  gateChange(tx, { region: now.region, what: 'key', id: now.id, stopped: false });
  return { rid: pair.rid, sid: pair.sid, appKey, endsAt: null };
}
