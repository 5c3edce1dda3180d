import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notices } from '../../law/holidays.ts';
import { workingCalendar } from '../../law/calendar.ts';
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

test('a notice that is loaded moves provisional dates, and the lists with them', async () => {
  town.directory.calendar = workingCalendar(notices.filter((notice) => notice.year < 2026));
  const ref = await town.received();
  const before = await town.engine.worklist(town.providerClerk, { size: 50 });
  expect(before.rows[0]?.lamp).toMatchObject({ dueOn: '2026-10-14', provisional: true }); // Monday to Friday: nobody knew of the holiday
  town.directory.calendar = workingCalendar(notices);
  expect(await town.engine.recomputeClocks(null)).toBe(1);
  const after = await town.engine.worklist(town.providerClerk, { size: 50 });
  expect(after.rows[0]).toMatchObject({ ref, lamp: { dueOn: '2026-10-20', provisional: false } });
  expect(await town.engine.recomputeClocks(null)).toBe(0);
  const { rows } = await sql<{ due: string }>`select due_on as due from worklist where post = 'clerk' and due_on < '9999-01-01'`.execute(base.db);
  expect(rows.map((row) => row.due)).toEqual(['2026-10-20']);
});
