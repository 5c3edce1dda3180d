import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform } from '../operate/serve/platform.ts';
import { call, refresh, restCall, tokenFor } from '../plane/client.fixture.ts';
import type { WireKey } from '../plane/client.fixture.ts';
import { readConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import { openInstallation } from '../platform/postgres/installation.ts';
import { placeOf, removePlace } from '../platform/postgres/place.ts';
import { findPostmaster } from '../platform/postgres/postmaster.ts';
import { projectRoot } from '../platform/project.ts';
import { binds, connects, graduates, inUse, publishes } from './market.ts';
import type { Entry } from './market.ts';
import { someGraduate, startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { clientOf } from './town-client.ts';
import { clientsOf, settleIn } from './town.ts';

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
  const { prepare } = await import(pathToFileURL(join(projectRoot, 'scripts/bootstrap/prepare.mjs')).href) as { prepare(of: { entry: string; console: boolean }): Promise<string> };
  [main, provider] = await Promise.all([prepare({ entry: 'main.js', console: false }), startProvider()]);
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
}, 120_000);

let running: ChildProcess | undefined;
const startedIn: number[] = [];
afterAll(async () => {
  if (running?.pid !== undefined && running.exitCode === null && running.signalCode === null) process.kill(-running.pid, 'SIGKILL');
  await provider.stop();
  removePlace(placeOf(home));
  rmSync(home, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}

/** The server as a group of its own; resolves when it can be used. */
async function start(): Promise<ChildProcess> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|DATABASE_|SHUQIAO_|NODE_ENV|VITEST|HOST$|PORT$)/i.test(name)));
  const child = spawn(process.execPath, [main], { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...clean, ...environment() } });
  running = child;
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const began = Date.now();
  const until = began + 30_000;
  while (Date.now() < until && child.exitCode === null) {
    if (await fetch(`${base()}/healthz`).then((answer) => answer.ok, () => false)) {
      startedIn.push(Date.now() - began);
      return child;
    }
    await pause(20);
  }
  throw new Error(`did not start again:\n${said}`);
}

const ended = (child: ChildProcess) => (child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise<void>((resolve) => { child.once('exit', () => resolve()); }));

interface Acknowledged { readonly ref: string; readonly act: string; readonly requestId: string; readonly version: number }

/** Asks with one request id until there is an answer, however often the server dies meanwhile. */
async function insists(client: ReturnType<ReturnType<typeof clientsOf>>, path: string, body: object, version: number | undefined, stopped: () => boolean): Promise<{ answer: { ref: string; version: number } | undefined; requestId: string }> {
  const requestId = randomUUID();
  while (!stopped()) {
    const got = await client.ask('POST', path, body, { 'idempotency-key': requestId, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) }).catch(() => undefined);
    if (got?.status === 200) return { answer: got.body, requestId };
    if (got !== undefined && got.status < 500) throw new Error(`${path}: ${got.status} ${JSON.stringify(got.body)}`);
    await pause(40);
  }
  return { answer: undefined, requestId };
}

/** Opens applications and comments on them, four moves each. */
async function mover(acknowledged: Acknowledged[], stopped: () => boolean): Promise<void> {
  const client = clientsOf(base(), tokens)('labour.clerk');
  while (!stopped()) {
    const opened = await insists(client, '/api/application', { entryRegion: entry.region, entry: entry.id }, undefined, stopped);
    if (opened.answer === undefined) return;
    const { ref } = opened.answer;
    let { version } = opened.answer;
    acknowledged.push({ ref, act: 'create', requestId: opened.requestId, version });
    for (const act of ['comment', 'comment', 'withdraw']) {
      const moved = await insists(client, `/api/application/${ref}/${act}`, act === 'comment' ? { opinion: '核对中' } : {}, version, stopped);
      if (moved.answer === undefined) return;
      ({ version } = moved.answer);
      acknowledged.push({ ref, act, requestId: moved.requestId, version });
    }
  }
}

/** Calls the gateway, each call under a name of its own, which its record carries; at one door or the other. */
async function caller(key: WireKey, door: 'national' | 'rest', name: string, acknowledged: string[], stopped: () => boolean): Promise<void> {
  let secret: string | undefined;
  for (let n = 0; !stopped(); n += 1) {
    const person = `${name}-${n}`;
    const asked = { query: { id_number: someGraduate }, headers: { 'shuqiao-person': person } };
    secret ??= await (door === 'rest' ? tokenFor(base(), key, { impatient: true }).then(({ token }) => token) : refresh(base(), key).then((fetched) => fetched.secret)).catch(() => undefined);
    const answer = secret === undefined ? undefined : await (door === 'rest' ? restCall(base(), key, { token: secret, impatient: true, ...asked }) : call(base(), key, { secret, ...asked })).catch(() => undefined);
    const rows = door === 'rest' ? (answer?.json as { data?: unknown } | undefined)?.data : answer?.json;
    if (Array.isArray(rows) && rows.length === 1) acknowledged.push(person);
    else {
      secret = answer === undefined ? secret : undefined;
      await pause(40);
    }
  }
}

test('killed with its whole group at 32 random moments, the database with it at half of them: every acknowledged move and call is there exactly once, and the ledger verifies: Art. 29.2, 35.2', async () => {
  const moves: Acknowledged[] = [];
  const calls: string[] = [];
  let over = false;
  let child = await start();
  const clients = [...keys.keys()].flatMap((n) => [mover(moves, () => over), caller(keys[n] as WireKey, n % 2 === 0 ? 'national' : 'rest', `c${n}`, calls, () => over)]);
  for (let n = 0; n < kills; n += 1) {
    await pause(80 + Math.random() * 700);
    const database = n % 2 === 0 ? undefined : findPostmaster(placeOf(home).data); // every other time the database falls with it, as in a power cut
    process.kill(-(child.pid as number), 'SIGKILL');
    if (database !== undefined) process.kill(database.pid, 'SIGKILL');
    await ended(child);
    child = await start();
  }
  expect(startedIn.toSorted((a, b) => a - b)[kills >> 1], 'a start after a crash, in ms: the middle one').toBeLessThan(5_000);
  await pause(1_000);
  over = true;
  await Promise.all(clients);
  await pause(1_500); // records are shipped within a second
  child.kill('SIGTERM');
  await ended(child);

  const verified = await run(['ledger', 'verify', '--json']);
  expect(JSON.parse(verified) as object).toMatchObject({ ok: true, problems: [] });
  const installation = await openInstallation(readConfig(environment()), 'guest');
  const database = openDatabase(installation.appUrl, { name: 'look', max: 2 });
  try {
    const rows = (await database.pool.query<{ ref: string; act: string; version: number; request_id: string }>(
      "select region || '-' || case_id as ref, act, version, request_id::text from case_move where request_id is not null")).rows;
    const byRequest = new Map(rows.map((row) => [row.request_id, row]));
    expect(byRequest.size).toBe(rows.length);
    for (const { ref, act, requestId, version } of moves) expect(byRequest.get(requestId), `${act} of ${ref}`).toMatchObject({ ref, act, version });
    const recorded = (await database.pool.query<{ person: string; n: number }>('select person, count(*)::int as n from call_record where person is not null group by person')).rows;
    const counts = new Map(recorded.map((row) => [row.person, row.n]));
    expect(calls.filter((person) => counts.get(person) !== 1)).toEqual([]);
    expect([...counts.values()].filter((n) => n > 1)).toEqual([]);
    expect(moves.length).toBeGreaterThan(kills);
    for (const door of [/^c[02]-/, /^c[13]-/]) expect(calls.filter((person) => door.test(person)).length).toBeGreaterThan(kills / 4);
  } finally {
    await database.close();
    await installation.stop();
  }
}, 240_000);

/** A command of the built command line, on this home. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(dirname(main), 'operate/cli.js'), ...args], { env: { ...process.env, ...environment() }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, said] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => { out += bytes.toString(); });
    child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
    child.once('exit', () => (out === '' ? reject(new Error(said)) : resolve(out)));
  });
}
