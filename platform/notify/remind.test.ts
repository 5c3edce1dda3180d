import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { outboxJob } from '../jobs/index.ts';
import { queueReminders, slotOf } from '../procedures/reminders.ts';
import { codes } from '../procedures/testing.ts';
import { engineTown, proposal, type Town } from '../procedures/testing-application.ts';
import { noticeHandlers } from './index.ts';

let base: TestDatabase;
let town: Town;
beforeEach(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterEach(() => base.drop());

const at = (hour: number) => new Date(`2026-11-24T${String(hour).padStart(2, '0')}:00:00+08:00`);
const failures: unknown[] = [];
/** What is said on this legal date at this hour in Shanghai, by as many processes as one likes: `post: text`. */
async function said(day: string, hour: number): Promise<string[]> {
  town.directory.movesTo(day);
  await sql`delete from notification where true`.execute(base.ownerDb);
  await Promise.all([1, 2, 3].map(() => queueReminders(base.db, town.directory, at(hour))));
  const job = outboxJob(base.db, noticeHandlers({ directory: town.directory, table: (kind) => town.engine.processes.find((process) => process.table.name === kind)?.table }), (_name, error) => failures.push(error));
  while ((await job.run()) === true);
  expect(failures).toEqual([]);
  const { rows } = await sql<{ org: string; post: string; text: string }>`select org, post, text from notification where text like '%截止%' order by org, post`.execute(base.db);
  return rows.map((row) => `${row.org === codes.education ? '' : row.org === codes.authority ? '数据局·' : '?·'}${row.post}: ${row.text}`);
}

test('near: who handles it, once a day; due: the head too, at nine and at three; late: the authority too, daily', async () => {
  const ref = await town.received(); // due 2026-10-20: see the sweep's tests
  const number = (await town.engine.view(town.clerk, ref)).number ?? '';
  const what = `${number} 婚姻登记信息，答复时限（第二十一条第一款）截止 2026-10-20`;
  expect(await said('2026-10-14', 10)).toEqual([]);
  expect(await said('2026-10-15', 8)).toEqual([]);
  expect(await said('2026-10-15', 9)).toEqual([`clerk: 临期：${what}`]);
  expect(await said('2026-10-15', 16)).toEqual([]);
  expect(await said('2026-10-19', 9)).toEqual([`clerk: 即将到期：${what}`, `head: 即将到期：${what}`]);
  expect(await said('2026-10-19', 14)).toEqual([]);
  expect(await said('2026-10-19', 15)).toEqual([`clerk: 即将到期：${what}`, `head: 即将到期：${what}`]);
  expect(await said('2026-10-19', 20)).toEqual([]);
  expect(await said('2026-10-20', 16)).toHaveLength(2); // nobody was there at nine: said once
  expect(await said('2026-10-20', 17)).toEqual([]);
  for (const day of ['2026-10-21', '2026-10-22']) {
    expect(await said(day, 9)).toEqual([`clerk: 已超期，请尽快办理：${what}`, `head: 已超期，请尽快办理：${what}`, `数据局·reviewer: 已超期：${what}`]);
    expect(await said(day, 15)).toEqual([]);
  }
  await town.act(town.providerClerk, ref, 'propose', proposal);
  expect(await said('2026-10-23', 9)).toEqual([`head: 已超期，请尽快办理：${what}`, `数据局·reviewer: 已超期：${what}`]); // whose turn it is now
  await town.act(town.providerHead, ref, 'grant');
  expect(await said('2026-10-26', 9)).toEqual([]);
});

test('a clock that stands is not spoken of, nor one that ended between queue and delivery', async () => {
  const ref = await town.received();
  town.directory.movesTo('2026-10-19');
  expect(await queueReminders(base.db, town.directory, at(9))).toBe(1);
  await town.act(town.providerClerk, ref, 'ask', { points: ['x'], supplyBy: '2026-11-20' });
  expect(await said('2026-10-19', 16)).toEqual([]);
  expect(await said('2026-11-19', 9)).toEqual([expect.stringMatching(/^\?·clerk: 即将到期：SQ-.*截止 2026-11-20$/), expect.stringMatching(/^\?·head: 即将到期/)]);
});

test('an empty post hears through the next above; rounds of the day', async () => {
  await town.received();
  town.directory.endPost(codes.education, 'clerk', town.providerClerk.person);
  expect(await said('2026-10-15', 9)).toEqual([expect.stringMatching(/^head: 临期：/)]);
  expect([8, 9, 14, 15, 20, 21, 0].map((hour) => slotOf(at(hour)))).toEqual([null, 1, 1, 2, 2, null, null]);
});
