import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { startBed, type Bed, type MadeGrant } from '../bed.fixture.ts';
import { restCall, send, tokenFor } from '../client.fixture.ts';

let bed: Bed;
let it: Awaited<ReturnType<Bed['gateway']>>;
let grant: MadeGrant;
let token: string;
const id7 = '990000199001010007';
beforeAll(async () => {
  bed = await startBed();
  grant = await bed.grant();
  it = await bed.gateway();
  token = (await tokenFor(it.url, grant)).token as string;
});
afterAll(async () => {
  expect(it.bugs).toEqual([]);
  await bed.stop();
});

const served = async () => (await restCall(it.url, grant, { token, query: { id: id7 } })).text.includes('测试7');

/** Bytes as they are, answered or cut off: whoever asks here is sent away in the end, `waitMs` is for the one that is not. */
function raw(bytes: string | Buffer, waitMs = 30_000): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(new URL(it.url).port), '127.0.0.1', () => socket.write(bytes));
    const end = (): void => { socket.destroy(); resolve(text); };
    const timer = setTimeout(end, waitMs);
    socket.on('data', (part) => { text += part.toString('latin1'); }).on('close', () => { clearTimeout(timer); end(); }).on('error', () => undefined);
  });
}

test('bodies of every odd kind get a problem or the answer, never a 500', async () => {
  const json = { 'content-type': 'application/json' };
  for (const [name, body, headers, status, code] of [
    ['GBK', Buffer.from([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0xce, 0xc4, 0x22, 0x7d]), json, 400, 'GATE_BODY_INVALID'], ['bad UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), json, 400, 'GATE_BODY_INVALID'],
    ['half JSON', '{"id":', json, 400, 'GATE_BODY_INVALID'], ['a list', '[1,2]', json, 400, 'GATE_BODY_INVALID'], ['null', 'null', json, 400, 'GATE_BODY_INVALID'], ['a text', '"x"', json, 400, 'GATE_BODY_INVALID'], ['XML', '<a/>', json, 400, 'GATE_BODY_INVALID'],
    ['deep JSON', `{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, json, 400, 'GATE_PARAMETER_INVALID'], ['an object as value', '{"id":{"$ne":1}}', json, 400, 'GATE_PARAMETER_INVALID'], ['a list as value', `{"id":["${id7}"]}`, json, 400, 'GATE_PARAMETER_INVALID'],
    ['a number past its digits', `{"id":${id7}}`, json, 400, 'GATE_BODY_INVALID'], ['NUL', '{"id":"a\\u0000b"}', json, 400, 'GATE_PARAMETER_INVALID'], ['nothing', '', json, 400, 'GATE_KEY_MISSING'], ['empty value', '{"id":null}', json, 400, 'GATE_KEY_MISSING'],
    ['a form', `id=${id7}`, { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'GATE_MEDIA_TYPE_OTHER'], ['text', `{"id":"${id7}"}`, { 'content-type': 'text/plain' }, 415, 'GATE_MEDIA_TYPE_OTHER'], ['multipart', 'x', { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'GATE_MEDIA_TYPE_OTHER'],
    ['10 MB', Buffer.alloc(10_000_000, 0x61), json, 413, 'BODY_TOO_LARGE'], ['a name of two', `{"id":"${id7}","id":"x"}`, json, 400, 'GATE_BODY_INVALID'], ['__proto__', `{"__proto__":{"id":"x"},"id":"${id7}"}`, json, 400, 'GATE_PARAMETER_INVALID'],
    ['ten thousand members', JSON.stringify({ id: id7, ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`p${n}`, 1])) }), json, 400, 'GATE_PARAMETER_INVALID'], ['vendor json', `{"id":"${id7}"}`, { 'content-type': 'application/vnd.x+json; charset=utf-8' }, 200, ''],
  ] as const) {
    const answer = await restCall(it.url, grant, { token, body: body as string | Buffer, headers, method: 'POST' }).catch((error: Error) => ({ status: 0, text: error.message, json: undefined }));
    if (answer.status === 0) expect(answer.text, name).toMatch(/EPIPE|ECONNRESET|socket hang up/); // cut off while still sending
    else expect([name, answer.status, (answer.json as { code?: string } | undefined)?.code ?? ''], answer.text).toEqual([name, status, code]);
  }
  expect(await served()).toBe(true);
});

test('methods, queries and paths of every odd kind', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) expect(await restCall(it.url, grant, { token, method, query: { id: id7 } }), method).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
  for (const [text, status] of [['?%', 400], ['?id=%ZZ', 200], [`?id=${id7}&id=${id7}`, 200], [`?id=${id7}&id=other`, 400], [`?${'a'.repeat(8_000)}=1&id=${id7}`, 200], ['?id=%00', 400], ['?id=%ff%fe', 400], [`?id=${'x'.repeat(1_001)}`, 400], [`?id=${id7}&pageSize=999999`, 400], [`?id=${id7}&page=9999999999`, 400], [`?ID=${id7}`, 400]] as const) {
    expect((await send(it.url, 'GET', `/api/data/${grant.sid}${text}`, { authorization: `Bearer ${token}` })).status, text.slice(0, 40)).toBe(status);
  }
  expect(await restCall(it.url, grant, { token, method: 'GET', body: '{"id":"other"}', headers: { 'content-length': '14' }, query: { id: id7 } })).toMatchObject({ status: 400, json: { code: 'GATE_BODY_INVALID' } });
  expect((await restCall(it.url, grant, { headers: { authorization: `bearer  ${token}` }, query: { id: id7 } })).status).toBe(200);
  for (const path of ['/api/data/', '/api/data', '/oauth2/', '/oauth2/token/x']) expect((await send(it.url, 'GET', path, {})).status, path).toBeLessThan(500);
  expect(await served()).toBe(true);
});

test('headers that try to be two things: the request is refused, not guessed', async () => {
  const line = `GET /api/data/${grant.sid}?id=${id7} HTTP/1.1\r\nhost: x\r\n`;
  expect(await raw(`${line}authorization: Bearer ${token}\r\nAuthorization: Bearer other\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 [\s\S]*GATE_TOKEN_MISPLACED/);
  expect(await raw(`${line}authorization: Bearer ${token}\r\n x\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400/); // folded
  expect(await raw(`${line}authorization: Bearer ${'a'.repeat(30_000)}\r\n\r\n`)).toContain('431');
  expect(await raw(`${line}authorization: Bearer ${token}\r\nx-forwarded-for: 10.0.0.1\r\nx-original-url: /api/session\r\nx-http-method-override: DELETE\r\nconnection: close\r\n\r\n`)).toContain('HTTP/1.1 200');
  expect(await raw(`${line}authorization: Bearer ${token}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n`)).toContain('HTTP/1.1 200'); // a GET whose body is empty, as some proxies pass it on
  const both = `POST /api/data/${grant.sid} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
  expect(await raw(both)).toContain('400');
  expect(await raw(`POST /oauth2/token HTTP/1.1\r\nhost: x\r\nauthorization: Basic eA==\r\nauthorization: Basic eTp6\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 29\r\nconnection: close\r\n\r\ngrant_type=client_credentials`)).toMatch(/^HTTP\/1\.1 400/);
});

test('a body that never ends is waited for ten seconds, and nobody else waits with it', async () => {
  const head = (path: string, type: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: ${type}\r\ncontent-length: 100\r\n\r\n`;
  const slow = Promise.all([raw(`${head(`/api/data/${grant.sid}`, 'application/json')}{"id":`), raw(`${head('/oauth2/token', 'application/x-www-form-urlencoded')}grant`)]);
  expect(await served()).toBe(true);
  const [data, asked] = await slow;
  expect(data).toMatch(/^HTTP\/1\.1 408 [\s\S]*connection: close[\s\S]*BODY_TOO_SLOW/i);
  expect(asked).toMatch(/^HTTP\/1\.1 408 [\s\S]*invalid_request/);
  expect(await served()).toBe(true);
});

test('a slice of the quota that our own database does not give now: not served, not a bug, and served again when it does', async () => {
  const fresh = await bed.grant();
  while ((await tokenFor(it.url, fresh)).token === undefined) await new Promise((resolve) => setTimeout(resolve, 30));
  const own = (await tokenFor(it.url, fresh)).token as string;
  const ask = (impatient?: true) => restCall(it.url, fresh, { token: own, query: { id: id7 }, ...(impatient ? { impatient } : {}) });
  await sql`revoke update on quota from shuqiao_app`.execute(bed.base.ownerDb);
  expect(await ask(true)).toMatchObject({ status: 503, json: { code: 'GATE_CLOSED' }, headers: { 'retry-after': '2' } });
  await sql`grant update on quota to shuqiao_app`.execute(bed.base.ownerDb);
  expect((await ask()).text).toContain('测试7');
});

test('the server’s other routes are untouched', async () => {
  expect((await send(it.url, 'GET', '/api/other', {})).json).toEqual({ ok: true });
  expect((await send(it.url, 'GET', '/api/database', {})).status).toBe(404);
});
