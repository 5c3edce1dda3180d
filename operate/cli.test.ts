import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPostmaster } from '../platform/postgres/postmaster.ts';
import { placeOf, removePlace } from '../platform/postgres/place.ts';
import { projectRoot } from '../platform/project.ts';

let folder: string;
let home: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  home = join(folder, 'home');
});
afterAll(() => {
  for (const each of [home, join(folder, 'restored')]) if (existsSync(each)) removePlace(placeOf(each));
  rmSync(folder, { recursive: true });
});

interface Ended { readonly code: number; readonly out: string; readonly err: string }

/** As a person types it, through npm, so that npm's own words count as well. */
function shuqiao(typed: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile('npm', ['run', 'shuqiao', '--', ...typed.split(' ').filter(Boolean)],
      { cwd: projectRoot, env: { ...withoutNpm(), SHUQIAO_HOME: home, ...env } },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }));
  });
}

/** A test runs below npm itself: what npm told it is not what a fresh terminal has. */
function withoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|DATABASE_|SHUQIAO_|NODE_ENV|VITEST)/i.test(name)));
}

test('a deadline by the built-in notices: JSON alone on standard output', async () => {
  expect(await shuqiao('law due --from 2026-02-13 --days 10 --json')).toMatchObject({ code: 0, out: '{"due":"2026-03-05","provisional":false}\n' });
  expect(await shuqiao('--json law due --from 2026-02-13 --days 10 --region 320000')).toMatchObject({ code: 0, out: '{"due":"2026-03-05","provisional":false}\n' });
  expect((await shuqiao('law due --from 2026-02-13 --days 1')).out).toBe('2026-02-14\n');
});

test.each([
  ['law due --from 2026-02-13 --days 10 --region 999999 --json', 1, '999999'],
  ['law due --from 2026-02-30 --days 10 --json', 2, '2026-02-30'],
  ['law due --from 2026-02-13 --days 0 --json', 1, ''],
  ['law due --from 2026-02-13 --days 0x10 --json', 2, '0x10'],
  ['law due --from 1999-02-13 --days 3 --json', 1, ''],
  ['law due --days 10 --json', 2, '--from'],
  ['law due --from 2026-02-13 --days 10 --colour red --json', 2, '--colour 有误：没有这个参数'],
  ['law due --from 2026-02-13 --days --json', 2, '--days 有误：缺少取值'],
  ['ledger verify --file /nowhere/ledger --json', 1, '/nowhere/ledger 不能使用：文件或者目录不存在'],
  ['ledger verify --file law --json', 1, '不能使用：是目录，不是文件'],
  ['ledger verify --json', 1, 'SHUQIAO_HOME'],
  ['db backup --json', 2, 'DIR'],
  ['db backup one two --json', 2, 'two'],
  ['keys make more --json', 2, 'more'],
  ['document check SQ-320800-2026-000001 0123 4567 --json', 1, 'SHUQIAO_HOME'], // as far as the database that is not there: the digest in groups, as it is printed
  ['db sing --json', 2, 'db sing'],
])('%s: exit code %i, and the reason both as JSON and as a sentence', async (typed, code, names) => {
  const ended = await shuqiao(typed);
  expect(ended.code).toBe(code);
  expect((JSON.parse(ended.out) as { error: string }).error).toContain(names);
  expect(ended.err).toContain(names);
});

test('the 44 articles in order, with their duties', async () => {
  const ended = await shuqiao('law articles --json');
  const articles = JSON.parse(ended.out) as { number: number; duties: { id: string; status: string; tests: string[] }[] }[];
  expect(articles.map(({ number }) => number)).toEqual(Array.from({ length: 44 }, (_, at) => at + 1));
  expect(articles.flatMap(({ duties }) => duties).length).toBeGreaterThanOrEqual(80);
  expect(articles[20]?.duties[0]).toMatchObject({ id: '21-1-a', procedure: 'application' });
});

test('help is an answer, an unknown command is not', async () => {
  const help = await shuqiao('--help');
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const name of ['law due', 'ledger verify', 'ledger export', 'db migrate', 'db backup', 'db restore', 'keys make', 'keys rotate', 'officers init', 'officers recover', 'law articles']) expect(help.out).toContain(name);
  expect((await shuqiao('db backup --help')).out).toContain('db backup DIR');
  expect(JSON.parse((await shuqiao('db backup --help --json')).out)).toMatchObject({ command: 'db backup', usage: expect.stringContaining('db backup DIR') as string });
  expect((JSON.parse((await shuqiao('--help --json')).out) as { commands: unknown[] }).commands.length).toBeGreaterThan(10);
  expect(await shuqiao('db sing')).toMatchObject({ code: 2, out: '' });
});

test('a new key each time', async () => {
  const keys = await Promise.all([shuqiao('keys make --json'), shuqiao('keys make')]);
  const bytes = [(JSON.parse(keys[0].out) as { key: string }).key, keys[1].out.trim()].map((text) => Buffer.from(text, 'base64'));
  expect(bytes.map(({ length }) => length)).toEqual([32, 32]);
  expect(bytes[0]).not.toEqual(bytes[1]);
});

test('migrate, verify, export, verify the file, rotate, back up, restore: each starts the database and ends it', async () => {
  const json = async (typed: string, env?: NodeJS.ProcessEnv) => {
    const ended = await shuqiao(`${typed} --json`, env);
    expect(ended, ended.err).toMatchObject({ code: 0 });
    return JSON.parse(ended.out) as Record<string, unknown>;
  };
  expect(await json('db migrate', { SHUQIAO_MARK: 'test' })).toMatchObject({ weaker: false, mark: 'test' });
  expect(await json('db migrate', { SHUQIAO_MARK: 'demo' })).toMatchObject({ applied: [], mark: 'test' });
  expect(await json('ledger verify')).toMatchObject({ ok: true, size: 0, againstOutside: false });
  const file = join(folder, 'ledger.jsonl');
  expect(await json(`ledger export ${file}`)).toMatchObject({ size: 0 });
  expect(await json(`ledger verify --file ${file}`)).toMatchObject({ ok: true });
  expect((await shuqiao(`ledger verify --head 5:${'0'.repeat(64)} --json`)).code).toBe(1);
  expect(await json('officers init')).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8090\/setup\/[\w-]{43}$/) as string });
  expect((await shuqiao('officers recover audit --json')).code).toBe(1); // nothing is set up yet
  const rotated = await json('keys rotate');
  const key = readFileSync(join(home, 'master.key'), 'utf8');
  const saved = join(folder, 'backup');
  mkdirSync(join(home, 'objects'), { recursive: true });
  writeFileSync(join(home, 'objects', 'x'), 'x');
  expect(await json(`db backup ${saved}`)).toMatchObject({ files: 1, masterKey: rotated['to'] });
  expect(readFileSync(join(saved, 'manifest.json'), 'utf8')).not.toContain(key.trim());
  const other = join(folder, 'restored');
  expect(await json(`db restore ${saved}`, { SHUQIAO_HOME: other })).toMatchObject({ files: 1 });
  expect((await shuqiao(`db restore ${saved} --json`, { SHUQIAO_HOME: other })).code).toBe(1);
  expect(await json('ledger verify', { SHUQIAO_HOME: other })).toMatchObject({ ok: true });
  for (const each of [home, other]) expect(findPostmaster(placeOf(each).data)).toBeUndefined();
}, 180_000);
