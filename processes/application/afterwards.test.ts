import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { transact } from '../../platform/postgres/database.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import type { EntryView } from '../catalog/contract.ts';
import { adopting, item, point, proposed, refusal, shares } from './cases.testing.ts';
import { another, graduates, reply } from './town.testing.ts';

/** What comes after an answer: taken up again, told of changes, counted (Art. 17.3, 23, 28). */
const { base, town, entry } = await shares();
afterAll(() => base.drop());

const day = (at: string) => town.directory.movesTo(at);

test('a settlement or decision reopens the application; its ground is spent; what is defied the forum may grant, where adopted: Art. 28.2', async () => {
  day('2026-09-14');
  const ref = await proposed(town, entry);
  await town.act(town.head, ref, 'refuse', refusal);
  expect(await town.act(town.head, ref, 'reconsider', {})).toBe('supplied'); // of its own accord: nothing is spent
  await town.act(town.providerClerk, ref, 'propose', reply());
  expect(await town.act(town.head, ref, 'refuse', refusal)).toBe('refused');
  const at = { region: ref.slice(0, 6), id: ref.slice(7) };
  await transact(base.db, (tx) => town.engine.inside.move(tx, at, 'reconsider', { clock: 'dispute.decided' }, { replyBy: '2026-09-21' }));
  const view = await town.view(town.clerk, ref);
  expect(view.state).toBe('supplied');
  expect(view.facts).toMatchObject({ decidedBy: '2026-09-21', spent: 'duty' });
  await transact(base.db, (tx) => town.engine.inside.addParty(tx, at, 'forum', codes.authority));
  const forum = { decision: { document: '淮政决〔2026〕1 号', text: '应当共享所申请的数据项', on: '2026-09-14' }, proposal: reply(), opinion: '依决定' };
  expect(await codeOf(town.act(town.lead, ref, 'grant', forum))).toBe('NO_SUCH_MOVE'); // not adopted
  town.directory.jurisdictions.set('320800', adopting('forum-grant'));
  expect(await codeOf(town.act(town.lead, ref, 'grant', forum))).toBe('DECISION_NOT_DUE');
  await town.act(town.providerClerk, ref, 'propose', reply());
  expect(await codeOf(town.act(town.head, ref, 'refuse', refusal))).toBe('REFUSAL_GROUND_SPENT');
  await town.act(town.head, ref, 'refuse', { category: 'range', reasons: '超出目录列明的用途' });
  await transact(base.db, (tx) => town.engine.inside.move(tx, at, 'reconsider', { clock: 'dispute.decided' }, { replyBy: '2026-09-21' }));
  await town.act(town.providerClerk, ref, 'propose', reply());
  for (const category of ['duty', 'range'] as const) expect(await codeOf(town.act(town.head, ref, 'refuse', { ...refusal, category })), category).toBe('REFUSAL_GROUND_SPENT'); // a second decision gives no ground back
  day('2026-09-22');
  await transact(base.db, (tx) => town.engine.inside.move(tx, at, 'reconsider', { clock: 'dispute.settled' }, { replyBy: '2026-09-28' })); // overdue: the state stays
  expect(await town.stateOf(ref)).toBe('reply');
  day('2026-09-29');
  expect(await codeOf(town.act(town.lead, ref, 'grant', { ...forum, proposal: undefined }))).toBe('FIELD_MISSING');
  expect(await codeOf(town.act(town.lead, ref, 'grant', { ...forum, proposal: reply({ perItem: [{ ...reply().perItem[0], decision: 'refuse' }] }) }))).toBe('DECISION_INCOMPLETE');
  expect(await town.act(town.lead, ref, 'grant', forum)).toBe('granted');
  town.directory.jurisdictions.delete('320800');
});

test('taken up again of its own accord its days run anew, whatever date the head states: nobody holds it without a date, and both answers are counted: Art. 21.1, 28.1', async () => {
  day('2026-09-14');
  const at = await town.entryOf(another(graduates));
  const ref = await town.applied(at, { purpose: '自行重办' });
  await town.on('2026-09-29'); // due the day before
  await town.act(town.providerClerk, ref, 'propose', reply());
  expect(await town.act(town.head, ref, 'refuse', refusal)).toBe('refused');
  expect(await town.act(town.head, ref, 'reconsider', { replyBy: '2027-12-31' })).toBe('supplied'); // of its own accord: nothing is spent
  const clocks = async () => (await base.db.selectFrom('clock').select(['name', 'nth', 'dueOn', 'lapsedOn']).where('caseId', '=', ref.slice(7)).where('stoppedOn', 'is', null).orderBy('name').execute());
  expect(await clocks()).toMatchObject([{ name: 'again', dueOn: '2027-12-31' }, { name: 'reply', nth: 2, dueOn: '2026-10-19', lapsedOn: null }]);
  await town.on('2026-10-20');
  expect(await clocks()).toMatchObject([{ name: 'again', lapsedOn: null }, { name: 'reply', lapsedOn: '2026-10-20' }]);
  await town.act(town.providerClerk, ref, 'propose', reply());
  await town.act(town.head, ref, 'grant', {});
  expect(await clocks()).toEqual([]);
  const { figures } = await town.call<EntryView>(town.clerk, 'GET', '/catalog/entries/:region/:entry', { params: { region: '320800', entry: at } });
  expect(figures).toMatchObject({ refused: 1, granted: 1, late: 2, onTime: 0 });
});

test('holders and applicants are told what changed; a running grant goes on as agreed: Art. 17.3, 27.3', async () => {
  day('2026-09-14');
  const body = another(graduates);
  const { entry: at, ref: version } = await town.published(body);
  const { grant } = await town.granted(at);
  const waiting = await town.applied(at, { purpose: '变更时在办' });
  const draft = await town.draft(at);
  const told = async () => (await sql<{ text: string; caseId: string }>`select body ->> 'text' as text, body ->> 'caseId' as "caseId" from outbox where topic = 'notice.org' and body ->> 'org' = ${codes.labour} order by id`.execute(base.db)).rows;
  await town.drain();
  await sql`delete from outbox where true`.execute(base.ownerDb);
  const update = await town.open(town.cataloguer, 'catalog', 'update', { entryRegion: '320800', entry: at, cause: 'duty', occurredOn: '2026-09-14', document: '淮编办〔2026〕3 号' });
  await town.save(update, { ...body, updateCycle: 'daily', sharing: { ...body.sharing, conditions: [...body.sharing.conditions, '不得批量导出'] } });
  await town.act(town.cataloguer, update, 'submit', {});
  await town.act(town.chief, update, 'approve', {});
  await town.act(town.reviewer, update, 'publish', {});
  await town.drain();
  const first = await told();
  expect(first.map((one) => one.caseId).toSorted()).toEqual([grant, waiting, draft].map((ref) => ref.slice(7)).toSorted());
  for (const { text } of first) expect(text).toContain('已更新为第 2 版，变更：使用条件（趋严）、更新频率');
  expect(first.find((one) => one.caseId === grant.slice(7))?.text).toContain('本授权按原约定继续');
  expect((await town.view<{ conditions: string[] }>(town.clerk, grant)).own.conditions).not.toContain('不得批量导出');
  await sql`delete from outbox where true`.execute(base.ownerDb);
  expect(version).not.toBe(update);
  await town.act(town.chief, update, 'hide', { reason: '疑似涉密' });
  await town.drain();
  expect((await told()).filter((one) => one.text.includes('紧急下线')).map((one) => one.caseId).toSorted()).toEqual([waiting, draft].map((ref) => ref.slice(7)).toSorted());
});

test('figures at the entry: what was asked for late, extended, withdrawn at whose wish, refused on other grounds, overdue, rated: Art. 23', async () => {
  day('2026-11-02');
  const at = await town.entryOf(another(graduates));
  const figures = async () => (await town.call<EntryView>(town.clerk, 'GET', '/catalog/entries/:region/:entry', { params: { region: '320800', entry: at } }));
  const [asked, late, over] = [await town.applied(at, { purpose: '事项一' }), await town.applied(at, { purpose: '事项二' }), await town.applied(at, { purpose: '事项三' })];
  day('2026-11-12'); // the eighth of ten working days
  await town.act(town.providerClerk, asked, 'ask', { points: [point], supplyBy: '2026-11-19' });
  expect((await figures()).figures).toMatchObject({ asked: 3, supplemented: 1, askedLastFifth: 0 });
  await town.act(town.clerk, asked, 'supply', { maintains: true });
  await town.act(town.head, asked, 'ask-extension', { clock: 'reply', days: 5, reason: '核对学籍' });
  await town.act(town.reviewer, asked, 'extend', { clock: 'reply' });
  day('2026-11-13'); // the ninth
  await town.act(town.providerClerk, late, 'ask', { points: [point], supplyBy: '2026-11-20' });
  expect((await figures()).figures).toMatchObject({ supplemented: 2, askedLastFifth: 1, extended: 1 });
  day('2026-11-16');
  await town.act(town.clerk, late, 'supply', { maintains: true }); // one working day stood still
  await town.act(town.providerClerk, late, 'propose', reply({ perItem: [reply().perItem[0], item(5, { category: 'other', reason: '另有安排，暂不提供学校名称' })] }));
  await town.act(town.head, late, 'grant', {});
  expect(await figures()).toMatchObject({ figures: { granted: 1, refusedOther: 1, onTime: 1, answeredP50: 9 }, answers: [{ days: 9, late: false, count: 1 }] });
  await town.act(town.clerk, late, 'rate', { score: 4 });
  expect((await town.own(late, town.head)).rating).toEqual({ score: 4, text: '' });
  await town.on('2026-11-17');
  expect((await figures()).figures).toMatchObject({ rated: 1, ratingSum: 4, late: 1, onTime: 1 }); // the third is overdue and counts already
  await town.act(town.providerClerk, over, 'propose', reply());
  await town.act(town.head, over, 'grant', {});
  await town.act(town.clerk, asked, 'withdraw', { reason: '提供部门要求另行申请', atProvidersWish: true });
  expect(await figures()).toMatchObject({ figures: { late: 1, onTime: 1, withdrawn: 1, withdrawnAtWish: 1 }, answers: [{ days: 9, late: false }, { days: 11, late: true, count: 1 }] });
  const grant = (await town.own(over)).grant?.ref ?? '';
  await town.act(town.operator, grant, 'deliver', {});
  day('2026-11-20');
  await town.act(town.clerk, grant, 'accept', {});
  expect((await figures()).figures).toMatchObject({ deliveredP50: 0, users: 1 }); // delivered the day it was agreed to; the trial stands
});
