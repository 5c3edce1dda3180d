import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notices } from '../../law/holidays.ts';
import { workingCalendar } from '../../law/calendar.ts';
import { plainDate } from '../../law/plain-date.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { engineTown, proposal, type Town } from './testing-application.ts';

let base: TestDatabase;
let town: Town;

beforeEach(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterEach(() => base.drop());


const lapses = () => town.heard.filter((happened) => happened.event === 'clock.lapsed').map((happened) => `${String(happened.body['case'])} ${String(happened.body['clock'])}`);

test('four workers sweep at once: every clock that ran out lapses once, the cases stay open', async () => {
  const refs = await Promise.all(Array.from({ length: 12 }, () => town.received()));
  town.directory.movesTo('2026-10-21');
  const counts = await Promise.all(Array.from({ length: 4 }, () => town.engine.sweep()));
  await town.engine.sweep();
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(12);
  expect(lapses().sort()).toEqual(refs.map((ref) => `${ref} reply`).sort());
  const page = await town.engine.view(town.providerClerk, refs[0] ?? '');
  expect(page).toMatchObject({ open: true, state: 'received', lamp: { kind: 'late', text: '超期 1 个工作日' } });
  const { rows } = await sql<{ n: number }>`select count(*) as n from ledger_pending where kind = 'lapse'`.execute(base.db);
  expect(rows[0]?.n).toBe(12);
  expect(await town.engine.sweep()).toBe(0);
});

test('the date for missing material passes: the case moves on by itself and the reply clock goes on', async () => {
  const ref = await town.received();
  town.directory.movesTo('2026-10-12');
  await town.act(town.providerClerk, ref, 'ask', { points: ['x'], supplyBy: '2026-10-20' });
  town.directory.movesTo('2026-10-20');
  expect(await town.engine.sweep()).toBe(0); // the last day counts to its end
  town.directory.movesTo('2026-10-21');
  expect(await town.engine.sweep()).toBe(1);
  const page = await town.engine.view(town.providerClerk, ref);
  expect(page.state).toBe('supplied');
  expect(page.timeline[0]).toMatchObject({ act: 'lapse', byClock: true, basis: '21.2' });
  expect(page.strips.find((strip) => strip.clock === 'reply')?.lamp.kind).not.toBe('paused');
});

test('a reply that comes too late lapses with the act itself, should no sweep have come by', async () => {
  const ref = await town.received();
  town.directory.movesTo('2026-10-21');
  await town.act(town.providerClerk, ref, 'propose', proposal);
  await town.act(town.providerHead, ref, 'grant');
  expect(lapses()).toEqual([]);
  await town.engine.sweep();
  expect(lapses()).toEqual([`${ref} reply`]);
  expect((await town.engine.view(town.clerk, ref)).lamp.text).toBe('超期办结，用 11 日');
});

test('a notice that is loaded moves provisional dates, and the lists with them, and both sides are told once', async () => {
  town.directory.calendar = workingCalendar(notices.filter((notice) => notice.year < 2026));
  const ref = await town.received();
  const before = await town.engine.worklist(town.providerClerk, { size: 50 });
  expect(before.rows[0]?.lamp).toMatchObject({ dueOn: '2026-10-14', provisional: true }); // Monday to Friday: nobody knew of the holiday
  town.directory.calendar = workingCalendar(notices);
  expect(await town.engine.recomputeClocks()).toBe(1);
  const after = await town.engine.worklist(town.providerClerk, { size: 50 });
  expect(after.rows[0]).toMatchObject({ ref, lamp: { dueOn: '2026-10-20', provisional: false } });
  expect(await town.engine.recomputeClocks()).toBe(0);
  const { rows } = await sql<{ due: string }>`select due_on as due from worklist where post = 'clerk' and due_on < '9999-01-01'`.execute(base.db);
  expect(rows.map((row) => row.due)).toEqual(['2026-10-20']);
  const told = await sql<{ org: string; text: string }>`select body->>'org' as org, body->>'text' as text from outbox where topic = 'notice.org' and body->>'text' like '%截止日%' order by 1`.execute(base.db);
  expect(told.rows.map((row) => row.org)).toEqual([town.clerk.org, town.providerClerk.org].sort());
  expect(told.rows[0]?.text).toBe('{number} {title}：答复时限的截止日由暂定的 2026-10-14 改为 2026-10-20，系放假安排公布、变更后重新计算');
});

test('a local notice or a later version moves firm dates as well; a day still to come has not been missed', async () => {
  const ref = await town.received();
  town.directory.movesTo('2026-10-21');
  while (await town.engine.sweep() > 0);
  expect((await town.engine.view(town.providerClerk, ref)).lamp).toMatchObject({ kind: 'late', dueOn: '2026-10-20' });
  const days = ['2026-10-19', '2026-10-20'].map((date) => ({ date: plainDate(date), name: '地方节日', rest: true }));
  town.directory.calendar = workingCalendar(notices, [{ year: 2026, version: 1, sources: ['地方通知'], days }]);
  expect(await town.engine.recomputeClocks()).toBe(1);
  expect((await town.engine.view(town.providerClerk, ref)).lamp).toMatchObject({ kind: 'due', dueOn: '2026-10-22' });
  town.directory.movesTo('2026-10-23');
  expect(await town.engine.sweep()).toBe(1);
});

test('a computation that was cut off, or a notice that a newer program brings, is made up for: once, until the notices are others again', async () => {
  let [mark, computed] = ['2025', 0];
  town.directory.calendarMark = async () => mark;
  town.directory.calendar = workingCalendar(notices.filter((notice) => notice.year < 2026));
  await town.received();
  const stored = async () => (await sql<{ due: string }>`select due_on as due from clock where name = 'reply'`.execute(base.db)).rows[0]?.due;
  const calendarOf = town.directory.calendarOf;
  town.directory.calendarOf = async (tx, region) => { computed += 1; return calendarOf(tx, region); };
  await town.engine.followCalendars();
  town.directory.calendar = workingCalendar(notices);
  await town.engine.followCalendars(); // the mark is the same: nothing to do
  expect(await stored()).toBe('2026-10-14');
  mark = '2026';
  await town.engine.followCalendars();
  expect(await stored()).toBe('2026-10-20');
  computed = 0;
  await town.engine.followCalendars();
  expect(computed).toBe(0);
});
