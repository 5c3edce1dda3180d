import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A 32-byte master key and what is derived from it. Nothing here writes it anywhere. */
export interface MasterKey {
  /** Names the key without giving it away. */
  readonly id: string;
  /** Kept in the database: another key has another value. */
  readonly check: Buffer;
  wrap(key: Buffer, about: string): Buffer;
  unwrap(wrapped: Buffer, about: string): Buffer;
}

export function masterKeyOf(bytes: Buffer): MasterKey {
  if (bytes.length !== 32) throw new RangeError('a master key has 32 bytes');
  const wrapping = derive(bytes, 'wrap', 32);
  return {
    id: derive(bytes, 'id', 8).toString('hex'),
    check: derive(bytes, 'check', 16),
    wrap: (key, about) => encrypt(wrapping, key, about),
    unwrap: (wrapped, about) => decrypt(wrapping, wrapped, about),
  };
}

/** A key for one use out of another: HKDF with SHA-256. */
export function derive(key: Buffer, use: string, length = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `shuqiao/${use}`, length));
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM: nonce, ciphertext, tag. `about` is bound to it and must be given again to open. */
export function encrypt(key: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when key, `about` or a single bit differs */
export function decrypt(key: Buffer, sealed: Buffer, about: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new RangeError('too short to be sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(about, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
}
