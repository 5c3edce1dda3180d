import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../postgres/testing.ts';
import type { TestDatabase } from '../postgres/testing.ts';
import { stageMasterKey } from './key-files.ts';
import { keyedDigest, keysAtHand, newMasterKey, openKeys, purposes, rotateKeys } from './index.ts';
import type { KeyPlace } from './index.ts';

let base: TestDatabase;
let home: string;
beforeAll(async () => { base = await testDatabase(); });
afterAll(() => base.drop());
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'keys-'));
  await base.ownerDb.deleteFrom('dataKey').execute();
  await base.ownerDb.deleteFrom('keyCheck').execute();
});
afterEach(() => rmSync(home, { recursive: true }));

const own = (given?: Buffer): KeyPlace => ({ home, given, embedded: true });
const outside = (given?: Buffer): KeyPlace => ({ home, given, embedded: false });

test('a sealed secret opens for its row and purpose alone', async () => {
  const keys = await openKeys(base.db, own());
  const sealed = keys.seal('app-key', 'secret 密钥', 'credential/r/s/1');
  expect(keys.open('app-key', sealed, 'credential/r/s/1').toString()).toBe('secret 密钥');
  expect(() => keys.open('app-key', sealed, 'credential/r/s/2')).toThrow();
  expect(() => keys.open('wire-secret', sealed, 'credential/r/s/1')).toThrow('not sealed for wire-secret');
  for (const at of [0, 5, 20, sealed.length - 1]) {
    const altered = Buffer.from(sealed);
    altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
    expect(() => keys.open('app-key', altered, 'credential/r/s/1')).toThrow();
  }
  expect(keys.seal('app-key', 'secret 密钥', 'credential/r/s/1').equals(sealed)).toBe(false);
});

test('what was sealed opens after a restart; the key file is ours alone', async () => {
  const first = await openKeys(base.db, own());
  const sealed = first.seal('totp', 'seed', 'person/1');
  const digest = keyedDigest(first.digestKey('entry/320800/1'), '320801200001011234');
  const second = await openKeys(base.db, own());
  expect(second.open('totp', sealed, 'person/1').toString()).toBe('seed');
  expect(keyedDigest(second.digestKey('entry/320800/1'), '320801200001011234')).toEqual(digest);
  expect(digest.length).toBe(16);
  expect(keyedDigest(second.digestKey('entry/320800/2'), '320801200001011234')).not.toEqual(digest);
  expect(statSync(join(home, 'master.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, 'ledger-signing.key')).mode & 0o777).toBe(0o600);
});

test('another master key, a lost one and one that others may read are refused', async () => {
  await openKeys(base.db, own());
  await expect(openKeys(base.db, own(randomBytes(32)))).rejects.toThrow('not the master key');
  chmodSync(join(home, 'master.key'), 0o644);
  await expect(openKeys(base.db, own())).rejects.toThrow('chmod 600');
  rmSync(join(home, 'master.key'));
  await expect(openKeys(base.db, own())).rejects.toThrow('缺少主密钥');
  expect(existsSync(join(home, 'master.key'))).toBe(false);
});

test('with an outside database no key is made silently', async () => {
  await expect(openKeys(base.db, outside())).rejects.toThrow('keys make');
  expect(existsSync(join(home, 'master.key'))).toBe(false);
  const given = Buffer.from(newMasterKey(), 'base64');
  await openKeys(base.db, outside(given));
  expect(existsSync(join(home, 'master.key'))).toBe(false);
});

test('whoever only compares makes nothing: with the key the ring opens, also where the home is not there yet; without it or before the first seal there is none', async () => {
  const given = randomBytes(32);
  const elsewhere = { ...outside(given), home: join(home, 'restored') };
  expect(await keysAtHand(base.db, elsewhere)).toBeUndefined();
  const keys = await openKeys(base.db, outside(given));
  expect((await keysAtHand(base.db, elsewhere))?.sealKey('ledger')).toEqual(keys.sealKey('ledger'));
  expect(await keysAtHand(base.db, { ...elsewhere, given: undefined })).toBeUndefined();
  expect(await keysAtHand(base.db, { ...elsewhere, given: randomBytes(32) })).toBeUndefined();
  await base.ownerDb.deleteFrom('dataKey').where('purpose', '=', 'seal').execute();
  expect(await keysAtHand(base.db, elsewhere)).toBeUndefined();
  expect(existsSync(elsewhere.home)).toBe(false);
  expect((await openKeys(base.db, elsewhere)).signer.keyId).toMatch(/^[0-9a-f]{16}$/); // a process makes its home
});

test('servers that start at once agree on the data keys', async () => {
  const given = randomBytes(32);
  const rings = await Promise.all(Array.from({ length: 6 }, () => openKeys(base.db, outside(given))));
  const sealed = rings.map((keys) => keys.seal('contact', '联系方式', 'complaint/1'));
  for (const keys of rings) for (const each of sealed) expect(keys.open('contact', each, 'complaint/1').toString()).toBe('联系方式');
});

test('rotation changes the master key and nothing that is sealed', async () => {
  const before = await openKeys(base.db, own());
  const sealed = before.seal('provider-credential', 'pass', 'connection/1');
  const file = readFileSync(join(home, 'master.key'), 'utf8');
  const rotated = await rotateKeys(base.ownerDb, own(), undefined);
  expect(rotated).toMatchObject({ from: before.masterKeyId, rewrapped: purposes.length });
  expect(readFileSync(join(home, 'master.key'), 'utf8')).not.toBe(file);
  expect(statSync(join(home, 'master.key')).mode & 0o777).toBe(0o600);
  const after = await openKeys(base.db, own());
  expect(after.masterKeyId).toBe(rotated.to);
  expect(after.open('provider-credential', sealed, 'connection/1').toString()).toBe('pass');
  await expect(openKeys(base.db, own(Buffer.from(file, 'base64')))).rejects.toThrow('not the master key');
});

test('a rotation cut off before the commit leaves the old key, after it the new one', async () => {
  await openKeys(base.db, own());
  const old = readFileSync(join(home, 'master.key'), 'utf8');
  stageMasterKey(home);
  await openKeys(base.db, own());
  expect(readFileSync(join(home, 'master.key'), 'utf8')).toBe(old);
  await rotateKeys(base.ownerDb, own(), undefined);
  renameSync(join(home, 'master.key'), join(home, 'master.key.next')); // as if killed before the last step
  writeFileSync(join(home, 'master.key'), old, { mode: 0o600 });
  await openKeys(base.db, own());
  expect(readFileSync(join(home, 'master.key'), 'utf8')).not.toBe(old);
  expect(existsSync(join(home, 'master.key.next'))).toBe(false);
});

test('the serving role can neither change nor remove keys', async () => {
  await openKeys(base.db, own());
  await expect(base.db.updateTable('keyCheck').set({ keyId: '0'.repeat(16) }).execute()).rejects.toThrow('permission denied');
  await expect(base.db.deleteFrom('dataKey').execute()).rejects.toThrow('permission denied');
});

test('heads are signed so that anyone can check them', async () => {
  const { signer } = await openKeys(base.db, own());
  const text = Buffer.from('head');
  const key = createPublicKey({ key: Buffer.from(signer.publicKey, 'base64'), format: 'der', type: 'spki' });
  expect(verify(null, text, key, signer.sign(text))).toBe(true);
  expect((await openKeys(base.db, own())).signer.keyId).toBe(signer.keyId);
});
