import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { startBed, type Bed } from './bed.fixture.ts';
import { call, refresh, restCall, tokenFor, type WireAnswer } from './client.fixture.ts';
import { conforms, type Door } from './doors.conformance.ts';

let bed: Bed;
let it: Awaited<ReturnType<Bed['gateway']>>;
beforeAll(async () => {
  bed = await startBed();
  it = await bed.gateway();
});
afterAll(async () => {
  expect(it.bugs).toEqual([]);
  await bed.stop();
});

const national: Door = {
  name: 'national',
  ticket: async (base, key) => (await refresh(base, key)).secret,
  call: async (base, key, secret, query, { post, headers = {} } = {}) => {
    const { json } = await call(base, key, { secret, headers, ...(post ? { json: query } : { query }) });
    return Array.isArray(json) ? { rows: json, refused: null, more: null } : { rows: null, refused: (json as { message: string }).message, more: null };
  },
  says: {
    suspended: '授权已暂停', held: '授权已应急停用', ended: '授权已过期或已停用', over: '授权已于 2026-01-02 到期', ahead: '授权自 2099-01-01 起生效', address: 'IP不在白名单', key: '缺少必填参数 id', person: '须以请求头 shuqiao-person 写明经办人标识',
    quota: '调用次数超限', page: 'page 须为从 1 起的整数', value: '参数 id 的格式不正确', twice: '参数 id 给出了两个不同的值', 'stopped-key': '请求不存在于授权列表中', closed: '服务暂不可用，请稍后重试',
  },
};

const rest: Door = {
  name: 'rest',
  ticket: async (base, key) => (await tokenFor(base, key)).token,
  call: async (base, key, token, query, { post, headers = {} } = {}) => {
    const answer = await restCall(base, key, { token, headers, ...(post ? { json: query } : { query }) });
    if (answer.status !== 200) return { rows: null, refused: (answer.json as { code: string }).code, more: null };
    const { data, more } = answer.json as { data: unknown; more: boolean };
    return { rows: data, refused: null, more };
  },
  says: {
    suspended: 'GATE_GRANT_SUSPENDED', held: 'GATE_GRANT_HELD', ended: 'GATE_GRANT_ENDED', over: 'GATE_GRANT_ENDED', ahead: 'GATE_GRANT_NOT_YET', address: 'GATE_ADDRESS_REFUSED', key: 'GATE_KEY_MISSING', person: 'GATE_PERSON_MISSING',
    quota: 'GATE_QUOTA_SPENT', page: 'GATE_PARAMETER_INVALID', value: 'GATE_PARAMETER_INVALID', twice: 'GATE_PARAMETER_INVALID', 'stopped-key': 'GATE_KEY_STOPPED', closed: 'GATE_CLOSED',
  },
};

for (const door of [national, rest]) conforms(door, () => ({ bed, url: it.url, ship: () => it.gateway.ship() }));

test('both doors spend one quota and stand in one list of calls', async () => {
  const grant = await bed.grant({ quotaDay: 20, quotaMinute: 500 });
  await expect.poll(async () => (await refresh(it.url, grant)).secret, { interval: 50 }).toBeDefined();
  const [secret, token] = [(await refresh(it.url, grant)).secret as string, (await tokenFor(it.url, grant)).token as string];
  const query = { id: '990000199001010007' };
  const ok = (answer: WireAnswer): boolean => answer.status === 200 && answer.text.includes('测试7');
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? call(it.url, grant, { secret, query }) : restCall(it.url, grant, { token, query }))));
  expect(answers.filter(ok)).toHaveLength(20);
  const spent = await restCall(it.url, grant, { token, query });
  expect(spent).toMatchObject({ status: 429, json: { code: 'GATE_QUOTA_SPENT', title: '调用次数超限', detail: expect.stringContaining('今日') } });
  expect(spent.headers['ratelimit']).toMatch(/^"minute";r=\d+;t=\d+, "day";r=0;t=\d+$/);
  expect(Number(spent.headers['retry-after'])).toBeGreaterThan(0);
  for (let n = 0; n < 2; n += 1) await it.gateway.ship(); // the first may have begun before the last call
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from call_record where grant_id = ${grant.id} and status = 'ok'`.execute(bed.base.db);
  expect(rows[0]?.n).toBe(20);
});
