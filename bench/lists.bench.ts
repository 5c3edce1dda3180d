/**
 * Every list that can grow, with a million rows in its table (issue: "all other lists by key, with the same million"), by the statements that its route asks:
 * a first page, a page in the middle, its filters, its count. The first department has a tenth of all rows. Case lists and worklists: `bench -- worklist`; search: `bench -- search`.
 *
 *   npm run bench -- lists [--json] [--quick]       (quick: 100,000 rows)
 *
 * `p99Ms` is that of the slowest list, one client; budget 50 ms. `listCpuMs`: processor time of the database a page of the dearest, which other programs beside it do
 * not lengthen. Sums over days of calls are no list and stand apart (`sumsMs`, `sumsCpuMs`).
 * Seen at 1,000,000 rows a table, 2026-11-29, AMD EPYC × 2 beside others' work (load 13 to 30), processor of the database a page: under 5.5 ms everywhere but for facets of
 * findings (12, 10,000 are counted), resources by connection (22), their count (19), words that the access log does not have (8, 20,000 are looked through), unread messages (9),
 * what is browsed where nothing is like what is chosen (10), facets of that (44) and of what is often chosen (45). Before: a department's own entries 170, nothing
 * found among what is chosen 600 to 5,000, a grant's sums and persons 370 and 480 under load, 4 now; 本部门统计 of a year with 274 requesters 131 (the whole of its sums), of a month
 * 10; grants by department and state of a provider with 110,000 of them 1, by 4,000 pages of the heap before. The quiet run, 1,000,000 rows a
 * table: of 58 lists P99 over 50 ms have three only: facets of what is often chosen (median 50, P99 86 ms), facets where nothing is like what is chosen (45, 70), a part of a name that
 * every one of a department's 100,000 entries has (33, 56; one that few have 12, 17; before its index 500). Sums of a year with 274 requesters 82, 127.
 */
import { loadavg } from 'node:os';
import { countUnread, readNotifications } from '../platform/notify/store.ts';
import { lookThrough } from '../platform/http/access-store.ts';
import { documentsBy } from '../platform/documents/store.ts';
import type { Db } from '../platform/postgres/database.ts';
import type { PlainDate } from '../law/plain-date.ts';
import { subscriptionsOf } from '../processes/catalog/store/figures.ts';
import { importsOf } from '../processes/catalog/store/imports.ts';
import { exportsOf } from '../processes/catalog/store/outgoing.ts';
import { byName, counts, newest } from '../processes/catalog/store/browse.ts';
import { ofDepartment } from '../processes/catalog/store/own.ts';
import { heldPage } from '../processes/grant/store/held.ts';
import { grantCounts, grantsByRequester } from '../processes/grant/store/counts.ts';
import { hitsOn } from '../processes/grant/store/hits.ts';
import { countHolders, grantsOf, holdersOn } from '../processes/grant/store/lists.ts';
import { departmentsUnder } from '../processes/organisation/index.ts';
import { connectionsOf, decidedConnections, proposedConnections } from '../processes/resource/store/connections.ts';
import { countResources, resourcesOf } from '../processes/resource/store/resources.ts';
import { countFindings, pageOfFindings } from '../processes/supervision/store.ts';
import { callsOf, countCalls } from '../processes/usage/store/calls.ts';
import { personsOf, sumsOf } from '../processes/usage/store/records.ts';
import { officeSums } from '../processes/usage/store/offices.ts';
import { sumsByGrant } from '../processes/usage/store/sums.ts';
import { authority, first, other, idOf, listsAtHome, reader, region } from './cases/lists.ts';
import { cpuMs } from './gateway/cpu.ts';
import { machine, round, say } from './machine.ts';
import type { Bench } from './run.ts';

type Asked = readonly [list: string, ask: () => Promise<unknown>];

function listsOf(db: Db, count: number): readonly Asked[] {
  const middle = idOf(count / 2);
  const at = new Date(Date.parse('2026-11-01T00:00:00Z') + count * 1_000).toISOString();
  const entry = { entryRegion: region, entry: idOf(2) };
  const grant = { region, id: idOf(1) };
  const judged = { org: authority, side: 'judge' } as const;
  return [
    ['数据资源', () => resourcesOf(db, region, first, { size: 50 })], ['数据资源，后面', () => resourcesOf(db, region, first, { after: middle, size: 50 })], ['数据资源，计数', () => countResources(db, region, first)],
    ['数据资源，按连接查', () => resourcesOf(db, region, first, { q: '业务库99', size: 50 })],
    ['数据库连接', () => connectionsOf(db, region, first, { size: 50 })], ['数据库连接，后面', () => connectionsOf(db, region, first, { after: { name: '业务库5', id: middle }, size: 50 })], ['数据库连接，已批准', () => connectionsOf(db, region, first, { state: 'approved', size: 100 })],
    ['待批准地址', () => proposedConnections(db, { size: 50 })], ['待批准地址，后面', () => proposedConnections(db, { after: { at, id: middle }, size: 50 })], ['已决定地址', () => decidedConnections(db, { size: 50 })], ['已决定地址，后面', () => decidedConnections(db, { after: middle, size: 50 })],
    ['持有的授权', () => heldPage(db, first, undefined, 50)], ['持有的授权，后面', () => heldPage(db, first, { region, id: middle }, 50)], ['使用部门', () => holdersOn(db, { ...entry, limit: 50 })], ['使用部门，后面', () => holdersOn(db, { ...entry, after: { region, id: middle }, limit: 50 })], ['使用部门，计数', () => countHolders(db, entry as never)],
    ['受影响的授权', () => hitsOn(db, entry.entryRegion, entry.entry, { region, id: middle }, 50)], ['使用记录的授权', () => grantsOf(db, { side: 'provider', org: first, after: { region, id: middle }, limit: 50 })],
    ['本级部门', () => departmentsUnder(db as never, authority, { size: 20 })],
    ['访问日志', () => lookThrough(db, { size: 100 })], ['访问日志，后面', () => lookThrough(db, { after: { at, id: middle }, size: 100 })], ['访问日志，被拒绝', () => lookThrough(db, { result: 'refused', after: { at, id: middle }, size: 100 })],
    ['访问日志，部门', () => lookThrough(db, { org: first, size: 100 })], ['访问日志，人员', () => lookThrough(db, { person: reader, size: 100 })], ['访问日志，查无此对象', () => lookThrough(db, { object: '没有这个对象', size: 100 })], ['访问日志，某日', () => lookThrough(db, { from: '2026-11-05', to: '2026-11-05', size: 100 })],
    ['消息', () => readNotifications(db, region, reader, null, 50)], ['消息，后面', () => readNotifications(db, region, reader, { at, id: middle }, 50)], ['消息，未读', () => countUnread(db, region, reader)],
    ['调用明细', () => callsOf(db, { grant, limit: 50 })], ['调用明细，后面', () => callsOf(db, { grant, after: { at, id: middle }, limit: 50 })], ['调用明细，被拒绝', () => callsOf(db, { grant, status: 'refused', limit: 50 })], ['调用明细，计数', () => countCalls(db, { grant, limit: 1 }, 10_000)],
    ['文书', () => documentsBy(db, first, {}, undefined, 50)], ['文书，后面', () => documentsBy(db, first, { kind: 'letter' }, { at, id: middle }, 50)],
    ['导入', () => importsOf(db, region, first, undefined, 50)], ['导入，后面', () => importsOf(db, region, first, middle, 50)], ['导出', () => exportsOf(db, region, { limit: 50 })], ['导出，后面', () => exportsOf(db, region, { after: { at, number: 'WM-20261101-0500000' }, limit: 50 })],
    ['目录，新的在前', () => newest(db, {}, undefined, 21)], ['目录，不予共享', () => newest(db, { attribute: 'not-shared' }, { on: '2026-04-01', entry: middle }, 21)], ['目录，一个部门', () => newest(db, { region, provider: first }, undefined, 21)], ['目录，按名称', () => byName(db, { attribute: 'conditional' }, { name: 'shi li 8', entry: middle }, 21)],
    ['目录，选得没有的', () => newest(db, { provider: other, attribute: 'not-shared', cycle: 'daily' }, undefined, 21)], ['目录，选得没有的，分面', () => counts(db, { provider: other, attribute: 'not-shared', cycle: 'daily' })], ['目录，不多的，按名称', () => byName(db, { provider: other }, undefined, 21)],
    ['目录，分面', () => counts(db, {})], ['目录，选定后分面', () => counts(db, { attribute: 'conditional', cycle: 'monthly' })], ['本部门目录', () => ofDepartment(db, region, first, { after: middle, size: 50 })], ['本部门目录，按状态', () => ofDepartment(db, region, first, { state: 'published', after: middle, size: 50 })],
    ['本部门目录，名称一部分', () => ofDepartment(db, region, first, { q: '数据5000', size: 50 })], ['本部门目录，名称都有的', () => ofDepartment(db, region, first, { q: '示例', after: middle, size: 50 })], ['本部门目录，没有的名称', () => ofDepartment(db, region, first, { q: '婚姻', size: 50 })],
    ['订阅', () => subscriptionsOf(db, first, { size: 50 })], ['订阅，后面', () => subscriptionsOf(db, first, { after: { since: '2026-04-01', entry: middle }, size: 50 })],
    ['督办', () => pageOfFindings(db, judged, { open: 'true' }, undefined, 50)], ['督办，后面', () => pageOfFindings(db, judged, { open: 'false' }, { due: '2026-04-01', id: middle }, 50)], ['督办，分面', () => countFindings(db, judged, { open: 'true' })],
  ];
}

/** Sums that a page shows: no rows, but days of calls added. */
function sumsIn(db: Db): readonly Asked[] {
  const [from, to] = ['2026-01-01' as PlainDate, '2026-12-31' as PlainDate];
  const month = '2026-01-31' as PlainDate;
  const grants = Array.from({ length: 274 }, (_, n) => ({ region, id: idOf(3001 + n * 10) }));
  return [
    ['一件授权的合计', () => sumsOf(db, { region, id: idOf(1) })], ['一件授权的使用人，三十天', () => personsOf(db, { region, id: idOf(1) }, '2026-12-02' as PlainDate)],
    ['本部门统计，274 个使用部门，一个月', () => officeSums(db, first, from, month)], ['本部门统计，274 个使用部门，一年', () => officeSums(db, first, from, to)], ['本部门授权，按使用部门、按状态', async () => [await grantsByRequester(db, first), await grantCounts(db, first)]],
    ['使用记录的一页，五十件授权，三十天', () => sumsByGrant(db, grants.slice(0, 50), '2026-12-02' as PlainDate)],
  ];
}

const share = (times: readonly number[], part: number): number => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

interface Timed { readonly p99Ms: number; readonly cpuMs: number }

/** Each in turn, so many times; the first rounds warm. Of the slowest list: P99, and the processor time of the database a page, which other programs beside do not lengthen. */
async function timed(asked: readonly Asked[], rounds: number, postmaster: number): Promise<Timed> {
  const worst = { p99Ms: 0, cpuMs: 0 };
  for (const [list, ask] of asked) {
    for (let n = 0; n < 2; n += 1) await ask();
    const took: number[] = [];
    const before = cpuMs({ postmaster });
    for (let n = 0; n < rounds; n += 1) {
      const start = performance.now();
      await ask();
      took.push(performance.now() - start);
    }
    const cpu = (cpuMs({ postmaster }) - before) / rounds;
    say(`${list.padEnd(14, '　')} median ${round(share(took, 0.5), 1)} ms, P99 ${round(share(took, 0.99), 1)} ms, processor of the database ${round(cpu, 1)} ms`);
    worst.p99Ms = Math.max(worst.p99Ms, share(took, 0.99));
    worst.cpuMs = Math.max(worst.cpuMs, cpu);
  }
  return { p99Ms: round(worst.p99Ms, 1), cpuMs: round(worst.cpuMs, 1) };
}

export const bench: Bench = {
  about: 'every list by key, a million rows in each of its tables',
  async run({ quick }) {
    const count = quick ? 100_000 : 1_000_000;
    const home = await listsAtHome(count);
    try {
      say(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}; ${count} rows a table, PostgreSQL 18, fsync off`);
      const lists = listsOf(home.db, count);
      const { p99Ms, cpuMs: listCpuMs } = await timed(lists, quick ? 20 : 100, home.postmaster);
      const sums = await timed(sumsIn(home.db), 10, home.postmaster);
      return { rows: count, lists: lists.length, p99Ms, listCpuMs, sumsMs: sums.p99Ms, sumsCpuMs: sums.cpuMs };
    } finally {
      await home.stop();
    }
  },
};
