import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type Platform } from '../operate/serve/platform.ts';
import { call, refresh, restCall, tokenFor, type WireAnswer, type WireKey } from '../plane/client.fixture.ts';
import { readConfig } from '../platform/config.ts';
import { binds, connects, graduates, inUse, publishes } from './market.ts';
import { someGraduate, startProvider, type ProviderDatabase } from './provider.ts';
import { town, type Town } from './town.ts';

/** A stolen key (34 ¶2, 35 ¶3) and its rotation, over two servers and both doors: what stops, what goes on. */
let it: Town;
let second: Platform;
let home = '';
let provider: ProviderDatabase;
let stolen: { grant: string; key: WireKey };
let other: { grant: string; key: WireKey };
beforeAll(async () => {
  const env = { SHUQIAO_MASTER_KEY: randomBytes(32).toString('hex') };
  [it, provider] = await Promise.all([town({ today: '2026-10-12', roles: 'console,gateway,jobs', env }), startProvider()]);
  home = mkdtempSync(join(tmpdir(), 'second-'));
  second = await startPlatform(readConfig({ ...env, PORT: '0', SHUQIAO_HOME: home, SHUQIAO_ROLES: 'gateway', SHUQIAO_REACH: '127.0.0.0/8' }), pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })), {
    ownerUrl: it.database.ownerUrl, appUrl: it.database.url, appRole: 'shuqiao_app', embedded: false, lost: new Promise(() => undefined), stop: async () => undefined,
  });
  const entry = await publishes(it, graduates);
  await binds(it, await connects(it, provider), entry, 'graduate');
  const term = { from: '2026-10-12', to: '2027-09-30', reason: '' };
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
  await expect.poll(() => fresh(stolen.key), { timeout: 5_000, interval: 50 }).toEqual(yes);
  const before = await held(stolen.key);
  const { once } = await it.client('labour.clerk').act('grant', stolen.grant, 'rotate-key', { reason: '定期更换' });
  await expect.poll(() => fresh(once), { timeout: 2_000, interval: 20 }).toEqual(yes);
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
  const [from] = [Date.now(), await it.client('labour.clerk').act('grant', stolen.grant, 'report-key-stolen', { since: '2026-10-12', text: '笔记本电脑失窃' })];
  const committed = Date.now();
  await expect.poll(() => served(lost), { timeout: 2_000, interval: 20 }).toEqual(no);
  expect(Date.now() - committed).toBeLessThan(2_000);
  expect(committed - from).toBeLessThan(30_000);
  expect(await fresh(stolen.key)).toEqual(no);
  const told = await restCall(second.url, stolen.key, { token: lost.token, query });
  expect([told.status, told.json]).toEqual([401, expect.objectContaining({ code: 'GATE_KEY_STOPPED' })]);
  expect(await served(kept)).toEqual(yes);
  expect(await it.client('labour.clerk').state('grant', other.grant)).toBe('active');
  expect(await it.client('labour.clerk').state('grant', stolen.grant)).toBe('active');
  const after = await incidents();
  expect([after.length, after.some(({ title }) => title.includes('密钥失窃'))]).toEqual([before + 1, true]);
  const { once } = await it.client('labour.clerk').act('grant', stolen.grant, 'rotate-key', { reason: '失窃后更换' });
  await expect.poll(() => fresh(once), { timeout: 2_000, interval: 20 }).toEqual(yes);
  expect(await served(await held(once))).toEqual(yes);
  expect(await served(lost)).toEqual(no); // secrets and tokens of the stolen one stay nothing
});

test('the drill on a sandbox: stopped at both doors of both servers within two seconds; grants and incidents are as before', async () => {
  const { own } = await it.client('labour.clerk').get(`/api/grant/${other.grant}`);
  const { sandbox, once } = await it.client('labour.clerk').post('/api/sandboxes', { entryRegion: own.entry.region, entry: own.entry.id, serviceKind: 'query' });
  await expect.poll(() => fresh(once), { timeout: 2_000, interval: 20 }).toEqual(yes);
  const [tried, kept] = [await held(once), await held(other.key)];
  expect(await served(tried)).toEqual(yes);
  const before = (await it.client('labour.security').get('/api/incident?side=any')).rows.length as number;
  await it.client('labour.clerk').post(`/api/sandboxes/${sandbox.ref}/drill`, { note: '演练' });
  const from = Date.now();
  await expect.poll(() => served(tried), { timeout: 2_000, interval: 20 }).toEqual(no);
  expect(Date.now() - from).toBeLessThan(2_000);
  expect(await served(kept)).toEqual(yes);
  expect((await it.client('labour.security').get('/api/incident?side=any')).rows).toHaveLength(before);
});
