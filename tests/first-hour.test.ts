import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newPassword } from '../operate/demo/cast.ts';
import { Desk } from '../operate/demo/office.ts';
import { startPostgres } from '../platform/postgres/launcher.ts';
import type { EmbeddedPostgres } from '../platform/postgres/launcher.ts';
import { placeOf, removePlace } from '../platform/postgres/place.ts';
import { projectRoot } from '../platform/project.ts';
import { builtMain, freePort, serve, shuqiao } from './built.ts';
import type { Served } from './built.ts';
import { filled, stepsOf } from './first-hour.ts';
import type { Ask } from './first-hour.ts';

/** A newcomer with docs/first-hour.md beside him: `npm start` on an empty home, no mark, today's date, then what the page says. */
const page = readFileSync(join(projectRoot, 'docs/first-hour.md'), 'utf8');
const steps = stepsOf(page);
let [home, main] = ['', ''];
let it: Served;
let department: EmbeddedPostgres;
const desks = new Map<string, Desk>();
const known = new Map<string, string>();
const environment = (): Record<string, string> => {
  const typed = /^(.*?)npm start$/m.exec(steps.find((step): step is Extract<typeof step, { kind: 'sh' | 'sql' }> => step.kind === 'sh')?.text ?? '')?.[1] ?? '';
  return { SHUQIAO_HOME: home, ...Object.fromEntries(typed.trim().split(' ').filter(Boolean).map((pair) => pair.split('=') as [string, string])) };
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'first-hour-'));
  [main, department] = await Promise.all([builtMain(), startPostgres({ home: mkdtempSync(join(tmpdir(), 'first-hour-department-')), as: 'guest', durable: false })]);
  it = await serve(main, { ...environment(), PORT: String(await freePort()) });
  known.set('首次设置', readFileSync(join(home, 'setup.url'), 'utf8').trim()).set('数据库端口', String(department.port));
  const day = (later: number): string => new Date(Date.now() + 8 * 3_600_000 + later * 86_400_000).toISOString().slice(0, 10);
  known.set('今天', day(0)).set('一年后', day(364));
}, 120_000);
afterAll(async () => {
  await it.ends('SIGKILL');
  await department.stop({ remove: true });
  removePlace(placeOf(home));
  rmSync(home, { recursive: true, force: true });
});

function deskOf(login: string): Desk {
  const found = desks.get(login) ?? new Desk(it.base, { login, label: login, password: newPassword(), otpauth: null });
  desks.set(login, found);
  return found;
}

/** A department's own system, with nothing but what the page gives it. */
async function asSystem({ method, path, body }: Ask): Promise<unknown> {
  const answer = await fetch(`${it.base}${filled(path, (name) => known.get(name))}`, {
    method, headers: { ...(known.has('令牌') ? { authorization: `Bearer ${known.get('令牌') ?? ''}` } : {}), ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
    ...(body === '' ? {} : { body: filled(body, (name) => known.get(name)) }),
  });
  return answer.json();
}

/** A gateway knows a new key within two seconds: until then it refuses, as the page says. */
async function whenKnown(ask: Ask): Promise<unknown> {
  for (const end = Date.now() + 15_000; ;) {
    const answer = await asSystem(ask);
    if (!JSON.stringify(answer).includes('GATE_') || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function asPerson(ask: Ask, row: Readonly<Record<string, string>>): Promise<unknown> {
  const value = (name: string): string | undefined => row[name] ?? known.get(name);
  const desk = deskOf(filled(ask.who, value));
  if (ask.method === '登录') return desk.account.otpauth === null ? desk.firstLogIn() : desk.logIn();
  const code = ask.body.includes('〔动态码〕') ? await desk.code() : undefined;
  const path = filled(ask.path, (name) => value(name)?.split('/').at(-1)).replace(/^\/api/, '');
  const body = ask.body === '' ? {} : JSON.parse(filled(ask.body, (name) => (name === '口令' ? desk.account.password : name === '动态码' ? code : value(name)))) as Record<string, unknown>;
  const [, kind, ref, act] = /^\/([a-z]+)\/(\d{6}-[0-9a-f-]{36})\/([a-z-]+)$/.exec(path) ?? [];
  if (ask.method === 'GET') return desk.get(path);
  if (ask.method === 'PUT') return desk.put(path, body);
  return kind === undefined || ref === undefined || act === undefined ? desk.post(path, body) : desk.act(kind, ref, act, body);
}

const fieldOf = (answer: unknown, path: string): unknown => path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], answer);

async function take(ask: Ask, row: Readonly<Record<string, string>>): Promise<void> {
  const what = `${filled(ask.who, (name) => row[name])}: ${ask.method} ${ask.path}`;
  const answer = await (ask.who === '系统' ? whenKnown(ask) : asPerson(ask, row)).catch((error: unknown) => { throw new Error(`${what}: ${String(error)} ${JSON.stringify((error as { body?: unknown }).body ?? '')}`); });
  const otpauth = fieldOf(answer, 'otpauth');
  if (typeof otpauth === 'string') deskOf(ask.who).account.otpauth = otpauth;
  for (const [field, value] of ask.sees) expect(fieldOf(answer, field), `${what} ${field} of ${JSON.stringify(answer)}`).toBe(value);
  for (const [name, field] of ask.keeps) {
    const found = fieldOf(answer, field);
    if (typeof found !== 'string') throw new Error(`${what}: no ${field} in ${JSON.stringify(answer)}`);
    known.set(name, found);
  }
}

test('the newcomer’s hour, as docs/first-hour.md has it: from an empty home to the first answered call, every step as written', async () => {
  for (const step of steps) {
    if (step.kind === 'sql') {
      const client = new pg.Client({ connectionString: department.url('superuser', 'postgres') });
      await client.connect();
      await client.query(step.text).finally(() => client.end());
    } else if (step.kind === 'http') {
      for (const row of step.rows) for (const ask of step.asks) await take(ask, row);
    } else if (step.text.startsWith('npm run shuqiao')) {
      const args = step.text.trim().split(' -- ')[1]?.split(' ') ?? [];
      expect(await shuqiao(main, [...args, '--json'], environment())).toContain('"ok":true');
    }
  }
  expect(steps.filter(({ kind }) => kind === 'http').length).toBeGreaterThan(6);
  expect(desks.size).toBe(13);
}, 180_000);

test('what the page points to is there', () => {
  for (const [, file = ''] of page.matchAll(/\]\(([\w./-]+\.md)\)/g)) expect([file, existsSync(join(projectRoot, 'docs', file))]).toEqual([file, true]);
  expect(existsSync(join(home, 'master.key'))).toBe(true);
});
