import { createHmac } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { region, startBed, type Bed, type GrantOptions, type MadeGrant } from './bed.fixture.ts';
import { call, refresh, type CallOptions } from './client.fixture.ts';

let bed: Bed;
let gateway: Awaited<ReturnType<Bed['gateway']>>;
beforeAll(async () => {
  bed = await startBed();
  gateway = await bed.gateway();
});
afterAll(async () => {
  expect(gateway.bugs).toEqual([]);
  await bed.stop();
});
const id7 = '990000199001010007';

async function asked(options: GrantOptions, ...calls: CallOptions[]): Promise<string[]> {
  const grant = await bed.grant(options);
  let { secret } = await refresh(gateway.url, grant);
  for (; secret === undefined; secret = (await refresh(gateway.url, grant)).secret) await new Promise((resolve) => setTimeout(resolve, 20));
  const texts: string[] = [];
  for (const each of calls) texts.push((await call(gateway.url, grant, { secret, ...each })).text);
  return texts;
}

test('masks run in the provider’s database; a masked answer still knows its record', async () => {
  const [text] = await asked({ items: ['id', 'name', 'mobile', 'school'], masks: { 1: 'id-number', 2: 'name', 3: 'mobile', 10: 'last4' } }, { query: { id: id7 } });
  expect(JSON.parse(text as string)).toEqual([{ id: '990000********0007', name: '测**', mobile: '154****0007', school: '**' }]);
});

test('the hash mask is HMAC-SHA-256 under the grant’s key: equal inside one grant, different in the next', async () => {
  const options = { items: ['id'], masks: { 1: 'hash' } } as const;
  const grant = await bed.grant(options);
  await asked({}, {});
  const secret = (await refresh(gateway.url, grant)).secret as string;
  const first = JSON.parse((await call(gateway.url, grant, { secret, query: { id: id7 } })).text) as { id: string }[];
  expect(first[0]?.id).toBe(createHmac('sha256', bed.keys.maskKey(`grant/${region}/${grant.id}`)).update(id7).digest('hex'));
  const [other] = await asked(options, { query: { id: id7 } });
  expect((JSON.parse(other as string) as { id: string }[])[0]?.id).not.toBe(first[0]?.id);
});

test('rows outside the grant are not there', async () => {
  const rowFilter = [{ item: 10, op: 'in', values: ['s7', 's8'] }, { item: 6, op: 'between', values: ['1', '100'] }, { item: 1, op: 'prefix', values: ['9900001990'] }, { item: 9, op: 'eq', values: ['false'] }];
  expect(await asked({ items: ['seq'], rowFilter }, { query: { id: id7 } }, { query: { id: '990000199001010008' } }, { query: { id: '990000199001010107' } })).toEqual(['[{"seq":7}]', '[]', '[]']);
});

test('verification answers yes or no and needs every declared key', async () => {
  const options: GrantOptions = { serviceKind: 'verification', keys: [{ column: 'id', required: true }, { column: 'name', required: false }] };
  expect(await asked(options, { query: { id: id7, name: '测试7' } }, { query: { id: id7, name: '测试8' } }, { query: { id: id7 } })).toEqual(['[{"match":true}]', '[{"match":false}]', '{"code":"-1","data":"","message":"缺少必填参数 name"}']);
});

test('pages follow the declared order, neither repeating nor skipping; optional keys narrow', async () => {
  const options: GrantOptions = { items: ['seq'], pageSize: 7, keys: [{ column: 'school', required: false }, { column: 'working', required: false }] };
  const pages = await asked(options, ...[1, 2, 3, 4, 5].map((page) => ({ query: { school: 's1', page: String(page) } })));
  const seen = pages.flatMap((text) => (JSON.parse(text) as { seq: number }[]).map((row) => row.seq));
  expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n * 10 + 1));
  expect(await asked(options, { query: { school: 's1', working: 'true' } }, { query: { pageSize: '2' } }, { query: { pageSize: '8' } }, { query: { page: '0' } }, { query: { page: '1e3' } })).toEqual([
    '[]', '[{"seq":1},{"seq":2}]', expect.stringContaining('pageSize 须为'), expect.stringContaining('page 须为'), expect.stringContaining('page 须为')]);
});

test('answers are bounded in bytes, statements in time; a value of the wrong type is a refusal, never an error', async () => {
  await bed.provider.query('create view slow as select p.*, pg_sleep(2)::text as pause from people p; grant select on slow to reader');
  expect((await asked({ items: ['note', 'name', 'id'], keys: [], maxBytes: 2_000 }, {}))[0]).toContain('应答超过上限');
  expect((await asked({ table: 'slow', items: ['id'], timeoutMs: 200, keys: [{ column: 'id', required: true }] }, { query: { id: id7 } }))[0]).toBe('{"code":"-1","data":"","message":"提供部门系统应答超时"}');
  expect(await asked({ keys: [{ column: 'seq', required: true }] }, { query: { seq: 'x' } }, { query: { seq: '99999999999999999999' } }, { query: { seq: "1; drop table people" } })).toEqual(Array(3).fill('{"code":"-1","data":"","message":"参数的格式不正确"}'));
});

const atProvider = async (what: string): Promise<number> => Number((await bed.provider.query(`select count(*) as n from pg_stat_activity where pid <> pg_backend_pid() and ${what}`)).rows[0]?.n);

test('a statement that is given up ends at the provider, too, whatever its login was told; the next with a longer time has it', async () => {
  await bed.provider.query('create view endless as select p.*, pg_sleep(60)::text as pause from people p; grant select on endless to reader');
  const [text] = await asked({ table: 'endless', items: ['id'], timeoutMs: 150 }, { query: { id: id7 } });
  expect(text).toContain('提供部门系统应答超时');
  await expect.poll(() => atProvider("query like '%endless%' and state = 'active'")).toBe(0);
  await bed.provider.query('create view patient as select p.*, pg_sleep(0.4)::text as pause from people p; grant select on patient to reader');
  expect((await asked({ table: 'patient', items: ['id'], timeoutMs: 5_000 }, { query: { id: id7 } }))[0]).toBe(`[{"id":"${id7}"}]`);
});

test('a value far beyond the bound is not gathered in memory: its connection is cut, the next call has another', async () => {
  await bed.provider.query("create view huge as select p.id, repeat('字', 8000000) as name, mobile, born, salary, seq, big, weight, working, school, at, note from people p; grant select on huge to reader");
  const grant = await bed.grant({ table: 'huge', items: ['name'], maxBytes: 4_096, timeoutMs: 10_000 });
  await asked({}, {});
  const secret = (await refresh(gateway.url, grant)).secret as string;
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const watching = setInterval(() => { most = Math.max(most, process.memoryUsage().arrayBuffers - before); }, 2);
  expect((await call(gateway.url, grant, { secret, query: { id: id7 } })).text).toContain('应答超过上限');
  clearInterval(watching);
  expect(most).toBeLessThan(12 * 1024 * 1024);
  await expect.poll(() => atProvider("query like '%huge%'")).toBe(0);
  expect((await asked({}, { query: { id: id7 } }))[0]).toContain('测试7');
});

test('what looks like SQL is a value', async () => {
  for (const text of await asked({}, ...["' or '1'='1", '1; select pg_sleep(5)--', '$1', '\\', '%', '__', '{}', '"', ')'].map((id) => ({ query: { id } })))) expect(text).toBe('[]');
});

test('a table that changes under its statement is asked again; one that is gone is a plain refusal', async () => {
  await bed.provider.query('create table moving as select * from people; grant select on moving to reader');
  const grant = await bed.grant({ table: 'moving', items: ['id', 'seq'] });
  await asked({}, {});
  const { secret } = await refresh(gateway.url, grant);
  const once = async () => (await call(gateway.url, grant, { secret: secret as string, query: { id: id7 } })).text;
  expect(await once()).toContain('"seq":7');
  await bed.provider.query('alter table moving alter column seq type bigint');
  expect(await once()).toContain('"seq":7');
  await bed.provider.query('drop table moving');
  expect(await once()).toBe('{"code":"-1","data":"","message":"提供部门系统暂不可用"}');
});

test('one slow provider slows no other: its callers are refused, the next department’s are served', async () => {
  const silent = createServer(() => undefined); // takes connections and never says a word
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const port = (silent.address() as { port: number }).port;
  const [dead, alive] = [await bed.grant({ port }), await bed.grant()];
  await asked({}, {});
  const secrets = await Promise.all([dead, alive].map(async (grant) => (await refresh(gateway.url, grant)).secret as string));
  const waiting = Array.from({ length: 300 }, () => call(gateway.url, dead, { secret: secrets[0] as string, query: { id: id7 } }));
  // A caller of the silent one waits for two seconds at least. Of twenty calls to the other the middle one tells whether they
  // stand behind it: a busy machine may hold up some of them, not most.
  const took: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now();
    expect((await call(gateway.url, alive, { secret: secrets[1] as string, query: { id: id7 } })).text).toContain('测试7');
    took.push(performance.now() - began);
  }
  expect(took.sort((a, b) => a - b)[10]).toBeLessThan(1_000);
  for (const answer of await Promise.all(waiting)) expect(answer.json).toMatchObject({ code: '-1', message: expect.stringContaining('提供部门系统') });
  silent.close();
});

test('a provider that falls silent, hangs up or talks nonsense in the middle of an answer: a plain refusal each time, nothing of what came half leaves, and the next call is served', async () => {
  type Fault = 'none' | 'silent' | 'cut' | 'nonsense';
  let fault: Fault = 'none';
  const between = createServer((caller) => { // in front of the provider; spoils what comes after the first bytes of rows
    const there = connect(bed.provider.port, '127.0.0.1');
    const end = (): void => { caller.destroy(); there.destroy(); };
    caller.on('data', (part) => there.write(part)).on('error', end).on('close', end);
    there.on('data', (part) => {
      const at = fault === 'none' ? -1 : part.indexOf('测试7'.slice(0, 2));
      if (at < 0) return void caller.write(part);
      caller.write(part.subarray(0, at + 3));
      if (fault === 'cut') end();
      if (fault === 'nonsense') caller.write(Buffer.alloc(512, 0xff));
    }).on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const { port } = between.address() as { port: number };
  // What says nothing, or nothing that ends, is waited for until a short time is over; who hangs up is told as such, however busy the machine is.
  const [brief, patient] = await Promise.all([300, 10_000].map((timeoutMs) => bed.grant({ port, timeoutMs, items: ['id', 'name'] })));
  await asked({}, {});
  const askOf = async (grant: MadeGrant) => {
    const secret = (await refresh(gateway.url, grant)).secret as string;
    return async () => (await call(gateway.url, grant, { secret, query: { id: id7 } })).text;
  };
  const [silent, once] = [await askOf(brief as MadeGrant), await askOf(patient as MadeGrant)];
  for (const [kind, message] of [['silent', '应答超时'], ['cut', '暂不可用'], ['nonsense', '提供部门系统']] as const) {
    fault = 'none';
    await expect.poll(once, { message: `before ${kind}` }).toContain('测试7');
    fault = kind;
    const ask = kind === 'cut' ? once : silent;
    const said = await Promise.all([ask(), ask(), ask()]);
    for (const text of said) expect(text, kind).toMatch(new RegExp(`^{"code":"-1","data":"","message":"[^"]*${message}`));
  }
  fault = 'none';
  await expect.poll(once).toContain('测试7');
  between.close();
});

test('our own database is no provider, whatever the network allows', async () => {
  const own = Number(new URL(bed.base.url).port);
  expect((await asked({ port: own }, { query: { id: id7 } }))[0]).toContain('提供部门系统暂不可用');
});
