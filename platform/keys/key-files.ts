import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { dirname, join } from 'node:path';
import { parseMasterKey } from '../config.ts';
import { makeFolder } from '../folder.ts';
import type { HeadSigner } from '../ledger/heads.ts';
import { KeyRefused } from './refused.ts';

/** The key files of a home: 0600, made with their folder synced before anything rests on them. */
const masterName = 'master.key';
const nextName = 'master.key.next';
const signingName = 'ledger-signing.key';

/** A new master key as text. */
export function newMasterKey(): string {
  return randomBytes(32).toString('base64');
}

export interface HomeKey {
  readonly bytes: Buffer;
  /** Made by a rotation that has not put it in its place (yet). */
  readonly staged: boolean;
}

/** The master keys of a home: the one in use, and one whose rotation is under way or was cut off. The database says which counts. */
export function masterKeysOf(home: string): readonly HomeKey[] {
  return [masterName, nextName].filter((name) => existsSync(join(home, name))).map((name) => {
    const path = join(home, name);
    refuseOpen(path);
    return { bytes: parseMasterKey(path, readFileSync(path, 'utf8')), staged: name === nextName };
  });
}

/** Makes the home's master key. An existing one is never overwritten. */
export function makeMasterKey(home: string): Buffer {
  const text = newMasterKey();
  const mine = writeBeside(join(home, masterName), `${text}\n`);
  try {
    linkSync(mine, join(home, masterName)); // whole or not at all, and by one process alone
  } finally {
    unlinkSync(mine);
  }
  syncFolder(home);
  return parseMasterKey(masterName, text);
}

/**
 * A rotation: first the new key beside the old one, then (database committed) in its place.
 * Nothing ever deletes a staged key: whether the commit arrived may be unknown.
 */
export function stageMasterKey(home: string): Buffer {
  const text = newMasterKey();
  writeDurably(join(home, nextName), `${text}\n`);
  return parseMasterKey(nextName, text);
}

export function settleMasterKey(home: string): void {
  try {
    renameSync(join(home, nextName), join(home, masterName));
  } catch (error) {
    if (existsSync(join(home, nextName))) throw error; // else: another process settled it
  }
  syncFolder(home);
}

/** The key that signs the ledger's heads: Ed25519, in the home, never in the database. Made at the first start. */
export function signerOf(home: string): HeadSigner {
  const path = join(home, signingName);
  if (!existsSync(path)) {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeDurably(path, pem);
  }
  refuseOpen(path);
  const secret = createPrivateKey(readFileSync(path, 'utf8'));
  const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' });
  return {
    keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    publicKey: spki.toString('base64'),
    sign: (text) => sign(null, text, secret),
  };
}

/** A key that others may read is no key. */
function refuseOpen(path: string): void {
  if (process.platform === 'win32') return;
  const { mode } = statSync(path);
  if ((mode & 0o077) !== 0) throw new KeyRefused(`密钥文件 ${path} 的权限过宽，请执行 chmod 600。 / ${path} can be read by others: chmod 600.`);
}

/** Whole or not at all: a key cut off by a kill would refuse every later start. */
function writeDurably(path: string, text: string): void {
  renameSync(writeBeside(path, text), path);
  syncFolder(dirname(path));
}

function writeBeside(path: string, text: string): string {
  makeFolder(dirname(path)); // a command may be the first that uses a home
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, text, { mode: 0o600, flush: true });
  return mine;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
