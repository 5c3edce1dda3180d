import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { plainJurisdiction } from '../../law/jurisdiction.ts';
import { plainDate } from '../../law/plain-date.ts';
import { transact } from '../../platform/postgres/database.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import { reply, statement, strip } from '../application/town.testing.ts';
import { createUsed } from '../usage/used.ts';
import { warnEnding } from './jobs.ts';
import { grants } from './cases.testing.ts';

/** How a grant ends: its term, renewal, what is no longer needed or used (Art. 27 ¶1). */
const { base, town, entry, use, at, day, own, keysOf, upload } = await grants();
afterAll(() => base.drop());

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
  await town.act(town.head, whole, 'allow-legacy', { reason: '系统一天只签一次', until: '2026-12-31' });
  const warned = async () => {
    await warnEnding({ db: base.db, directory: town.directory, inside: town.engine.inside });
    return (await sql<{ n: number }>`select count(*)::int as n from outbox where topic = 'notice.org' and body->>'caseId' = ${at(whole).id} and body->>'text' like '%放宽的签名校验到 2026-12-31%'`.execute(base.db)).rows[0]?.n;
  };
  for (const [today, told] of [['2026-12-23', 0], ['2026-12-24', 2], ['2026-12-25', 2], ['2026-12-30', 4], ['2026-12-31', 4]] as const) {
    day(today);
    expect([today, await warned()]).toEqual([today, told]);
  }
  day('2026-09-14');
  const next = { whole: await renews(whole, [4, 5]), part: await renews(part, [4]), own2: await renews(own2, [4, 5]), stopped: await renews(stopped, [4, 5]) };
  for (const ref of Object.values(next)) expect(await town.stateOf(ref)).toBe('delivered');
  const rules = await sql<{ rule: string }>`select time_rule as rule from grant_compiled where id = any(${[at(whole).id, at(next.whole).id]}::uuid[]) order by time_rule`.execute(base.db);
  expect(rules.rows.map(({ rule }) => rule)).toEqual(['legacy', 'window']); // weak signatures are not renewed with it, and both sides are told
  expect((await sql<{ n: number }>`select count(*)::int as n from outbox where body->>'caseId' = ${at(next.whole).id} and body->>'text' like '%不随续期沿用%'`.execute(base.db)).rows[0]?.n).toBe(2);
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
