import { expect, test } from 'vitest';
import type { Served } from '../cache/grants.ts';
import type { Pair } from '../cache/pair.ts';
import { hmacOf } from '../hmac.ts';
import { claimOf, national } from '../profiles/index.ts';
import { createAuthenticator, isRefusal } from './authenticate.ts';
import { findIn, shaped, type Lookup } from './quadruple.ts';
import { signatureOf } from './sign.ts';
import { malformedTime, secretEnd, timely, timelyRefresh } from './window.ts';

const lookup = (values: Record<string, string>): Lookup => {
  const lower = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => lower.get(name);
};
const find = (values: Record<string, string>) => findIn(national, 'header', lookup(values));
const set = (prefix: string, rid = 'r1') => ({ [`${prefix}rid`]: rid, [`${prefix}sid`]: 's1', [`${prefix}rtime`]: '1700000000000', [`${prefix}sign`]: 'x' });

test('every prefix, in any case, is understood', () => {
  for (const prefix of ['gjgxjhpt_', 'gjzwfwpt_', '', 'BJS_', 'jsjhpt_', 'GJGXJHPT_', 'bjs_']) expect(find(set(prefix)), prefix).toMatchObject({ quadruple: { rid: 'r1', sid: 's1' } });
  expect(find({ ...set('gjgxjhpt_'), gjgxjhpt_rtime: '', gjgxjhpt_rTime: '1700000000000' })).toMatchObject({ quadruple: { rtime: '1700000000000' } });
});

test('of two complete sets the first stands; where they disagree none does', () => {
  expect(find({ ...set('gjzwfwpt_'), ...set('gjgxjhpt_') })).toMatchObject({ quadruple: { rid: 'r1' } });
  expect(find({ ...set('gjzwfwpt_', 'r2'), ...set('gjgxjhpt_') })).toEqual({ contradicts: true });
});

test('an incomplete set is completed across prefixes, as a Jiangsu vendor sends it', () => {
  expect(find({ gjgxjhpt_rid: 'r', gjgxjhpt_sid: 's', gjgxjhpt_rtime: '1', jsjhpt_sign: 'z' })).toMatchObject({ quadruple: { sign: 'z' } });
  expect(find({ gjgxjhpt_rid: 'r', gjgxjhpt_sid: 's', jsjhpt_sign: 'z' })).toEqual({ missing: true });
  expect(find({ ...set(''), rid: '' })).toEqual({ missing: true });
});

test('identifiers are opaque, but of a known alphabet', () => {
  const q = (rid: string) => ({ rid, sid: 's_1', rtime: '', sign: '', place: 'header' }) as const;
  expect(shaped(q('TE3401001234567890@0f0e'))).toBe(true);
  for (const bad of ['', 'a b', "a'--", 'a,b', 'x'.repeat(129), '标识']) expect(shaped(q(bad)), bad).toBe(false);
});

test('rtime must be 13 digits', () => {
  expect(malformedTime(national, '1700000000000')).toBeUndefined();
  expect(malformedTime(national, '1700000000')).toContain('秒');
  for (const bad of ['', 'abc', '17000000000001', '-700000000000', '1e12', '１７０００００００００００']) expect(malformedTime(national, bad), bad).toBeDefined();
});

test('windows: thirty minutes for calls, fifteen for refreshes, the legacy rule from the secret on', () => {
  const now = 1_700_000_000_000;
  const minute = 60_000;
  expect(timely(national, 'window', now - 30 * minute, now, 0)).toBe(true);
  expect(timely(national, 'window', now - 30 * minute - 1, now, 0)).toBe(false);
  expect(timely(national, 'window', now + 30 * minute + 1, now, 0)).toBe(false);
  expect(timely(national, 'legacy', now - 600 * minute, now, now - 600 * minute)).toBe(true);
  expect(timely(national, 'legacy', now - 611 * minute, now, now - 600 * minute)).toBe(false);
  expect(timely(national, 'legacy', now + 11 * minute, now, now)).toBe(false);
  expect(timelyRefresh(national, now - 15 * minute, now)).toBe(true);
  expect(timelyRefresh(national, now - 15 * minute - 1, now)).toBe(false);
});

test('a secret lives a day, and never ends before the day in Beijing does', () => {
  const now = Date.parse('2026-01-05T10:00:00+08:00');
  expect(secretEnd(national, now) - now).toBe(24 * 3_600_000);
  const short = { ...national, refresh: { ...national.refresh, lifeMs: 60_000 } };
  expect(new Date(secretEnd(short, now)).toISOString()).toBe('2026-01-05T15:59:59.999Z');
});

test('paths: calls, refreshes, aliases behind a vendor base, and nothing else', () => {
  for (const [path, what] of [
    ['/httpproxy', 'call'], ['/httpproxy/', 'call'], ['/gateway/httpproxy', 'either'],
    ['/sysapi/auth/refreshappsecret', 'refresh'], ['/share/gxservices/auth/refreshappsecret', 'refresh'], ['/x/authz/authSystem/getAppSecret', 'refresh'],
    ['/gateway/sysapi/auth/refreshappsecret', 'refresh'],
  ] as const) expect(claimOf(path)?.what, path).toBe(what);
  expect(claimOf('/api/data/s_1')).toMatchObject({ service: 's_1', what: 'data', profile: { name: 'rest' } });
  expect(claimOf('/oauth2/token/')).toMatchObject({ what: 'token' });
  for (const path of ['/', '/api/session', '/httpproxyx', '/HTTPPROXY', '/wsproxy', '/api/data', '/api/data/', '/oauth2', '/wsp/scs/x/refreshsecret/']) expect(claimOf(path), path).toBeUndefined();
});

test('weak signatures are taken to the last day that was stated and marked so; then a time of this morning is as late as anybody’s: protocol §2.4', async () => {
  const [now, rid, sid] = [Date.parse('2026-03-05T20:00:00+08:00'), 'r', 's'];
  const key = { nth: 1, appKey: Buffer.from('k'), endsAtMs: Infinity };
  const secret = { nth: 1, text: Buffer.from('t'.repeat(32)), issuedAtMs: now - 6 * 3_600_000, endsAtMs: now + 18 * 3_600_000 };
  const pair: Pair = { rid, sid, region: '320800', grantId: 'g', keys: [key], keyHmacs: [hmacOf(key.appKey)], secrets: [secret], secretHmacs: [hmacOf(secret.text)] };
  const at = (rtime: number, sign = signatureOf(secret.text, sid + rid + String(rtime)).toString('base64')) => ({ rid, sid, rtime: String(rtime), sign, place: 'header' as const });
  const taken = async (grant: object, rtime: number, { today = '2026-03-05', sign = undefined as string | undefined } = {}) => {
    const found = await createAuthenticator({ pair: () => pair, served: () => ({ grant }) as unknown as Served }, async () => undefined, () => today).call(national, at(rtime, sign), now);
    return isRefusal(found) ? false : found.weak ?? true;
  };
  const morning = now - 5 * 3_600_000;
  const legacy = { timeRule: 'legacy', timeRuleUntil: '2026-03-05' };
  expect([await taken(legacy, morning), await taken({ timeRule: 'legacy', timeRuleUntil: '2026-03-04' }, morning), await taken({ timeRule: 'legacy', timeRuleUntil: null }, morning), await taken({ timeRule: 'window', timeRuleUntil: null }, morning)]).toEqual(['weak-time', false, false, false]);
  expect([await taken(legacy, now - 60_000), await taken({ timeRule: 'legacy', timeRuleUntil: '2026-03-04' }, now - 60_000)]).toEqual([true, true]); // what the usual rule takes is not weak
  expect(await taken(legacy, morning, { today: '2026-03-06' })).toBe(false); // by the legal date, as a term ends
  // The secret itself for a signature (§2.3): only where the grant says so too, and only the secret.
  const bare = { ...legacy, secretAsSign: true };
  const text = secret.text.toString();
  expect([await taken(bare, now, { sign: text }), await taken(legacy, now, { sign: text }), await taken({ ...bare, timeRule: 'window' }, now, { sign: text }), await taken(bare, now, { sign: 'x'.repeat(32) }), await taken(bare, now, { sign: text.slice(1) }), await taken(bare, now, { today: '2026-03-06', sign: text })])
    .toEqual(['weak-sign', false, false, false, false, false]);
});
