import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainJurisdiction, type Jurisdiction } from '../../law/jurisdiction.ts';
import { plainDate } from '../../law/plain-date.ts';
import { transact } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { codes } from '../../platform/procedures/testing.ts';
import type { Context } from '../../platform/http/route.ts';
import type { EntryView } from '../catalog/contract.ts';
import { fileBasket } from './basket.ts';
import { BasketIn } from './contract.ts';
import { templates } from '../security/index.ts';
import { saveDraft } from './store.ts';
import { another, codeOf, graduates, reply, shareTown, statement, strip, universities, type ShareTown } from './town.testing.ts';

let base: TestDatabase;
let town: ShareTown;
let entry: string; // conditional
beforeAll(async () => { base = await testDatabase(); town = shareTown(base.db); entry = await town.entryOf(another(graduates)); });
afterAll(() => base.drop());

const adopting = (name: string): Jurisdiction => ({ ...plainJurisdiction('320800'), adoptions: [{ name, by: { title: '政务数据共享实施细则', number: '淮政规〔2026〕2 号', from: plainDate('2026-01-01'), to: null } }] });
const refusal = { category: 'duty', reasons: '与就业补贴核验的职责无关', basis: [] };
const day = (at: string) => town.directory.movesTo(at);
const item = (n: number, over: object) => ({ item: n, decision: 'refuse', category: 'duty', reason: '审核补贴不需要', basis: [], ...over });
const point = { tiedTo: 'basis', condition: null, text: '请补充据以使用的职责文件' };
const submit = (ref: string, over: object = {}) => codeOf(town.act(town.clerk, ref, 'submit', { ...statement, ...over }));
const proposed = async (over: object = {}) => {
  const ref = await town.applied(entry, { purpose: `用途${Math.random()}` });
  await town.act(town.providerClerk, ref, 'propose', reply(over));
  return ref;
};

test('a submission is checked against the catalogue as published, each fault by its own sentence: Art. 20.2', async () => {
  day('2026-09-14');
  const ref = await town.draft(entry);
  expect(await submit(ref, { items: [4, 99] })).toBe('ITEMS_NOT_IN_ENTRY');
  expect(await submit(ref, { mode: 'file' })).toBe('MODE_NOT_OFFERED');
  expect(await submit(ref, { term: { from: '2026-10-01', to: null, reason: '' } })).toBe('TERM_NEEDS_END_OR_REASON');
  expect(await submit(ref, { term: { from: '2026-09-01', to: '2026-09-10', reason: '' } })).toBe('TERM_INVALID');
  expect(await submit(ref, { items: [2, 4] })).toBe('OWN_ASSESSMENT_MISSING');
  expect(await submit(ref, { basis: [] })).toBe('BODY_INVALID');
  expect(await codeOf(town.open(town.providerClerk, 'application', 'create', { entryRegion: '320800', entry }))).toBe('OWN_ENTRY');
  const closed = await town.entryOf(another(universities, { sharing: { ...universities.sharing, attribute: 'not-shared', reason: '统计调查取得', basis: [{ kind: 'law', name: '中华人民共和国统计法', article: '第九条', text: '应当予以保密。' }] } }));
  expect(await submit(await town.draft(closed), { items: [1] })).toBe('ENTRY_NOT_SHARED');
  expect(await submit(ref)).toBe('done');
  expect(await town.act(town.requesterHead, ref, 'return', { opinion: '补写使用范围' })).toBe('draft');
  expect(await submit(ref)).toBe('done');
  expect(await town.act(town.requesterHead, ref, 'approve', { vouches: true })).toBe('received');
});

test('a basket files its lines in one request, once; a line that is refused hinders no other and goes on from its draft: Art. 20.2', async () => {
  day('2026-09-14');
  const { items: _items, renews: _renews, ...common } = { ...statement, purpose: '清单核验' };
  const [good, other] = [await town.entryOf(another(graduates)), await town.entryOf(another(graduates))];
  const file = (lines: { entry: string; items: number[]; ref?: string }[], id = crypto.randomUUID(), actor = town.clerk) => fileBasket({ db: base.db, directory: town.directory, engine: town.engine },
    { actor, header: () => id, once: { region: actor.region, person: actor.person, id, act: 'POST /application/basket', object: '/api/application/basket', acted: false } } as unknown as Context,
    BasketIn.parse({ common, lines: lines.map((line) => ({ entryRegion: '320800', ...line })) }));
  const id = crypto.randomUUID();
  const lines = [{ entry: good, items: [4, 5] }, { entry: other, items: [4, 99] }];
  const [first, twin] = await Promise.all([file(lines, id), file(lines, id)]);
  expect(first.results.map(({ filed, problems }) => [filed, problems.length])).toEqual([[true, 0], [false, 1]]);
  expect(first.results[0]?.number).toMatch(/^SQ-/);
  expect([twin.results.map((one) => one.ref), await file(lines, id)]).toEqual([first.results.map((one) => one.ref), first]);
  const states = () => Promise.all(first.results.map(async (one) => (await town.engine.view(town.clerk, one.ref ?? '')).state));
  expect(await states()).toEqual(['consent', 'draft']);
  const again = await file([{ entry: good, items: [4, 5], ref: first.results[0]?.ref ?? '' }, { entry: other, items: [4], ref: first.results[1]?.ref ?? '' }]);
  expect(again.results.map(({ ref, filed, number }) => [ref, filed, number !== null])).toEqual(first.results.map(({ ref }) => [ref, true, true]));
  expect(await states()).toEqual(['consent', 'consent']);
  const foreign = await file([{ entry: good, items: [4], ref: first.results[0]?.ref ?? '' }], crypto.randomUUID(), town.providerClerk);
  expect(foreign.results).toMatchObject([{ filed: false, number: null, problems: [expect.stringContaining('没有')] }]);
  for (const bad of [{ common, lines: [] }, { common, lines: [{ entryRegion: '320800', entry: good, items: [] }, { entryRegion: '320800', entry: good, items: [] }] }]) expect(BasketIn.safeParse(bad).success).toBe(false);
});

test('one list of missing material, the clock stands, goes on, and late material is still taken in: Art. 21.2, worked over the National Day holiday', async () => {
  day('2026-09-30');
  const ref = await town.applied(entry, { purpose: '补正核验' });
  const late = await town.applied(entry, { purpose: '补正核验之二' });
  expect(strip(await town.view(town.clerk, ref), 'reply')).toMatchObject({ dueOn: '2026-10-20' });
  expect(await codeOf(town.act(town.clerk, ref, 'add', { text: '未告知即补充' }))).toBe('NO_SUCH_MOVE');
  day('2026-10-12');
  const ask = (points: object[], supplyBy: string) => codeOf(town.act(town.providerClerk, ref, 'ask', { points, supplyBy }));
  expect(await ask([point], '2026-10-15')).toBe('DATE_TOO_SOON');
  expect(await ask([{ tiedTo: 'condition', condition: 9, text: '与目录无关的要求' }], '2026-10-19')).toBe('ASK_POINT_NOT_TIED');
  expect(await ask([point], '2026-10-19')).toBe('done');
  day('2026-10-14');
  const supply = (body: object) => codeOf(town.act(town.clerk, ref, 'supply', body as Record<string, unknown>));
  expect(await supply({})).toBe('BODY_INVALID');
  expect(await supply({ answers: [{ point: 2, text: '没有这一点' }] })).toBe('ANSWER_WITHOUT_POINT');
  expect(await supply({ answers: [{ point: 1, text: '职责文件第六条' }], body: { items: [4, 5, 6] } })).toBe('SUPPLEMENT_ADDS_ITEMS');
  expect(await supply({ answers: [{ point: 1, text: '职责文件第六条' }], body: { items: [4] } })).toBe('done');
  expect(strip(await town.view(town.clerk, ref), 'reply')).toMatchObject({ dueOn: '2026-10-22' });
  expect((await town.own(ref)).points).toMatchObject([{ answer: '职责文件第六条' }]);
  expect(await codeOf(town.act(town.providerClerk, ref, 'ask', { points: [point], supplyBy: '2026-10-26' }))).toBe('NO_SUCH_MOVE');
  expect(await town.act(town.clerk, ref, 'add', { text: '再补一份证明' })).toBe('supplied');
  expect((await town.own(ref, town.head)).reasonsAllowed.map((one) => one.category)).not.toContain('not-supplied'); // all that was asked is answered
  expect((await town.own(ref)).additions).toHaveLength(1);
  day('2026-10-20');
  await town.act(town.providerClerk, late, 'ask', { points: [point], supplyBy: '2026-10-27' });
  day('2026-10-22');
  await town.act(town.clerk, late, 'supply', { maintains: true });
  expect(strip(await town.view(town.clerk, late), 'reply')).toMatchObject({ dueOn: '2026-10-23' });
});

test('after the limit nothing is asked any more; a date that passes moves the case on by itself: Art. 21.2', async () => {
  day('2026-11-02');
  const ref = await town.applied(entry, { purpose: '期满补正' });
  const over = await town.applied(entry, { purpose: '逾期不得再问' });
  await town.act(town.providerClerk, ref, 'ask', { points: [point], supplyBy: '2026-11-09' });
  await town.on('2026-11-10');
  expect(await town.stateOf(ref)).toBe('supplied');
  day('2026-11-17');
  expect(await codeOf(town.act(town.providerClerk, over, 'ask', { points: [point], supplyBy: '2026-11-30' }))).toBe('REPLY_CLOCK_OVER');
  await town.act(town.providerClerk, ref, 'propose', reply());
  expect(await codeOf(town.act(town.head, ref, 'refuse', { category: 'not-supplied', reasons: '逾期未补充', basis: [] }))).toBe('done');
});

test('an extension by the authority, once, before the limit ends; the requester is told: Art. 21.1', async () => {
  day('2026-11-02');
  const ref = await town.applied(entry, { purpose: '延期答复' });
  await town.act(town.head, ref, 'ask-extension', { clock: 'reply', days: 10, reason: '涉及核对学籍' });
  expect(await town.act(town.reviewer, ref, 'extend', { clock: 'reply' })).toBe('received');
  expect(strip(await town.view(town.clerk, ref), 'reply')).toMatchObject({ dueOn: '2026-11-30' });
  expect(await codeOf(town.act(town.head, ref, 'ask-extension', { clock: 'reply', days: 1, reason: '再延' }))).toBe('NO_SUCH_MOVE');
});

test('a reply answers every item within what was asked and what the catalogue lists, no more: Art. 15, 20.3', async () => {
  day('2026-09-14');
  const waiting = await town.applied(entry, { purpose: '逐项答复' });
  const propose = async (over: object) => codeOf(town.act(town.providerClerk, waiting, 'propose', reply(over)));
  const grant = async (over: object) => codeOf(town.act(town.head, await proposed(over), 'grant', {}));
  expect(await propose({ perItem: reply().perItem.slice(0, 1) })).toBe('REPLY_ITEMS_INCOMPLETE');
  expect(await propose({ perItem: [reply().perItem[0], item(5, { reason: '' })] })).toBe('REFUSAL_NEEDS_REASONS');
  expect(await propose({ conditions: ['须另行签订协议'] })).toBe('CONDITIONS_ADDED');
  expect(await propose({ conditions: ['不得用于商业用途'], disposal: { how: 'keep', days: 30, basis: '' } })).toBe('DISPOSAL_MISSING');
  expect(await propose({ quota: { perDay: 9000, perMinute: 60 } })).toBe('REPLY_BEYOND_APPLICATION');
  expect(await propose({ term: { from: '2026-10-01', to: null } })).toBe('REPLY_BEYOND_APPLICATION');
  expect(await propose({ mode: 'file' })).toBe('MODE_NOT_OFFERED');
  expect(await propose({ rowFilter: [{ item: 77, op: 'eq', values: ['x'] }] })).toBe('ITEMS_NOT_IN_ENTRY');
  expect(await town.stateOf(waiting)).toBe('received');
  expect(await grant({ perItem: [item(4, {}), item(5, {})] })).toBe('REPLY_NOTHING_GRANTED'); // proposed, but only to be refused
  for (const less of [{ quota: { perDay: 10, perMinute: 60 } }, { term: { from: '2026-10-01', to: '2026-12-31' } }, { serviceKind: 'verification' }]) {
    await expect(proposed({ ...less, less: null }), JSON.stringify(less)).rejects.toMatchObject({ code: 'REFUSAL_NEEDS_REASONS' }); // 21 ¶2: a partial refusal
    await expect(proposed({ ...less, less: { category: 'duty', reason: '系统在建，暂缓提供', basis: [] } })).rejects.toMatchObject({ code: 'REFUSAL_REASON_NOT_ALLOWED' });
    expect(await grant(less)).toBe('done');
  }
  const half = await proposed({ perItem: [reply().perItem[0], item(5, {})] });
  const said = async (actor: typeof town.clerk, act: string) => (await town.view(actor, half)).timeline.find((move) => move.act === act);
  for (const outside of [town.clerk, town.reviewer]) expect(await said(outside, 'propose')).toMatchObject({ states: {}, opinion: null }); // nor in the timeline
  expect((await said(town.head, 'propose'))?.states).toHaveProperty('perItem');
  expect(await town.act(town.head, half, 'return', { opinion: '再核对第五项' })).toBe('received');
  expect(await said(town.clerk, 'return')).toMatchObject({ opinion: null });
  expect(await said(town.providerClerk, 'return')).toMatchObject({ opinion: '再核对第五项' });
  await town.act(town.providerClerk, half, 'propose', reply({ perItem: [reply().perItem[0], item(5, { reason: '审核补贴不需要学校名称' })] }));
  expect((await town.own(half, town.head)).checks.every((one) => one.ok)).toBe(true);
  expect((await town.own(half)).proposal).toBeNull(); // the provider's own until its head has decided
  expect(await town.act(town.head, half, 'grant', {})).toBe('granted');
  const made = (await town.own(half)).grant;
  expect(made?.number).toMatch(/^SH-320800-2026-\d{6}$/);
  const page = await town.view<{ items: { n: number }[]; application: { number: string } }>(town.clerk, made?.ref ?? '');
  expect(page.own.items.map((one) => one.n)).toEqual([4]);
  expect(page.timeline.at(-1)?.states).toEqual({ termEnd: '2027-09-30' }); // what was agreed stands in the agreement, not in the move
  expect(await codeOf(town.act(town.clerk, half, 'rate', { score: 5, text: '答复及时' }))).toBe('done');
  expect(await codeOf(town.act(town.clerk, half, 'rate', { score: 4, text: '再评' }))).toBe('ALREADY_DONE');
});

test('what the head sees before he decides is what the move will ask, with its sentence: Art. 20.3', async () => {
  day('2026-09-14');
  const ref = await proposed({ term: { from: '2026-10-01', to: '2026-10-10' } });
  const ticks = async () => (await town.own(ref, town.head)).checks;
  expect((await ticks()).map((one) => one.ok)).toEqual(Array.from({ length: 8 }, () => true));
  day('2026-10-12'); // the term that was proposed has passed meanwhile
  expect((await ticks()).filter((one) => !one.ok)).toEqual([{ ok: false, text: '方式、时限、次数不超过申请和目录', why: expect.stringContaining('使用时限的止日须晚于今日') }]);
  expect(await codeOf(town.act(town.head, ref, 'grant', {}))).toBe('TERM_INVALID');
  expect((await town.own(ref)).checks).toEqual([]);
});

test('items given in another way get a grant of their own, and are a partial refusal with its reason: Art. 21.2, 22.2', async () => {
  day('2026-09-14');
  const changed = [reply().perItem[0], item(5, { decision: 'other-mode', category: null, reason: '只需核验学校名称' })];
  const ref = await town.applied(entry, { purpose: '部分改方式' });
  const propose = async (over: object) => codeOf(town.act(town.providerClerk, ref, 'propose', reply({ perItem: changed, ...over })));
  expect(await propose({})).toBe('REPLY_OTHER_WAY');
  expect(await propose({ otherWay: { mode: 'service', serviceKind: 'query' } })).toBe('REPLY_OTHER_WAY'); // no other way at all
  expect(await propose({ otherWay: { mode: 'file', serviceKind: null } })).toBe('MODE_NOT_OFFERED');
  expect(await propose({ otherWay: { mode: 'service', serviceKind: 'verification' }, less: null })).toBe('REFUSAL_NEEDS_REASONS');
  expect(await propose({ otherWay: { mode: 'service', serviceKind: 'verification' } })).toBe('done');
  await town.act(town.head, ref, 'grant', {});
  const { grant, otherGrant } = await town.own(ref);
  const seen = async (one: typeof grant) => (await town.view<{ items: { n: number }[]; serviceKind: string }>(town.clerk, one?.ref ?? '')).own;
  expect([(await seen(grant)).items.map((one) => one.n), (await seen(grant)).serviceKind]).toEqual([[4], 'query']);
  expect([(await seen(otherGrant)).items.map((one) => one.n), (await seen(otherGrant)).serviceKind]).toEqual([[5], 'verification']);
});

test('whoever proposed does not decide, and a running grant is renewed, not asked for anew: Art. 20.3', async () => {
  day('2026-09-14');
  const only = await town.entryOf(another(graduates));
  const { grant } = await town.granted(only);
  const ref = await town.draft(only);
  expect(await submit(ref)).toBe('SAME_GRANT_RUNS');
  expect(await submit(ref, { renews: `320800-${crypto.randomUUID()}` })).toBe('RENEWAL_FOREIGN');
  const renewal = await town.draft(only, { renews: grant });
  expect((await town.own(renewal)).body).toMatchObject({ renews: grant, items: [4, 5], term: { from: '2027-10-01' } });
  expect(await submit(renewal, { renews: grant, term: { from: '2027-11-01', to: '2028-09-30', reason: '' } })).toBe('RENEWAL_GAP');
  expect(await submit(renewal, { renews: grant, term: { from: '2027-10-01', to: '2028-09-30', reason: '' } })).toBe('done');
  const own = await town.applied(only, { purpose: '另一用途' });
  const clerkAsHead = town.directory.addPost(codes.education, 'head', town.providerClerk.person);
  await town.act(town.providerClerk, own, 'propose', reply());
  expect(await codeOf(town.act(clerkAsHead, own, 'grant', {}))).toBe('OWN_WORK');
  town.directory.endPost(codes.education, 'head', town.providerClerk.person);
});

test('a refusal is lawful or it is none; data not held opens the update of the catalogue: Art. 14.1, 21.2', async () => {
  day('2026-09-14');
  const refuse = async (over: object) => codeOf(town.act(town.head, await proposed(), 'refuse', { ...refusal, ...over }));
  expect(await refuse({ reasons: '尚未开发接口，无法提供' })).toBe('REFUSAL_REASON_NOT_ALLOWED');
  expect(await refuse({ category: 'forbidden' })).toBe('REFUSAL_BASIS_MISSING');
  expect(await refuse({ category: 'not-supplied' })).toBe('REFUSAL_MATERIAL_NOT_ASKED');
  expect(await refuse({})).toBe('done');
  const open = await town.entryOf(another(universities));
  const ref = await town.applied(open, { items: [1, 2] });
  expect(strip(await town.view(town.clerk, ref), 'reply')).toMatchObject({ dueOn: '2026-09-15' });
  const byRow = reply({ rowFilter: [{ item: 1, op: 'eq', values: ['淮阴工学院'] }] }, [1, 2]);
  expect(await codeOf(town.act(town.providerClerk, ref, 'propose', byRow))).toBe('REFUSAL_UNCONDITIONAL'); // some rows of it are not all of it
  await town.act(town.providerClerk, ref, 'propose', reply({}, [1, 2]));
  for (const category of ['range', 'other']) expect(await codeOf(town.act(town.head, ref, 'refuse', { ...refusal, category }))).toBe('REFUSAL_UNCONDITIONAL');
  expect((await town.own(ref, town.head)).reasonsAllowed.map((one) => one.category)).toEqual(['duty', 'forbidden', 'not-held']);
  expect(await town.act(town.head, ref, 'refuse', { category: 'not-held', reasons: '该名单由省厅掌握', basis: [] })).toBe('refused');
  expect((await town.engine.list(town.cataloguer, 'catalog', { side: 'any', size: 50, open: 'true' } as never)).rows.some((row) => row.title.includes('名单'))).toBe(true);
});

test('standing consent answers and delivers in one act; at the high linkage level a person answers: Art. 20.3, 23, 25.2', async () => {
  day('2026-09-14');
  const open = await town.entryOf(another(universities));
  await town.call(town.head, 'PUT', '/catalog/entries/:region/:entry/standing-consent', { params: { region: '320800', entry: open }, body: { document: '常设同意书' } });
  const ref = await town.applied(open, { items: [1, 2] });
  expect(await town.stateOf(ref)).toBe('granted');
  const { grant } = await town.own(ref);
  expect(await town.stateOf(grant?.ref ?? '')).toBe('delivered');
  town.probe = '目录尚未挂接可用的数据资源';
  const unbound = await town.applied(open, { items: [3], purpose: '另一用途' });
  expect(await town.stateOf((await town.own(unbound)).grant?.ref ?? '')).toBe('preparing');
  town.probe = null;
});

/** An application for sensitive items, with the requester's own assessment of that use (PIPL 55). */
async function appliesForSensitive(at: string): Promise<string> {
  const ref = await town.draft(at);
  const wanted = { ...statement, items: [2, 8] };
  await transact(base.db, (tx) => saveDraft(tx, { region: ref.slice(0, 6), id: ref.slice(7) }, wanted as never, new Date()));
  const { assessment } = await town.own(ref);
  const own = await town.open(town.clerk, 'assessment', 'create', {
    template: 'privacy', subject: { kind: 'application', id: ref.slice(7), name: '毕业生信息', scope: assessment.scope },
    answers: templates.privacy.questions.map((question) => ({ id: question.id, answer: 'no', note: '已核对' })),
  });
  await town.act(town.clerk, own, 'submit', {});
  await town.act(town.requesterSecurity, own, 'conclude', { level: 'low', measures: '脱敏', remaining: '无', secret: 'none' });
  await town.act(town.clerk, ref, 'submit', wanted);
  await town.act(town.requesterHead, ref, 'approve', { vouches: true });
  return ref;
}

test('the high linkage level: the security officer speaks before the reply is proposed, the clock runs on: Art. 25.2', async () => {
  day('2026-09-14');
  const sensitive = { ...graduates, items: graduates.items.map((one) => (one.n === 8 ? { ...one, sensitivity: 'sensitive-personal' as const, personal: 'sensitive' as const } : one)) };
  const first = await appliesForSensitive(await town.entryOf(another(sensitive)));
  expect((await town.own(first)).linkage).toMatchObject({ level: 'medium', adds: ['就业状况'], leaveOut: [{ items: [{ item: 8, name: '就业状况' }], zh: '低' }] });
  await town.act(town.providerClerk, first, 'propose', reply({}, [2, 8]));
  await town.act(town.head, first, 'grant', {});
  const ref = await appliesForSensitive(await town.entryOf(another(sensitive)));
  const waitsFor = async (who: typeof town.clerk, which = ref) => (await town.engine.worklist(who, { size: 100 })).rows.some((row) => row.ref === which);
  expect((await town.own(ref)).linkage).toMatchObject({ level: 'high', zh: '高', });
  expect((await town.own(ref)).linkage.held.filter((one) => one.joined).map((one) => one.sensitive)).toContainEqual(['公民身份号码', '就业状况']);
  expect([await waitsFor(town.security), await waitsFor(town.providerClerk)]).toEqual([true, true]); // both have it before them
  expect(await codeOf(town.act(town.providerClerk, ref, 'propose', reply({}, [2, 8])))).toBe('SECURITY_OPINION_MISSING');
  const less = reply({ perItem: [reply({}, [2]).perItem[0], item(8, {})] });
  const asLess = await appliesForSensitive(await town.entryOf(another(sensitive)));
  expect(await town.act(town.providerClerk, asLess, 'propose', less)).toBe('reply'); // without the sensitive item nothing waits for him
  expect(await town.act(town.security, ref, 'assess', { recommends: 'reduce', opinion: '建议只提供核验' })).toBe('received');
  expect(await waitsFor(town.security)).toBe(false);
  expect(await town.act(town.providerClerk, ref, 'propose', reply({}, [2, 8]))).toBe('reply');
});

test('what a department is given meanwhile raises the risk of what it has asked for: the officer is asked, and the head may not pass him by: Art. 25.2', async () => {
  day('2026-09-14');
  const sensitive = (over: object) => ({ ...graduates, ...over, items: graduates.items.map((one) => (one.n === 8 ? { ...one, identifier: null, sensitivity: 'sensitive-personal' as const, personal: 'sensitive' as const } : { ...one, identifier: one.n === 2 ? 'phone' as const : null })) });
  const [first, second, third] = [await appliesForSensitive(await town.entryOf(another(sensitive({})))), await appliesForSensitive(await town.entryOf(another(sensitive({})))), await appliesForSensitive(await town.entryOf(another(sensitive({}))))];
  const officer = async (ref: string) => (await town.view(town.clerk, ref)).facts['officer'];
  expect([await officer(second), await officer(third)]).toEqual(['none', 'none']);
  await town.act(town.providerClerk, first, 'propose', reply({}, [2, 8]));
  await town.act(town.providerClerk, third, 'propose', reply({}, [2, 8]));
  await town.act(town.head, first, 'grant', {});
  await town.drain();
  expect([await officer(second), await officer(third)]).toEqual(['awaited', 'awaited']);
  expect((await town.own(third, town.head)).checks.filter((one) => !one.ok)).toMatchObject([{ why: expect.stringContaining('安全员的意见') }]);
  expect(await codeOf(town.act(town.head, third, 'grant', {}))).toBe('SECURITY_OPINION_MISSING');
  expect(await town.act(town.head, third, 'return', { opinion: '请安全员出具意见' })).toBe('received');
  await town.act(town.security, third, 'assess', { recommends: 'agree', opinion: '可以共享' });
  await town.act(town.providerClerk, third, 'propose', reply({}, [2, 8]));
  expect(await town.act(town.head, third, 'grant', {})).toBe('granted');
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

test('a settlement or decision reopens the application; its ground is spent; what is defied the forum may grant, where adopted: Art. 28.2', async () => {
  day('2026-09-14');
  const ref = await proposed();
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

test('withdrawn before it is sent without a word, afterwards with one; an entry that went meanwhile sends it back, no refusal: Art. 20.2', async () => {
  day('2026-09-14');
  const draft = await town.draft(entry);
  expect(await town.act(town.clerk, draft, 'withdraw', {})).toBe('withdrawn');
  const ref = await town.applied(entry, { purpose: '撤回样例' });
  expect(await codeOf(town.act(town.clerk, ref, 'withdraw', {}))).toBe('FIELD_MISSING');
  expect(await town.act(town.clerk, ref, 'withdraw', { reason: '业务调整，不再需要' })).toBe('withdrawn');
  const body = another(universities);
  const gone = await town.published(body);
  const waiting = await town.draft(gone.entry);
  await town.act(town.clerk, waiting, 'submit', { ...statement, items: [1] });
  await town.act(town.chief, gone.ref, 'hide', { reason: '疑似涉密，先行下线' });
  expect(await town.act(town.requesterHead, waiting, 'approve', { vouches: true })).toBe('draft');
  expect((await town.view(town.clerk, waiting)).timeline[0]).toMatchObject({ act: 'bounce', byClock: true });
  expect(await submit(waiting, { items: [1] })).toBe('ENTRY_HIDDEN');
});

test('no authority stands between the two, across levels either; both know of it: Art. 20, 21', async () => {
  day('2026-09-14');
  const bureau = town.directory.addOrganisation('11320000PDY0000601', '江苏省人力资源和社会保障厅', { region: '320000', authority: codes.upper });
  const [clerk, head, upper] = [town.directory.addPost(bureau, 'clerk'), town.directory.addPost(bureau, 'head'), town.directory.addPost(codes.upper, 'reviewer')];
  const ref = await town.open(clerk, 'application', 'create', { entryRegion: '320800', entry });
  await town.act(clerk, ref, 'submit', statement);
  for (const authority of [upper, town.reviewer]) expect(await codeOf(town.view(authority, ref))).toBe('CASE_NOT_FOUND'); // not sent yet
  expect(await town.act(head, ref, 'approve', { vouches: true })).toBe('received');
  for (const authority of [upper, town.reviewer]) {
    const page = await town.view(authority, ref);
    expect(page.acts.filter((one) => ['propose', 'grant', 'refuse', 'ask', 'check'].includes(one.act))).toEqual([]);
  }
  const { rows } = await sql<{ told: string[] }>`select body -> 'told' as told from outbox where topic = 'notice.move' and body ->> 'caseId' = ${ref.slice(7)} and body ->> 'act' = 'acknowledge'`.execute(base.db);
  expect(rows[0]?.told).toEqual(expect.arrayContaining([bureau, codes.education, codes.authority, codes.upper]));
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

test('data not held, of an item or of the whole, opens the update; an entry that went meanwhile stops no refusal: Art. 16.2, 21.2', async () => {
  day('2026-09-14');
  const body = another(graduates);
  const { entry: at, ref: version } = await town.published(body);
  const ref = await town.applied(at, { purpose: '部分不掌握' });
  await town.act(town.providerClerk, ref, 'propose', reply({ perItem: [reply().perItem[0], item(5, { category: 'not-held', reason: '学校名称由省厅掌握' })] }));
  await town.act(town.head, ref, 'grant', {});
  const updates = async () => (await town.engine.list(town.cataloguer, 'catalog', { side: 'any', size: 50, open: 'true' } as never)).rows.filter((row) => row.title.includes(body.name) && row.state === 'draft');
  expect(await updates()).toHaveLength(1);
  const whole = await town.applied(at, { purpose: '下线时在办' });
  await town.act(town.chief, version, 'hide', { reason: '疑似涉密，先行下线' });
  await town.act(town.providerClerk, whole, 'propose', reply());
  expect(await town.act(town.head, whole, 'refuse', { category: 'not-held', reasons: '该数据由省厅掌握', basis: [] })).toBe('refused');
});

test('the compliance check is advice, off until a document adopts it', async () => {
  day('2026-09-14');
  const ref = await town.applied(entry, { purpose: '审查样例' });
  expect(await codeOf(town.act(town.reviewer, ref, 'check', { opinion: '符合要求' }))).toBe('NO_SUCH_MOVE');
  town.directory.jurisdictions.set('320800', adopting('compliance-check'));
  expect(await town.act(town.reviewer, ref, 'check', { opinion: '符合要求' })).toBe('received');
  town.directory.jurisdictions.delete('320800');
});
