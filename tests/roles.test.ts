import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform } from '../operate/serve/platform.ts';
import { call, refresh, type WireKey } from '../plane/client.fixture.ts';
import { readConfig } from '../platform/config.ts';
import { emptyDatabase, testDatabase } from '../platform/postgres/testing.ts';
import type { TestDatabase } from '../platform/postgres/testing.ts';
import { builtMain, freePort, serve, shuqiao } from './built.ts';
import type { Served } from './built.ts';
import { binds, connects, graduates, inUse, publishes } from './market.ts';
import type { Entry } from './market.ts';
import { someGraduate, startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { clientOf } from './town-client.ts';
import { clientsOf, settleIn } from './town.ts';
import { foundOnce, goesOn } from './under-way.ts';
import type { Work } from './under-way.ts';

/**
 * One platform as an office runs it: two consoles, two gateways, two processes for jobs, each with a home of its own, on one
 * database that none of them owns alone. Any of them may be killed, ended, replaced by a newer one, and work goes on.
 */
const roles = ['console', 'gateway', 'jobs'] as const;
type Role = (typeof roles)[number];
const killsOfEach = 2; // one of each side
let folder = '';
let main = '';
let database: TestDatabase;
let provider: ProviderDatabase;
let entry: Entry;
let tokens: ReadonlyMap<string, string>;
const keys: WireKey[] = [];
let strict: WireKey;
let masterKey = randomBytes(32).toString('base64');
const running = new Map<string, Served>();
const later = (): string => join(dirname(dirname(main)), `later-${process.pid}`);

const common = () => ({ DATABASE_URL: database.url, DATABASE_ADMIN_URL: database.ownerUrl, SHUQIAO_MASTER_KEY: masterKey, SHUQIAO_REACH: '127.0.0.0/8' });
const homeOf = (name: string): string => join(folder, name);
const only = (role: Role): readonly Served[] => [...running].filter(([name]) => name.startsWith(role)).map(([, served]) => served);

async function start(name: string, program = main): Promise<Served> {
  const [role = ''] = name.split('-');
  const { DATABASE_ADMIN_URL: owner, ...serving } = common();
  // A gateway stands elsewhere and needs no more than the serving role.
  const served = await serve(program, { ...serving, ...(role === 'gateway' ? {} : { DATABASE_ADMIN_URL: owner }), SHUQIAO_HOME: homeOf(name), SHUQIAO_ROLES: role, PORT: String(await freePort()) });
  running.set(name, served);
  return served;
}

async function ends(name: string, signal: NodeJS.Signals): Promise<number> {
  const took = await running.get(name)?.ends(signal);
  running.delete(name);
  return took ?? 0;
}

async function until(good: () => Promise<boolean> | boolean, what: string, withinMs = 60_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await good());) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roles-'));
  mkdirSync(homeOf('seed'));
  [main, provider, database] = await Promise.all([builtMain(), startProvider(), testDatabase()]);
  const platform = await startPlatform(readConfig({ ...common(), SHUQIAO_HOME: homeOf('seed'), PORT: '0' }), pino({ level: 'error' }));
  await clientOf(platform.url, undefined).post('/api/mark/legal-date', { date: '2026-10-12' });
  tokens = await settleIn(database);
  const town = { client: clientsOf(platform.url, tokens) };
  entry = await publishes(town, graduates);
  await binds(town, await connects(town, provider), entry, 'graduate');
  for (const purpose of ['分设样例一', '分设样例二']) {
    keys.push((await inUse(town, entry, { purpose, frequency: { perDay: 10_000_000, perMinute: 1_000_000 }, term: { from: '2026-10-12', to: '2027-09-30', reason: '' } })).key);
  }
  strict = (await inUse(town, entry, { purpose: '签名一次样例', signedOnce: true, term: { from: '2026-10-12', to: '2027-09-30', reason: '' } })).key;
  await platform.stop();
  await Promise.all(roles.flatMap((role) => [start(`${role}-a`), start(`${role}-b`)]));
}, 300_000);

afterAll(async () => {
  await Promise.all([...running.keys()].map((name) => ends(name, 'SIGKILL')));
  await provider.stop();
  await database.drop();
  for (const path of [folder, later()]) rmSync(path, { recursive: true, force: true });
});

/** As a load balancer turns to whoever is there. */
const one = (role: Role): string => {
  const all = only(role);
  return all[Math.floor(Math.random() * all.length)]?.base ?? 'http://127.0.0.1:1';
};
const newWork = (): Work => ({ entry, tokens, desk: () => one('console'), gate: () => one('gateway'), moves: [], calls: new Map(), refused: [], over: false });
const numbered = async (): Promise<number> => (await database.pool.query<{ n: string }>("select next as n from ledger_log where log = 'main'")).rows.map((row) => Number(row.n))[0] ?? 0;

/** How far a role has come: what shows that somebody carries it out. */
async function progressOf(role: Role, work: Work): Promise<number> {
  return role === 'console' ? work.moves.length : role === 'gateway' ? work.calls.size : numbered();
}

async function verified(): Promise<void> {
  const report = await shuqiao(main, ['ledger', 'verify', '--json'], { ...common(), SHUQIAO_HOME: homeOf('jobs-a') });
  expect(JSON.parse(report) as object).toMatchObject({ ok: true, problems: [] });
}

test('each role killed with -9 at random moments while moves and calls go on: another process carries it on at once; every acknowledged move and call is there once, the ledger verifies: Art. 29.2, 35.2', async () => {
  const work = newWork();
  const clients = goesOn(work, keys);
  for (let n = 0; n < killsOfEach * roles.length; n += 1) {
    const role = roles[n % roles.length] as Role;
    const name = `${role}-${Math.floor(n / roles.length) % 2 === 0 ? 'a' : 'b'}`;
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 400));
    await ends(name, 'SIGKILL');
    const before = await progressOf(role, work);
    await until(async () => await progressOf(role, work) > before + 2, `the other ${role} carries on`);
    await start(name);
  }
  work.over = true;
  await clients;
  await foundOnce(work, database.pool);
  await until(async () => (await database.pool.query('select from ledger_pending limit 1')).rows.length === 0, 'all entries have their number');
  await verified();
  expect([work.moves.length, work.calls.size].every((n) => n > killsOfEach * roles.length)).toBe(true);
}, 240_000);

test('a signature that is taken once is taken by no other gateway, also where the one that took it is killed the moment it answers: protocol §2.4', async () => {
  const query = { id_number: someGraduate };
  for (const [taker, other] of [['gateway-a', 'gateway-b'], ['gateway-b', 'gateway-a']] as const) {
    const at = (name: string) => running.get(name)?.base as string;
    const { secret } = await refresh(at(taker), strict);
    const rtime = String(Date.now());
    const asks = (base: string) => call(base, strict, { secret: secret as string, rtime, query });
    expect((await asks(at(taker))).json).toHaveLength(1);
    await ends(taker, 'SIGKILL');
    expect((await asks(at(other))).json).toMatchObject({ message: '签名已经用过，请以新的请求时间重新签名' });
    await start(taker);
    expect((await asks(at(taker))).json).toMatchObject({ message: '签名已经用过，请以新的请求时间重新签名' });
  }
}, 180_000);

test('a backup is made while moves and calls go on, none of them refused; restored elsewhere it has all that was acknowledged before, once, and its ledger verifies', async () => {
  const work = newWork();
  const clients = goesOn(work, keys);
  await until(() => work.calls.size > 40 && work.moves.length > 20, 'work goes on');
  const before = { moves: [...work.moves], calls: new Map(work.calls) };
  await foundOnce(before, database.pool); // shipped by now
  const refused = work.refused.length;
  const saved = join(folder, 'backup');
  await shuqiao(main, ['db', 'backup', saved, '--json'], { ...common(), SHUQIAO_HOME: homeOf('jobs-a') });
  const answered = work.calls.size;
  await until(() => work.calls.size > answered + 10, 'calls go on to be answered');
  work.over = true;
  await clients;
  expect(work.refused.slice(refused)).toEqual([]);
  const elsewhere = await emptyDatabase();
  try {
    const there = { ...common(), DATABASE_URL: elsewhere.url, DATABASE_ADMIN_URL: elsewhere.ownerUrl, SHUQIAO_HOME: homeOf('restored') };
    await shuqiao(main, ['db', 'restore', saved, '--json'], there);
    await foundOnce(before, elsewhere.pool);
    expect(JSON.parse(await shuqiao(main, ['ledger', 'verify', '--json'], there)) as object).toMatchObject({ ok: true, problems: [] });
  } finally {
    await elsewhere.drop();
  }
}, 240_000);

test('keys rotate while calls go on: no call is refused for it; afterwards the new key starts a gateway and the old one does not', async () => {
  const work = newWork();
  const clients = goesOn(work, keys);
  await until(() => work.calls.size > 20, 'calls are answered');
  const file = join(folder, 'new.key');
  const next = randomBytes(32).toString('base64');
  writeFileSync(file, next, { mode: 0o600 });
  const before = work.refused.length;
  const rotated = JSON.parse(await shuqiao(main, ['keys', 'rotate', '--new-file', file, '--json'], { ...common(), SHUQIAO_HOME: homeOf('seed') })) as { from: string; to: string; rewrapped: number };
  expect(rotated.rewrapped).toBeGreaterThan(5);
  const answered = work.calls.size;
  await until(() => work.calls.size > answered + 40, 'calls go on to be answered');
  expect(work.refused.slice(before)).toEqual([]);
  await ends('gateway-b', 'SIGTERM');
  await expect(start('gateway-b')).rejects.toThrow('主密钥');
  masterKey = next;
  await start('gateway-b');
  await ends('gateway-a', 'SIGTERM'); // from now on the gateway with the new key answers alone
  const since = Date.now();
  await until(() => [...work.calls.values()].filter((at) => at > since).length > 20, 'the gateway with the new key answers');
  work.over = true;
  await clients;
  await start('gateway-a');
}, 240_000);

/** The program of tomorrow: this build with one migration more, over tables that calls and moves use. */
function laterProgram(): string {
  cpSync(dirname(main), later(), { recursive: true });
  writeFileSync(join(later(), 'platform/postgres/migrations/9000_later.sql'), `
    alter table legal_case add column later integer;
    alter table case_move add column later text;
    alter table agreement add column later integer;
    alter table credential add column later integer;
    alter table call_record add column later integer;
    create index later_at on call_batch (to_at);`);
  return join(later(), 'main.js');
}

test('a newer version takes over one process after the other while calls and moves go on: no call waits five seconds, nothing acknowledged is lost; the older version no longer starts', async () => {
  const work = newWork();
  const clients = goesOn(work, keys);
  await until(() => work.calls.size > 20, 'calls are answered');
  const newer = laterProgram();
  const began = Date.now();
  for (const role of ['jobs', 'gateway', 'console'] as const) {
    for (const side of ['a', 'b']) {
      const name = `${role}-${side}`;
      const old = running.get(name) as Served;
      running.delete(name); // taken out of the balance, and ended, when there is another
      await start(name, newer);
      expect(await old.ends('SIGTERM'), `${name} ends in time`).toBeLessThan(3_000);
    }
  }
  const ended = Date.now();
  const answered = work.calls.size;
  await until(() => work.calls.size > answered + 20, 'calls go on to be answered');
  work.over = true;
  await clients;
  const at = [began, ...[...work.calls.values()].filter((each) => each > began), ended].sort((a, b) => a - b);
  const longest = Math.max(...at.slice(1).map((each, n) => each - (at[n] as number)));
  console.log(`upgrade of six processes in ${ended - began} ms: longest time without an answered call ${longest} ms`);
  expect(longest).toBeLessThan(5_000);
  await expect(start('gateway-a', main)).rejects.toThrow('数据库比程序新');
  await foundOnce(work, database.pool);
  await verified();
}, 300_000);
