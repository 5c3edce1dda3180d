import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform } from '../operate/serve/platform.ts';
import type { WireKey } from '../plane/client.fixture.ts';
import { readConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import { openInstallation } from '../platform/postgres/installation.ts';
import { placeOf, removePlace } from '../platform/postgres/place.ts';
import { findPostmaster } from '../platform/postgres/postmaster.ts';
import { builtMain, freePort, serve, shuqiao } from './built.ts';
import type { Served } from './built.ts';
import { binds, connects, graduates, inUse, publishes } from './market.ts';
import type { Entry } from './market.ts';
import { startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { clientOf } from './town-client.ts';
import { clientsOf, settleIn } from './town.ts';
import { foundOnce, goesOn } from './under-way.ts';
import { until } from './until.ts';
import type { Work } from './under-way.ts';

/**
 * The built platform with its own database, as `npm start` runs it: killed at random moments with its whole process
 * group, and every other time with its database, while eight clients move cases and call the gateway. What was acknowledged is there afterwards, once.
 */
const kills = 32;
let home = '';
let provider: ProviderDatabase;
let entry: Entry;
let keys: WireKey[] = [];
let tokens: ReadonlyMap<string, string>;
let main = '';
let port = 0;
const base = () => `http://127.0.0.1:${port}`;
const environment = () => ({ SHUQIAO_HOME: home, PORT: String(port), SHUQIAO_REACH: '127.0.0.0/8' });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'crash-'));
  port = await freePort();
  [main, provider] = await Promise.all([builtMain(), startProvider()]);
  const config = readConfig({ ...environment(), SHUQIAO_MARK: 'test' });
  const installation = await openInstallation(config, 'server');
  const platform = await startPlatform(config, pino({ level: 'error' }), installation);
  await clientOf(platform.url, undefined).post('/api/mark/legal-date', { date: '2026-10-12' });
  const database = openDatabase(installation.appUrl, { name: 'seed', max: 2 });
  tokens = await settleIn(database);
  await database.close();
  const town = { client: clientsOf(platform.url, tokens) };
  entry = await publishes(town, graduates);
  await binds(town, await connects(town, provider), entry, 'graduate');
  keys = [];
  for (const purpose of ['断电样例一', '断电样例二', '断电样例三', '断电样例四']) {
    keys.push((await inUse(town, entry, { purpose, frequency: { perDay: 10_000_000, perMinute: 1_000_000 }, term: { from: '2026-10-12', to: '2027-09-30', reason: '' } })).key);
  }
  await platform.stop();
}, 300_000);

let running: Served | undefined;
const startedIn: number[] = [];
const start = async (): Promise<Served> => {
  running = await serve(main, environment());
  startedIn.push(running.startedInMs);
  return running;
};
afterAll(async () => {
  await running?.ends('SIGKILL');
  await provider.stop();
  removePlace(placeOf(home));
  rmSync(home, { recursive: true, force: true });
});

test('killed with its whole group at 32 random moments, the database with it at half of them: every acknowledged move and call is there exactly once, and the ledger verifies: Art. 29.2, 35.2', async () => {
  let it = await start();
  const work: Work = { entry, tokens, desk: base, gate: base, moves: [], calls: new Map(), refused: [], over: false };
  const acknowledged = (): number => work.moves.length + work.calls.size;
  const doors = [/^c[02]-/, /^c[13]-/];
  const by = (door: RegExp): number => [...work.calls.keys()].filter((person) => door.test(person)).length;
  const clients = goesOn(work, keys);
  for (let n = 0; n < kills; n += 1) {
    const before = acknowledged();
    if (n % 5 !== 4) await until(async () => acknowledged(), (now) => now > before, 60_000); // in the midst of work; every fifth may fall before there is any
    await pause(Math.random() * 600);
    const database = n % 2 === 0 ? undefined : findPostmaster(placeOf(home).data); // every other time the database falls with it, as in a power cut
    if (database !== undefined) process.kill(database.pid, 'SIGKILL'); // before its server, whose guard would end it
    await it.ends('SIGKILL');
    it = await start();
  }
  expect(startedIn.toSorted((a, b) => a - b)[kills >> 1], 'a start after a crash, in ms: the middle one; three seconds where two cores have the rest of the tests beside it').toBeLessThan(60_000);
  await until(async () => work.moves.length > kills && doors.every((door) => by(door) > kills / 4), Boolean, 60_000);
  work.over = true;
  await clients;
  const installation = await openInstallation(readConfig(environment()), 'guest');
  const database = openDatabase(installation.appUrl, { name: 'look', max: 2 });
  try {
    await foundOnce(work, database.pool);
  } finally {
    await database.close();
    await installation.stop();
  }
  await it.ends('SIGTERM');
  const verified = await shuqiao(main, ['ledger', 'verify', '--json'], environment());
  expect(JSON.parse(verified) as object).toMatchObject({ ok: true, problems: [] });
  expect(work.moves.length).toBeGreaterThan(kills);
  for (const door of doors) expect(by(door)).toBeGreaterThan(kills / 4);
}, 480_000);
