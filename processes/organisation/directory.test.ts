import { afterAll, beforeAll, expect, test } from 'vitest';
import { addWorkingDays } from '../../law/calendar.ts';
import { plainDate } from '../../law/plain-date.ts';
import { json, transact } from '../../platform/postgres/database.ts';
import { testDatabase } from '../../platform/postgres/testing.ts';
import type { TestDatabase } from '../../platform/postgres/testing.ts';
import type { Directory, Post } from '../../platform/procedures/ports.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { createDirectory } from './directory.ts';
import { loadRegions } from './regions.ts';

let base: TestDatabase;
let directory: Directory;
const ask = <T>(work: (tx: Parameters<Directory['legalToday']>[0]) => Promise<T>) => transact(base.db, work);
const codes = { city: '11320800PDY0000361', province: '11320000PDY000052D', education: '11320800PDY00001X6', county: '11320800PDY000044U', tax: '11320800PDY000060H' };

beforeAll(async () => {
  base = await testDatabase();
  directory = createDirectory();
  await loadRegions(base.db);
  const add = (code: string, region: string, shortName: string, kind: string, authority: string | null = null, endedOn: string | null = null) =>
    base.db.insertInto('organisation').values({ code, region, name: shortName, shortName, kind, authority, since: '2020-01-01', endedOn }).execute();
  await add(codes.province, '320000', '省数据局', 'authority');
  await add(codes.city, '320800', '市数据局', 'authority');
  await add(codes.education, '320800', '市教育局', 'department');
  await add(codes.county, '320831', '金湖县教育局', 'department');
  await add(codes.tax, '320800', '市税务局', 'department', codes.province);
});
afterAll(() => base.drop());

async function person(org: string, posts: readonly (readonly [Post, string, string | null])[], state = 'active'): Promise<string> {
  const id = uuidv7();
  await base.db.insertInto('account').values({ person: id, kind: 'staff', login: `p${id.replace(/-/g, '').slice(-12)}`, name: 'x', org, state }).execute();
  for (const [post, validFrom, validTo] of posts) await base.db.insertInto('postHolder').values({ region: '320800', org, post, person: id, kind: 'staff', validFrom, validTo }).execute();
  return id;
}

test.each([
  ['a department: the authority of its region', codes.education, codes.city],
  ['a county without an authority of its own: the nearest above', codes.county, codes.city],
  ['a vertically managed organ: the one recorded', codes.tax, codes.province],
  ['an authority: itself', codes.city, codes.city],
  ['nobody: nobody', '11320800PDY0000286', undefined],
])('the 同级主管部门 of %s', async (_what, org, authority) => {
  expect(await ask((tx) => directory.authorityOf(tx, org))).toBe(authority);
});

test('above the city’s authority is the province’s, above that none here', async () => {
  expect(await ask((tx) => directory.upperOf(tx, codes.city))).toBe(codes.province);
  expect(await ask((tx) => directory.upperOf(tx, codes.province))).toBeUndefined();
});

test('a post is held from its first day to its last, by an active account', async () => {
  const holder = await person(codes.education, [['head', '2026-09-01', '2026-09-30'], ['clerk', '2026-10-01', null]]);
  await person(codes.education, [['head', '2020-01-01', null]], 'locked');
  const on = (date: string) => ask((tx) => directory.holdersOf(tx, codes.education, 'head', plainDate(date)));
  expect(await on('2026-08-31')).toEqual([]);
  expect(await on('2026-09-01')).toEqual([holder]);
  expect(await on('2026-09-30')).toEqual([holder]);
  expect(await on('2026-10-01')).toEqual([]);
  expect((await ask((tx) => directory.postsOf(tx, holder, plainDate('2026-10-01')))).map((held) => held.post)).toEqual(['clerk']);
  expect(await ask((tx) => directory.labelOf(tx, holder))).toBe('市教育局·经办人');
});

test('delegation: to a colleague, once at a time, and gone when the giver loses the post; the taker is no holder', async () => {
  const giver = await person(codes.tax, [['head', '2020-01-01', '2026-12-31']]);
  const taker = await person(codes.tax, [['clerk', '2020-01-01', null]]);
  const stranger = await person(codes.county, [['clerk', '2020-01-01', null]]);
  const give = (to: string, from = '2026-09-10', until = '2027-01-31', by = giver) =>
    ask((tx) => (directory.delegate as NonNullable<Directory['delegate']>)(tx, { org: codes.tax, post: 'head', giver: by, taker: to, from: plainDate(from), to: plainDate(until) }));
  await expect(give(stranger)).rejects.toThrow('受委托人');
  await expect(give(giver)).rejects.toThrow('受委托人');
  const officer = uuidv7(); // of the three, also where their organisation is the giver's
  await base.db.insertInto('account').values({ person: officer, kind: 'system', login: 'xitong', name: 'x', org: codes.tax, state: 'active' }).execute();
  await base.db.insertInto('postHolder').values({ region: '320800', org: codes.tax, post: 'platform-system', person: officer, kind: 'system', validFrom: '2020-01-01', validTo: null }).execute();
  await expect(give(officer)).rejects.toThrow('受委托人');
  await expect(give(taker, '2026-09-10', '2026-09-01')).rejects.toThrow('起止日期');
  await expect(give(giver, '2026-09-10', '2026-09-20', taker)).rejects.toThrow();
  await give(taker);
  await expect(give(taker)).rejects.toThrow('已有委托');
  const posts = (date: string) => ask((tx) => directory.postsOf(tx, taker, plainDate(date)));
  expect(await posts('2026-09-10')).toEqual([{ org: codes.tax, region: '320800', post: 'clerk' }, { org: codes.tax, region: '320800', post: 'head', behalfOf: giver }]);
  expect((await posts('2027-01-15')).map((held) => held.post)).toEqual(['clerk']);
  expect(await ask((tx) => directory.holdersOf(tx, codes.tax, 'head', plainDate('2026-10-10')))).toEqual([giver]);
});

test('the calendar of a region: the State Council’s notices, then those signed here, each from its signature on', async () => {
  const due = (region: string) => ask(async (tx) => addWorkingDays(await directory.calendarOf(tx, region), plainDate('2026-04-17'), 1).date);
  const maker = await person(codes.city, [['reviewer', '2020-01-01', null]]);
  const signer = await person(codes.city, [['lead', '2020-01-01', null]]);
  expect(await due('320831')).toBe('2026-04-20');
  await base.db.insertInto('calendarNotice').values({ region: '320800', year: 2026, version: 1, sources: json(['x']), days: json([{ date: '2026-04-20', name: '三月三', rest: true }]), proposedBy: maker }).execute();
  expect(await due('320831')).toBe('2026-04-20');
  await base.db.updateTable('calendarNotice').set({ signedBy: signer, signedAt: new Date().toISOString() }).where('region', '=', '320800').execute();
  expect(await due('320831')).toBe('2026-04-21'); // below the city
  expect(await due('320100')).toBe('2026-04-20'); // another city
});

test('the legal date is Shanghai’s plus the offset of a marked platform', async () => {
  const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
  expect(await ask((tx) => directory.legalToday(tx))).toBe(shanghai.format(new Date()));
  await base.db.updateTable('platformMark').set({ dayOffset: 3 }).execute();
  expect(await ask((tx) => directory.legalToday(tx))).toBe(shanghai.format(new Date(Date.now() + 3 * 86_400_000)));
  await expect(ask((tx) => directory.platformOrg(tx))).rejects.toThrow('尚未初始化');
});

test('regions: brought in once more changes nothing', async () => {
  const count = () => base.db.selectFrom('region').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  const before = await count();
  await loadRegions(base.db);
  expect(await count()).toEqual(before);
  expect(before.n).toBeGreaterThan(3000);
});
