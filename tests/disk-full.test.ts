import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmsOf, partsOf } from '../operate/serve/health.ts';
import type { Seen } from '../operate/serve/health.ts';
import { watchDisk } from '../platform/disk.ts';
import { call } from '../plane/client.fixture.ts';
import { binds, connects, graduates, inUse, publishes } from './market.ts';
import { someGraduate, startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { town } from './town.ts';
import type { Town } from './town.ts';
import { until } from './until.ts';

/** No record, no data: with the database's tables of records away the records stay here, then calls stop, none is lost, and the console says why. */
let it: Town;
let provider: ProviderDatabase;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway', env: { SHUQIAO_RECORDS_MAX: '1M' } }), startProvider()]);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

test('records that cannot be shipped fill their bound: calls stop, health and console say why; when they can, all are there and calls go on', async () => {
  const entry = await publishes(it, graduates);
  await binds(it, await connects(it, provider), entry, 'graduate');
  const { key, grant } = await inUse(it, entry, { frequency: { perDay: 1_000_000, perMinute: 100_000 } });
  const person = 'x'.repeat(64);
  const ask = () => call(it.base, key, { impatient: true, query: { id_number: someGraduate }, headers: { 'shuqiao-person': person } });
  const served = (answer: { json: unknown }): boolean => Array.isArray(answer.json);
  expect(served(await until(ask, served))).toBe(true);
  await it.database.ownerDb.schema.alterTable('call_batch').renameTo('call_batch_away').execute();
  const parts = async (): Promise<{ name: string; ok: boolean; say: string }[]> => ((await (await fetch(`${it.base}/healthz?parts=1`)).json()) as { parts: never[] }).parts;
  const records = async () => (await parts()).find((part) => part.name === 'records');
  let answered = 1;
  let full = false;
  for (const end = Date.now() + 50_000; !full && Date.now() < end;) {
    const some = await Promise.all(Array.from({ length: 64 }, ask));
    answered += some.filter(served).length;
    full = some.some((one) => !served(one)) && (await records())?.say.includes('网关已停止受理调用') === true; // a busy machine refuses for other reasons, too
  }
  expect(full).toBe(true);
  expect((await ask()).json).toMatchObject({ code: '-1', message: '服务暂不可用，请稍后重试' });
  expect(await records()).toMatchObject({ ok: false, say: expect.stringContaining('网关已停止受理调用，记录没有丢失') });
  expect((await it.client('labour.clerk').get('/api/session')).alarms).toContainEqual(expect.stringContaining('已满九成'));
  expect(await (await fetch(`${it.base}/metrics`)).text()).toContain('shuqiao_gateway_open 0');
  await it.database.ownerDb.schema.alterTable('call_batch_away').renameTo('call_batch').execute();
  expect(served(await until(ask, served))).toBe(true);
  answered += 1;
  const kept = await until(() => it.client('labour.clerk').get(`/api/usage/${grant}`), (one) => one.sums.calls >= answered);
  expect(kept.sums.calls).toBeGreaterThanOrEqual(answered);
  expect((await it.client('labour.clerk').get('/api/session')).alarms.join()).not.toContain('已满九成');
}, 120_000);

test('a disk with too little room is seen and said; one that cannot be asked counts as last seen', async () => {
  let free = 1_000;
  const disk = await watchDisk('', 500, async () => (free < 0 ? Promise.reject(new Error('gone')) : { freeBytes: free, totalBytes: 2_000 }));
  expect(disk.now.low).toBe(false);
  free = 499;
  await disk.look();
  expect(disk.now.low).toBe(true);
  free = -1;
  await disk.look().catch(() => undefined);
  expect(disk.now).toMatchObject({ low: true, freeBytes: 499 });
  disk.stop();
  const seen: Seen = { config: { diskLeastBytes: 512 * 1024 ** 2, recordsMaxBytes: 1 }, disk: disk.now, drift: { aheadMs: -3_400, withinMs: 10, at: Date.now(), missed: false }, gateway: undefined, standing: undefined };
  expect(alarmsOf(seen)).toEqual([expect.stringContaining('网关已停止受理调用，请尽快清理或扩容'), expect.stringContaining('本机时间比数据库慢 3.4 秒')]);
  const [longAgo, lately] = [Date.now() - 100_000, Date.now() - 20_000]; // a figure of then is not said as one of now
  const old = partsOf({ ...seen, disk: { ...disk.now, low: false, at: longAgo }, drift: { aheadMs: 12, withinMs: 10, at: lately, missed: true } });
  expect(old.map(({ name, ok, say }) => `${name} ${ok} ${say}`)).toEqual([expect.stringContaining('database false'), expect.stringMatching(/^disk false 已有 10\d 秒读不到/), expect.stringMatching(/^clock true .*现在未测；2\d 秒前比数据库快 12 毫秒/)]);
});

test('a home whose disk has too little room serves no call, and is reached all the same', async () => {
  const small = await town({ roles: 'console,gateway', env: { SHUQIAO_DISK_LEAST: '1000T' } });
  try {
    const text = await (await fetch(`${small.base}/metrics`)).text();
    expect(text).toContain('shuqiao_gateway_open 0');
    expect((await small.client('labour.clerk').get('/api/session')).alarms.join()).toContain('磁盘剩余');
    expect((await fetch(`${small.base}/healthz`)).ok).toBe(true);
  } finally {
    await small.stop();
  }
});
