import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connects, graduates, publishes, type Entry } from '../../../tests/market.ts';
import { startProvider, type ProviderDatabase } from '../../../tests/provider.ts';
import { town, type Town } from '../../../tests/town.ts';
import type { Checker } from './checker.ts';
import { withinHours } from './plan.ts';
import { goOn, type QualityDeps } from './run.ts';
import { bindOver, declare, depsOf, publishOver, qualityPath, rule, runsNow } from './town.testing.ts';

/** How rules are declared and run (Art. 18): whose they are, inside which limits, what becomes of a run that breaks off. */
let it: Town;
let provider: ProviderDatabase;
let connection: string;
let people: Entry;
let deps: QualityDeps;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14' }), startProvider()]);
  await provider.query(`
    create table share.visit (id integer primary key, kind text, amount text, paid numeric, began timestamptz, ended timestamptz, note text);
    insert into share.visit select n, case when n % 10 = 0 then '丁' else '甲' end, case when n % 50 = 0 then 'abc' else n::text end, n, timestamptz '2026-01-01 08:00+08' + n * interval '1 minute', timestamptz '2026-01-01 09:00+08' + n * interval '1 minute' * case when n % 500 = 0 then -1 else 1 end, null from generate_series(1, 5000) n;
    create table share.keyless as select * from share.visit where id <= 3000;
    create function share.slowly(text) returns text language plpgsql stable as $$ begin perform pg_sleep(0.02); return $1; end $$;
    create view share.slow as select id, kind, share.slowly(note) as note from share.visit where id <= 500;
    grant select on all tables in schema share to share_reader;`);
  connection = await connects(it, provider);
  deps = await depsOf(it);
  people = await publishes(it, graduates);
  await bindOver(it, connection, people, 'graduate');
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});
const cataloguer = () => it.client('education.cataloguer');
const operator = () => it.client('education.operator');
const visits = ['id', 'kind', 'amount', 'paid', 'began', 'ended', 'note'].map((field) => ({ field, name: field, key: field === 'id' }));
const limits = (over: object = {}) => ({ byItself: false, hourFrom: 0, hourTo: 24, everyDays: 7, pageRows: 500, boundRows: 1_000, statementMs: 5_000, pauseMs: 0, ...over });
const told = async (words: string) => (await cataloguer().get('/api/notifications')).rows.filter((row: { text: string }) => row.text.includes(words));

test('rules are the cataloguer’s, limits the operator’s; another department sees nothing of either', async () => {
  const path = qualityPath(people);
  const rules = { base: 0, rules: [rule({ kind: 'required', field: 'name' })] };
  for (const [who, status] of [['education.operator', 403], ['education.clerk', 403], ['labour.cataloguer', 404], ['bureau.reviewer', 403]] as const) expect((await it.client(who).ask('PUT', `${path}/rules`, rules)).status, who).toBe(status);
  expect((await cataloguer().ask('PUT', `${path}/plan`, limits())).status).toBe(403);
  expect((await it.client('labour.cataloguer').ask('GET', path)).status).toBe(404);
  expect((await operator().ask('POST', `${path}/runs`, {})).body.code).toBe('QUALITY_RULES_MISSING');
  expect((await operator().ask('PUT', `${path}/plan`, limits({ hourFrom: 3, hourTo: 3 }))).body.code).toBe('QUALITY_HOURS_INVALID');
  expect((await it.client('education.operator').ask('GET', `${path}/failures/${rules.rules[0]?.id}`)).status).toBe(403);
});

test('what a rule lacks is said at its field, and an edit of an older version is refused', async () => {
  const path = `${qualityPath(people)}/rules`;
  const put = (base: number, ...rules: object[]) => cataloguer().ask('PUT', path, { base, rules: rules.map(rule) });
  expect((await put(0, { kind: 'pattern', field: 'mobile', pattern: '(a+)+' }, { kind: 'required', field: 'nothing' })).body).toMatchObject({ code: 'BODY_INVALID', fields: [{ path: 'rules.0.pattern' }, { path: 'rules.1.field' }] });
  expect((await put(0, { kind: 'sql', text: 'drop table x' })).body.code).toBe('BODY_INVALID');
  expect((await put(0, { kind: 'required', field: 'name"; drop table share.graduate; --' })).body.code).toBe('BODY_INVALID');
  expect((await put(0, { kind: 'required', field: 'name' })).status).toBe(200);
  expect((await put(0, { kind: 'required', field: 'name' })).body.code).toBe('QUALITY_RULES_STALE');
});

test('hours are the provider’s, also over midnight; a cataloguer’s run waits for them, the operator’s does not; one at a time', async () => {
  expect([[1, 5, 3], [1, 5, 5], [22, 5, 23], [22, 5, 4], [22, 5, 12], [0, 24, 23]].map(([hourFrom, hourTo, hour]) => withinHours({ hourFrom: hourFrom as number, hourTo: hourTo as number }, hour as number))).toEqual([true, false, true, true, false, true]);
  const path = qualityPath(people);
  const now = new Date(Date.now() + 8 * 3_600_000).getUTCHours();
  await operator().put(`${path}/plan`, limits({ hourFrom: (now + 2) % 24, hourTo: (now + 4) % 24 }));
  expect((await cataloguer().ask('POST', `${path}/runs`, { atOnce: true })).body.code).toBe('QUALITY_AT_ONCE_BY_OPERATOR');
  await cataloguer().post(`${path}/runs`, {});
  expect(await goOn(deps)).toBe(false); // outside the hours nothing is asked of the provider
  expect((await cataloguer().ask('POST', `${path}/runs`, {})).body.code).toBe('QUALITY_RUN_OPEN');
  const last = await runsNow(it, deps, people); // the operator hastens the one that waits
  expect(last).toMatchObject({ state: 'done', checked: 200, results: [{ verdict: 'holds', checked: 200, failed: 0 }] });
});

test('by itself as often as the provider set, and not in announced maintenance', async () => {
  const path = qualityPath(people);
  await operator().put(`${path}/plan`, limits({ byItself: true, everyDays: 3 }));
  const { qualityJobs } = await import('./run.ts');
  const [job] = qualityJobs(deps);
  while (await job?.run());
  const { rows } = await cataloguer().get(`${path}/runs`);
  expect(rows.map((run: { askedBy: string | null; state: string }) => [run.askedBy === null, run.state])).toEqual([[true, 'done'], [false, 'done']]);
  expect(Date.parse((await cataloguer().get(path)).plan.nextAt) - Date.now()).toBeGreaterThan(2.9 * 86_400_000);
  expect(await goOn(deps)).toBe(false);
  const { resource } = await operator().get(path);
  const maintenance = `/api/resources/${resource.region}/${resource.id}/maintenance`;
  const window = (await operator().post(maintenance, { from: new Date(Date.now() + 600_000).toISOString(), to: new Date(Date.now() + 3_600_000).toISOString(), reason: '升级' })).maintenance[0].id;
  await sql`update maintenance set from_at = now() where id = ${window}`.execute(it.database.db); // its hour has come
  await operator().post(`${path}/runs`, { atOnce: true });
  expect([await goOn(deps), await goOn(deps)]).toEqual([true, false]); // put off until the window is over
  const { running } = await cataloguer().get(path);
  expect(running).toMatchObject({ checked: 0, fault: '维护时段内不检查' });
  await cataloguer().post(`${path}/runs/${running.id}/stop`, {});
  await operator().post(`${maintenance}/${window}/shorten`, {});
});

test('no value of a record stays with the platform: not in results, the ledger, notices, nor the place of a run that stands', async () => {
  const path = qualityPath(people);
  const mobile = rule({ kind: 'pattern', field: 'mobile', pattern: '155\\d{8}', name: '手机号段' });
  await declare(it, people, [mobile, rule({ kind: 'unique', fields: ['name'] })]);
  await operator().post(`${path}/runs`, { atOnce: true });
  await operator().put(`${path}/plan`, limits({ pageRows: 100, pauseMs: 0 }));
  await goOn({ ...deps, checker: stopAfter(deps.checker, 2) }).catch(() => undefined); // stands half-way
  const dump = async () => JSON.stringify((await Promise.all(['quality_run', 'quality_result', 'quality_rules', 'ledger_pending', 'ledger_entry', 'outbox', 'notification'].map(async (table) => (await sql<{ t: string }>`select ${sql.table(table)}::text as t from ${sql.table(table)}`.execute(it.database.db)).rows))));
  for (const text of [await dump()]) for (const value of ['99822120020919', '15400000', '虚构']) expect(text.includes(value), value).toBe(false);
  await sql`update quality_run set lease_until = '-infinity' where ended_at is null`.execute(it.database.db);
  while (await goOn(deps));
  await it.settle();
  expect((await cataloguer().get(path)).last.results[0]).toMatchObject({ failed: 200, samples: 20, verdict: 'fails' });
  for (const value of ['99822120020919', '15400000', '虚构1']) expect((await dump()).includes(value), value).toBe(false);
  const shown = await cataloguer().get(`${path}/failures/${mobile.id}`);
  expect([shown.columns, shown.rows.length, shown.more]).toEqual([['公民身份号码', '手机号码'], 100, true]);
  const { rows } = await sql`select 1 from access_log where act like '%不合格%'`.execute(it.database.db);
  expect(rows.length).toBeGreaterThan(0);
});

/** A worker that is gone in the middle of its so-manieth page: what it had committed stands, its lease too. */
function stopAfter(real: Checker, pages: number): Checker {
  let left = pages;
  return { ...real, page: async (...asked) => {
    const answer = await real.page(...asked);
    if ((left -= 1) < 0) throw new Error('killed');
    return answer;
  } };
}

test('a run that broke off goes on where it stood, with two workers at once, and counts every record once', async () => {
  const entry = await publishOver(it, '到访质量', '303021', visits);
  await bindOver(it, connection, entry, 'visit');
  const rules = [
    rule({ kind: 'code-set', field: 'kind', codes: ['甲', '乙'], name: '代码' }), rule({ kind: 'range', field: 'amount', as: 'number', min: '1', max: '4000', name: '范围' }), rule({ kind: 'range', field: 'paid', as: 'number', min: null, max: '4000.5', name: '数值' }),
    rule({ kind: 'across', left: ['ended'], op: 'ge', right: ['began'], as: 'date', name: '先后' }), rule({ kind: 'required', field: 'note', toleratedPerMille: 999, name: '备注' }), rule({ kind: 'freshness', field: 'began', days: 100, name: '时效' }), rule({ kind: 'unique', fields: ['kind'], name: '唯一' }),
  ];
  await declare(it, entry, rules);
  await operator().put(`${qualityPath(entry)}/plan`, limits({ pageRows: 300 }));
  await operator().post(`${qualityPath(entry)}/runs`, { atOnce: true });
  for (const pages of [1, 3, 0, 2]) {
    await expect(goOn({ ...deps, checker: stopAfter(deps.checker, pages) })).rejects.toThrow('killed');
    expect(await goOn(deps)).toBe(false); // leased: nobody else takes it up yet
    await sql`update quality_run set lease_until = now() - interval '1 second' where ended_at is null`.execute(it.database.db);
  }
  await Promise.all([1, 2].map(async () => { while (await goOn(deps)); }));
  const { last } = await cataloguer().get(qualityPath(entry));
  expect([last.state, last.checked]).toEqual(['done', 5_000]);
  expect(Object.fromEntries(last.results.map((one: { zh: string; failed: number }) => [one.zh, one.failed]))).toEqual({ 代码: 500, 范围: 100 + 980, 数值: 1_000, 先后: 10, 备注: 5_000, 时效: 1, 唯一: 5_000 });
  expect(last.results.map((one: { verdict: string }) => one.verdict)).toEqual(['fails', 'fails', 'fails', 'fails', 'fails', 'fails', 'fails']);
});

test('a table without an index on its key is looked at once, to the bound, and the run says so', async () => {
  const entry = await publishOver(it, '无主键质量', '303022', visits);
  await bindOver(it, connection, entry, 'keyless');
  await declare(it, entry, [rule({ kind: 'code-set', field: 'kind', codes: ['甲'] })]);
  await operator().put(`${qualityPath(entry)}/plan`, limits({ boundRows: 1_000 }));
  expect(await runsNow(it, deps, entry)).toMatchObject({ way: 'whole', checked: 1_000, partial: true, results: [{ checked: 1_000, failed: 100 }] });
});

test('what takes too long stops no other rule, and is said to be unknown, never to hold', async () => {
  const entry = await publishOver(it, '慢视图质量', '303023', [{ field: 'id', name: 'id', key: true }, { field: 'kind', name: 'kind' }, { field: 'note', name: 'note' }]);
  await bindOver(it, connection, entry, 'slow');
  await declare(it, entry, [rule({ kind: 'required', field: 'kind', name: '快' }), rule({ kind: 'required', field: 'note', name: '慢' })]);
  await operator().put(`${qualityPath(entry)}/plan`, limits({ statementMs: 500 }));
  const last = await runsNow(it, deps, entry);
  expect(last.results.map((one) => [one.zh, one.verdict, one.checked])).toEqual([['快', 'holds', 500], ['慢', 'unknown', 0]]);
  expect(last.results[1]?.why).toMatch(/超时|时间/);
  expect(last.failing).toBe(0);
});

test('a pattern that backtracking engines die of is matched in a moment', async () => {
  await provider.query(`create table share.long (id integer primary key, note text); insert into share.long select n, repeat('a', 3000) || '!' from generate_series(1, 50) n; grant select on share.long to share_reader`);
  const entry = await publishOver(it, '长文本质量', '303024', [{ field: 'id', name: 'id', key: true }, { field: 'note', name: 'note' }]);
  await bindOver(it, connection, entry, 'long');
  await declare(it, entry, [rule({ kind: 'pattern', field: 'note', pattern: '(a|aa|aaa)+' })]);
  await operator().put(`${qualityPath(entry)}/plan`, limits({ statementMs: 5_000 }));
  expect((await runsNow(it, deps, entry)).results).toMatchObject([{ verdict: 'fails', failed: 50 }]);
});

test('the cataloguer is told when a rule begins to fail and when it holds again, each once; the entry shows the figure', async () => {
  const entry = await publishOver(it, '变化质量', '303025', [{ field: 'id', name: '编号', key: true }, { field: 'kind', name: '类别' }]);
  await provider.query(`create table share.changing (id integer primary key, kind text); insert into share.changing select n, '甲' from generate_series(1, 100) n; grant select on share.changing to share_reader`);
  await bindOver(it, connection, entry, 'changing');
  await declare(it, entry, [rule({ kind: 'code-set', field: 'kind', codes: ['甲', '乙'] })]);
  await runsNow(it, deps, entry);
  expect(await told('变化质量')).toEqual([]);
  await provider.query("update share.changing set kind = '丙' where id <= 4");
  const first = await runsNow(it, deps, entry);
  await runsNow(it, deps, entry);
  expect((await told('变化质量')).map((row: { text: string }) => row.text)).toEqual([expect.stringContaining('“类别属于甲、乙” 4 条')]);
  expect(first).toMatchObject({ rate: 0.96, failing: 1 });
  expect(first.results[0]?.since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const seen = await it.client('labour.clerk').get(`/api/catalog/entries/${entry.region}/${entry.id}`);
  expect(seen.figures.quality).toMatchObject({ rate: 0.96, rules: 1, failing: 1 });
  const hit = (await it.client('labour.clerk').get(`/api/catalog/entries?q=${encodeURIComponent('变化质量')}`)).rows[0];
  expect(hit.figures.quality).toMatchObject({ failing: 1 });
  await provider.query("update share.changing set kind = '乙'");
  await runsNow(it, deps, entry);
  expect(await told('重新符合')).toHaveLength(1);
});

test('bound anew, or stopped by hand: the run ends and says why; the provider away: it waits, then gives up and says so', async () => {
  const entry = await publishOver(it, '中止质量', '303026', visits);
  await bindOver(it, connection, entry, 'visit');
  await declare(it, entry, [rule({ kind: 'required', field: 'kind' })]);
  const path = qualityPath(entry);
  await operator().post(`${path}/runs`, { atOnce: true });
  await bindOver(it, connection, entry, 'visit');
  await goOn(deps);
  const runs = async () => (await cataloguer().get(`${path}/runs`)).rows as { id: string; state: string; fault: string }[];
  expect((await runs())[0]).toMatchObject({ state: 'failed', fault: expect.stringContaining('挂接已经改变') });
  await operator().post(`${path}/runs`, { atOnce: true });
  await cataloguer().post(`${path}/runs/${(await runs())[0]?.id}/stop`, {});
  expect((await runs())[0]).toMatchObject({ state: 'stopped' });
  await provider.query('alter role share_reader nologin');
  await operator().post(`${path}/runs`, { atOnce: true });
  for (let n = 0; n < 5; n += 1) {
    await goOn(deps);
    await sql`update quality_run set not_before = '-infinity' where ended_at is null`.execute(it.database.db);
  }
  await provider.query('alter role share_reader login');
  expect((await runs())[0]).toMatchObject({ state: 'failed', fault: expect.stringContaining('账号或者口令不对') });
});
