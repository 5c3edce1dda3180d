import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { transact } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { addAttachment } from '../../platform/procedures/store/attachments.ts';
import { codes } from '../../platform/procedures/testing.ts';
import { another, codeOf, graduates, reply, shareTown, statement, strip, universities, type ShareTown } from '../application/town.testing.ts';
import type { Context } from '../../platform/http/route.ts';
import type { GrantOwn, HeldSum, HeldView, HolderPage } from './contract.ts';
import { createUsed } from '../usage/used.ts';
import { plainJurisdiction } from '../../law/jurisdiction.ts';
import { plainDate } from '../../law/plain-date.ts';
import { grantRoutes } from './index.ts';
import { warnEnding } from './jobs.ts';

let base: TestDatabase;
let town: ShareTown;
let entry: string;
beforeAll(async () => { base = await testDatabase(); town = shareTown(base.db); entry = await town.entryOf(another(graduates)); });
afterAll(() => base.drop());

let uses = 0;
const use = () => ({ purpose: `用途${uses += 1}` });
const at = (ref: string) => ({ region: ref.slice(0, 6), id: ref.slice(7) });
const day = (on: string) => town.directory.movesTo(on);
const event = (ref: string, act: string, clock: string) => transact(base.db, (tx) => town.engine.inside.moveIfAny(tx, at(ref), act, { clock }, act === 'change-use' ? { change: ref, points: [{ kind: 'range', text: '全省申请人' }] } : {}));
const own = async (ref: string, actor = town.clerk) => (await town.view<GrantOwn>(actor, ref)).own;
const compiled = async (ref: string) => (await sql<{ state: string; version: number }>`select state, version from grant_compiled where region = ${at(ref).region} and id = ${at(ref).id}::uuid`.execute(base.db)).rows[0];
const keysOf = async (ref: string) => (await sql<{ nth: number; ended: boolean; stopped: boolean }>`
  select nth, ends_at is not null as ended, stopped_at is not null as stopped from credential where grant_id = ${at(ref).id}::uuid order by nth`.execute(base.db)).rows;
const upload = async ({ org, person }: typeof town.clerk) => {
  const id = uuidv7();
  await addAttachment(base.db, { region: '320800', id, name: '证明.pdf', media: 'application/pdf', bytes: 4, sha256: 'ab'.repeat(32), org, madeBy: person });
  return id;
};
const again = async (ref: string) => town.act(town.operator, ref, 'deliver', {});

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
  expect(await town.act(town.requesterHead, grant, 'report', { done: '收回多余账号' })).toBe('mended');
  expect(await town.act(town.head, grant, 'insist', { lacking: '未说明已取得数据的去向', mendBy: '2026-09-25' })).toBe('suspended');
  expect(strip(await town.view(town.clerk, grant), 'mend')).toMatchObject({ dueOn: '2026-09-25' });
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

test('the end: told 30, 7 and 1 days before, once each; expired, disposed of as laid down, denied, disposed again, settled by silence: Art. 27.1', async () => {
  day('2026-09-14');
  const grant = await town.delivered(entry, use());
  const never = (await town.granted(entry, use())).grant;
  const renewal = await town.draft(entry, { renews: grant });
  await town.act(town.clerk, renewal, 'submit', { ...statement, purpose: (await own(grant)).purpose, renews: grant, term: { from: '2027-10-01', to: '2028-09-30', reason: '' } });
  const warn = async () => warnEnding({ db: base.db, directory: town.directory, inside: town.engine.inside });
  const notices = async (id: string) => (await sql<{ n: number }>`select count(*)::int as n from outbox where topic = 'notice.org' and body->>'caseId' = ${id} and body->>'text' like '%到期%'`.execute(base.db)).rows[0]?.n;
  day('2027-08-30');
  await warn();
  expect(await notices(at(grant).id)).toBe(0);
  day('2027-09-01');
  await warn();
  await warn();
  expect(await notices(at(grant).id)).toBe(2);
  day('2027-09-29');
  await warn();
  await warn();
  expect(await notices(at(grant).id)).toBe(4); // nobody saw the seventh day: one warning makes up for it
  await town.on('2027-10-01');
  expect([await town.stateOf(grant), await town.stateOf(never)]).toEqual(['disposing', 'disposed']);
  expect((await own(grant)).disposal).toMatchObject({ how: 'delete', by: '2027-10-31' });
  expect(strip(await town.view(town.clerk, grant), 'disposal')).toMatchObject({ dueOn: '2027-10-31' });
  const set = (body: object) => codeOf(town.act(town.providerClerk, grant, 'set-disposal', body as Record<string, unknown>));
  expect(await set({ way: 'seal', disposeBy: '2027-10-01' })).toBe('DISPOSAL_DATE_PAST');
  expect(await set({ way: 'keep', disposeBy: '2027-10-20' })).toBe('DISPOSAL_INSTRUCTION_MISSING');
  expect(await set({ way: 'seal', disposeBy: '2027-10-20' })).toBe('done');
  expect(strip(await town.view(town.clerk, grant), 'disposal')).toMatchObject({ dueOn: '2027-10-20' });
  const lacks = (body: object) => town.act(town.clerk, grant, 'dispose', { declaration: true, ...body }).then(() => 'done', (thrown: Error) => thrown.message.replace(/^.*附上：/, ''));
  const sealed = { scope: '业务库', place: '档案室，保密岗保管', access: '负责人批准后启封', doneOn: '2027-10-01' };
  expect(await lacks({ way: 'seal' })).toContain('封存的范围、封存在何处、由哪个岗位保管、何种情形可以启封、由谁批准、完成日期（不晚于今日的日期）、附件：封存清单。');
  expect(await lacks({ way: 'seal', points: { ...sealed, doneOn: '2027-10-02' }, attachments: [await upload(town.clerk)] })).toContain('完成日期（不晚于今日的日期）。');
  expect(await lacks({ way: 'delete', points: { scope: '业务库', method: '删除', doneOn: '2027-10-01' }, attachments: [await upload(town.clerk)] })).toContain('与要求的“封存”不同的理由。');
  expect(await lacks({ way: 'keep', points: { scope: '业务库', place: '机房', access: '审计岗', keptUntil: '2027-10-01' }, evidence: '审计需要', attachments: [await upload(town.clerk)] })).toContain('留存至（在今日以后的日期）。');
  expect(await town.act(town.clerk, grant, 'dispose', { way: 'nothing-stored', declaration: true })).toBe('reported');
  expect(await town.act(town.providerClerk, grant, 'deny', { lacking: '备份未说明', disposeBy: '2027-10-25' })).toBe('disposing');
  await town.act(town.clerk, grant, 'dispose', { way: 'delete', points: { scope: '业务库与备份', method: '删除', doneOn: '2027-10-01' }, evidence: '要求封存的部分也已删除', declaration: true, attachments: [await upload(town.clerk)] });
  await town.on('2027-11-01');
  expect(await town.stateOf(grant)).toBe('disposed');
});

test('a renewal is delivered at once and takes over on its first day: the keys go on, what it covers is not disposed of, what it leaves out is: Art. 27.1', async () => {
  day('2026-09-14');
  const keysOf = async (ref: string) => (await sql<{ rid: string; sid: string; nth: number; ends: boolean }>`select rid, sid, nth, ends_at is not null as ends from credential where region = ${at(ref).region} and grant_id = ${at(ref).id}::uuid order by nth`.execute(base.db)).rows;
  const renews = async (old: string, items: readonly number[]) => {
    const over = { purpose: (await own(old)).purpose, renews: old, items, term: { from: '2027-10-01', to: '2028-09-30', reason: '' } };
    return (await town.granted(entry, over, { term: { from: '2027-10-01', to: '2028-09-30' } })).grant;
  };
  const [whole, part, own2, stopped] = [await town.delivered(entry, use()), await town.delivered(entry, use()), await town.delivered(entry, use()), await town.delivered(entry, use())];
  for (const ref of [whole, part, own2, stopped]) await town.act(town.clerk, ref, 'collect-key', {});
  const [pair] = await keysOf(whole);
  const next = { whole: await renews(whole, [4, 5]), part: await renews(part, [4]), own2: await renews(own2, [4, 5]), stopped: await renews(stopped, [4, 5]) };
  for (const ref of Object.values(next)) expect(await town.stateOf(ref)).toBe('delivered');
  await town.act(town.clerk, next.own2, 'collect-key', {});
  await town.act(town.clerk, stopped, 'withdraw-key', { reason: '系统改造，先行停用' });
  expect((await sql<{ id: string }>`select renews_id as id from grant_compiled where id = ${at(next.whole).id}::uuid`.execute(base.db)).rows[0]?.id).toBe(at(whole).id);
  await town.on('2027-10-01');
  expect([await town.stateOf(whole), await town.stateOf(part), await town.stateOf(own2), await town.stateOf(stopped)]).toEqual(['disposed', 'disposing', 'disposed', 'disposed']);
  expect([await keysOf(whole), await keysOf(next.whole)]).toEqual([[], [pair]]); // the same pair, the same key
  expect(await keysOf(next.part)).toHaveLength(1);
  expect((await keysOf(next.own2)).map((key) => key.ends).sort()).toEqual([false, true]); // with keys of its own the old one runs out
  expect([(await keysOf(stopped)).length, await keysOf(next.stopped)]).toEqual([1, []]);
  await town.act(town.clerk, next.whole, 'collect-key', {});
  expect((await keysOf(next.whole)).map(({ rid, nth, ends }) => [rid, nth, ends])).toEqual([[pair?.rid, 1, true], [pair?.rid, 2, false]]);
});

test('of a renewal in two ways each takes over its own; a theft told on the renewal stops the old keys that are served under it: Art. 27.1, 35.3', async () => {
  day('2026-09-14');
  const [old, lost] = [await town.delivered(entry, use()), await town.delivered(entry, use())];
  for (const ref of [old, lost]) await town.act(town.clerk, ref, 'collect-key', {});
  const term = { from: '2027-10-01', to: '2028-09-30' };
  const renewed = async (ref: string, mode: string) => {
    const way = { mode, serviceKind: mode === 'service' ? 'query' : null };
    return (await town.granted(entry, { purpose: (await own(ref)).purpose, renews: ref, term: { ...term, reason: '' }, ...way }, { term, ...way })).grant;
  };
  const [service, batch] = [await renewed(old, 'service'), await renewed(old, 'batch')];
  const later = await renewed(lost, 'service');
  expect([await town.stateOf(service), await town.stateOf(batch), await town.stateOf(later)]).toEqual(['delivered', 'delivered', 'delivered']);
  expect(await codeOf(town.act(town.clerk, later, 'report-key-stolen', { text: '代码库中发现' }))).toBe('KEY_NOT_COLLECTED'); // the old keys are the old grant’s until its term is over
  day('2027-10-01'); // the term is over, no sweep has been yet
  await town.act(town.clerk, later, 'report-key-stolen', { text: '代码库中发现' });
  expect(await keysOf(lost)).toMatchObject([{ stopped: true }]);
  await town.on('2027-10-01');
  expect([(await keysOf(batch)).length, (await keysOf(service)).length, (await keysOf(later)).length]).toEqual([0, 1, 0]); // the newer batch took nothing, what was stolen went nowhere
  expect(await town.stateOf(old)).toBe('disposed');
});

test('no renewal leads round a stop: not of a suspended grant, not before its day, none spares a disposal that does not serve, no key of a grant ended early comes back: Art. 27.1, 27.2', async () => {
  day('2026-09-14');
  const term = { from: '2027-10-01', to: '2028-09-30', reason: '' };
  const asks = async (old: string, over: object = {}) => ({ purpose: (await own(old)).purpose, renews: old, term, ...over });
  const stopped = await town.delivered(entry, use());
  const tries = async (over: object = {}) => codeOf(town.act(town.clerk, await town.draft(entry, { renews: stopped }), 'submit', { ...statement, ...await asks(stopped), ...over }));
  expect(await tries({ term: { ...term, from: '2026-10-01' } })).toBe('RENEWAL_GAP'); // both served at once: twice the quota
  await town.act(town.head, stopped, 'suspend', { ground: 'beyond-range', evidence: '批量核验非申请人十二笔', mendBy: '2026-09-21' });
  expect(await tries()).toBe('RENEWAL_UNFIT');
  // Delivered by nobody yet: the old data are still to be disposed of.
  const waits = await town.delivered(entry, use());
  town.probe = '数据源不可用';
  const next = (await town.granted(entry, await asks(waits), { term: { from: term.from, to: term.to } })).grant;
  town.probe = null;
  expect(await town.stateOf(next)).toBe('preparing');
  // Ended by its user before its day: whoever has the old key has nothing.
  const early = await town.delivered(entry, use());
  await town.act(town.clerk, early, 'collect-key', {});
  const later = await town.applied(entry, await asks(early));
  await town.act(town.clerk, early, 'finish', { reason: 'not-needed' });
  await town.act(town.providerClerk, later, 'propose', reply({ term: { from: term.from, to: term.to } }, statement.items));
  await town.act(town.head, later, 'grant', {});
  const made = (await town.own(later)).grant?.ref ?? '';
  expect(await town.stateOf(made)).toBe('preparing'); // not at once: what it continues is over
  await town.act(town.operator, made, 'deliver', {});
  expect((await sql`select 1 from credential where grant_id = ${at(made).id}::uuid`.execute(base.db)).rows).toEqual([]);
  await town.on('2027-10-01');
  expect(await town.stateOf(waits)).toBe('disposing');
});

test('what is no longer needed is ended by its user; without use for 180 days the need is confirmed: Art. 27.1', async () => {
  day('2026-09-14');
  const [grant, used, silent] = [await town.delivered(entry, use()), await town.delivered(entry, use()), await town.delivered(entry, use())];
  for (const ref of [grant, used, silent]) await town.act(town.clerk, ref, 'accept', {});
  const uses = (ref: string) => createUsed({ db: base.db, directory: town.directory, inside: town.engine.inside })([{ region: at(ref).region, grant: at(ref).id }]);
  const asked = async () => (await town.engine.worklist(town.clerk, { size: 100 } as never, 'todo')).rows.filter((row) => [grant, used, silent].includes(row.ref)).map((row) => [row.ref, row.next?.turn, row.note]);
  expect(await codeOf(town.act(town.clerk, grant, 'confirm-need', { text: '仍需使用' }))).toBe('GRANT_USED_LATELY');
  day('2026-12-01');
  await uses(used); // a call sets the days anew, nobody need say anything
  await town.on('2027-03-13');
  expect(await asked()).toEqual([]); // the 180th day is not over
  await town.on('2027-03-14');
  const row = (ref: string) => [ref, '是否仍需使用', '使用中，长期未使用，待确认'];
  expect((await asked()).sort()).toEqual([row(grant), row(silent)].sort());
  expect((await own(grant)).unused).toEqual({ since: '2027-03-13', recorded: true });
  const codes = await Promise.all(['', '用'].map((text) => codeOf(town.act(town.clerk, grant, 'confirm-need', { text }))));
  expect(codes).toEqual(['BODY_INVALID', 'BODY_INVALID']);
  expect(await town.act(town.clerk, grant, 'confirm-need', { text: '季节性业务' })).toBe('active');
  expect([strip(await town.view(town.clerk, grant), 'unused')?.kind === 'late', (await own(grant)).unused]).toEqual([false, null]);
  expect(await asked()).toEqual([row(silent)]);
  await uses(silent); // used again, it is asked no more
  expect(await asked()).toEqual([]);
  await town.on('2027-05-31'); // 180 days and one after the call of December
  expect(await asked()).toEqual([row(used)]);
  expect(await town.act(town.clerk, used, 'finish', { reason: 'not-needed' })).toBe('disposing');
  expect(await town.act(town.clerk, grant, 'finish', { reason: 'reached' })).toBe('disposing');
  await town.act(town.clerk, grant, 'dispose', { way: 'delete', points: { scope: '业务库', method: '删除', doneOn: '2027-05-31' }, declaration: true, attachments: [await upload(town.clerk)] });
  expect(await town.act(town.providerClerk, grant, 'confirm', {})).toBe('disposed');
});

test('a region sets after how many days the need is asked; a batch has no calls on record, so its last use is stated: local, Art. 27.1', async () => {
  day('2026-09-14');
  town.directory.jurisdictions.set('320800', { ...plainJurisdiction('320800'), numbers: [{ name: 'grant-unused-days', value: 60, by: { title: '办法', number: '淮政规〔2026〕1号', from: plainDate('2026-01-01'), to: null } }] });
  const { grant } = await town.granted(entry, { ...use(), mode: 'batch', serviceKind: null }, { mode: 'batch', serviceKind: null });
  await town.act(town.operator, grant, 'deliver', {});
  await town.act(town.clerk, grant, 'accept', {});
  await town.on('2026-11-14');
  expect((await own(grant)).unused).toEqual({ since: '2026-11-13', recorded: false });
  const confirm = (lastUsedOn?: string) => codeOf(town.act(town.clerk, grant, 'confirm-need', { text: '年底结算再用', ...(lastUsedOn === undefined ? {} : { lastUsedOn }) }));
  expect([await confirm(), await confirm('2026-11-15'), await confirm('2026-10-08')]).toEqual(['GRANT_USE_UNSTATED', 'GRANT_USE_UNSTATED', 'done']);
  expect(await transact(base.db, (tx) => town.engine.inside.dueOf(tx, at(grant), 'unused'))).toBe('2027-01-13');
  town.directory.jurisdictions.delete('320800');
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

test('sharing that ran before the platform is entered with its papers and in force once both heads have signed: Art. 44', async () => {
  day('2026-09-14');
  const body = {
    entryRegion: '320800', entry, requester: codes.labour, items: [4, 5], purpose: '存量共享', mode: 'service', term: { from: '2024-01-01', to: '2027-12-31' },
    papers: '2024 年共享协议（复印件附后）', quota: { perDay: 1000, perMinute: 60 }, disposal: { how: 'delete', days: 30, basis: '' },
  };
  const opens = async (over: object = {}) => town.open(town.providerClerk, 'grant', 'import', { ...body, attachments: [await upload(town.providerClerk)], ...over });
  for (const [over, code] of [
    [{ attachments: [] }, 'FIELD_MISSING'], [{ items: [77] }, 'ITEMS_NOT_IN_ENTRY'], [{ requester: codes.education }, 'OWN_ENTRY'], [{ term: { from: '2026-09-15', to: null } }, 'OLD_SHARING_NOT_BEGUN'],
    [{ term: { from: '2024-01-01', to: '2026-09-14' } }, 'TERM_INVALID'], [{ mode: 'file' }, 'MODE_NOT_OFFERED'], [{ disposal: { how: 'keep', days: 30, basis: '' } }, 'DISPOSAL_INSTRUCTION_MISSING'],
  ] as const) expect(await codeOf(opens(over)), code).toBe(code);
  const ref = await opens();
  expect(await codeOf(opens({ items: [5] }))).toBe('OLD_SHARING_KNOWN'); // waits for both heads
  expect((await town.view<GrantOwn>(town.requesterHead, ref)).own).toMatchObject({ imported: { papers: body.papers, confirmedOn: null }, range: '', served: false });
  expect(await town.act(town.head, ref, 'confirm', {})).toBe('importing');
  expect(await town.act(town.requesterHead, ref, 'confirm', {})).toBe('active');
  expect(await compiled(ref)).toMatchObject({ state: 'active' });
  expect((await own(ref)).imported?.confirmedOn).toBe('2026-09-14');
  const dueOf = (clock: string) => transact(base.db, (tx) => town.engine.inside.dueOf(tx, at(ref), clock));
  expect([await dueOf('term'), await dueOf('delivery'), await dueOf('unused')]).toEqual(['2027-12-31', undefined, '2027-03-13']); // from the confirmation on, not from 2024
  expect(await codeOf(opens())).toBe('OLD_SHARING_KNOWN');
  const { entry: hidden, ref: version } = await town.published(another(graduates));
  day('2026-09-15');
  expect(await codeOf(opens({ entry: hidden, term: { from: '2026-09-15', to: null } }))).toBe('OLD_SHARING_NOT_BEGUN'); // today, but the catalogue had it already: to be applied for
  const waiting = await opens({ entry: hidden });
  await town.act(town.chief, version, 'hide', { reason: '疑似涉密' });
  expect(await codeOf(town.act(town.head, waiting, 'confirm', {}))).toBe('OLD_SHARING_ENTRY_UNFIT'); // what has turned out secret meanwhile comes into force by nobody
  const dropped = await opens({ purpose: '另一存量' });
  expect(await town.act(town.providerClerk, dropped, 'drop', { reason: '登记有误' })).toBe('disposed');
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
