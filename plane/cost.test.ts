import { expect, test, vi } from 'vitest';

/** How often a digest is made: the work of a refusal, counted instead of timed. */
const digests = vi.hoisted(() => ({ n: 0 }));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, hash: (...given: Parameters<typeof crypto.hash>) => { digests.n += 1; return crypto.hash(...given); } };
});

const { hmacOf } = await import('./hmac.ts');
const { createRestAuthenticator } = await import('./rest/authenticate.ts');
const { createAuthenticator } = await import('./national/authenticate.ts');
const { signatureOf, signedText } = await import('./national/sign.ts');
const { national } = await import('./profiles/index.ts');
const { createTokens } = await import('./rest/tokens.ts');

const pairOf = (rid: string, keys: readonly string[], endsAtMs = Infinity) => ({
  rid, sid: 's1', region: '320800', grantId: 'g', keys: keys.map((key, at) => ({ nth: keys.length - at, appKey: Buffer.from(key), endsAtMs })), keyHmacs: keys.map((key) => hmacOf(Buffer.from(key))),
  secrets: keys.map((key, at) => ({ nth: keys.length - at, text: Buffer.from(`secret of ${key}`), issuedAtMs: 0, endsAtMs })), secretHmacs: keys.map((key) => hmacOf(Buffer.from(`secret of ${key}`))),
});
const pairs = [pairOf('one', ['k1']), pairOf('two', ['k2', 'k1']), pairOf('old', ['k1'], 5)];
const table = { pair: (rid: string, sid: string) => pairs.find((pair) => pair.rid === rid && pair.sid === sid), pairsOf: (rid: string) => pairs.filter((pair) => pair.rid === rid) };
const tokens = createTokens(Buffer.alloc(32, 1));
const authenticator = createRestAuthenticator(table, tokens);
const costOf = (work: () => unknown): number => {
  const before = digests.n;
  work();
  return digests.n - before;
};

test('a client that is unknown, whose secret is wrong, long or empty, whose key has ended: one text, one cost', () => {
  const tries = [['nobody', 'k1'], ['one', 'wrong'], ['two', 'wrong'], ['old', 'k1'], ['one', 'x'.repeat(5_000)], ['one', ' k1'], ['', '']] as const;
  const answers = tries.map(([id, secret]) => authenticator.client({ id, secret }, undefined, 10));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  // Longer than a block of the digest costs one more, whoever it is for; who shows a key that has ended knows that there was one.
  const usual = tries.filter(([id, secret]) => secret.length < 65 && id !== 'old').map(([id, secret]) => costOf(() => authenticator.client({ id, secret }, undefined, 10)));
  expect(new Set(usual).size).toBe(1);
  expect(authenticator.client({ id: 'two', secret: 'k1' }, undefined, 10)).toMatchObject({ pair: { rid: 'two' }, key: { nth: 1 } });
});

test('whether a pair exists is told to nobody who has no secret: a wanted service changes neither text nor cost', () => {
  const of = (id: string, service: string) => [JSON.stringify(authenticator.client({ id, secret: 'wrong' }, service, 10)), costOf(() => authenticator.client({ id, secret: 'wrong' }, service, 10))];
  expect(of('one', 's1')).toEqual(of('one', 'elsewhere'));
  expect(of('one', 's1')).toEqual(of('nobody', 's1'));
});

test('a token that is forged costs one digest whatever it names; a true one is told what is wrong', () => {
  const forged = createTokens(Buffer.alloc(32, 2));
  const costs = [['one', 's1'], ['nobody', 's1'], ['one', 'elsewhere']].map(([rid, sid]) => {
    const token = forged.give({ rid: rid as string, sid: sid as string, nth: 1, endsAtMs: 20 });
    expect(authenticator.bearer(token, 10)).toMatchObject({ reason: 'token-bad' });
    return costOf(() => authenticator.bearer(token, 10));
  });
  expect(new Set(costs)).toEqual(new Set([costs[0]]));
  const own = (nth: number, endsAtMs: number, rid = 'one') => authenticator.bearer(tokens.give({ rid, sid: 's1', nth, endsAtMs }), 10);
  expect(own(1, 20)).toMatchObject({ pair: { rid: 'one' }, key: { nth: 1 } });
  expect(own(1, 10)).toMatchObject({ reason: 'token-expired' });
  for (const gone of [own(9, 20), own(1, 20, 'old'), own(1, 20, 'nobody')]) expect(gone).toMatchObject({ reason: 'token-key' });
});

test('national: a pair that is not there, a wrong signature, a sign that is none: one text, one cost, one look-up', async () => {
  let looked = 0;
  const door = createAuthenticator({ pair: table.pair, served: () => undefined }, async () => { looked += 1; }, () => '2023-11-15');
  const now = 1_700_000_000_000;
  const asked = (rid: string, key: string, sid = 's1') => {
    const q = { rid, sid, rtime: String(now), sign: '', place: 'header' } as const;
    return { ...q, sign: signatureOf(key, signedText(national, q)).toString('base64') };
  };
  const tries = [asked('nobody', 'secret of k1'), asked('one', 'wrong'), asked('two', 'wrong'), asked('one', 'secret of k1', 'elsewhere'), asked('old', 'wrong'), { ...asked('one', 'wrong'), sign: 'none' }, { ...asked('nobody', 'wrong'), sign: 'x'.repeat(32) }, { ...asked('one', 'wrong'), sign: 'x'.repeat(32) }];
  for (const way of [door.call, door.refresh]) {
    const seen = new Set<string>();
    for (const q of tries) {
      const before = digests.n;
      looked = 0;
      const answer = await way(national, q, now);
      seen.add(JSON.stringify([answer, digests.n - before, looked]));
    }
    expect([...seen]).toHaveLength(1);
  }
  expect(await door.call(national, asked('one', 'secret of k1'), now)).toMatchObject({ pair: { rid: 'one' } });
});
