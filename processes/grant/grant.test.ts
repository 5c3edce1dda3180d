import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Context } from '../../platform/http/route.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import { another, graduates, strip, universities } from '../application/town.testing.ts';
import type { HeldView, HolderPage } from './contract.ts';
import { grantRoutes } from './index.ts';
import { grants } from './cases.testing.ts';
import { grantJobs } from './jobs.ts';

/** Grants in force: delivered, keys, stopped, held, changed, who holds what (Art. 22, 25, 27, 35). */
const { base, town, entry, use, at, day, event, own, compiled, keysOf, again } = await grants();
afterAll(() => base.drop());

test('delivered is what the platform itself could fetch; twenty working days, no day given back for a second like rejection: Art. 22.1', async () => {
  day('2026-09-14');
  const { grant } = await town.granted(entry, use());
  expect(strip(await town.view(town.clerk, grant), 'delivery')).toMatchObject({ dueOn: '2026-10-16' });
  town.probe = '数据库连接不上';
  expect(await codeOf(again(grant))).toBe('PROBE_FAILED');
  town.probe = null;
  expect(await again(grant)).toBe('delivered');
  day('2026-09-16');
  expect(await town.act(town.clerk, grant, 'reject', { cause: 'wrong-items', text: '缺少毕业年份' })).toBe('preparing');
  const afterFirst = strip(await town.view(town.clerk, grant), 'delivery')?.dueOn ?? '';
  expect(afterFirst > '2026-10-16').toBe(true);
  await again(grant);
  day('2026-09-21');
  expect(await town.act(town.clerk, grant, 'reject', { cause: 'wrong-items', text: '仍缺毕业年份' })).toBe('preparing');
  expect(strip(await town.view(town.clerk, grant), 'delivery')?.dueOn).toBe(afterFirst);
  await again(grant);
  expect(await town.act(town.clerk, grant, 'accept', {})).toBe('active');
  expect(await compiled(grant)).toMatchObject({ state: 'active' });
  expect((await own(grant)).application?.number).toMatch(/^SQ-/);
});

test('silence accepts after ten working days, the first successful call at once: Art. 22.1', async () => {
  day('2026-09-14');
  const silent = await town.delivered(entry, use());
  const used = await town.delivered(entry, use());
  expect(await event(used, 'accept', 'grant.used')).toBe(true);
  await town.on('2026-10-15');
  expect([await town.stateOf(silent), await town.stateOf(used)]).toEqual(['active', 'active']);
});

test('a key is shown once, rotated, withdrawn, and stopped with an incident when it was stolen: Art. 22.2, 34.2, 35.3', async () => {
  day('2026-09-14');
  const grant = await town.delivered(entry, use());
  const act = async (actor: typeof town.clerk, name: string, body: object) => town.engine.move(actor, grant, name, body, { requestId: crypto.randomUUID(), version: (await town.engine.view(actor, grant)).version });
  expect(await codeOf(act(town.clerk, 'rotate-key', { reason: '定期更换' }))).toBe('KEY_NOT_COLLECTED');
  const first = await act(town.clerk, 'collect-key', {});
  expect(first.once).toMatchObject({ rid: expect.stringMatching(/^[0-9a-f-]{36}$/), sid: expect.stringMatching(/^[0-9a-f]{32}$/), appKey: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(await codeOf(act(town.clerk, 'collect-key', {}))).toBe('ALREADY_DONE');
  expect((await own(grant, town.operator)).key).toMatchObject({ rid: '', sid: '', mine: false, collectedOn: '2026-09-14' });
  const second = await act(town.clerk, 'rotate-key', { reason: '定期更换' });
  expect([second.once?.['rid'], second.once?.['appKey'] === first.once?.['appKey']]).toEqual([first.once?.['rid'], false]);
  expect(await keysOf(grant)).toEqual([{ nth: 1, ended: true, stopped: false }, { nth: 2, ended: false, stopped: false }]);
  await act(town.head, 'withdraw-key', { reason: '疑似外泄' });
  await act(town.clerk, 'rotate-key', { reason: '停用后更换' });
  expect(await keysOf(grant)).toMatchObject([{ stopped: true }, { stopped: true }, { nth: 3, stopped: false }]);
  expect((await act(town.clerk, 'report-key-stolen', { since: '2026-09-13', text: '笔记本电脑失窃' })).state).toBe('delivered');
  expect((await keysOf(grant)).every((key) => key.stopped)).toBe(true);
  const incidents = await town.engine.list(town.requesterSecurity, 'incident', { side: 'any', size: 50 } as never);
  expect(incidents.rows.some((row) => row.title.includes('密钥失窃'))).toBe(true);
});

test('misuse suspends, a report is judged, insisting sets a new date, resuming is for who suspended: Art. 27.2', async () => {
  day('2026-09-14');
  const grant = await town.delivered(entry, use());
  const suspend = { ground: 'beyond-range', evidence: '批量核验非申请人十二笔', mendBy: '2026-09-21' };
  expect(await codeOf(town.act(town.head, grant, 'suspend', { ...suspend, mendBy: '2026-09-14' }))).toBe('DATE_NOT_AHEAD');
  expect(await town.act(town.head, grant, 'suspend', suspend)).toBe('suspended');
  expect(await compiled(grant)).toMatchObject({ state: 'suspended' });
  expect(await codeOf(town.act(town.head, grant, 'terminate', { reasons: '拒不整改' }))).toBe('TERMINATE_TOO_EARLY');
  const greyed = async () => (await town.view(town.head, grant)).acts.filter((act) => act.disabledBecause !== null).map((act) => act.act);
  expect(await greyed(), 'too early, and no key was collected').toEqual(['terminate', 'withdraw-key']);
  expect(await town.act(town.requesterHead, grant, 'report', { done: '收回多余账号' })).toBe('mended');
  expect(await town.act(town.head, grant, 'insist', { lacking: '未说明已取得数据的去向', mendBy: '2026-09-25' })).toBe('suspended');
  expect(strip(await town.view(town.clerk, grant), 'mend')).toMatchObject({ dueOn: '2026-09-25' });
  expect(await greyed(), 'judged insufficient').toEqual(['withdraw-key']);
  expect(await town.act(town.requesterHead, grant, 'report', { done: '已删除多取的数据' })).toBe('mended');
  expect(await codeOf(town.act(town.reviewer, grant, 'resume', {}))).toBe('NOT_YOUR_MOVE');
  expect(await town.act(town.head, grant, 'resume', {})).toBe('active');
  expect(await compiled(grant)).toMatchObject({ state: 'active' });
  await town.act(town.reviewer, grant, 'suspend', { ...suspend, ground: 'third-party' });
  day('2026-09-22');
  expect(await town.act(town.lead, grant, 'terminate', { reasons: '期限届满未整改' })).toBe('disposing');
  expect((await own(grant)).disposal).toMatchObject({ how: 'delete', by: '2026-10-22' });
});

test('an open incident that names the grant holds it, no reproach; it is lifted with the danger, by hand not before: Art. 35.3', async () => {
  day('2026-09-14');
  const [preparing, delivered] = [(await town.granted(entry, use())).grant, await town.delivered(entry, use())];
  expect(await codeOf(town.act(town.head, delivered, 'hold', { reason: '疑似泄露' }))).toBe('HOLD_NEEDS_INCIDENT');
  const incident = await town.open(town.security, 'incident', 'report', { what: '前置机疑似被入侵', since: '2026-09-13', data: '毕业生信息', grants: [preparing, delivered], persons: { number: null, personal: false, text: '不明' } });
  expect(await town.act(town.head, preparing, 'hold', { reason: '先行停用', incident })).toBe('held');
  expect(strip(await town.view(town.clerk, preparing), 'delivery')?.kind).toBe('paused');
  await town.act(town.security, incident, 'start-plan', {});
  await town.act(town.security, incident, 'contain', { measures: '断开前置机', grants: [] });
  expect(await town.stateOf(delivered)).toBe('held');
  expect((await own(delivered)).hold).toMatchObject({ incident });
  expect(await codeOf(town.act(town.lead, delivered, 'lift', {}))).toBe('INCIDENT_STILL_OPEN');
  day('2026-09-16');
  await town.act(town.head, incident, 'notify', { to: '市公安局', on: '2026-09-16', content: '已报告', personsTold: { told: 'not-concerned', text: '' } });
  await town.act(town.head, incident, 'eliminate', { cause: '弱口令', mended: '已更换' });
  expect([await town.stateOf(preparing), await town.stateOf(delivered)]).toEqual(['preparing', 'delivered']);
  expect(strip(await town.view(town.clerk, preparing), 'delivery')?.dueOn).toBe('2026-10-20');
});

test('a hidden entry holds every grant of it, however many; restored lifts them, withdrawn as secret ends them: Art. 3.1, 35.3', async () => {
  day('2026-09-14');
  const published = await town.published(another(graduates));
  const grants = [await town.delivered(published.entry, use()), await town.delivered(published.entry, use())];
  const preparing = (await town.granted(published.entry, use())).grant;
  await town.act(town.chief, published.ref, 'hide', { reason: '疑似涉密，先行下线' });
  for (const ref of [...grants, preparing]) expect(await town.stateOf(ref)).toBe('held');
  expect(await codeOf(town.act(town.lead, preparing, 'lift', {}))).toBe('ENTRY_HIDDEN');
  await town.act(town.reviewer, published.ref, 'restore', { opinion: '经审核不属国家秘密' });
  for (const ref of grants) expect(await town.stateOf(ref)).toBe('delivered');
  expect(await town.stateOf(preparing)).toBe('preparing');
  await town.act(town.chief, published.ref, 'hide', { reason: '再次疑似涉密' });
  await town.act(town.reviewer, published.ref, 'withdraw', { document: '定密文件' });
  expect([await town.stateOf(grants[0] ?? ''), await town.stateOf(preparing)]).toEqual(['disposing', 'disposed']);
});

test('more than two hundred grants of an entry: the rest are held by the next pieces of work, none is left out', async () => {
  day('2026-09-14');
  const published = await town.published(another(universities));
  const { grant } = await town.granted(published.entry, { ...use(), items: [1] }, { conditions: [] });
  await sql`insert into agreement (region, id, requester, provider, entry_region, entry, entry_version, purpose, term_from, state, body, disposal)
    select a.region, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, a.requester, a.provider, a.entry_region, a.entry, a.entry_version, 'x' || n, a.term_from, 'suspended', a.body, a.disposal
    from agreement a, generate_series(1, 430) n where a.id = ${at(grant).id}::uuid`.execute(base.db);
  await town.act(town.chief, published.ref, 'hide', { reason: '疑似涉密，先行下线' });
  await town.drain();
  expect(await town.stateOf(grant)).toBe('held');
  await sql`delete from agreement where purpose like 'x%'`.execute(base.db);
});

test('changed or ended service, changed use: the grant follows what was filed or agreed: Art. 25.1, 27.3', async () => {
  day('2026-09-14');
  const grant = await town.delivered(entry, use());
  for (const [act, clock] of [['change-service', 'service-change.effective'], ['change-use', 'use-change.agreed']] as const) {
    expect(await event(grant, act, clock)).toBe(true);
    expect(await town.stateOf(grant)).toBe('delivered');
  }
  expect(await event(grant, 'end-service', 'service-change.effective')).toBe(true);
  expect(await town.stateOf(grant)).toBe('disposing');
});

test('its provider sees who holds an entry’s data; the authority sees what a department holds in sum, others do not: Art. 25.2, 27.3', async () => {
  const routes = grantRoutes({ db: base.db, directory: town.directory });
  const ask = async <T>(actor: typeof town.clerk, path: string, query: object): Promise<T> => {
    const found = routes.find((one) => one.path === path);
    return found?.handle({ actor } as Context, { query } as never) as Promise<T>;
  };
  const { rows: holders } = await ask<HolderPage>(town.providerClerk, '/grant/holders', { region: '320800', entry, size: 50 });
  expect(holders.length).toBeGreaterThan(3);
  expect(holders[0]).toMatchObject({ requester: codes.labour, requesterName: '淮安市人力资源和社会保障局', number: expect.stringMatching(/^SH-/), items: 2 });
  const pages: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await ask<HolderPage>(town.reviewer, '/grant/holders', { region: '320800', entry, size: 2, after }); // the provider's authority sees them, too
    pages.push(...page.rows.map((row) => row.ref));
    if (page.after === null) break;
    after = page.after;
  }
  expect(pages).toEqual(holders.map((row) => row.ref));
  const stranger = { ...town.clerk, org: '11320900PDY0000998' };
  expect(await ask(stranger, '/grant/holders', { region: '320800', entry, size: 50 })).toEqual({ rows: [], after: null, total: 0 });
  expect((await ask<HolderPage>(town.clerk, '/grant/holders', { region: '320800', entry, size: 50 })).total).toBe(holders.length); // its own, which here are all
  const held = await ask<HeldView>(town.reviewer, '/grant/held', { org: codes.labour, size: 50 });
  expect(held).toMatchObject({ org: codes.labour, level: 'low', joins: [] }); // one entry alone joins nothing
  expect(held.rows.length).toBe(held.grants);
  const halves = await ask<HeldView>(town.reviewer, '/grant/held', { org: codes.labour, size: 2 });
  const rest = await ask<HeldView>(town.reviewer, '/grant/held', { org: codes.labour, size: 50, after: halves.after });
  expect([...halves.rows, ...rest.rows]).toEqual(held.rows);
  expect([halves.grants, halves.items]).toEqual([held.grants, held.items]);
  const elsewhere = town.directory.addOrganisation('11320900PDY0000999', '盐城市教育局', { region: '320900', authority: null });
  expect(await codeOf(ask(town.reviewer, '/grant/held', { org: elsewhere, size: 50 }))).toBe('ORGANISATION_NOT_FOUND');
});

test('grants are counted between departments as they are made and move; what a program of before did not count is set right once a day', async () => {
  const { grant } = await town.granted(entry, use());
  await again(grant);
  const counted = async () => (await sql`select provider, requester, state, n from agreement_count where n <> 0 order by 1, 2, 3`.execute(base.db)).rows;
  const standing = async () => (await sql`select provider, requester, state, count(*)::int as n from agreement group by 1, 2, 3 order by 1, 2, 3`.execute(base.db)).rows;
  expect((await standing()).length).toBeGreaterThan(2); // of all states in which the tests above have left them
  expect(await counted()).toEqual(await standing());
  await sql`update agreement_count set n = n + 3`.execute(base.db);
  await sql`insert into agreement_count (region, provider, requester, state, n) values ('320800', 'gone', 'gone', 'active', 1)`.execute(base.db);
  const job = grantJobs({ db: base.db, directory: town.directory, inside: town.engine.inside }).find((one) => one.name === 'grant-counts');
  await job?.run();
  expect(await counted()).toEqual(await standing());
});
