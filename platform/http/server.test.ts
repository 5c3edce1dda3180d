import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pino from 'pino';
import { z } from 'zod';
import { fail } from '../../law/errors.ts';
import type { Actor } from '../procedures/ports.ts';
import type { Access } from './access-store.ts';
import { route } from './route.ts';
import { createServer } from './server.ts';

const head: Actor = { person: '0193-a', kind: 'staff', org: '11320800PDY00001X6', region: '320800', post: 'head', session: 's' };
const recorded: Access[] = [];
const bugs: string[] = [];
const unwritable = { on: false };
const streamed = Readable.from(['a', 'b']);
const confirmed = { at: undefined as string | undefined };

const routes = [
  route({ method: 'POST', path: '/echo', may: 'public', in: { body: z.object({ name: z.string().min(2).max(10), n: z.number().int().optional() }) }, out: z.object({ name: z.string() }), fails: [], summary: '回声', handle: async (_ctx, { body }) => body }),
  route({ method: 'GET', path: '/boom', may: 'public', out: z.unknown(), fails: [], summary: '坏', handle: async () => { throw new Error('secret detail select * from x'); } }),
  route({ method: 'GET', path: '/refused', may: 'public', out: z.unknown(), fails: ['LOCAL_LIMIT_LONGER'], summary: '拒', handle: async () => fail('ORGANISATION_SELF_AUTHORITY') }),
  route({ method: 'GET', path: '/things/:id', may: 'case.read', logged: 'before', in: { params: z.object({ id: z.string() }), query: z.object({ size: z.coerce.number().int().max(100).default(5) }) }, out: z.object({ id: z.string(), size: z.number() }), fails: [], summary: '查看', handle: async (_ctx, { params, query }) => ({ id: params.id, size: query.size, secret: 'x' }) }),
  route({ method: 'POST', path: '/officers-only', may: 'security.settings', in: { body: z.object({ a: z.string() }) }, out: z.null(), fails: [], summary: '策略', handle: async () => null }),
  route({ method: 'POST', path: '/grave', may: 'grant.read', grave: true, out: z.null(), fails: [], summary: '终止', handle: async () => null }),
  route({ method: 'GET', path: '/activate/:token', may: 'public', logged: 'before', in: { params: z.object({ token: z.string() }) }, out: z.unknown(), fails: [], summary: '链接', handle: async () => { throw new Error('broken'); } }),
  route({ method: 'GET', path: '/exports/:id', may: 'case.read', logged: 'before', in: { params: z.object({ id: z.string() }) }, out: 'file', fails: ['CASE_NOT_FOUND'], summary: '导出', handle: async (_ctx, { params }) => params.id === 'none' ? fail('CASE_NOT_FOUND') : { file: { name: 'a.csv', media: 'text/csv', body: streamed } } }),
  route({ method: 'GET', path: '/file', may: 'public', out: 'file', fails: [], summary: '文件', handle: async () => ({ file: { name: '../答复"函\n.txt', media: 'text/plain', body: 'x' } }) }),
];

let server: Awaited<ReturnType<typeof createServer>>;
let base = '';
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<html><head></head><body>数桥</body></html>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'let a = 1;');
  const lines = { write: (line: string) => void bugs.push(line) };
  server = await createServer({
    routes, log: pino({}, lines), line: { tls: false, insecure: false, trustProxy: [] }, consoleFolder: folder, healthy: async () => true, requestTimeoutMs: 1_500,
    sessions: { find: async (token) => token === 'good' ? { actor: { ...head, ...(confirmed.at === undefined ? {} : { confirmedAt: confirmed.at }) } } : fail('SESSION_ENDED') },
    asked: () => Buffer.alloc(16), accessLog: { log: async (it) => { if (unwritable.on) throw new Error('disk full'); recorded.push(it); }, flush: async () => undefined, stop: async () => undefined },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const cookie = { cookie: '__Host-shuqiao=good', 'x-shuqiao': '1' };
const json = { 'content-type': 'application/json' };
const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) => fetch(base + path, { method: 'POST', headers: { ...json, ...headers }, body: body as string });

describe('bodies: bad input is a sentence, never a 500', () => {
  const deep = '['.repeat(30) + ']'.repeat(30);
  test.each([
    ['missing field', '{}', 400, 'BODY_INVALID'],
    ['wrong type', '{"name":5}', 400, 'BODY_INVALID'],
    ['unknown field', '{"name":"abc","nmae":"x"}', 400, 'BODY_INVALID'],
    ['no JSON', '{"name":', 400, 'BODY_NOT_JSON'],
    ['empty', '', 400, 'BODY_INVALID'],
    ['deep', deep, 400, 'BODY_TOO_DEEP'],
    ['brackets inside a text are not depth', JSON.stringify({ name: '[['.repeat(4) }), 200, undefined],
    ['bad UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'TEXT_NOT_UTF8'],
    ['GBK', Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xca, 0xfd, 0xc7, 0xc5]), Buffer.from('"}')]), 400, 'TEXT_NOT_UTF8'],
    ['10 MB', JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) }), 413, 'BODY_TOO_LARGE'],
    ['writing turned around', '{"name":"ab\\u202ec"}', 400, 'TEXT_HAS_CONTROLS'],
    ['prototype', '{"name":"abc","__proto__":{"n":1}}', 200, undefined],
  ])('%s', async (_what, body, status, code) => {
    const answer = await post('/api/echo', body as string);
    expect(answer.status).toBe(status);
    const text = await answer.json() as Record<string, unknown>;
    if (code !== undefined) expect(text).toMatchObject({ code, requestNumber: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/) });
  });

  test('says in Chinese which field is wrong', async () => {
    const answer = await (await post('/api/echo', '{"name":"a","n":1.5}')).json() as { message: string; fields: unknown };
    expect(answer.message).toContain('至少 2 个字');
    expect(answer.fields).toEqual([{ path: 'name', message: '至少 2 个字' }, { path: 'n', message: '应为整数' }]);
  });

  test('another media type, an unknown path, a broken request', async () => {
    expect((await post('/api/echo', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await fetch(`${base}/api/nothing`)).status).toBe(404);
    expect((await fetch(`${base}/nothing.php`)).status).toBe(404);
    for (const path of ['/api/things/%ff', '/api//things', '/a/%00']) {
      const broken = await fetch(base + path, { headers: cookie });
      expect([broken.status, await broken.json()], path).toEqual([400, expect.objectContaining({ code: 'URL_BROKEN', message: expect.stringContaining('网址') })]);
    }
    const raw = await new Promise<string>((resolve) => {
      const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
      socket.on('data', (data) => { resolve(String(data)); socket.destroy(); });
    });
    expect(raw).toContain('400');
  });
});

test('a one-time address stands in no log, written plainly or encoded', async () => {
  for (const [address, token] of [['tok-5f3a9c', 'tok-5f3a9c'], ['tok%2D5f3a9c', 'tok-5f3a9c']] as const) {
    expect((await fetch(`${base}/api/activate/${address}?x=1`)).status).toBe(500);
    expect(recorded.at(-1)).toMatchObject({ act: '链接', object: '/api/activate/…' });
    expect(JSON.stringify([bugs, recorded])).not.toMatch(new RegExp(`${token}|${address}`));
  }
});

test('a body that dribbles in is cut off and the server goes on', async () => {
  const raw = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('POST /api/echo HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
    });
    const dribble = setInterval(() => socket.write(' '), 300);
    socket.on('data', (data) => { text += String(data); }).on('error', () => undefined).on('close', () => { clearInterval(dribble); resolve(text); });
  });
  expect(raw).toContain('408');
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
});

describe('errors', () => {
  test('a bug shows a number and nothing else, and is logged whole', async () => {
    const answer = await fetch(`${base}/api/boom`);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).not.toContain('secret');
    expect(text).toContain('请求号');
    expect(bugs.at(-1)).toContain('secret detail');
    expect(bugs.at(-1)).toContain((JSON.parse(text) as { requestNumber: string }).requestNumber);
  });

  test('a refusal names its article and quotes the law', async () => {
    const answer = await (await fetch(`${base}/api/refused`)).json() as Record<string, unknown>;
    expect(answer).toMatchObject({ code: 'ORGANISATION_SELF_AUTHORITY', kind: 'invalid', article: '8.3', articleZh: '第八条第三款', sentence: expect.stringContaining('县级以上地方人民政府') });
  });
});

describe('who may', () => {
  test('no login, another post: 401, 403 with the posts that may, before the body is read', async () => {
    expect((await fetch(`${base}/api/things/1`)).status).toBe(401);
    expect((await fetch(`${base}/api/things/1`, { headers: { cookie: '__Host-shuqiao=bad' } })).status).toBe(401);
    const refused = await post('/api/officers-only', 'not json at all', cookie);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'POST_MAY_NOT', post: ['platform-security'] });
    expect(recorded.at(-1)).toMatchObject({ result: 'POST_MAY_NOT', object: '/api/officers-only' });
  });

  test('a look that is refused is recorded once, with its refusal; an export that cannot be recorded does not leave', async () => {
    const before = recorded.length;
    expect((await fetch(`${base}/api/exports/none`, { headers: cookie })).status).toBe(404);
    expect(recorded.slice(before).map(({ act, object, result }) => [act, object, result])).toEqual([['导出', '/api/exports/none', 'CASE_NOT_FOUND']]);
    unwritable.on = true;
    const answer = await fetch(`${base}/api/exports/7`, { headers: cookie });
    unwritable.on = false;
    expect([answer.status, (await answer.text()).includes('INTERNAL'), streamed.destroyed, recorded.length]).toEqual([500, true, true, before + 1]);
  });

  test('a look is recorded before the answer, and nothing leaves except through the view', async () => {
    const answer = await fetch(`${base}/api/things/77?size=9`, { headers: cookie });
    expect(await answer.json()).toEqual({ id: '77', size: 9 });
    expect(recorded.at(-1)).toMatchObject({ act: '查看', object: '/api/things/77', result: 'ok', post: 'head', org: '11320800PDY00001X6' });
  });

  test('grave acts want a fresh password', async () => {
    expect(await (await post('/api/grave', '', cookie)).json()).toMatchObject({ code: 'CONFIRM_IDENTITY' });
    confirmed.at = new Date(Date.now() - 6 * 60_000).toISOString();
    expect((await post('/api/grave', '', cookie)).status).toBe(401);
    confirmed.at = new Date().toISOString();
    expect((await post('/api/grave', '', cookie)).status).toBe(200);
  });

  test.each([
    ['no header', { cookie: '__Host-shuqiao=good' }, 'CSRF_REFUSED'],
    ['another origin', { ...cookie, origin: 'http://evil.example' }, 'ORIGIN_REFUSED'],
    ['another port', { ...cookie, origin: 'http://127.0.0.1:1' }, 'ORIGIN_REFUSED'],
    ['null origin', { ...cookie, origin: 'null' }, 'ORIGIN_REFUSED'],
    ['cross-site fetch', { ...cookie, 'sec-fetch-site': 'cross-site' }, 'ORIGIN_REFUSED'],
  ])('a change from another site is refused: %s', async (_what, headers, code) => {
    const got = await new Promise<string>((resolve, reject) => {
      const asked = rawRequest(`${base}/api/grave`, { method: 'POST', headers: headers as Record<string, string> }, (answer) => { let text = ''; answer.on('data', (d) => { text += String(d); }).on('end', () => resolve(text)); });
      asked.on('error', reject);
      asked.end();
    });
    expect(got).toContain(code);
  });
});

describe('pages and headers', () => {
  test('each page of the console is the document with a new nonce; files are cached; nothing else is served', async () => {
    const page = (path: string) => fetch(base + path, { headers: { accept: 'text/html' } });
    const [one, two] = [await page('/worklist'), await page('/')];
    const nonce = (text: string) => /name="csp-nonce" content="([^"]+)"/.exec(text)?.[1];
    const [first, second] = [nonce(await one.text()), nonce(await two.text())];
    expect(first).toBeDefined();
    expect(first).not.toBe(second);
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`'nonce-${first}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const file = await fetch(`${base}/assets/a.js`);
    expect([file.status, file.headers.get('cache-control'), file.headers.get('x-content-type-options')]).toEqual([200, 'public, max-age=31536000, immutable', 'nosniff']);
    expect((await page('/api/none')).headers.get('content-type')).toContain('application/json');
    expect((await page('/..%2f..%2fetc/passwd')).status).toBeGreaterThanOrEqual(400);
    for (const path of ['/assets/', '/assets/.hidden']) expect((await page(path)).status, path).toBe(404); // a folder, a hidden file: no bug
    for (const path of ['/assets//', '/assets/%00', '/%']) expect((await page(path)).status, path).toBeLessThan(500);
  });

  test('a file name cannot break a header or name a path', async () => {
    const answer = await fetch(`${base}/api/file`);
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).not.toMatch(/[\r\n/\\]/);
    expect(disposition).toContain("filename*=UTF-8''.._%E7%AD%94");
  });

  test('the OpenAPI document lists every route with its permission and errors', async () => {
    const document = await (await fetch(`${base}/api/openapi.json`)).json() as { openapi: string; paths: Record<string, Record<string, { summary: string }>> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/echo', '/api/things/{id}']));
    expect(document.paths['/api/things/{id}']?.get).toMatchObject({ 'x-may': 'case.read', parameters: [{ name: 'id', in: 'path' }, { name: 'size', in: 'query' }] });
  });

  test('healthz', async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
  });
});

describe('the line', () => {
  const on = async (line: { tls: boolean; insecure: boolean; trustProxy: readonly string[] }) => {
    const setting = route({ method: 'GET', path: '/line', may: 'public', out: z.unknown(), fails: [], summary: 'x', handle: async (ctx) => { ctx.setCookie('shuqiao', 'v'); return { secure: ctx.secure, loopback: ctx.loopback, origin: ctx.origin, address: ctx.address }; } });
    const app = await createServer({ routes: [setting], log: pino({ level: 'silent' }), line, healthy: async () => true, sessions: { find: async () => fail('SESSION_ENDED') }, asked: () => Buffer.alloc(16), accessLog: { log: async () => undefined, flush: async () => undefined, stop: async () => undefined } });
    const ask = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') => {
      const answer = await app.inject({ method: 'GET', url: '/api/line', headers, remoteAddress });
      return { ...answer.json<object>(), cookie: String(answer.headers['set-cookie']) };
    };
    return { ask, close: () => app.close() };
  };

  test('loopback: a host-bound secure cookie, as browsers accept it there', async () => {
    const { ask, close } = await on({ tls: false, insecure: false, trustProxy: [] });
    expect(await ask({ host: 'localhost:8090' })).toMatchObject({ secure: true, loopback: true, cookie: '__Host-shuqiao=v; Path=/; HttpOnly; Secure; SameSite=Strict' });
    expect(await ask({ host: 'evil.example' })).toMatchObject({ loopback: false });
    expect(await ask({ host: 'localhost', 'x-forwarded-for': '9.9.9.9' })).toMatchObject({ loopback: false, address: '127.0.0.1' });
    await close();
  });

  test('INSECURE_HTTP: a plain name without Secure', async () => {
    const { ask, close } = await on({ tls: false, insecure: true, trustProxy: [] });
    expect(await ask({ host: '10.0.0.5:8090' }, '10.0.0.9')).toMatchObject({ secure: false, loopback: false, cookie: 'shuqiao=v; Path=/; HttpOnly; SameSite=Strict' });
    await close();
  });

  test('TRUST_PROXY: what the proxy says is believed from its addresses alone', async () => {
    const { ask, close } = await on({ tls: false, insecure: false, trustProxy: ['10.0.0.1'] });
    const said = { host: 'inside', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'share.example.gov.cn' };
    expect(await ask(said, '10.0.0.1')).toMatchObject({ secure: true, loopback: false, origin: 'https://share.example.gov.cn', address: '203.0.113.7' });
    expect(await ask(said, '10.0.0.2')).toMatchObject({ secure: false, origin: 'http://inside', address: '10.0.0.2' });
    await close();
  });
});
