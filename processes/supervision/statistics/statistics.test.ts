import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agrees, applies, graduates, publishes, type Entry } from '../../../tests/market.ts';
import { town, type Town } from '../../../tests/town.ts';
import { foldOffices } from '../../usage/index.ts';

/** 本部门统计 (Art. 23, 38 ¶2): counted from sums that are kept with acts and records. */
let it: Town;
let entry: Entry;
beforeAll(async () => {
  it = await town({ today: '2026-09-14' });
  entry = await publishes(it, graduates);
});
afterAll(() => it.stop());

const read = (who: string, from = '2026-09-01', to = '2026-09-30') => it.client(who).get(`/api/statistics/department?from=${from}&to=${to}`);

test('what a department received, answered in time, asked about and refused, beside the period before: Art. 38.2', async () => {
  await agrees(it, await applies(it, entry, { items: [4, 5], purpose: '甲用途' }));
  const asked = await applies(it, entry, { items: [5, 6], purpose: '乙用途' });
  await it.client('education.clerk').act('application', asked, 'ask', { points: [{ tiedTo: 'range', text: '人数测算' }], supplyBy: '2026-09-21' });
  await it.client('labour.clerk').act('application', asked, 'withdraw', { reason: '不再需要' });
  await applies(it, entry, { items: [6, 7], purpose: '丙用途' });
  const mine = await read('education.head');
  expect(mine.now.provided).toMatchObject({ received: 3, granted: 1, refused: 0, withdrawn: 1, onTime: 1, late: 0, open: 1, medianDays: 0 });
  expect(mine.before.provided).toMatchObject({ received: 0, granted: 0 });
  expect(mine.grants).toEqual([{ state: 'preparing', zh: '待交付', provided: 1, requested: 0 }]);
  expect(mine.catalogue).toMatchObject({ published: 1, conditional: 1, unconditional: 0, overdue: 0 });
  expect((await read('labour.head')).now).toMatchObject({ requested: { received: 3, granted: 1 }, provided: { received: 0 } });
  expect((await read('education.head', '2026-10-01', '2026-10-30')).before.provided.received).toBe(3);
  expect((await it.client('education.head').ask('GET', '/api/statistics/department?from=2026-10-01&to=2026-09-01')).body.code).toBe('PERIOD_INVALID');
  expect((await it.client('platform.audit').ask('GET', '/api/statistics/department?from=2026-09-01&to=2026-09-30')).status).toBe(403);
  const csv = (await it.client('education.head').ask('GET', '/api/statistics/department/export?from=2026-09-01&to=2026-09-30')).body as string;
  expect(csv).toContain('作为提供部门的申请,收到,3,0');
});

test('calls are summed by day and by requester, from what is kept with the records; failures in a window are no failures', async () => {
  const { rows: [grant] } = await sql<{ region: string; id: string }>`select region, id from agreement limit 1`.execute(it.database.db);
  const ships = (batch: number, day: string, calls: number, refused: number, failed: number, buckets: string) => sql`insert into usage_added (region, batch, grant_id, day, calls, rows, refused, failed, maintenance, ms_buckets) values
    (${grant?.region}, ${`0197f0aa-0000-7000-8000-00000000000${batch}`}::uuid, ${grant?.id}::uuid, ${day}, ${calls}, ${calls}, ${refused}, ${failed}, ${refused}, ${buckets}::bigint[])`.execute(it.database.db);
  await ships(1, '2026-09-10', 60, 8, 10, '{50,10,0,0,0,0,0,0,0,0}');
  await ships(2, '2026-08-20', 7, 0, 0, '{0,0,0,0,0,0,0,0,0,0}');
  await foldOffices(it.platform.db);
  await ships(3, '2026-09-10', 30, 4, 0, '{0,10,20,0,0,0,0,0,0,0}');
  await Promise.all([foldOffices(it.platform.db), foldOffices(it.platform.db)]); // by two processes: each once
  await foldOffices(it.platform.db);
  const { now, before, days, byRequester } = await read('education.chief');
  expect(now.calls).toEqual({ calls: 90, rows: 90, refused: 12, failed: 10, maintenance: 12, p50: 10, p95: 50 });
  expect(before.calls).toMatchObject({ calls: 7, p50: null });
  expect(days).toEqual([{ on: '2026-09-10', calls: 90, failed: 10, refused: 12 }]);
  expect(byRequester).toMatchObject([{ name: '淮安市人力资源和社会保障局', calls: 90 }]);
});
