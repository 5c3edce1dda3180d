import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type Platform } from '../operate/serve/platform.ts';
import { call, refresh, restCall, tokenFor, type WireAnswer, type WireKey } from '../plane/client.fixture.ts';
import { readConfig } from '../platform/config.ts';
import { binds, connects, graduates, inUse, publishes, type Entry } from './market.ts';
import { someGraduate, startProvider, type ProviderDatabase } from './provider.ts';
import { town, type Town } from './town.ts';
import { obeyed } from './until.ts';

/** A stolen key (34 ¶2, 35 ¶3), its rotation, and weak signatures, over two servers and both doors: what stops, what goes on. */
let it: Town;
let second: Platform;
let home = '';
let provider: ProviderDatabase;
let stolen: { grant: string; key: WireKey };
let other: { grant: string; key: WireKey };
let entry: Entry;
const term = { from: '2026-10-12', to: '2027-09-30', reason: '' };
beforeAll(async () => {
  const env = { SHUQIAO_MASTER_KEY: randomBytes(32).toString('hex'), TRUST_PROXY: '127.0.0.1' };
  [it, provider] = await Promise.all([town({ today: '2026-10-12', roles: 'console,gateway,jobs', env }), startProvider()]);
  home = mkdtempSync(join(tmpdir(), 'second-'));
  second = await startPlatform(readConfig({ ...env, PORT: '0', SHUQIAO_HOME: home, SHUQIAO_ROLES: 'gateway', SHUQIAO_REACH: '127.0.0.0/8' }), pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })), {
    ownerUrl: it.database.ownerUrl, appUrl: it.database.url, appRole: 'shuqiao_app', embedded: false, lost: new Promise(() => undefined), stop: async () => undefined,
  });
  entry = await publishes(it, graduates);
  await binds(it, await connects(it, provider), entry, 'graduate');
  stolen = await inUse(it, entry, { purpose: '失窃样例', term });
  other = await inUse(it, entry, { purpose: '无关样例', term });
});
afterAll(async () => {
  await second.stop();
  await it.stop();
  await provider.stop();
  rmSync(home, { recursive: true, force: true });
});

/** What a client holds: it keeps secret and token as long as they last. */
interface Held { readonly key: WireKey; readonly secret: string; readonly token: string }
const held = async (key: WireKey): Promise<Held> => ({ key, secret: (await refresh(it.base, key)).secret as string, token: (await tokenFor(it.base, key)).token as string });
const query = { id_number: someGraduate };
const everywhere = ({ key, secret, token }: Held): Promise<WireAnswer[]> => Promise.all([it.base, second.url].flatMap((base) => [call(base, key, { secret, query }), restCall(base, key, { token, query })]));
const served = async (one: Held): Promise<boolean[]> => (await everywhere(one)).map(({ json }) => Array.isArray(json) || Array.isArray((json as { data?: unknown }).data));
const yes = [true, true, true, true];
const no = [false, false, false, false];
const fresh = async (key: WireKey): Promise<boolean[]> => (await Promise.all([it.base, second.url].map(async (base) => [(await refresh(base, key)).secret !== undefined, (await tokenFor(base, key)).token !== undefined]))).flat();

test('rotated: old and new key at both doors of both servers, for 24 hours', async () => {
  await expect.poll(() => fresh(stolen.key), { interval: 50 }).toEqual(yes);
  const before = await held(stolen.key);
  const { once } = await it.client('labour.clerk').act('grant', stolen.grant, 'rotate-key', { reason: '定期更换' });
  await expect.poll(() => fresh(once), { interval: 20 }).toEqual(yes);
  expect(await fresh(stolen.key)).toEqual(yes);
  for (const one of [before, await held(once)]) expect(await served(one)).toEqual(yes);
  const { own } = await it.client('labour.clerk').get(`/api/grant/${stolen.grant}`); // and the page says until when the old one works
  const hours = (Date.parse(own.key.endsAt) - Date.now()) / 3_600_000;
  expect([hours > 23.9, hours <= 24]).toEqual([true, true]);
  stolen = { ...stolen, key: once };
});

test('reported stolen: every key of it is nothing within two seconds at both doors of both servers; an incident is open; nothing else of the department is hit; a new key goes on', async () => {
  const [lost, kept] = [await held(stolen.key), await held(other.key)];
  expect([await served(lost), await served(kept)]).toEqual([yes, yes]);
  const incidents = async () => (await it.client('labour.security').get('/api/incident?side=any')).rows as { title: string }[];
  const before = (await incidents()).length;
  await it.client('labour.clerk').act('grant', stolen.grant, 'report-key-stolen', { since: '2026-10-12', text: '笔记本电脑失窃' });
  await obeyed(() => served(lost), (seen) => expect(seen).toEqual(no));
  expect(await fresh(stolen.key)).toEqual(no);
  const told = await restCall(second.url, stolen.key, { token: lost.token, query });
  expect([told.status, told.json]).toEqual([401, expect.objectContaining({ code: 'GATE_KEY_STOPPED' })]);
  expect(await served(kept)).toEqual(yes);
  expect(await it.client('labour.clerk').state('grant', other.grant)).toBe('active');
  expect(await it.client('labour.clerk').state('grant', stolen.grant)).toBe('active');
  const after = await incidents();
  expect([after.length, after.some(({ title }) => title.includes('密钥失窃'))]).toEqual([before + 1, true]);
  const { once } = await it.client('labour.clerk').act('grant', stolen.grant, 'rotate-key', { reason: '失窃后更换' });
  await expect.poll(() => fresh(once), { interval: 20 }).toEqual(yes);
  expect(await served(await held(once))).toEqual(yes);
  expect(await served(lost)).toEqual(no); // secrets and tokens of the stolen one stay nothing
});

test('the drill on a sandbox: stopped at both doors of both servers within two seconds; grants and incidents are as before', async () => {
  const { own } = await it.client('labour.clerk').get(`/api/grant/${other.grant}`);
  const { sandbox, once } = await it.client('labour.clerk').post('/api/sandboxes', { entryRegion: own.entry.region, entry: own.entry.id, serviceKind: 'query' });
  await expect.poll(() => fresh(once), { interval: 20 }).toEqual(yes);
  const [tried, kept] = [await held(once), await held(other.key)];
  expect(await served(tried)).toEqual(yes);
  const before = (await it.client('labour.security').get('/api/incident?side=any')).rows.length as number;
  await it.client('labour.clerk').post(`/api/sandboxes/${sandbox.ref}/drill`, { note: '演练' });
  await obeyed(() => served(tried), (seen) => expect(seen).toEqual(no));
  expect(await served(kept)).toEqual(yes);
  expect((await it.client('labour.security').get('/api/incident?side=any')).rows).toHaveLength(before);
});

/** As two known clients send it: the secret itself for a signature (§2.3); what a proxy says of the line and of the sender stands in headers. */
const bare = (base: string, { key, secret }: Held, headers: Record<string, string> = { 'x-forwarded-proto': 'https' }) => call(base, key, { secret, sign: secret, query, headers });
const both = async (one: Held, headers?: Record<string, string>): Promise<unknown[]> => Promise.all([it.base, second.url].map(async (base) => { const { json } = await bare(base, one, headers); return Array.isArray(json) ? 'rows' : (json as { message: string }).message; }));
const stranger = '请求不存在于授权列表中';
const notes = async (who: string): Promise<readonly { text: string }[]> => (await it.client(who).get('/api/notifications')).rows;

test('weak signatures: allowed by the provider’s head for one grant, from its addresses, by TLS; marked, listed, told; nothing within two seconds of being taken back: protocol §2.4', async () => {
  const [chief, reviewer] = [it.client('education.head'), it.client('bureau.reviewer')];
  const old = await held(other.key);
  expect(await both(old)).toEqual([stranger, stranger]);
  const stated = { reason: '旧系统一天只签一次，年底改造', until: '2026-12-31', secretAsSign: true };
  for (const until of ['2026-10-11', '2027-04-11', '2027-10-01']) expect((await chief.tries('grant', other.grant, 'allow-legacy', { ...stated, until })).body).toMatchObject({ code: 'LEGACY_UNTIL' });
  await chief.act('grant', other.grant, 'allow-legacy', stated);
  await expect.poll(() => both(old), { interval: 20 }).toEqual(['rows', 'rows']);
  expect(await both(old, {})).toEqual(['该授权须经 TLS（https）调用', '该授权须经 TLS（https）调用']);
  expect(await both(old, { 'x-forwarded-proto': 'https, http' })).toEqual(['该授权须经 TLS（https）调用', '该授权须经 TLS（https）调用']);
  expect(await both(old, { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.9.9.9' })).toEqual(['IP不在白名单', 'IP不在白名单']);
  expect((await bare(it.base, await held(stolen.key))).json).toMatchObject({ message: stranger }); // no other grant of the same department
  const reasons = async (): Promise<(string | null)[]> => (await it.client('labour.clerk').get(`/api/usage/${other.grant}/calls`)).rows.map((row: { reason: string | null }) => row.reason);
  await expect.poll(reasons).toEqual(expect.arrayContaining(['弱签名：以密钥代替签名', '放宽签名校验的授权，没有经 TLS 调用']));
  await it.settle();
  expect((await notes('labour.clerk')).some(({ text }) => text.includes('放宽签名校验'))).toBe(true);
  const listed = async (who: string, more = '') => (await it.client(who).get(`/api/grant/legacy${more}`)).rows as { ref: string; running: boolean; until: string; reason: string; by: string; endedZh: string | null }[];
  for (const who of ['bureau.lead', 'platform.audit', 'labour.head', 'education.security']) expect(await listed(who), who).toEqual([expect.objectContaining({ ref: other.grant, running: true, until: '2026-12-31', reason: stated.reason, by: '淮安市教育局·共享工作机构负责人' })]);
  expect(await listed('civil.head')).toEqual([]);
  expect((await it.client('labour.clerk').ask('GET', '/api/grant/legacy')).status).toBe(403);
  expect((await chief.tries('grant', other.grant, 'allow-legacy', stated)).status).toBe(409); // once at a time
  await reviewer.act('grant', other.grant, 'end-legacy', {});
  await obeyed(() => both(old), (seen) => expect(seen).toEqual([stranger, stranger]));
  expect(await served(old)).toEqual(yes);
  expect(await listed('bureau.lead')).toEqual([]);
  expect(await listed('platform.audit', '?only=over')).toEqual([expect.objectContaining({ running: false, endedZh: '淮安市数据局收回' })]);
});

test('weak signatures end by themselves on their date, and with their grant; without agreed addresses, or with half the country’s, they are not allowed: protocol §2.4', async () => {
  const chief = it.client('education.head');
  const old = await held(other.key);
  await chief.act('grant', other.grant, 'allow-legacy', { reason: '旧系统再用一天', until: '2026-10-13', secretAsSign: true });
  await expect.poll(() => both(old), { interval: 20 }).toEqual(['rows', 'rows']);
  await it.clock.movesTo('2026-10-14');
  await obeyed(() => both(old), (seen) => expect(seen).toEqual([stranger, stranger]));
  await it.settle();
  const { own, timeline } = await it.client('labour.clerk').get(`/api/grant/${other.grant}`);
  expect(own.legacy.map((one: { endedOn: string; endedZh: string }) => [one.endedOn, one.endedZh])).toEqual([['2026-10-14', '到期'], ['2026-10-12', '淮安市数据局收回']]);
  expect(timeline.filter((move: { act: string }) => move.act === 'end-legacy')).toHaveLength(2);
  expect((await notes('education.head')).some(({ text }) => text.includes('收回放宽的签名校验'))).toBe(true);
  const without = async (addresses: string[]) => (await inUse(it, entry, { purpose: `地址样例${addresses.length}`, term, systems: [{ name: '旧系统', addresses }] })).grant;
  for (const [addresses, code] of [[[], 'LEGACY_NO_ADDRESSES'], [['0.0.0.0/0'], 'LEGACY_TOO_WIDE']] as const) {
    const grant = await without([...addresses]);
    expect((await chief.tries('grant', grant, 'allow-legacy', { reason: '旧系统一台', until: '2026-10-20' })).body).toMatchObject({ code, article: '35.2' });
    const { acts } = await chief.get(`/api/grant/${grant}`);
    expect(acts.find((one: { act: string }) => one.act === 'allow-legacy')).toMatchObject({ disabledBecause: expect.stringContaining('地址') });
  }
  await chief.act('grant', other.grant, 'allow-legacy', { reason: '旧系统再用一月', until: '2026-11-13' });
  await it.client('labour.clerk').act('grant', other.grant, 'finish', { reason: 'reached' });
  expect((await it.client('bureau.lead').get('/api/grant/legacy?only=all&q=再用一月')).rows).toEqual([expect.objectContaining({ running: false, endedZh: '授权结束' })]);
});

test('a signature is taken once where the application said so: chosen with its systems, compiled into the grant, never weak beside it: protocol §2.4', async () => {
  const { grant, key } = await inUse(it, entry, { purpose: '签名一次样例', term, signedOnce: true });
  const { secret } = await held(key);
  const rtime = String(Date.now());
  const answers = await Promise.all([it.base, second.url].map(async (base) => (await call(base, key, { secret, rtime, query })).json));
  expect(answers.filter(Array.isArray)).toHaveLength(1);
  expect(answers).toContainEqual({ code: '-1', data: '', message: '签名已经用过，请以新的请求时间重新签名' });
  expect((await it.client('labour.clerk').get(`/api/grant/${grant}`)).own.signedOnce).toBe(true);
  expect((await it.client('education.head').tries('grant', grant, 'allow-legacy', { reason: '旧系统一台', until: '2026-10-30' })).body).toMatchObject({ code: 'LEGACY_STRICT' });
});
