import { timingSafeEqual } from 'node:crypto';
import { hmacOf, type Hmac } from '../hmac.ts';
import type { Profile } from '../profiles/index.ts';
import type { Quadruple } from './quadruple.ts';

const digestBytes = 32;
const standard = /^[A-Za-z0-9+/]{43}=?$/;

/** The bytes signed: sid, rid, rtime without separator (§2.3). */
export function signedText(profile: Profile, q: Quadruple): string {
  let text = '';
  for (const part of profile.digest.message) text += q[part];
  return text;
}

/** HMAC-SHA256 under the key's text, not its hex value. */
export function signatureOf(key: string | Buffer, text: string): Buffer {
  return hmacOf(typeof key === 'string' ? Buffer.from(key, 'utf8') : key).bytes(text);
}

/**
 * The 32 bytes of a `sign` parameter, or undefined where it is none. Standard Base64 only; padding may be
 * missing; what a query or form did to `+` (a space, %2B) is undone there. The URL-safe alphabet is refused.
 */
export function readSign(text: string, fromUrl: boolean): Buffer | undefined {
  let sign = text;
  if (fromUrl) {
    if (sign.includes(' ')) sign = sign.replaceAll(' ', '+');
    if (sign.includes('%')) sign = sign.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=');
  }
  if (!standard.test(sign)) return undefined;
  const bytes = Buffer.from(sign, 'base64');
  return bytes.length === digestBytes ? bytes : undefined;
}

const noKeys: readonly Hmac[] = [];
const dummyKey = hmacOf(Buffer.from('no such pair, same work as for one', 'utf8'));
const dummySign = Buffer.alloc(digestBytes);
/** Two keys at most stand at once (a rotated one has a day), each with two secrets at most (§3.4). */
const mostKeys = 4;

/**
 * Index of the key under which the signature stands, or -1. A refusal costs the same whatever its cause:
 * always four digests, under a fixed dummy key where there is none, compared in constant time, so that a
 * stranger cannot list live pairs with a stopwatch.
 */
export function keyThatSigned(sign: Buffer | undefined, text: string, keys: readonly Hmac[] = noKeys): number {
  const given = sign ?? dummySign;
  const count = keys.length > mostKeys ? keys.length : mostKeys;
  for (let i = 0; i < count; i += 1) {
    const key = keys[i];
    const same = timingSafeEqual((key ?? dummyKey).bytes(text), given);
    if (same && key !== undefined && sign !== undefined) return i;
  }
  return -1;
}

const noSecrets: readonly { readonly text: Buffer }[] = [];
const dummySecret = Buffer.alloc(digestBytes);

/**
 * Index of the secret that stands in `sign` itself, or -1: two known clients send it so (§2.3). As for signatures the same
 * comparisons are made whoever asks; whether it may stand for one says the grant.
 */
export function secretThatIs(sign: string, secrets: readonly { readonly text: Buffer }[] = noSecrets): number {
  const given = Buffer.from(sign, 'latin1');
  if (given.length !== digestBytes) return -1;
  let found = -1;
  for (let i = 0; i < Math.max(mostKeys, secrets.length); i += 1) {
    const secret = secrets[i]?.text ?? dummySecret;
    if (secret.length === digestBytes && timingSafeEqual(secret, given) && secret !== dummySecret) found = i;
  }
  return found;
}
