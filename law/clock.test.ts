import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWorkingDay, nextWorkingDay, workingDaysBetween } from './calendar.ts';
import { builtInCalendar } from './holidays.ts';
import { carriedOver, countedDays, countedFrom, earliestStated, foldClock, isLapsed, isLate, mayExtend, startOf } from './clock.ts';
import type { ClockEvent } from './clock.ts';
import { addDays, plainDate } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';
import { application } from './procedures/application.ts';
import { catalog } from './procedures/catalog.ts';
import { grant } from './procedures/grant.ts';
import { regulation } from './regulation.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const calendar = builtInCalendar();
const d = plainDate;

/** `start 2026-09-30 10 · stand 2026-10-12 · go 2026-10-14` */
function events(story: string): ClockEvent[] {
  return story.split('·').map(part => {
    const [verb, on = '', number] = part.trim().split(/\s+/);
    if (verb === 'start') return { do: 'start', on: d(on), limit: { workingDays: Number(number) } };
    if (verb === 'stated') return { do: 'start', on: d(on), limit: { stated: d(number ?? '') } };
    if (verb === 'extend') return { do: 'extend', on: d(on), workingDays: Number(number) };
    if (verb === 'from') return { do: 'restate', on: d(on), from: d(number ?? '') };
    if (verb === 'due') return { do: 'restate', on: d(on), due: d(number ?? '') };
    return { do: verb as 'stand', on: d(on) };
  });
}

/** One story and one due date a line: `story -> due`, with the un-paused date in brackets where it differs. */
function check(table: string) {
  for (const line of table.trim().split('\n')) {
    const [story = '', result = ''] = line.split('->');
    const state = foldClock(events(story), calendar);
    const plain = state.plainOn === state.dueOn ? '' : ` (${state.plainOn})`;
    expect(`${state.dueOn}${plain}`, story.trim()).toBe(result.trim());
  }
}

test('the vectors of the counting of days: event, number of working days, last day', () => check(`
  start 2025-09-26 1 -> 2025-09-28
  start 2025-09-26 2 -> 2025-09-29
  start 2025-09-26 5 -> 2025-10-10
  start 2025-09-26 10 -> 2025-10-16
  start 2025-09-26 20 -> 2025-10-30
  start 2025-12-31 1 -> 2026-01-04
  start 2025-12-31 2 -> 2026-01-05
  start 2025-12-31 10 -> 2026-01-15
  start 2025-12-31 20 -> 2026-01-29
  start 2026-02-13 1 -> 2026-02-14
  start 2026-02-13 2 -> 2026-02-24
  start 2026-02-13 5 -> 2026-02-27
  start 2026-02-13 10 -> 2026-03-05
  start 2026-02-13 20 -> 2026-03-19
  start 2026-04-30 1 -> 2026-05-06
  start 2026-04-30 10 -> 2026-05-18
  start 2026-04-30 20 -> 2026-06-01
  start 2026-09-30 1 -> 2026-10-08
  start 2026-09-30 2 -> 2026-10-09
  start 2026-09-30 10 -> 2026-10-20
  start 2026-09-30 20 -> 2026-11-03
  start 2026-10-03 1 -> 2026-10-08
  start 2026-10-03 10 -> 2026-10-20
`));

test('asking for missing material: the days lost come back, at least the next working day is left (Art. 21.2, reading)', () => check(`
  start 2026-09-30 10 -> 2026-10-20
  start 2026-09-30 10 · stand 2026-10-12 · go 2026-10-14 -> 2026-10-22 (2026-10-20)
  start 2026-09-30 10 · stand 2026-10-20 · go 2026-10-22 -> 2026-10-23 (2026-10-20)
  start 2026-09-30 10 · stand 2026-10-12 · go 2026-10-12 -> 2026-10-20
  start 2026-09-30 10 · stand 2026-10-12 · stand 2026-10-13 · go 2026-10-14 -> 2026-10-22 (2026-10-20)
`));

test('an extension adds to the limit that stands, and to the date without the stop (Art. 17.2, 21.1)', () => check(`
  start 2025-09-26 10 · extend 2025-10-10 5 -> 2025-10-23
  start 2026-01-05 10 · extend 2026-01-19 10 -> 2026-02-02
  start 2026-09-30 10 · stand 2026-10-12 · go 2026-10-14 · extend 2026-10-16 10 -> 2026-11-05 (2026-11-03)
`));

test('a second rejection for the same cause gives no day back (Art. 22, reading)', () => check(`
  start 2026-09-30 20 · stand 2026-10-20 · go 2026-10-22 · stand 2026-10-26 · run-on 2026-10-30 -> 2026-11-05 (2026-11-03)
  start 2026-09-30 20 · stand 2026-11-02 · run-on 2026-11-10 -> 2026-11-03
`));

test('the day of occurrence is set right, and everything after it folded again; a stated date is replaced', () => check(`
  start 2026-09-30 10 · stand 2026-10-12 · go 2026-10-14 · from 2026-10-15 2026-09-28 -> 2026-10-20 (2026-10-16)
  stated 2026-09-30 2026-10-15 · due 2026-10-09 2026-10-30 -> 2026-10-30
  start 2026-09-30 10 · stop 2026-10-15 · from 2026-10-16 2026-01-01 -> 2026-10-20
`));

test('a clock that stands ended on the day it stood: delivered unless rejected', () => {
  const delivered = foldClock(events('start 2026-09-30 20 · stand 2026-10-30 · stop 2026-11-20'), calendar);
  expect([delivered.stoppedOn, isLate(delivered, d('2026-11-20'))]).toEqual(['2026-10-30', false]);
  const tooLate = foldClock(events('start 2026-09-30 20 · stand 2026-11-04 · stop 2026-11-20'), calendar);
  expect([tooLate.stoppedOn, isLate(tooLate, d('2026-11-20'))]).toEqual(['2026-11-04', true]);
});

test('late and lapsed: after 24:00 of the due day, and nothing makes it undone', () => {
  const running = foldClock(events('start 2026-09-30 10'), calendar);
  expect([isLate(running, d('2026-10-20')), isLate(running, d('2026-10-21')), isLapsed(running, d('2026-10-21'))]).toEqual([false, true, true]);
  const standing = foldClock(events('start 2026-09-30 10 · stand 2026-10-20'), calendar);
  expect([isLate(standing, d('2026-12-01')), isLapsed(standing, d('2026-12-01'))]).toEqual([false, false]);
  const rejected = foldClock(events('start 2026-09-30 20 · stand 2026-11-10 · go 2026-11-12'), calendar);
  expect([rejected.dueOn >= '2026-11-13', isLate(rejected, d('2026-11-12'))]).toEqual([true, true]);
  const stopped = foldClock(events('start 2026-09-30 10 · stop 2026-10-15 · go 2026-10-30 · extend 2026-10-30 5'), calendar);
  expect([stopped.dueOn, stopped.stoppedOn, isLapsed(stopped, d('2027-01-01'))]).toEqual(['2026-10-20', '2026-10-15', false]);
});

test('an extension is possible once, while the clock is open and today within the limit (Art. 21.1, reading)', () => {
  const asks = (story: string, today: string) => mayExtend(foldClock(events(story), calendar), d(today));
  expect(asks('start 2026-09-30 10', '2026-10-20')).toBe(true);
  expect(asks('start 2026-09-30 10', '2026-10-21')).toBe(false);
  expect(asks('start 2026-09-30 10 · extend 2026-10-10 5', '2026-10-20')).toBe(false);
  expect(asks('start 2026-09-30 10 · stop 2026-10-10', '2026-10-12')).toBe(false);
});

test('provisional: past 27 December of the last notice, computed again when the next is loaded', () => {
  expect(foldClock(events('start 2026-12-11 10'), calendar)).toMatchObject({ dueOn: '2026-12-25', provisional: false });
  expect(foldClock(events('start 2026-12-14 10'), calendar)).toMatchObject({ dueOn: '2026-12-28', provisional: true });
  expect(foldClock(events('start 2026-12-11 10 · stand 2026-12-16 · go 2026-12-24'), calendar).provisional).toBe(true);
});

test('years by calendar, days of the calendar, and a date that is not stated starts nothing', () => {
  expect(foldClock([{ do: 'start', on: d('2028-02-29'), limit: { years: 3 } }], calendar).dueOn).toBe('2031-02-28');
  expect(foldClock([{ do: 'start', on: d('2026-01-01'), limit: { days: 180 } }], calendar).dueOn).toBe('2026-06-30');
  expect(startOf(grant.clocks.term, d('2026-01-05'), {})).toBeUndefined();
  expect(startOf(grant.clocks.term, d('2026-01-05'), { stated: d('2027-03-31'), act: 'create' })).toEqual({ do: 'start', on: '2026-01-05', limit: { stated: '2027-03-31' }, act: 'create' });
  expect(earliestStated(application.clocks.material, d('2026-09-30'), calendar)).toBe('2026-10-13');
  expect(earliestStated(grant.clocks.mend, d('2026-09-30'), calendar)).toBe('2026-10-01');
});

test('no day before 2025-08-01 is counted: Art. 44', () => {
  const started = startOf(catalog.clocks.update, d('2025-07-10'), { workingDays: 10 });
  expect(started).toMatchObject({ on: '2025-07-31' });
  expect(started && foldClock([started], calendar).dueOn).toBe('2025-08-14');
  expect(countedFrom).toBe(regulation.inForce);
  const unused = startOf(grant.clocks.unused, d('2025-07-10'), {});
  expect(unused && foldClock([unused], calendar).startedOn).toBe('2025-07-31'); // days of the calendar too
});

test('a cause that the version does not name goes on elsewhere with the days at the authority given back (Art. 17.2)', () => {
  const here = events('start 2026-10-08 10 · stand 2026-10-14 · stop 2026-10-19');
  const there = foldClock(carriedOver(here, d('2026-10-19')), calendar);
  expect(there).toMatchObject({ dueOn: '2026-10-26', plainOn: '2026-10-21', stoodOn: null, stoppedOn: null });
});

const day = fc.integer({ min: 0, max: 365 * 15 }).map(n => addDays(d('2008-01-01'), n));
const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('stand', 'go', 'run-on', 'extend')), { maxLength: 8 });

/** A history of acts in the order of their days. */
function history(on: PlainDate, days: number, steps: readonly (readonly [number, string])[]): ClockEvent[] {
  const all: ClockEvent[] = [{ do: 'start', on, limit: { workingDays: days } }];
  let at = on;
  for (const [gap, verb] of steps) {
    at = addDays(at, gap);
    all.push(verb === 'extend' ? { do: 'extend', on: at, workingDays: 1 + gap } : { do: verb as 'go', on: at });
  }
  return all;
}

test('properties: a working-day limit never ends on a rest day, and after going on a working day is left', () => {
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 30 }), gaps, (on, days, steps) => {
    const all = history(on, days, steps);
    const state = foldClock(all, calendar);
    expect(isWorkingDay(calendar, state.dueOn)).toBe(true);
    expect(isWorkingDay(calendar, state.plainOn)).toBe(true);
    expect(state.dueOn >= state.plainOn).toBe(true);
    const last = all[all.length - 1];
    const before = foldClock(all.slice(0, -1).length > 0 ? all.slice(0, -1) : all, calendar);
    if (last?.do === 'go' && before.stoodOn !== null) expect(state.dueOn >= nextWorkingDay(calendar, last.on)).toBe(true);
  }), { numRuns: 3000 });
});

test('properties: more days, a later start, a later supply never give an earlier date', () => {
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 1, max: 9 }), (on, days, ask, supply, more) => {
    const due = (from: PlainDate, n: number, waits: number) => foldClock([
      { do: 'start', on: from, limit: { workingDays: n } }, { do: 'stand', on: addDays(on, ask) }, { do: 'go', on: addDays(on, ask + waits) },
    ], calendar).dueOn;
    const usual = due(on, days, supply);
    expect(due(on, days + more, supply) >= usual).toBe(true);
    expect(due(on, days, supply + more) >= usual).toBe(true);
    expect(foldClock([{ do: 'start', on: addDays(on, more), limit: { workingDays: days } }], calendar).dueOn >= foldClock([{ do: 'start', on, limit: { workingDays: days } }], calendar).dueOn).toBe(true);
  }), { numRuns: 3000 });
});

test('properties: what is counted up to the due day is the limit, wherever the clock stood and had days left', () => {
  fc.assert(fc.property(day, fc.integer({ min: 2, max: 20 }), fc.integer({ min: 0, max: 10 }), (on, days, waits) => {
    const ask = nextWorkingDay(calendar, on);
    const state = foldClock([{ do: 'start', on, limit: { workingDays: days } }, { do: 'stand', on: ask }, { do: 'go', on: addDays(ask, waits) }], calendar);
    expect(countedDays(state, state.dueOn, calendar)).toBe(days);
    expect(workingDaysBetween(calendar, on, state.dueOn)).toBeGreaterThanOrEqual(days);
  }), { numRuns: 2000 });
});
