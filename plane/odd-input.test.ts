import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { startBed, type Bed, type MadeGrant } from './bed.fixture.ts';
import { call, quadruple, refresh, send } from './client.fixture.ts';

let bed: Bed;
let gateway: Awaited<ReturnType<Bed['gateway']>>;
let grant: MadeGrant;
let secret: string;
const id7 = '990000199001010007';
beforeAll(async () => {
  bed = await startBed();
  grant = await bed.grant();
  gateway = await bed.gateway();
  secret = (await refresh(gateway.url, grant)).secret as string;
});
afterAll(async () => {
  expect(gateway.bugs).toEqual([]);
  await bed.stop();
});

/** Bytes as they are, answered or cut off: whoever asks here is sent away in the end, `waitMs` is for the one that is not. */
function raw(bytes: string | Buffer, waitMs = 30_000): Promise<string> {
  const { port } = new URL(gateway.url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    const timer = setTimeout(end, waitMs);
    socket.on('data', (part) => { text += part.toString('latin1'); }).on('close', () => { clearTimeout(timer); end(); }).on('error', () => undefined);
  });
}
const served = async () => (await call(gateway.url, grant, { secret, query: { id: id7 } })).text.includes('测试7');

test('bodies of every odd kind get a clear refusal or the answer, never an error', async () => {
  const headers = quadruple(grant, secret, 'gjgxjhpt_', String(Date.now()));
  const gbk = Buffer.from([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0xce, 0xc4, 0x22, 0x7d]); // {"id":"中文"} in GBK
  for (const [name, body, message] of [
    ['GBK', gbk, 'UTF-8'], ['bad UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'UTF-8'], ['half JSON', '{"id":', '无法解析'], ['a list', '[1,2]', '须为对象'], ['null', 'null', '缺少必填参数'],
    ['XML', '<a/>', 'XML'], ['deep JSON', `{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, ''], ['an object as value', '{"id":{"$ne":1}}', '缺少必填参数 id'], ['a number past its digits', '{"id":990000199001010007}', '请用文本'],
    ['NUL', '{"id":"a\\u0000b"}', '格式不正确'], ['ten thousand parameters', Array.from({ length: 10_000 }, (_, n) => `p${n}=1`).join('&'), '参数过多，最多 200 个'], ['10 MB', Buffer.alloc(10_000_000, 0x61), '请求体过大'],
    ['three hundred members and the key behind them', JSON.stringify({ ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`p${n}`, 1])), id: id7 }), '参数过多，最多 200 个'],
    ['a multipart form', `--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n${id7}\r\n--x--\r\n`, 'multipart'], ['a value percent-encoded in GBK', 'id=%B2%E2%CA%D4', '参数 id 须以 UTF-8 编码'], ['a name in GBK that nobody declared', `id=${id7}&%B2%E2=%CA%D4`, '测试7'],
    ['a percent sign that encodes nothing beside one that does', `id=%39${id7.slice(1)}&note=100%`, '测试7'], ['the same in one value', 'id=%E6%B5%8B100%', '[]'],
    ['__proto__', `{"__proto__":{"id":"x"},"constructor":1,"id":"${id7}"}`, ''], ['spaces', ' \r\n\t ', '缺少必填参数'],
    ['two equal names', `{"id":"x","o":{"id":1},"\\u0069d":"${id7}"}`, '同名参数'], ['equal names within another, and a colon in a text', `{"o":{"a":1,"a":2},"t":"\\":{:","id":"${id7}"}`, '测试7'], ['a byte order mark', `\ufeff{"id":"${id7}"}`, '测试7'],
  ] as const) {
    const answer = await send(gateway.url, 'POST', '/httpproxy', headers, body as string | Buffer).catch((error: Error) => ({ status: 0, text: error.message, json: undefined, type: '' }));
    if (answer.status === 0) expect(answer.text, name).toMatch(/EPIPE|ECONNRESET|socket hang up/); // cut off while still sending
    else {
      expect(answer.status, name).toBe(200);
      expect(answer.text, name).toContain(message);
    }
  }
  expect(await served()).toBe(true);
});

test('methods, doubled and overlong headers, odd paths, a body that never ends', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) expect((await call(gateway.url, grant, { secret, method, query: { id: id7 } })).json, method).toMatchObject({ code: '-1', message: '只受理 GET 和 POST' });
  for (const path of ['/httpproxy?%', '/httpproxy?%E4%BD=%ZZ&&&=', `/httpproxy?${'a'.repeat(8_000)}`, '/httpproxy/?id=1', '//httpproxy', '/api/data/%00', '/api/data/../httpproxy']) expect((await send(gateway.url, 'GET', path, {})).status, path).toBeLessThan(500);
  const doubled = `GET /httpproxy?id=${id7} HTTP/1.1\r\nhost: x\r\nrid: ${grant.rid}\r\nrid: ${grant.rid}\r\nsid: ${grant.sid}\r\nrtime: ${Date.now()}\r\nsign: x\r\nconnection: close\r\n\r\n`;
  expect(await raw(doubled)).toContain('E-106');
  expect(await raw(doubled.replace('/httpproxy', 'http://gateway.example/httpproxy'))).toContain('E-106'); // as by way of a proxy
  expect((await send(gateway.url, 'POST', '/sysapi/auth/refreshappsecret', {}, '{"rid":')).json).toEqual({ code: '-1', data: '', message: '请求参数不完整：JSON 请求体无法解析' });
  expect(await raw(`GET /httpproxy HTTP/1.1\r\nhost: x\r\nrid: ${'r'.repeat(30_000)}\r\n\r\n`)).toContain('431');
  const headers = Object.entries(quadruple(grant, secret, '', String(Date.now()))).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const slow = raw(`POST /httpproxy HTTP/1.1\r\nhost: x\r\n${headers}content-length: 100\r\n\r\n{"id":`);
  expect(await served()).toBe(true);
  expect(Buffer.from(await slow, 'latin1').toString('utf8')).toContain('请求体未在规定时间内传完');
  expect(await raw('not http at all\r\n\r\n')).toContain('400');
  expect(await served()).toBe(true);
});

test('who is asked for may be written in Chinese; what is no UTF-8 is kept as it came and breaks nothing', async () => {
  const own = Object.entries(quadruple(grant, secret, '', String(Date.now()))).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  for (const person of [Buffer.from('窗口03·李'), Buffer.from([0xb4, 0xb0, 0xbf, 0xda]), Buffer.from('甲'.repeat(80))]) {
    expect(await raw(Buffer.concat([Buffer.from(`GET /httpproxy?id=${id7} HTTP/1.1\r\nhost: x\r\n${own}shuqiao-person: `), person, Buffer.from('\r\nconnection: close\r\n\r\n')]))).toContain('HTTP/1.1 200');
  }
  for (let n = 0; n < 2; n += 1) await gateway.gateway.ship();
  const { rows } = await sql<{ person: string }>`select person from call_record where person is not null order by at, id`.execute(bed.base.db);
  expect(rows.map((row) => row.person)).toEqual(['窗口03·李', '\u00b4\u00b0\u00bf\u00da', '甲'.repeat(64)]);
});

test('one parameter with two values is nobody’s guess; unknown ones are ignored', async () => {
  expect((await call(gateway.url, grant, { secret, query: { id: id7 }, json: { id: 'other' } })).json).toMatchObject({ message: '参数 id 给出了两个不同的值' });
  expect((await call(gateway.url, grant, { secret, query: { id: id7 }, json: { id: id7, clientName: 'x', start: 0 } })).text).toContain('测试7');
});

test('a hundred thousand bad calls are a few rows; refusals after the signature are sums', async () => {
  const { counters } = await import('./records/refused.ts').then(({ createRefusedCounters }) => {
    const rows: unknown[][] = [];
    return { counters: Object.assign(createRefusedCounters(async (batch) => { rows.push([...batch]); }, () => undefined), { rows }) };
  });
  for (let n = 0; n < 100_000; n += 1) counters.count('not-listed', `10.${(n >> 8) & 255}.${n & 255}.0/24`);
  await counters.flush();
  expect(counters.rows.flat().length).toBeLessThanOrEqual(10_002 * 2); // a minute may turn while it runs
  expect((counters.rows.flat() as { n: number }[]).reduce((sum, row) => sum + row.n, 0)).toBe(100_000);
  await counters.stop();

  const before = await size();
  const bad = { ...grant, rid: 'nobody' };
  await Promise.all(Array.from({ length: 16 }, async () => { for (let n = 0; n < 60; n += 1) await call(gateway.url, bad, { secret }); }));
  await Promise.all(Array.from({ length: 16 }, async () => { for (let n = 0; n < 20; n += 1) await call(gateway.url, grant, { secret }); })); // no key: refused after the signature
  const refused = async () => {
    await gateway.gateway.ship();
    return (await sql<{ n: number; calls: number }>`select count(*)::int as n, coalesce(sum(repeats), 0)::int as calls from call_record where status = 'refused' and reason = 'missing-key' and address = '127.0.0.1'`.execute(bed.base.db)).rows[0];
  };
  await expect.poll(async () => (await refused())?.calls, { interval: 100 }).toBeGreaterThanOrEqual(320); // sums are told once a second
  expect((await size()) - before).toBeLessThan(300_000);
  expect((await refused())?.n).toBeLessThan(30);
});

async function size(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select pg_database_size(current_database())::float8 as n`.execute(bed.base.db);
  return Number(rows[0]?.n);
}
