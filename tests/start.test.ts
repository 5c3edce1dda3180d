import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../platform/postgres/launcher.ts';
import { findPostmaster } from '../platform/postgres/postmaster.ts';
import { placeOf, removePlace } from '../platform/postgres/place.ts';
import { projectRoot } from '../platform/project.ts';
import { browserOf } from '../processes/organisation/testing.ts';

/** `npm start` as a person types it, in a home below a folder that others may not enter. */
let folder = '';
let home = '';
const started: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  mkdirSync(join(folder, 'private'), { mode: 0o700 });
  home = join(folder, 'private', 'home');
});
afterAll(() => {
  for (const child of started) if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  if (existsSync(home)) removePlace(placeOf(home));
  rmSync(folder, { recursive: true, force: true });
});

interface Running { readonly child: ChildProcess; readonly url: string; said(): string; readonly ended: Promise<number | null> }

function begin(env: Record<string, string> = {}, what = 'start'): { child: ChildProcess; said: () => string; ended: Promise<number | null> } {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|DATABASE_|SHUQIAO_|NODE_ENV|VITEST|HOST$|PORT$)/i.test(name)));
  const child = spawn(process.execPath, ['scripts/run.mjs', what], { cwd: projectRoot, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...clean, SHUQIAO_HOME: home, PORT: '0', ...env } });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => { text += bytes.toString(); });
  return { child, said: () => text, ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
}

async function start(env: Record<string, string> = {}): Promise<Running> {
  const { child, said, ended } = begin(env);
  const until = Date.now() + 100_000;
  while (Date.now() < until && child.exitCode === null) {
    const url = /已启动：(http\S+)/.exec(said())?.[1];
    if (url !== undefined && await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) return { child, url, said, ended };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`did not start:\n${said()}`);
}

const platformName = '淮安市政务数据共享平台';

describe('npm start', () => {
  let it: Running;

  test('a fresh home: says where to go, keeps the address for this user alone, has no route that moves the date', async () => {
    it = await start();
    const setup = /(http\S+\/setup\/[\w-]{43})/.exec(it.said())?.[1] ?? '';
    expect(readFileSync(join(home, 'setup.url'), 'utf8').trim()).toBe(setup);
    expect(statSync(join(home, 'setup.url')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(home, 'server.url'), 'utf8').trim()).toBe(it.url);
    const moved = await fetch(`${it.url}/api/mark/legal-date`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"date":"2030-01-01"}' });
    expect([moved.status, (await moved.json() as { code: string }).code]).toEqual([404, 'ROUTE_UNKNOWN']);
    const page = await fetch(`${it.url}/setup/x`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("script-src 'self'")]);
    const browser = browserOf(it.url);
    const done = await browser.post(`/setup/${setup.split('/').at(-1)}`, { region: '320800', name: platformName, operator: { code: '11320800PDY0000361', name: '淮安市数据局', shortName: '市数据局' } });
    expect(done.body.links).toHaveLength(3);
    expect(existsSync(join(home, 'setup.url'))).toBe(false);
  }, 150_000);

  test('a second server on the same home says so plainly and ends', async () => {
    const second = begin();
    expect(await second.ended).not.toBe(0);
    expect(second.said()).toContain('已有一个平台在运行');
    expect((await fetch(`${it.url}/healthz`)).ok).toBe(true);
  }, 60_000);

  test('a newer program beside it brings the database up to date while it answers, and is in its place as soon as it has ended', async () => {
    const guest = await startPostgres({ home, as: 'guest' });
    const owner = new pg.Client({ connectionString: guest.ownerUrl });
    await owner.connect();
    await owner.query('delete from schema_migration where number = 166'); // a function, replaced by itself: what runs is a version without it
    await owner.end();
    await guest.stop();
    const port = new URL(it.url).port;
    const newer = begin({ PORT: port });
    await expect.poll(() => newer.said(), { timeout: 60_000 }).toContain('请停止旧版本');
    expect(newer.said()).toContain('0166_leaf');
    expect((await fetch(`${it.url}/healthz`)).ok).toBe(true);
    it.child.kill('SIGTERM');
    expect(await it.ended).toBe(0);
    await expect.poll(() => fetch(`${it.url}/healthz`).then((answer) => answer.ok, () => false), { interval: 20, timeout: 60_000 }).toBe(true);
    it = { ...it, ...newer };
  }, 120_000);

  test('after kill -9 of the whole group the next start finds what was acknowledged', async () => {
    process.kill(-(it.child.pid ?? 0), 'SIGKILL');
    await it.ended;
    it = await start();
    expect((await browserOf(it.url).get('/front')).body).toMatchObject({ setUp: true, name: platformName, mark: null });
  }, 60_000);

  test('SIGTERM ends it within three seconds, the database included', async () => {
    const began = Date.now();
    it.child.kill('SIGTERM');
    expect(await it.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(findPostmaster(placeOf(home).data)).toBeUndefined();
    expect(existsSync(join(home, 'server.url'))).toBe(false);
  }, 30_000);

  test.each([['SIGKILL', null], ['SIGTERM', 0]] as const)('%s in its first moments leaves no database behind that nobody uses', async (signal, code) => {
    const early = begin();
    const { data } = placeOf(home);
    await expect.poll(() => findPostmaster(data), { interval: 2, timeout: 30_000 }).toBeDefined();
    early.child.kill(signal);
    expect(await early.ended).toBe(code);
    await expect.poll(() => findPostmaster(data), { timeout: 10_000 }).toBeUndefined();
  }, 60_000);

  test('a mark comes at the first start or never', async () => {
    const marked = begin({ SHUQIAO_MARK: 'demo' });
    expect(await marked.ended).toBe(1);
    expect(marked.said()).toContain('SHUQIAO_MARK=demo');
  }, 60_000);

  test('a home that cannot be one is told in a sentence', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const nowhere = process.platform === 'linux' ? [['/proc/x', 'start', /\/proc\/x 不能使用：这里不能新建目录.*ENOENT/] as const] : [];
    const homes = [[join(file, 'home'), 'start', /上级不是目录.*ENOTDIR/], [file, 'demo', /不是目录.*EEXIST/], ...nowhere] as const;
    const refused = homes.map(([home, what, why]) => ({ ...begin({ SHUQIAO_HOME: home }, what), why }));
    expect(await Promise.all(refused.map(({ ended }) => ended))).toEqual(refused.map(() => 1));
    for (const { said, why } of refused) {
      expect(said()).toMatch(why);
      expect(said()).not.toContain('    at ');
    }
  }, 60_000);

  test('an address that is not this machine’s is told in a sentence', async () => {
    const away = begin({ HOST: '192.0.2.7', INSECURE_HTTP: '1' });
    expect(await away.ended).toBe(1);
    expect(away.said()).toContain('HOST 不是本机的地址');
    expect(away.said()).not.toContain('    at ');
  }, 60_000);
});

test('a demonstration that is ended while its platform starts leaves neither a platform nor a folder', async () => {
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  const demo = begin({ TMPDIR: temporary, SHUQIAO_HOME: '' }, 'demo');
  const homes = () => readdirSync(temporary).map((name) => join(temporary, name, 'platform'));
  await expect.poll(() => homes().some((each) => existsSync(join(each, 'postgres', 'credentials.json'))), { timeout: 60_000 }).toBe(true);
  const { data } = placeOf(homes()[0] as string);
  await expect.poll(() => findPostmaster(data), { interval: 5, timeout: 30_000 }).toBeDefined();
  demo.child.kill('SIGTERM');
  expect(await demo.ended).toBe(0);
  expect([readdirSync(temporary), findPostmaster(data)]).toEqual([[], undefined]);
}, 120_000);
