import { expect, test } from 'vitest';
import { adoptable, adoptedOn, checkAdoption, checkLocalLimit, checkLocalNumber, extensionOn, limitOn, numberOn, plainJurisdiction, runsOn } from './jurisdiction.ts';
import type { Document, Jurisdiction, LocalLimit } from './jurisdiction.ts';
import { localNumbers } from './local-numbers.ts';
import { plainDate } from './plain-date.ts';
import type { Clock } from './procedure.ts';
import { application } from './procedures/application.ts';
import { procedures } from './procedures/index.ts';

const day = plainDate;
const code = (name: string) => expect.objectContaining({ code: name });
const by: Document = { title: '淮安市政务数据共享办理规则', number: '淮数据〔2026〕3号', from: day('2026-03-01'), to: null };
const limit = (workingDays: number, over: Partial<LocalLimit> = {}): LocalLimit => ({ procedure: 'application', clock: 'reply', class: 'conditional', what: 'limit', workingDays, by, ...over });
const city = (limits: readonly LocalLimit[]): Jurisdiction => ({ ...plainJurisdiction('320800'), limits });

test('without local rules the regulation alone counts: Art. 21.1', () => {
  const none = plainJurisdiction('320800');
  expect(limitOn(none, application, 'reply', 'conditional', day('2026-03-02'))).toEqual({ workingDays: 10, local: false });
  expect(limitOn(none, application, 'reply', 'unconditional', day('2026-03-02'))).toEqual({ workingDays: 1, local: false });
  expect(limitOn(none, application, 'material', 'any', day('2026-03-02'))).toBeUndefined(); // a stated date
  expect(limitOn(none, application, 'no-such-clock', 'any', day('2026-03-02'))).toBeUndefined();
  expect(extensionOn(none, application, 'reply', day('2026-03-02'))).toBe(10);
  expect(extensionOn(none, application, 'arrival', day('2026-03-02'))).toBe(0);
});

test('a region may shorten, from the day of its document on: Art. 23', () => {
  const shorter = city([limit(5), limit(4, { by: { ...by, from: day('2026-06-01') } }), limit(3, { what: 'extension' })]);
  expect(limitOn(shorter, application, 'reply', 'conditional', day('2026-02-28'))?.workingDays).toBe(10);
  expect(limitOn(shorter, application, 'reply', 'conditional', day('2026-03-01'))).toEqual({ workingDays: 5, local: true });
  expect(limitOn(shorter, application, 'reply', 'conditional', day('2026-06-01'))?.workingDays).toBe(4);
  expect(limitOn(shorter, application, 'reply', 'unconditional', day('2026-06-01'))?.workingDays).toBe(1);
  expect(extensionOn(shorter, application, 'reply', day('2026-06-01'))).toBe(3);
  const ended = city([limit(5, { by: { ...by, to: day('2026-03-31') } })]);
  expect(limitOn(ended, application, 'reply', 'conditional', day('2026-04-01'))?.workingDays).toBe(10);
});

test('a longer limit is refused, and would not count if it stood there', () => {
  expect(() => checkLocalLimit(application, limit(5))).not.toThrow();
  expect(() => checkLocalLimit(application, limit(10))).not.toThrow();
  expect(() => checkLocalLimit(application, limit(11))).toThrow(expect.objectContaining({ code: 'LOCAL_LIMIT_LONGER', article: '21.1' }));
  expect(() => checkLocalLimit(application, limit(2, { class: 'unconditional' }))).toThrow(code('LOCAL_LIMIT_LONGER'));
  expect(() => checkLocalLimit(application, limit(11, { what: 'extension' }))).toThrow(code('LOCAL_LIMIT_LONGER'));
  expect(() => checkLocalLimit(application, limit(0, { what: 'extension' }))).not.toThrow();
  for (const bad of [0, -1, 2.5]) expect(() => checkLocalLimit(application, limit(bad))).toThrow(code('LOCAL_NUMBER_OUT_OF_BOUNDS'));
  expect(limitOn(city([limit(15)]), application, 'reply', 'conditional', day('2026-04-01'))).toEqual({ workingDays: 10, local: false });
});

test('only a clock that has a number can be shortened, and only by a document', () => {
  for (const unknown of [limit(3, { clock: 'material' }), limit(3, { clock: 'nothing' }), limit(3, { procedure: 'catalog' }), limit(3, { class: 'secret' }), limit(3, { clock: 'arrival', what: 'extension' })]) {
    expect(() => checkLocalLimit(application, unknown)).toThrow(code('LOCAL_LIMIT_UNKNOWN'));
  }
  expect(() => checkLocalLimit(application, limit(5, { by: { ...by, number: ' ' } }))).toThrow(code('LOCAL_DOCUMENT_REQUIRED'));
  expect(() => checkLocalLimit(application, limit(5, { by: { ...by, to: day('2026-02-01') } }))).toThrow(code('LOCAL_DATES_INVALID'));
});

test('moves marked in the tables are off until adopted, and nothing else can be adopted', () => {
  const tables = [application];
  expect([...adoptable(tables).keys()]).toEqual(expect.arrayContaining(['ask-runs-on', 'forum-grant', 'compliance-check']));
  expect(() => checkAdoption(tables, { name: 'forum-grant', by })).not.toThrow();
  expect(() => checkAdoption(tables, { name: 'silence-is-consent', by })).toThrow(code('LOCAL_ADOPTION_UNKNOWN'));
  const adopting: Jurisdiction = { ...plainJurisdiction('320800'), adoptions: [{ name: 'forum-grant', by }] };
  expect(adoptedOn(adopting, day('2026-02-28')).size).toBe(0);
  expect([...adoptedOn(adopting, day('2026-03-01'))]).toEqual(['forum-grant']);
});

test('asking for material stops the reply clock unless the region has adopted that it runs on: Art. 21.2, reading', () => {
  const adopting: Jurisdiction = { ...plainJurisdiction('320800'), adoptions: [{ name: 'ask-runs-on', by }] };
  expect(runsOn(plainJurisdiction('320800'), application, 'ask', 'reply', day('2026-03-01'))).toBe(false);
  expect(runsOn(adopting, application, 'ask', 'reply', day('2026-02-28'))).toBe(false);
  expect(runsOn(adopting, application, 'ask', 'reply', day('2026-03-01'))).toBe(true);
  expect(runsOn(adopting, application, 'ask', 'material', day('2026-03-01'))).toBe(false);
});

test('local numbers keep within their bounds', () => {
  expect(numberOn(plainJurisdiction('320800'), 'key-overlap-hours', day('2026-03-02'))).toBe(24);
  expect(() => checkLocalNumber({ name: 'maintenance-hours', value: 9, by })).toThrow(code('LOCAL_NUMBER_OUT_OF_BOUNDS'));
  expect(() => checkLocalNumber({ name: 'maintenance-hours', value: 4, by })).not.toThrow();
  const numbers = [{ name: 'key-overlap-hours', value: 2, by }] as const;
  expect(numberOn({ ...plainJurisdiction('320800'), numbers }, 'key-overlap-hours', day('2026-03-02'))).toBe(2);
});

test('days that a region may set are without it as the table has them', () => {
  const named = procedures.flatMap((table) => Object.values(table.clocks as Readonly<Record<string, Clock>>)).flatMap(({ limit }) => ('days' in limit && limit.setBy !== undefined ? [[limit.setBy, limit.days] as const] : []));
  expect(named).toEqual([['grant-unused-days', localNumbers['grant-unused-days'].usual]]);
});
