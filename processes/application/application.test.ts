import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { askedUnder } from '../../platform/http/asked.ts';
import type { Context } from '../../platform/http/route.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import { fileBasket } from './basket.ts';
import { adopting, point, submits, shares } from './cases.testing.ts';
import { BasketIn } from './contract.ts';
import { another, graduates, reply, statement, strip, universities } from './town.testing.ts';

/** Filing, supplements, extensions: an application from its draft to the answer (Art. 20, 21). */
const { base, town, entry } = await shares();
afterAll(() => base.drop());

const day = (at: string) => town.directory.movesTo(at);

test('a submission is checked against the catalogue as published, each fault by its own sentence: Art. 20.2', async () => {
  day('2026-09-14');
  const ref = await town.draft(entry);
  expect(await submits(town, ref, { items: [4, 99] })).toBe('ITEMS_NOT_IN_ENTRY');
  expect(await submits(town, ref, { mode: 'file' })).toBe('MODE_NOT_OFFERED');
  expect(await submits(town, ref, { term: { from: '2026-10-01', to: null, reason: '' } })).toBe('TERM_NEEDS_END_OR_REASON');
  expect(await submits(town, ref, { term: { from: '2026-09-01', to: '2026-09-10', reason: '' } })).toBe('TERM_INVALID');
  expect(await submits(town, ref, { items: [2, 4] })).toBe('OWN_ASSESSMENT_MISSING');
  expect(await submits(town, ref, { basis: [] })).toBe('BODY_INVALID');
  expect(await codeOf(town.open(town.providerClerk, 'application', 'create', { entryRegion: '320800', entry }))).toBe('OWN_ENTRY');
  const closed = await town.entryOf(another(universities, { sharing: { ...universities.sharing, attribute: 'not-shared', reason: '统计调查取得', basis: [{ kind: 'law', name: '中华人民共和国统计法', article: '第九条', text: '应当予以保密。' }] } }));
  expect(await submits(town, await town.draft(closed), { items: [1] })).toBe('ENTRY_NOT_SHARED');
  expect(await submits(town, ref)).toBe('done');
  expect(await town.act(town.requesterHead, ref, 'return', { opinion: '补写使用范围' })).toBe('draft');
  expect(await submits(town, ref)).toBe('done');
  expect(await town.act(town.requesterHead, ref, 'approve', { vouches: true })).toBe('received');
});

test('a basket files its lines in one request, once; a line that is refused hinders no other and goes on from its draft: Art. 20.2', async () => {
  day('2026-09-14');
  const { items: _items, renews: _renews, ...common } = { ...statement, purpose: '清单核验' };
  const [good, other] = [await town.entryOf(another(graduates)), await town.entryOf(another(graduates))];
  const asked = askedUnder(Buffer.alloc(32));
  const file = (lines: { entry: string; items: number[]; ref?: string }[], id = crypto.randomUUID(), actor = town.clerk) => fileBasket({ db: base.db, directory: town.directory, engine: town.engine },
    { actor, header: () => id, once: { region: actor.region, person: actor.person, id, act: 'POST /application/basket', object: '/api/application/basket', acted: false, upload: false, asked: () => asked(lines) }, asked } as unknown as Context,
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
  expect(await submits(town, waiting, { items: [1] })).toBe('ENTRY_HIDDEN');
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

test('the compliance check is advice, off until a document adopts it', async () => {
  day('2026-09-14');
  const ref = await town.applied(entry, { purpose: '审查样例' });
  expect(await codeOf(town.act(town.reviewer, ref, 'check', { opinion: '符合要求' }))).toBe('NO_SUCH_MOVE');
  town.directory.jurisdictions.set('320800', adopting('compliance-check'));
  expect(await town.act(town.reviewer, ref, 'check', { opinion: '符合要求' })).toBe('received');
  town.directory.jurisdictions.delete('320800');
});
