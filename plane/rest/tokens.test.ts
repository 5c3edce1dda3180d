import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTokens } from './tokens.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const claims = { rid: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee@0f0e', sid: '0123456789abcdef0123456789abcdef', nth: 2, endsAtMs: 1_800_000_000_000 };

test('a token is read by every process that knows the key, and by no other', () => {
  const key = randomBytes(32);
  const token = createTokens(key).give(claims);
  expect(createTokens(key).read(token)).toEqual(claims);
  expect(createTokens(randomBytes(32)).read(token)).toBeUndefined();
  expect(token).toMatch(/^sqt1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/); // fits the header as it is (RFC 6750 §2.1)
});

test('one character changed, cut or added anywhere: no token of ours', () => {
  const tokens = createTokens(Buffer.alloc(32, 7));
  const token = tokens.give(claims);
  for (let at = 0; at < token.length; at += 1) {
    const other = token.charAt(at) === 'A' ? 'B' : 'A';
    expect(tokens.read(token.slice(0, at) + other + token.slice(at + 1)), String(at)).toEqual(at === token.length - 1 ? expect.toSatisfy((read) => read === undefined || JSON.stringify(read) === JSON.stringify(claims)) : undefined);
    expect(tokens.read(token.slice(0, at) + token.slice(at + 1)), String(at)).toBeUndefined();
  }
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => { expect(tokens.read(text)).toBeUndefined(); }));
  for (const text of ['', 'sqt1..', `sqt1.${'A'.repeat(100_000)}.${'A'.repeat(43)}`, `${token}.`, `${token}\n`, ` ${token}`]) expect(tokens.read(text)).toBeUndefined();
});

test('what is remembered of a token stays no longer than it is good, and no more of them than there is room for', () => {
  const tokens = createTokens(Buffer.alloc(32, 9));
  const token = tokens.give(claims);
  expect([tokens.read(token), tokens.read(token)]).toEqual([claims, claims]);
  expect(tokens.read(`${token.slice(0, -1)}!`)).toBeUndefined(); // beside one that is remembered, too
  for (let nth = 0; nth < 20_100; nth += 1) expect(tokens.read(tokens.give({ ...claims, nth, endsAtMs: nth % 2 === 0 ? 1 : claims.endsAtMs }))?.nth).toBe(nth);
  expect(tokens.read(token)).toEqual(claims);
});
