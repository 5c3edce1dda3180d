import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { region, startBed, type Bed, type MadeGrant } from './bed.fixture.ts';
import { dropUsedSigns } from '../processes/usage/index.ts';
import { call, quadruple, refresh, send, signOf } from './client.fixture.ts';
import { firstKeptSlot } from './once/slots.ts';

let bed: Bed;
let url: string;
let it: Awaited<ReturnType<Bed['gateway']>>;
beforeAll(async () => {
  bed = await startBed();
  it = await bed.gateway();
  url = it.url;
});
afterAll(async () => {
  expect(it.bugs).toEqual([]);
  await bed.stop();
});
/** Grants made after the start arrive with the next poll: waits until a gateway gives their secret. */
const known = (grant: MadeGrant, at = url) => expect.poll(async () => (await refresh(at, grant)).secret, { interval: 50 }).toBeDefined();
const id7 = '990000199001010007';

test('a call by the national protocol answers a bare array: dates and decimals as text, nothing found as []', async () => {
  const grant = await bed.grant();
  await known(grant);
  const answer = await call(url, grant, { query: { id: id7 } });
  expect(answer).toMatchObject({ status: 200, type: 'application/json;charset=UTF-8' });
  expect(answer.text).toBe('[{"id":"990000199001010007","name":"测试7","born":"1990-01-08","salary":"7.50","seq":7}]');
  expect((await call(url, grant, { query: { id: 'nobody' } })).text).toBe('[]');
});

test('every type leaves as it should: large integers exact, truth values plain, NULL as null, odd text escaped', async () => {
  const grant = await bed.grant({ items: ['big', 'weight', 'working', 'note', 'at', 'mobile'] });
  await known(grant);
  expect((await call(url, grant, { query: { id: id7 } })).text).toBe('[{"big":9007199254741000,"weight":"0.875","working":false,"note":"a\\"b\\\\c\\t行","at":"2026-01-05 15:00:00+08","mobile":"15400000007"}]');
  expect(((await call(url, grant, { query: { id: '990000199001010003' } })).json as object[])[0]).toMatchObject({ note: null });
});

test('every prefix, place, path and method of the protocol', async () => {
  const grant = await bed.grant();
  await known(grant);
  const { secret } = await refresh(url, grant);
  const expected = (await call(url, grant, { query: { id: id7 } })).text;
  for (const path of ['/httpproxy', '/gateway/httpproxy']) {
    for (const prefix of ['gjgxjhpt_', 'gjzwfwpt_', '', 'BJS_', 'jsjhpt_']) {
      const common = { path, prefix, secret: secret as string };
      for (const [name, options] of Object.entries({
        get: { query: { id: id7 } }, 'get, all in the query': { query: { id: id7 }, place: 'query' }, 'post json': { json: { id: id7 } }, 'post json, labelled text': { json: { id: id7 }, headers: { 'content-type': 'text/plain' } },
        'post form': { form: { id: id7 }, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 'post form, all in it': { form: { id: id7 }, place: 'form' }, 'post json, all in it': { json: { id: id7 }, place: 'json' },
        'post, empty body, parameters in the query': { method: 'POST', query: { id: id7 }, headers: { 'content-type': 'application/json' } },
      } as const)) expect((await call(url, grant, { ...common, ...options })).text, `${path} ${prefix} ${name}`).toBe(expected);
    }
  }
});

test('refresh at every alias, with every prefix; idempotent; exactly the members clients are built for', async () => {
  const grant = await bed.grant();
  await known(grant);
  const first = await refresh(url, grant);
  expect(Object.keys(first.answer.json as object)).toEqual(['code', 'message', 'data']);
  expect(Object.keys((first.answer.json as { data: object }).data)).toEqual(['secret', 'secretEndTime']);
  expect(Number(first.endsAt)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  for (const path of ['/sysapi/auth/refreshappsecret', '/gateway/sysapi/auth/refreshappsecret', '/gateway/httpproxy', '/x/gxservices/auth/refreshappsecret', '/y/authz/authSystem/getAppSecret?apikey=1']) {
    for (const prefix of ['gjgxjhpt_', 'gjzwfwpt_', '', 'BJS_']) expect((await refresh(url, grant, { path, prefix })).secret, path + prefix).toBe(first.secret);
  }
  const twoSets = JSON.stringify({ ...quadruple(grant, grant.appKey, 'gjgxjhpt_', String(Date.now())), ...quadruple(grant, grant.appKey, 'gjzwfwpt_', String(Date.now())) }); // as one client sends them, where calls go, too
  expect((await send(url, 'POST', '/gateway/httpproxy', {}, twoSets)).json).toEqual(first.answer.json);
  const both = await Promise.all(Array.from({ length: 8 }, () => refresh(url, grant)));
  expect(new Set(both.map((each) => each.secret)).size).toBe(1);
});

test('before the signature verifies every refusal is one text; only an incomplete quadruple and a malformed time say more', async () => {
  const grant = await bed.grant();
  await known(grant);
  const { secret } = await refresh(url, grant);
  const one = '{"code":"E-106","data":"","message":"请求不存在于授权列表中"}';
  const now = String(Date.now());
  const key = { ...grant, secret: secret as string };
  for (const [name, refused] of Object.entries({
    'unknown rid': call(url, { ...key, rid: 'nobody' }, { secret: key.secret }),
    'unknown sid': call(url, { ...key, sid: 'nothing' }, { secret: key.secret }),
    'sid of another': call(url, { ...key, sid: "x' or 1=1--" }, { secret: key.secret }),
    'wrong secret': call(url, key, { secret: 'f'.repeat(32) }),
    'appKey for a call': call(url, key, { secret: grant.appKey }),
    'the secret itself as sign': call(url, key, { secret: key.secret, sign: key.secret }),
    'rid + sid + rtime': call(url, key, { secret: key.secret, rtime: now, sign: signOf(key.secret, { ...key, rid: key.sid, sid: key.rid }, now) }),
    'an hour late': call(url, key, { secret: key.secret, rtime: String(Date.now() - 3_600_000) }),
    'an hour early': call(url, key, { secret: key.secret, rtime: String(Date.now() + 3_600_000) }),
    'two sets that disagree': call(url, key, { secret: key.secret, headers: quadruple({ ...grant, rid: 'other' }, key.secret, 'gjzwfwpt_', now) }),
    'refresh with the secret': refresh(url, { ...grant, appKey: key.secret }).then((it) => it.answer),
    'refresh twenty minutes old': refresh(url, grant, { rtime: String(Date.now() - 1_200_000) }).then((it) => it.answer),
  })) {
    const answer = await refused;
    expect(answer.text, name).toBe(one);
    expect(answer.status, name).toBe(200);
  }
  expect((await call(url, key, { secret: key.secret, place: 'none' })).json).toEqual({ code: '-1', data: '', message: '请求参数不完整' });
  expect((await call(url, key, { secret: key.secret, rtime: now.slice(0, 10) })).json).toMatchObject({ code: '-1', data: '', message: expect.stringContaining('毫秒') });
});

test('after the signature the reason is said: state, term, address, quota, keys', async () => {
  const cases = {
    授权已暂停: { state: 'suspended' }, 授权已应急停用: { state: 'held' }, 授权已过期或已停用: { state: 'ended' }, '授权已于 2026-01-02 到期': { termTo: '2026-01-02' }, '授权自 2099-01-01 起生效': { termFrom: '2099-01-01', termTo: null },
    IP不在白名单: { addresses: ['10.0.0.0/8'] }, '缺少必填参数 id': {}, '须以请求头 shuqiao-person 写明经办人标识': { personRequired: true },
  } as const;
  const made = await Promise.all(Object.entries(cases).map(async ([message, options]) => ({ message, grant: await bed.grant(options) })));
  for (const { message, grant } of made) await expect.poll(async () => (await call(url, grant)).json, { message, interval: 50 }).toEqual({ code: '-1', data: '', message });
});

test('weak signatures: this morning’s are taken again and again where they are allowed, by TLS, from its addresses, to the last day: protocol §2.4', async () => {
  const https = { 'x-forwarded-proto': 'https' };
  const behind = await bed.gateway({ trustProxy: ['127.0.0.1'] });
  const made = { addresses: ['127.0.0.1'], timeRule: 'legacy', timeRuleUntil: '2099-12-30' } as const;
  const [weak, usual, over] = await Promise.all([bed.grant(made), bed.grant(), bed.grant({ ...made, timeRuleUntil: '2026-01-31' })]);
  const issuedAtMs = Date.now() - 5 * 3_600_000;
  const secret = 'f'.repeat(32);
  for (const { rid, sid } of [weak, usual, over]) {
    await bed.base.db.insertInto('wireSecret').values({ rid, sid, nth: 1, issuedAt: new Date(issuedAtMs).toISOString(), endsAt: new Date(issuedAtMs + 86_400_000).toISOString(), sealed: bed.keys.seal('wire-secret', secret, `wire_secret/${rid}/${sid}/${issuedAtMs}`) }).execute();
  }
  const morning = (grant: MadeGrant, headers: Record<string, string> = https, rtime = issuedAtMs - 9 * 60_000) => call(behind.url, grant, { secret, rtime: String(rtime), query: { id: id7 }, headers }).then(({ text }) => text);
  await expect.poll(() => morning(weak), { interval: 50 }).toContain('测试7');
  for (let n = 0; n < 3; n += 1) expect(await morning(weak)).toContain('测试7');
  const refusals = [morning(weak, {}), morning(weak, { ...https, 'x-forwarded-for': '10.1.1.1' }), morning(weak, https, issuedAtMs - 11 * 60_000), morning(usual), morning(over)];
  expect((await Promise.all(refusals)).map((text) => (JSON.parse(text) as { message: string }).message)).toEqual(['该授权须经 TLS（https）调用', 'IP不在白名单', ...Array.from({ length: 3 }, () => '请求不存在于授权列表中')]);
  await call(behind.url, weak, { secret, query: { id: id7 }, headers: https }); // in time: nothing weak about it
  const recorded = async () => (await sql<{ status: string; reason: string | null; n: number }>`select status, reason, count(*)::int as n from call_record where grant_id = ${weak.id} and status = 'ok' group by 1, 2 order by 1, 2`.execute(bed.base.db)).rows;
  await expect.poll(recorded, { interval: 50 }).toEqual([{ status: 'ok', reason: 'weak-time', n: 4 }, { status: 'ok', reason: null, n: 1 }]);
  await behind.stop();
});

test('a signature is taken once where its grant says so: by no other gateway, in no same moment, after no start anew; sending it again spends no quota: protocol §2.4', async () => {
  const second = await bed.gateway();
  const [strict, small] = await Promise.all([bed.grant({ timeRule: 'strict' }), bed.grant({ timeRule: 'strict', quotaDay: 5 })]);
  for (const at of [url, second.url]) for (const grant of [strict, small]) await known(grant, at);
  let rtime = Date.now();
  const secrets = new Map(await Promise.all([strict, small].map(async (grant) => [grant, (await refresh(url, grant)).secret as string] as const)));
  const asks = (at: string, grant: MadeGrant, ms: number, query: Record<string, string> = { id: id7 }, more = {}) => call(at, grant, { secret: secrets.get(grant) as string, rtime: String(ms), query, ...more });
  const said = ({ text, json }: { text: string; json: unknown }): string => (text.startsWith('[') ? 'rows' : (json as { message: string }).message);
  const used = '签名已经用过，请以新的请求时间重新签名';
  const answers = (await Promise.all(Array.from({ length: 24 }, (_, n) => asks(n % 2 === 0 ? url : second.url, strict, rtime)))).map(said);
  expect([answers.filter((one) => one === 'rows').length, answers.filter((one) => one === used).length]).toEqual([1, 23]);
  const bare = signOf(secrets.get(strict) as string, strict, String(rtime)).replace('=', ''); // written otherwise it is the same
  expect(said(await asks(url, strict, rtime, undefined, { sign: bare }))).toBe(used);
  rtime += 1;
  expect(said(await asks(url, strict, rtime, {}))).toBe('缺少必填参数 id'); // what was only refused has not used it
  expect([said(await asks(second.url, strict, rtime)), said(await asks(url, strict, rtime))]).toEqual(['rows', used]);
  await second.stop();
  const third = await bed.gateway();
  await known(strict, third.url);
  expect(said(await asks(third.url, strict, rtime))).toBe(used);
  await third.stop();
  const few = Array.from({ length: 5 }, (_, n) => rtime + 1 + n);
  for (const ms of few.slice(0, 4)) expect([said(await asks(url, small, ms)), said(await asks(url, small, ms)), said(await asks(url, small, ms))]).toEqual(['rows', used, used]);
  expect([said(await asks(url, small, few[4] as number)), said(await asks(url, small, rtime + 9))]).toEqual(['rows', '调用次数超限']);
  const kept = async (): Promise<number> => Number((await bed.base.pool.query<{ n: string }>('select count(*) as n from used_sign')).rows[0]?.n);
  expect(await kept()).toBe(2 + 5); // and nothing of all the grants that take a signature again
  await dropUsedSigns(bed.base.pool, firstKeptSlot(Date.now()));
  expect(await kept()).toBe(7);
  await dropUsedSigns(bed.base.pool, firstKeptSlot(Date.now() + 61 * 60_000));
  expect(await kept()).toBe(0);
});

test('quota: the limit and not one more, by any number of callers at two gateways', async () => {
  const grant = await bed.grant({ quotaMinute: 500, quotaDay: 47 });
  const second = await bed.gateway();
  for (const at of [url, second.url]) await known(grant, at);
  const { secret } = await refresh(url, grant);
  const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => call(n % 2 === 0 ? url : second.url, grant, { secret: secret as string, query: { id: id7 } })));
  const served = answers.filter((answer) => answer.text.startsWith('[')).length;
  expect(served).toBeLessThanOrEqual(47);
  expect(served).toBeGreaterThanOrEqual(47 - 2 * 2);
  expect(answers.find((answer) => !answer.text.startsWith('['))?.json).toEqual({ code: '-1', data: '', message: '调用次数超限' });
  await second.stop();
});

test('a secret fetched at one gateway is known at the next, at once; one in the last quarter of its life is followed by another and goes on to its own end: protocol §3.4', async () => {
  const [grant, late] = await Promise.all([bed.grant(), bed.grant()]);
  const [issuedAtMs, old] = [Date.now() - 19 * 3_600_000, 'e'.repeat(32)];
  await bed.base.db.insertInto('wireSecret').values({ rid: late.rid, sid: late.sid, nth: 1, issuedAt: new Date(issuedAtMs).toISOString(), endsAt: new Date(issuedAtMs + 86_400_000).toISOString(), sealed: bed.keys.seal('wire-secret', old, `wire_secret/${late.rid}/${late.sid}/${issuedAtMs}`) }).execute();
  const second = await bed.gateway();
  for (const at of [url, second.url]) await known(grant, at);
  const { secret } = await refresh(url, grant);
  expect((await call(second.url, grant, { secret: secret as string, query: { id: id7 } })).text).toContain('测试7');
  await known(late);
  const [next, again] = [(await refresh(url, late)).secret as string, (await refresh(second.url, late)).secret as string];
  expect([next === old, again === next]).toEqual([false, true]);
  for (const each of [old, next]) expect((await call(url, late, { secret: each, query: { id: id7 } })).text).toContain('测试7');
  await second.stop();
});

test('the record holds who, what for, which items, how many rows, digests, what was ignored; `received` knows the record', async () => {
  const grant = await bed.grant();
  await known(grant);
  await call(url, grant, { query: { id: id7, extra: '1' }, headers: { 'x-forwarded-for': '10.1.2.3', 'shuqiao-person': 'window-03' } });
  for (let n = 0; n < 2; n += 1) await it.gateway.ship(); // the first may have begun before this call
  const { rows } = await sql<Record<string, unknown>>`select *, octet_length(params) as digest from call_record where grant_id = ${grant.id}`.execute(bed.base.db);
  expect(rows).toMatchObject([{ region, caller: '11320800PDY0000286', person: 'window-03', purpose: '核验学历', items: '1,2,4,5,6', rows: 1, status: 'ok', address: '127.0.0.1', claimed: '10.1.2.3', ignored: 'extra', digest: 16 }]);
  const received = await sql`select 1 from received where entry = ${grant.entry} and grant_id = ${grant.id}`.execute(bed.base.db);
  expect(received.rows).toHaveLength(1);
});

test('the server’s other routes are untouched', async () => {
  expect((await send(url, 'GET', '/api/other', {})).json).toEqual({ ok: true });
});
