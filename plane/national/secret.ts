import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * The AES key that the JDK idiom of every known client makes from an appKey: a freshly seeded SHA1PRNG
 * gives SHA-1(SHA-1(text)), of which AES takes the first 16 bytes (§3.3). ECB and SHA-1 are forced by
 * compatibility and stay inside this file.
 */
export function aesKeyOf(appKey: string): Buffer {
  const once = createHash('sha1').update(appKey, 'utf8').digest();
  return createHash('sha1').update(once).digest().subarray(0, 16);
}

/** A secret as the refresh answer carries it: AES-128-ECB, PKCS#7, Base64 on one line. */
export function sealForWire(appKey: string, secret: string): string {
  const cipher = createCipheriv('aes-128-ecb', aesKeyOf(appKey), null);
  return Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]).toString('base64');
}

/** The opposite, as a client does it. */
export function openFromWire(appKey: string, sealed: string): string {
  const decipher = createDecipheriv('aes-128-ecb', aesKeyOf(appKey), null);
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
}

/** Exactly 32 ASCII characters: clients are built for that length. 128 random bits as hex. */
export function newSecret(): string {
  return randomBytes(16).toString('hex');
}
