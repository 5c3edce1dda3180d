import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../project.ts';
import { HomeInUse, startPostgres } from './launcher.ts';
import type { EmbeddedPostgres } from './launcher.ts';
import { placeOf, removePlace, removeTemporary } from './place.ts';
import { findPostmaster, halt, isPostgres } from './postmaster.ts';
import { madeHome } from './testing-home.ts';

let home: string;
beforeEach(() => { home = join(tmpdir(), `launcher-${randomBytes(6).toString('hex')}`); });
afterEach(async () => {
  const place = placeOf(home);
  const left = findPostmaster(place.data);
  if (left !== undefined) await halt(left, place.data);
  removePlace(place);
  rmSync(home, { recursive: true, force: true });
  expect(left).toBeUndefined();
});

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** What a process was started with; nothing where it ended meanwhile. */
function startedWith(pid: string, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

const gone = async (server: EmbeddedPostgres) => {
  for (let round = 0; round < 200 && findPostmaster(server.data) !== undefined; round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  return findPostmaster(server.data) === undefined;
};

test('starts from nothing with two roles, neither of them superuser, and ends within three seconds', async () => {
  const server = await startPostgres({ home });
  expect(server.attached).toBe(false);
  const [row] = await query<{ version: string; collation: string; ctype: string }>(server.appUrl,
    "select current_setting('server_version') as version, datlocale as ctype, datcollate as collation from pg_database where datname = current_database()");
  expect(row).toMatchObject({ ctype: 'C.UTF-8', collation: 'C' });
  expect(row?.version).toMatch(/^18\./);
  const roles = await query(server.ownerUrl, "select rolname, rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname like 'shuqiao%' order by 1");
  expect(roles).toEqual(['shuqiao_app', 'shuqiao_owner'].map((rolname) => ({ rolname, rolsuper: false, rolcreatedb: false, rolcreaterole: false })));
  const settings = await query(server.ownerUrl, "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'listen_addresses') order by 1");
  expect(settings.map((each) => each['setting'])).toEqual(['on', '127.0.0.1', 'on']);
  expect(statSync(join(home, 'postgres', 'credentials.json')).mode & 0o777).toBe(0o600);
  const before = Date.now();
  await server.stop();
  expect(Date.now() - before).toBeLessThan(3_000);
  expect(findPostmaster(server.data)).toBeUndefined();
});

test('neither the database nor its guard has anything of our environment: a master key lies in no process but ours', async () => {
  process.env['SHUQIAO_MASTER_KEY'] = 'kept-to-ourselves';
  const server = await startPostgres({ home }).finally(() => { delete process.env['SHUQIAO_MASTER_KEY']; });
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && startedWith(name, 'cmdline').includes(server.data));
  expect(pids.length).toBeGreaterThanOrEqual(2); // the postmaster and the guard
  for (const pid of pids) expect(startedWith(pid, 'environ')).not.toContain('kept-to-ourselves');
  await server.stop();
});

test('a second server on the same home is told so plainly; a command joins and leaves', async () => {
  await madeHome(home);
  const server = await startPostgres({ home });
  await expect(startPostgres({ home })).rejects.toThrow(HomeInUse);
  await expect(startPostgres({ home })).rejects.toThrow(/已有一个平台在运行.*already running/);
  const guest = await startPostgres({ home, as: 'guest' });
  expect(guest).toMatchObject({ attached: true, port: server.port });
  await guest.stop();
  expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(await gone(server)).toBe(true);
});

test('the last one out ends it: a server that comes while a command runs, a command that outlives the server', async () => {
  await madeHome(home);
  const guest = await startPostgres({ home, as: 'guest' });
  const server = await startPostgres({ home });
  expect(server.attached).toBe(true);
  await server.stop();
  expect(await query(guest.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await guest.stop();
  expect(await gone(guest)).toBe(true);
});

test('two starts at once: one becomes the server, the other is refused', async () => {
  const both = await Promise.allSettled([startPostgres({ home }), startPostgres({ home })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  for (const each of both) if (each.status === 'fulfilled') await each.value.stop();
});

/** A server in a process of its own, from the sources, that writes rows and says which were acknowledged. */
async function startWriter(): Promise<{ readonly child: ChildProcess; readonly acknowledged: () => number; readonly pid: number }> {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(builtLauncher())});
    const pg = (await import('pg')).default;
    const server = await startPostgres({ home: ${JSON.stringify(home)} });
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    await client.query('create table if not exists n (id integer primary key)');
    const { rows } = await client.query('select coalesce(max(id), 0) as id from n');
    process.stdout.write('ready\\n');
    for (let id = rows[0].id + 1; ; id += 1) {
      await client.query('insert into n values ($1)', [id]);
      process.stdout.write(id + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: projectRoot, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout?.on('data', (part: Buffer) => { said += part.toString(); });
  while (!said.includes('ready\n')) await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), failsOnExit(child)]);
  return { child, pid: child.pid as number, acknowledged: () => Math.max(0, ...said.slice(0, said.lastIndexOf('\n')).split('\n').map(Number).filter(Number.isInteger)) };
}

const failsOnExit = async (child: ChildProcess) => { await once(child, 'exit'); throw new Error('the writer ended'); };

/** The launcher as the bootstrap builds it: Node 20 cannot run the sources. */
function builtLauncher(): string {
  const script = "const { prepare } = await import('./scripts/bootstrap/prepare.mjs'); process.stdout.write(await prepare({ entry: 'platform/postgres/launcher.js' }));";
  return `file://${execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })}`;
}

test('after kill -9 of the whole process group nothing stays behind, and the next start finds what was acknowledged', async () => {
  await madeHome(home);
  for (let round = 0; round < 3; round += 1) {
    const writer = await startWriter();
    await expect.poll(writer.acknowledged).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    process.kill(-writer.pid, 'SIGKILL');
    await once(writer.child, 'exit');
    const acknowledged = writer.acknowledged();
    await expect.poll(() => findPostmaster(placeOf(home).data)).toBeUndefined(); // by its guard
    const server = await startPostgres({ home });
    const [row] = await query<{ n: number; last: number }>(server.ownerUrl, 'select count(*)::int as n, max(id) as last from n');
    expect(row?.last).toBeGreaterThanOrEqual(acknowledged);
    expect(row?.n).toBe(row?.last);
    await server.stop();
  }
}, 180_000);

test('killed with its database, the next start recovers', async () => {
  await madeHome(home);
  const writer = await startWriter();
  const server = await startPostgres({ home, as: 'guest' });
  const postmaster = findPostmaster(server.data);
  await server.leave();
  process.kill(postmaster?.pid as number, 'SIGKILL'); // before its server, whose guard would end it
  process.kill(-writer.pid, 'SIGKILL');
  await once(writer.child, 'exit');
  const next = await startPostgres({ home });
  expect(next.attached).toBe(false);
  const [row] = await query<{ last: number }>(next.ownerUrl, 'select max(id) as last from n');
  expect(row?.last).toBeGreaterThanOrEqual(writer.acknowledged());
  await next.stop();
});

test('a killed server without a guard leaves its database, which the next one joins', async () => {
  await madeHome(home);
  const first = await startPostgres({ home, guarded: false });
  await first.leave();
  const next = await startPostgres({ home });
  expect(next.attached).toBe(true);
  await next.stop();
  expect(await gone(next)).toBe(true);
});

test('a pid file that names another living process is not taken for the database', async () => {
  await madeHome(home);
  const first = await startPostgres({ home });
  await first.stop();
  writeFileSync(join(first.data, 'postmaster.pid'), `${process.pid}\n${first.data}\n1\n5432\n\n127.0.0.1\n`);
  expect(findPostmaster(first.data)).toBeUndefined();
  const next = await startPostgres({ home });
  expect(isPostgres(findPostmaster(next.data)?.pid ?? 0, next.data)).toBe(true);
  await next.stop();
});

test('a start that was killed half-way leaves nothing that looks whole', async () => {
  mkdirSync(join(home, 'postgres', 'data.half-1'), { recursive: true });
  writeFileSync(join(home, 'postgres', 'data.half-1', 'PG_VERSION'), '18');
  const server = await startPostgres({ home });
  expect(existsSync(join(home, 'postgres', 'data.half-1'))).toBe(false);
  await server.stop();
});

test('below a home that others may not enter, root puts the database into /var/lib/shuqiao and the home says where; its owner keeps it there', async () => {
  mkdirSync(home, { mode: 0o700 });
  const usual = process.umask(0o077); // as hardened servers have it
  const server = await startPostgres({ home }).finally(() => process.umask(usual));
  const note = join(home, 'postgres', 'location');
  const place = process.getuid?.() === 0 ? readFileSync(note, 'utf8').trim() : join(home, 'postgres');
  if (process.getuid?.() === 0) expect(place).toMatch(/^\/var\/lib\/shuqiao\/[0-9a-f]{24}$/);
  else expect(existsSync(note)).toBe(false);
  expect(server.data).toBe(join(place, 'data'));
  await server.stop();
  const again = await startPostgres({ home });
  expect(again.data).toBe(server.data);
  await again.stop({ remove: true });
  expect(existsSync(place)).toBe(false);
});

test('a temporary folder goes with everything of its homes', async () => {
  mkdirSync(home, { mode: 0o700 });
  const inner = join(home, 'inner');
  const server = await startPostgres({ home: inner });
  await server.stop();
  removeTemporary(home);
  expect([existsSync(home), existsSync(server.data)]).toEqual([false, false]);
});

test('loss of the database is told', async () => {
  await madeHome(home);
  const server = await startPostgres({ home });
  process.kill(findPostmaster(server.data)?.pid as number, 'SIGKILL');
  await server.lost;
  await server.stop();
});
