import { afterAll, expect, test } from 'vitest';
import { transact } from '../../platform/postgres/database.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import { templates } from '../security/index.ts';
import { item, proposed, refusal, shares, submits } from './cases.testing.ts';
import { saveDraft } from './store.ts';
import { another, graduates, reply, statement, strip, universities } from './town.testing.ts';

/** What may be answered, item by item, and by whom (Art. 14, 15, 20.3, 21.2). */
const { base, town, entry } = await shares();
afterAll(() => base.drop());

const day = (at: string) => town.directory.movesTo(at);

test('what of the same entry was granted before is shown to its own department whole, of others only how many and how long: Art. 20.2, 27.3', async () => {
  day('2026-09-14');
  const fresh = await town.entryOf({ ...graduates, name: '先例目录' });
  const first = await town.draft(fresh);
  expect((await town.own(first, town.clerk)).precedents).toEqual({ own: [], granted: 0, medianDays: null });
  const { ref } = await town.granted(fresh, { purpose: '先例事项' });
  expect((await town.own(first, town.clerk)).precedents).toEqual({ own: [{ ref, number: expect.stringMatching(/^SQ-/), month: '2026-09', days: 0, purpose: '先例事项', items: 2 }], granted: 1, medianDays: 0 });
  expect((await town.own(ref, town.providerClerk)).precedents).toBeNull();
  const civil = town.directory.addPost(codes.other, 'clerk');
  const theirs = await town.open(civil, 'application', 'create', { entryRegion: '320800', entry: fresh });
  expect((await town.own(theirs, civil)).precedents).toEqual({ own: [], granted: 1, medianDays: 0 });
});

test('a reply answers every item within what was asked and what the catalogue lists, no more: Art. 15, 20.3', async () => {
  day('2026-09-14');
  const waiting = await town.applied(entry, { purpose: '逐项答复' });
  const propose = async (over: object) => codeOf(town.act(town.providerClerk, waiting, 'propose', reply(over)));
  const grant = async (over: object) => codeOf(town.act(town.head, await proposed(town, entry, over), 'grant', {}));
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
    await expect(proposed(town, entry, { ...less, less: null }), JSON.stringify(less)).rejects.toMatchObject({ code: 'REFUSAL_NEEDS_REASONS' }); // 21 ¶2: a partial refusal
    await expect(proposed(town, entry, { ...less, less: { category: 'duty', reason: '系统在建，暂缓提供', basis: [] } })).rejects.toMatchObject({ code: 'REFUSAL_REASON_NOT_ALLOWED' });
    expect(await grant(less)).toBe('done');
  }
  const half = await proposed(town, entry, { perItem: [reply().perItem[0], item(5, {})] });
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
  const ref = await proposed(town, entry, { term: { from: '2026-10-01', to: '2026-10-10' } });
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
  expect(await submits(town, ref)).toBe('SAME_GRANT_RUNS');
  expect(await submits(town, ref, { renews: `320800-${crypto.randomUUID()}` })).toBe('RENEWAL_FOREIGN');
  const renewal = await town.draft(only, { renews: grant });
  expect((await town.own(renewal)).body).toMatchObject({ renews: grant, items: [4, 5], term: { from: '2027-10-01' } });
  expect(await submits(town, renewal, { renews: grant, term: { from: '2027-11-01', to: '2028-09-30', reason: '' } })).toBe('RENEWAL_GAP');
  expect(await submits(town, renewal, { renews: grant, term: { from: '2027-10-01', to: '2028-09-30', reason: '' } })).toBe('done');
  const own = await town.applied(only, { purpose: '另一用途' });
  const clerkAsHead = town.directory.addPost(codes.education, 'head', town.providerClerk.person);
  await town.act(town.providerClerk, own, 'propose', reply());
  expect(await codeOf(town.act(clerkAsHead, own, 'grant', {}))).toBe('OWN_WORK');
  town.directory.endPost(codes.education, 'head', town.providerClerk.person);
});

test('a refusal is lawful or it is none; data not held opens the update of the catalogue: Art. 14.1, 21.2', async () => {
  day('2026-09-14');
  const refuse = async (over: object) => codeOf(town.act(town.head, await proposed(town, entry), 'refuse', { ...refusal, ...over }));
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
