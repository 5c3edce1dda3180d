import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWorkingDay } from './calendar.ts';
import { foldClock } from './clock.ts';
import type { ClockEvent } from './clock.ts';
import { lampDates, lampOf } from './clock-lamp.ts';
import type { LampWords } from './clock-lamp.ts';
import { stripOf } from './clock-strip.ts';
import { builtInCalendar } from './holidays.ts';
import { addDays, plainDate as d } from './plain-date.ts';
import type { Clock } from './procedure.ts';
import { application } from './procedures/application.ts';
import { grant } from './procedures/grant.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const calendar = builtInCalendar();
const reply = (...more: ClockEvent[]): ClockEvent[] => [{ do: 'start', on: d('2026-09-30'), limit: { workingDays: 10 }, act: 'acknowledge' }, ...more];
const asked: ClockEvent = { do: 'stand', on: d('2026-10-12'), act: 'ask' };
const supplied: ClockEvent = { do: 'go', on: d('2026-10-14'), act: 'supply' };

function lamp(events: readonly ClockEvent[], today: string, words?: LampWords) {
  const { kind, text } = lampOf(foldClock(events, calendar), d(today), calendar, words);
  return `${kind} ${text}`;
}

test('the lamp: thresholds and words', () => {
  expect(lamp(reply(), '2026-10-12')).toBe('normal 剩 6 个工作日');
  expect(lamp(reply(), '2026-10-15')).toBe('near 剩 3 个工作日');
  expect(lamp(reply(), '2026-10-16')).toBe('near 剩 2 个工作日');
  expect(lamp(reply(), '2026-10-17')).toBe('near 剩 2 个工作日'); // a Saturday: nothing is used up
  expect(lamp(reply(), '2026-10-19')).toBe('due 剩 1 个工作日');
  expect(lamp(reply(), '2026-10-20')).toBe('due 今日截止');
  expect(lamp(reply(), '2026-10-22')).toBe('late 超期 2 个工作日');
  expect(lamp(reply(asked), '2026-10-13', { paused: '等补正' })).toBe('paused 停计，等补正');
  expect(lamp(reply({ do: 'stop', on: d('2026-10-13') }), '2026-11-01')).toBe('done 按期办结，用 5 日');
  expect(lamp(reply({ do: 'stop', on: d('2026-09-30') }), '2026-11-01')).toBe('done 按期办结，当日');
  expect(lamp(reply({ do: 'stop', on: d('2026-10-22') }), '2026-11-01')).toBe('done-late 超期办结，用 12 日');
});

test('a limit of one day is red from its arrival; 30 % of twenty days is yellow; the weekend after the end is late', () => {
  const one: ClockEvent[] = [{ do: 'start', on: d('2026-10-16'), limit: { workingDays: 1 } }];
  expect(lamp(one, '2026-10-16')).toBe('due 剩 1 个工作日');
  expect(lamp(one, '2026-10-19')).toBe('due 今日截止');
  const twenty: ClockEvent[] = [{ do: 'start', on: d('2026-09-30'), limit: { workingDays: 20 } }];
  expect(lamp(twenty, '2026-10-23')).toBe('normal 剩 7 个工作日');
  expect(lamp(twenty, '2026-10-26')).toBe('near 剩 6 个工作日');
  const friday: ClockEvent[] = [{ do: 'start', on: d('2026-10-15'), limit: { workingDays: 1 } }];
  expect(lamp(friday, '2026-10-17')).toBe('late 已超期');
});

test('a term is called by its date, a rectification by the days left', () => {
  const term: ClockEvent[] = [{ do: 'start', on: d('2026-04-01'), limit: { stated: d('2027-03-31') } }];
  expect(lamp(term, '2026-10-19', { term: '使用中' })).toBe('normal 使用中，至 2027-03-31');
  expect(lamp(term, '2027-03-05', { term: '使用中' })).toBe('near 使用中，至 2027-03-31');
  const mend: ClockEvent[] = [{ do: 'start', on: d('2026-10-12'), limit: { stated: d('2026-10-21') } }];
  expect(lamp(mend, '2026-10-19', { prefix: '已暂停，整改' })).toBe('near 已暂停，整改余 2 个工作日');
});

test('lists filter by the same dates', () => {
  for (const limit of [1, 2, 3, 5, 10, 20]) {
    const events: ClockEvent[] = [{ do: 'start', on: d('2026-09-30'), limit: { workingDays: limit } }];
    const { nearOn, redOn } = lampDates(foldClock(events, calendar), calendar);
    for (let day = 1; day <= 31; day += 1) {
      const today = `2026-10-${String(day).padStart(2, '0')}`;
      const kind = lampOf(foldClock(events, calendar), d(today), calendar).kind;
      const expected = today > foldClock(events, calendar).dueOn ? 'late' : today >= redOn ? 'due' : today >= nearOn ? 'near' : 'normal';
      expect(`${limit} ${today} ${kind}`).toBe(`${limit} ${today} ${expected}`);
    }
  }
});

test('mini strip: one cell per working day', () => {
  const cells = (events: readonly ClockEvent[], today: string) => lampOf(foldClock(events, calendar), d(today), calendar).cells.map(cell => ({ used: 'u', paused: 'p', left: '.', late: '!' })[cell]).join('');
  expect(cells(reply(), '2026-10-12')).toBe('uuuu......');
  expect(cells(reply(asked), '2026-10-14')).toBe('uuuupp......');
  expect(cells(reply(asked, supplied), '2026-10-19')).toBe('uuuuppuuu...');
  expect(cells(reply(), '2026-10-22')).toBe('uuuuuuuuuu!!');
  expect(cells(reply({ do: 'stop', on: d('2026-10-13') }), '2026-12-01')).toBe('uuuuu.....');
});

const draw = (events: readonly ClockEvent[], today: string, clock: Clock = application.clocks.reply, className = 'conditional') =>
  stripOf({ name: 'reply', clock, events, calendar, today: d(today), className, words: application.words, lamp: { paused: '等补正' } });

/** One line a day: date, kind, ordinal, [flags], (captions). Rest days without a word are left out. */
function told(events: readonly ClockEvent[], today: string): string {
  const days = draw(events, today)?.days ?? [];
  return days.filter(day => day.kind !== 'rest' || day.flags.length + day.captions.length > 0).map(day => [
    day.date.slice(5), day.kind, day.ordinal ?? '-', day.makeUp ? '班' : '',
    ...day.flags.map(flag => `[${flag.text}${flag.note === undefined ? '' : `/${flag.note}`}]`), ...day.captions.map(caption => `(${caption.text})`),
  ].filter(word => word !== '').join(' ')).join('\n');
}

test('the strip of an application asked on 10-12 and supplied on 10-14, seen on 10-19', () => {
  expect(told(reply(asked, supplied), '2026-10-19')).toBe(`
09-30 received - [收到申请/当日不计]
10-01 rest - (10-01 — 10-07 国庆节 7 日)
10-08 elapsed 1
10-09 elapsed 2
10-10 elapsed 3 班 (调休上班)
10-12 elapsed 4 [一次性告知补正/时钟停]
10-13 paused - (停 2 个工作日)
10-14 paused - [补正/次日续计]
10-15 elapsed 5
10-16 elapsed 6
10-19 today 7 [今天/余 3 日]
10-20 left 8 (不停则止于此)
10-21 left 9
10-22 due 10 [截止 10-22/24:00]
10-23 next 1 (列入督办)`.trim());
  expect(draw(reply(asked, supplied), '2026-10-19')).toMatchObject({
    zh: '答复时限', limitZh: '有条件共享：自收到申请之日起 10 个工作日', basis: '21.1', basisZh: '第二十一条第一款', position: '第 7 / 10 日',
    dueText: '截止 2026-10-22 周四 24:00', plainDueOn: '2026-10-20', sum: '10 + 停 2 = 自收到申请起第 12 个工作日', lamp: { kind: 'near', text: '剩 3 个工作日' },
  });
});

test('the strip of a reply that is late counts the days past the limit', () => {
  expect(told([{ do: 'start', on: d('2026-09-24'), limit: { workingDays: 10 } }], '2026-10-19').split('\n').slice(-5)).toEqual([
    '10-14 elapsed 9', '10-15 due 10 [截止 10-15/24:00]', '10-16 late 1 (列入督办)', '10-19 late 2 [今天]', '10-20 next 3',
  ]);
  expect(draw([{ do: 'start', on: d('2026-09-24'), limit: { workingDays: 10 } }], '2026-10-19')).toMatchObject({ dueText: '应于 2026-10-15 24:00 前', position: '第 10 / 10 日' });
});

test('days that an extension gave are marked; the sum says so', () => {
  const strip = draw(reply({ do: 'extend', on: d('2026-10-12'), workingDays: 5 }), '2026-10-13');
  expect(strip?.days.filter(day => day.kind === 'extension').map(day => day.ordinal)).toEqual([11, 12, 13, 14]);
  expect(strip?.days.find(day => day.kind === 'due')).toMatchObject({ date: '2026-10-27', ordinal: 15 });
  expect(strip).toMatchObject({ sum: '10 + 延 5 = 自收到申请起第 15 个工作日', plainDueOn: null });
});

test('asked on the last day: the working day that is left is named in the sum', () => {
  const strip = draw(reply({ do: 'stand', on: d('2026-10-20'), act: 'ask' }, { do: 'go', on: d('2026-10-22'), act: 'supply' }), '2026-10-22');
  expect(strip).toMatchObject({ dueText: '截止 2026-10-23 周五 24:00', sum: '10 + 停 2 + 补足次日 1 = 自收到申请起第 13 个工作日', plainDueOn: '2026-10-20' });
});

test('while it stands the strip shows where it would end if it went on today', () => {
  const strip = draw(reply(asked), '2026-10-14');
  expect(strip).toMatchObject({ plainDueOn: '2026-10-20', lamp: { kind: 'paused', text: '停计，等补正' }, dueText: '截止 2026-10-22 周四 24:00', position: '第 4 / 10 日' });
  expect(strip?.days.find(day => day.date === '2026-10-14')).toMatchObject({ kind: 'paused', flags: [{ text: '今天', note: '停计中', tone: 'now' }] });
});

test('an ended clock shows what was used and what was left; a term is not drawn', () => {
  const strip = draw(reply({ do: 'stop', on: d('2026-10-13'), act: 'grant' }), '2026-11-30');
  expect(strip?.days.map(day => day.kind).filter(kind => kind !== 'rest').join(' ')).toBe('received elapsed elapsed elapsed elapsed elapsed left left left left due');
  expect(strip?.days.find(day => day.date === '2026-10-13')?.flags).toEqual([{ text: '同意共享', note: '时钟止', tone: 'plain' }]);
  expect(stripOf({ name: 'term', clock: grant.clocks.term, events: [{ do: 'start', on: d('2026-04-01'), limit: { stated: d('2027-03-31') } }], calendar, today: d('2026-10-19') })).toBeUndefined();
});

test('properties: every day stands in the strip once, one of them is the due day, and the ordinals count up to the limit', () => {
  const start = fc.integer({ min: 0, max: 1500 }).map(n => addDays(d('2021-01-01'), n));
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom('stand', 'go', 'run-on', 'stop')), { maxLength: 5 });
  fc.assert(fc.property(start, fc.integer({ min: 1, max: 20 }), steps, fc.integer({ min: 0, max: 40 }), (on, limit, acts, wait) => {
    const events: ClockEvent[] = [{ do: 'start', on, limit: { workingDays: limit } }];
    let at = on;
    for (const [gap, verb] of acts) events.push({ do: verb as 'go', on: (at = addDays(at, gap)) });
    const today = addDays(at, wait);
    const strip = stripOf({ name: 'reply', clock: application.clocks.reply, events, calendar, today });
    const days = strip?.days ?? [];
    days.forEach((day, i) => expect(day.date).toBe(addDays(on, i)));
    expect(days[0]?.kind).toBe('received');
    expect(days.filter(day => day.kind === 'due')).toHaveLength(1);
    expect(days.filter(day => day.kind === 'rest' && isWorkingDay(calendar, day.date))).toEqual([]);
    const due = days.findIndex(day => day.kind === 'due');
    const counted = days.slice(1, due + 1).flatMap(day => (day.ordinal === null ? [] : [day.ordinal]));
    expect(counted).toEqual(counted.map((_, i) => i + 1));
    if (strip?.lamp.kind !== 'done' && strip?.lamp.kind !== 'done-late') expect(days.filter(day => day.flags.some(flag => flag.tone === 'now'))).toHaveLength(1);
  }), { numRuns: 1500 });
});
