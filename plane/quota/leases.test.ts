import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { leaseQuota } from '../../processes/usage/index.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { createQuota } from './leases.ts';

let base: TestDatabase;
beforeAll(async () => { base = await testDatabase(); });
afterAll(() => base.drop());

const lease = (of: Parameters<typeof leaseQuota>[1]) => leaseQuota(base.pool, of);
const at = Date.parse('2026-01-05T10:00:00+08:00');
const limits = (quotaDay: number, quotaMinute = 1_000_000) => ({ region: '320800', id: uuidv7(), quotaDay, quotaMinute });

test('sixteen processes on one limit: never above it, short by at most one lease each', async () => {
  for (const quotaDay of [1, 7, 100, 1_000]) {
    const of = limits(quotaDay);
    const processes = Array.from({ length: 16 }, () => createQuota(lease));
    let taken = 0;
    await Promise.all(processes.map(async (quota) => { for (let n = 0; n < quotaDay / 4 + 3; n += 1) if (await quota.take(of, at)) taken += 1; }));
    const slice = Math.max(1, Math.floor(quotaDay / 20));
    expect(taken, String(quotaDay)).toBeLessThanOrEqual(quotaDay);
    expect(taken, String(quotaDay)).toBeGreaterThanOrEqual(quotaDay - 16 * slice);
    const { rows } = await sql<{ taken: number }>`select taken from quota where grant_id = ${of.id} and period like 'd%'`.execute(base.db);
    expect(rows[0]?.taken).toBe(quotaDay);
  }
});

test('many callers of one process share its lease', async () => {
  const of = limits(20);
  const quota = createQuota(lease);
  const got = await Promise.all(Array.from({ length: 50 }, () => quota.take(of, at)));
  expect(got.filter(Boolean)).toHaveLength(20);
});

test('a minute gives anew, a day does; a limit that was raised counts at once', async () => {
  const of = limits(10, 2);
  const quota = createQuota(lease);
  const take = async (ms: number, more = of) => { let n = 0; while (n < 50 && await quota.take(more, ms)) n += 1; return n; };
  expect(await take(at)).toBe(2);
  expect(await take(at + 60_000)).toBe(2);
  expect(await take(at + 60_000, { ...of, quotaMinute: 5 })).toBe(3);
  expect(await take(at + 120_000, { ...of, quotaMinute: 50 })).toBe(3); // the day's ten are gone
  expect(await take(at + 86_400_000)).toBe(2);
});

test('what is given back is taken again: by the day also when the minute is over, not when the day is', async () => {
  const of = limits(1);
  const quota = createQuota(lease);
  const takes = async (...times: readonly number[]) => { const got: boolean[] = []; for (const ms of times) got.push(await quota.take(of, ms)); return got; };
  const givesBack = (ms: number) => quota.giveBack(of, ms);
  expect(await takes(at, at)).toEqual([true, false]);
  givesBack(at);
  expect(await takes(at, at + 60_000)).toEqual([true, false]);
  givesBack(at); // its minute is over
  expect(await takes(at + 60_000, at + 86_400_000)).toEqual([true, true]);
  givesBack(at);
  expect(await takes(at + 86_400_000)).toEqual([false]);
});
