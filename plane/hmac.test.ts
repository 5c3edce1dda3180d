import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyedDigest } from '../platform/keys/index.ts';
import { hmacOf } from './hmac.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

test('equal to node:crypto for every key and text', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { minLength: 1, maxLength: 4 }), (key, texts) => {
    const hmac = hmacOf(key);
    for (const text of texts) {
      expect(hmac.bytes(text).equals(createHmac('sha256', key).update(text, 'utf8').digest())).toBe(true);
      expect(hmac.short(text)).toBe(keyedDigest(Buffer.from(key), text).toString('hex'));
    }
  }));
});
