import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform } from '../operate/serve/platform.ts';
import type { Platform } from '../operate/serve/platform.ts';
import { call } from '../plane/client.fixture.ts';
import { readConfig } from '../platform/config.ts';
import { applies, binds, connects, graduates, inUse, publishes, submits } from './market.ts';
import type { Entry } from './market.ts';
import { someGraduate, startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { clientOf } from './town-client.ts';
import type { Client } from './town-client.ts';
import { town } from './town.ts';
import type { Town } from './town.ts';
import { obeyed, until } from './until.ts';

/** Two servers with homes of their own, one database, one master key: whoever is asked, it is one platform. */
const key = randomBytes(32).toString('hex');
let it: Town;
let second: Platform;
let home = '';
let provider: ProviderDatabase;
let entry: Entry;
beforeAll(async () => {
  const env = { SHUQIAO_MASTER_KEY: key };
  [it, provider] = await Promise.all([town({ today: '2026-10-12', roles: 'console,gateway,jobs', env }), startProvider()]);
  home = mkdtempSync(join(tmpdir(), 'second-'));
  second = await startPlatform(readConfig({ ...env, PORT: '0', SHUQIAO_HOME: home, SHUQIAO_REACH: '127.0.0.0/8' }), pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })), {
    ownerUrl: it.database.ownerUrl, appUrl: it.database.url, appRole: 'shuqiao_app', embedded: false, lost: new Promise(() => undefined), stop: async () => undefined,
  });
  entry = await publishes(it, graduates);
  await binds(it, await connects(it, provider), entry, 'graduate');
});
afterAll(async () => {
  await second.stop();
  await it.stop();
  await provider.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The same person at the other server. */
const there = (who: string): Client => clientOf(second.url, it.client(who).cookie.split('=')[1]);
const wish = (purpose: string, more: object = {}) => ({ purpose, items: [4, 5, 7], term: { from: '2026-10-12', to: '2027-09-30', reason: '' }, ...more });
const sixteen = <T>(one: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 16 }, (_, n) => one(n)));

test('a session, a case and its moves are the same at both; what one repeats with the same request id the other answers', async () => {
  const ref = await submits(it, entry, wish('两机样例'));
  const head = there('labour.head');
  const { version, state } = await head.get(`/api/application/${ref}`);
  expect(state).toBe('consent');
  const headers = { 'idempotency-key': randomUUID(), 'if-match': `"${version}"` };
  const first = await head.ask('POST', `/api/application/${ref}/approve`, { vouches: true }, headers);
  const again = await it.client('labour.head').ask('POST', `/api/application/${ref}/approve`, { vouches: true }, headers);
  expect([first.status, again.body]).toEqual([200, first.body]);
  expect(await it.client('education.clerk').state('application', ref)).toBe('received');
});

test('16 clients at two servers for one move: one wins, the others are told what changed', async () => {
  const ref = await applies(it, entry, wish('争办样例'));
  const { version } = await it.client('labour.clerk').get(`/api/application/${ref}`);
  const answers = await sixteen((n) => (n % 2 === 0 ? it.client('labour.clerk') : there('labour.clerk')).ask('POST', `/api/application/${ref}/withdraw`, { reason: '不再需要' }, { 'idempotency-key': randomUUID(), 'if-match': `"${version}"` }));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status, body } of answers.filter((one) => one.status !== 200)) expect([status, body.code]).toEqual([409, expect.stringMatching(/^(VERSION_STALE|BUSY_RETRY)$/)]);
  const { timeline } = await it.client('labour.clerk').get(`/api/application/${ref}`);
  expect(timeline.filter((move: { act: string }) => move.act === 'withdraw')).toHaveLength(1);
});

test('16 clients at two servers for numbers: each has its own, none is left out', async () => {
  const numbers = await sixteen(async (n) => {
    const ref = await submits(it, entry, wish(`编号样例${n}`));
    const head = n % 2 === 0 ? it.client('labour.head') : there('labour.head');
    await head.act('application', ref, 'approve', { vouches: true });
    return (await head.get(`/api/application/${ref}`)).number as string;
  });
  const running = numbers.map((number) => Number(number.split('-').at(-1))).toSorted((a, b) => a - b);
  expect(new Set(numbers).size).toBe(16);
  expect(running.at(-1)).toBe((running[0] as number) + 15);
}, 120_000);

test('the last day of a term: served at both until its end, at none afterwards; it expires once', async () => {
  const { grant, key: wire } = await inUse(it, entry, wish('末日样例', { term: { from: '2026-10-12', to: '2026-10-30', reason: '' } }));
  const served = async (base: string) => Array.isArray((await call(base, wire, { query: { id_number: someGraduate } })).json);
  const [here, beyond] = [() => served(it.base), () => served(second.url)];
  expect([await until(here, Boolean), await until(beyond, Boolean)]).toEqual([true, true]);
  await it.clock.movesTo('2026-10-30');
  const lastDay = await sixteen((n) => (n % 2 === 0 ? here() : beyond()));
  expect(lastDay).toEqual(lastDay.map(() => true));
  const [, ...racing] = await Promise.all([it.clock.movesTo('2026-10-31'), ...Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? here() : beyond()))]);
  expect(racing).toHaveLength(16);
  await obeyed(async () => [await here(), await beyond()], (seen) => expect(seen).toEqual([false, false]));
  expect(await until(() => it.client('labour.clerk').state('grant', grant), (state) => state === 'disposing')).toBe('disposing');
  const { timeline } = await there('labour.clerk').get(`/api/grant/${grant}`);
  expect(timeline.filter((move: { act: string }) => move.act === 'expire')).toHaveLength(1);
});

test('both look after the clocks: what lapses is found once; a stop at one is obeyed at the other', async () => {
  const late = await applies(it, entry, wish('逾期样例'));
  const { grant, key: wire } = await inUse(it, entry, wish('停用样例'));
  const served = async () => Array.isArray((await call(second.url, wire, { query: { id_number: someGraduate } })).json);
  expect(await until(served, Boolean)).toBe(true);
  await it.client('education.head').act('grant', grant, 'suspend', { ground: 'beyond-range', evidence: '批量核验', mendBy: '2026-12-04' });
  await obeyed(served, (seen) => expect(seen).toBe(false));
  await there('platform.system').post('/api/mark/legal-date', { date: '2026-11-17' });
  const found = async () => ((await there('bureau.reviewer').get('/api/supervision/list?ground=39(4)&size=100')).rows as { cause: { ref: string } }[]).filter((row) => row.cause.ref === late).length;
  expect(await until(found, (n) => n > 0)).toBe(1);
  await Promise.all([it.platform.engine.sweep(), second.engine.sweep()]);
  expect(await found()).toBe(1);
});
