import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { addAttachment } from './store/attachments.ts';
import { codeOf, codes } from './testing.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterAll(() => base.drop());

const draft = async () => (await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() })).ref;
const todo = async (actor: Town['clerk']) => (await town.engine.worklist(actor, { size: 100 })).rows.map((row) => row.ref);

test('撤回: until the next post has opened it, by whom it came from, back to where it was', async () => {
  const ref = await draft();
  await town.engine.move(town.clerk, ref, 'submit', statement, { requestId: crypto.randomUUID(), version: 1 });
  expect((await town.engine.view(town.clerk, ref)).acts.map((act) => act.act)).toContain('take-back');
  expect(await town.act(town.clerk, ref, 'take-back')).toBe('draft');
  await town.act(town.clerk, ref, 'submit', statement);
  await town.engine.view(town.head, ref); // the head opens it
  expect((await town.engine.view(town.clerk, ref)).acts.map((act) => act.act)).not.toContain('take-back');
  expect(await codeOf(town.act(town.clerk, ref, 'take-back'))).toBe('TAKE_BACK_TOO_LATE');
});

test('what has reached another organisation is not taken back', async () => {
  const ref = await town.received();
  expect(await codeOf(town.act(town.head, ref, 'take-back'))).toBe('TAKE_BACK_TOO_LATE');
});

test('an empty post: the next above acts, his list shows it; the clock runs on', async () => {
  const { directory } = town;
  const lonely = directory.addOrganisation('11320800PDY0000798', '淮安市体育局');
  const chief = directory.addPost(lonely, 'chief');
  const { ref } = await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800', provider: lonely }, { requestId: crypto.randomUUID() });
  await town.act(town.clerk, ref, 'submit', statement);
  await town.act(town.head, ref, 'approve', { vouches: true });
  expect(await todo(chief)).toEqual([ref]);
  expect(await town.act(chief, ref, 'propose', proposal)).toBe('reply');
  expect(await codeOf(town.act(chief, ref, 'grant'))).toBe('OWN_WORK'); // nobody above: the authority's list
  const head = directory.addPost(lonely, 'head');
  expect(await todo(chief)).toEqual([]);
  expect(await town.act(head, ref, 'grant')).toBe('granted');
});

test('what a head made as clerk, the chief approves; the list of the barred head is empty', async () => {
  const { directory } = town;
  const small = directory.addOrganisation('11320800PDY000087X', '淮安市档案局');
  const head = directory.addPost(small, 'head');
  const chief = directory.addPost(small, 'chief');
  const { ref } = await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800', provider: small }, { requestId: crypto.randomUUID() });
  await town.act(town.clerk, ref, 'submit', statement);
  await town.act(town.head, ref, 'approve', { vouches: true });
  await town.act(head, ref, 'propose', proposal);
  expect(await todo(head)).toEqual([]);
  expect(await todo(chief)).toEqual([ref]);
  expect(await codeOf(town.act(head, ref, 'grant'))).toBe('OWN_WORK');
  expect(await town.act(chief, ref, 'grant')).toBe('granted');
});

test('委托: the taker acts on behalf of the giver in the dates, and it is written so', async () => {
  const ref = await town.received();
  const taker = town.directory.addPost(codes.education, 'operator');
  expect(await codeOf(town.act(town.providerClerk, ref, 'delegation', { to: taker.person, from: '2026-10-09', until: '2026-10-08' }))).toBe('DELEGATION_DATES_INVALID');
  await town.act(town.providerClerk, ref, 'delegation', { to: taker.person, from: '2026-09-30', until: '2026-10-08' });
  expect(await town.directory.postsOf({} as never, taker.person, town.directory.today)).toContainEqual({ org: codes.education, region: '320800', post: 'clerk', behalfOf: town.providerClerk.person });
  const acting = town.directory.onBehalf(taker, town.providerClerk);
  expect(await town.act(acting, ref, 'propose', proposal)).toBe('reply');
  expect((await town.engine.view(town.providerHead, ref)).timeline[0]).toMatchObject({ act: 'propose', behalf: true, postZh: '经办人' });
});

test('转办: to another holder of the post in one\'s own organisation, and to nobody else', async () => {
  const ref = await town.received();
  const second = town.directory.addPost(codes.education, 'clerk');
  expect(await codeOf(town.act(town.providerClerk, ref, 'hand-over', { to: town.clerk.person }))).toBe('HANDOVER_TARGET_INVALID');
  await town.act(town.providerClerk, ref, 'hand-over', { to: second.person });
  expect((await town.engine.view(town.clerk, ref)).timeline[0]?.act).toBe('hand-over');
  expect(await town.act(second, ref, 'propose', proposal)).toBe('reply');
});

test('催办: by the waiting side, once a day; 抄送: to parties and their authorities, and then to be read', async () => {
  const ref = await town.received();
  expect(await codeOf(town.act(town.providerClerk, ref, 'reminder'))).toBe('NOT_YOUR_MOVE');
  await town.act(town.clerk, ref, 'reminder');
  expect(await codeOf(town.act(town.clerk, ref, 'reminder'))).toBe('REMINDER_TOO_SOON');
  expect(await codeOf(town.act(town.clerk, ref, 'copy', { orgs: [{ org: codes.other }] }))).toBe('COPY_TARGET_INVALID');
  await town.act(town.clerk, ref, 'copy', { orgs: [{ org: codes.authority, post: 'lead' }] });
  expect((await town.engine.worklist(town.lead, { size: 10 }, 'copies')).rows.map((row) => row.ref)).toContain(ref);
  expect((await town.engine.worklist(town.lead, { size: 10 })).rows.map((row) => row.ref)).not.toContain(ref);
});

test('延期: asked by the head while the clock runs, consented by the authority before the end, once; the new date and the notice are one act', async () => {
  const ref = await town.received();
  expect(await codeOf(town.act(town.providerClerk, ref, 'ask-extension', { clock: 'reply', days: 5, reason: '核对' }))).toBe('NOT_YOUR_MOVE');
  expect(await codeOf(town.act(town.providerHead, ref, 'ask-extension', { clock: 'reply', days: 11, reason: '核对' }))).toBe('EXTENSION_TOO_LONG');
  await town.act(town.providerHead, ref, 'ask-extension', { clock: 'reply', days: 5, reason: '涉及三个系统' });
  const waiting = await town.engine.worklist(town.reviewer, { size: 10, why: 'extension' });
  expect(waiting.rows[0]).toMatchObject({ ref, next: { act: 'extend', zh: '同意延期' } });
  expect((await town.engine.view(town.reviewer, ref)).mine).toBe(true);
  await town.act(town.reviewer, ref, 'extend', { clock: 'reply' });
  const page = await town.engine.view(town.clerk, ref);
  expect(page.lamp.dueOn).toBe('2026-10-27');
  expect((await town.engine.worklist(town.reviewer, { size: 10, why: 'extension' })).rows).toEqual([]);
  expect(await codeOf(town.act(town.providerHead, ref, 'ask-extension', { clock: 'reply', days: 1, reason: '再' }))).toBe('NO_SUCH_MOVE');
});

test('延期: after the end nothing is extended, the request lies there', async () => {
  const ref = await town.received();
  await town.act(town.providerHead, ref, 'ask-extension', { clock: 'reply', days: 5, reason: 'x' });
  town.directory.movesTo('2026-10-21');
  expect(await codeOf(town.act(town.reviewer, ref, 'extend', { clock: 'reply' }))).toBe('EXTENSION_CLOCK_OVER');
  expect((await town.engine.view(town.reviewer, ref)).acts.find((act) => act.act === 'extend')?.disabledBecause).toMatch('届满');
  town.directory.movesTo('2026-09-30');
});

test('代录: the reviewer enters the paper of a party without people here, with its scan; marked so', async () => {
  const { directory, engine, reviewer } = town;
  const distant = directory.addOrganisation('11320800PDY0000958', '淮安市地方志办公室');
  const { ref } = await engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800', provider: distant }, { requestId: crypto.randomUUID() });
  await town.act(town.clerk, ref, 'submit', statement);
  await town.act(town.head, ref, 'approve', { vouches: true });
  const paper = { org: distant, number: '淮志函〔2026〕3号', date: '2026-09-30' };
  expect(await codeOf(town.act(reviewer, ref, 'propose', { ...proposal, paper }))).toBe('PAPER_DOCUMENT_REQUIRED');
  const id = crypto.randomUUID();
  await addAttachment(base.db, { region: reviewer.region, id, name: '来函.pdf', media: 'application/pdf', bytes: 3, sha256: 'a'.repeat(64), org: reviewer.org, madeBy: reviewer.person });
  expect(await town.act(reviewer, ref, 'propose', { ...proposal, paper, attachments: [id] })).toBe('reply');
  const [move] = (await engine.view(reviewer, ref)).timeline;
  expect(move).toMatchObject({ act: 'propose', paper: true, org: distant, attachments: [{ name: '来函.pdf' }] });
  expect(await codeOf(town.act(reviewer, await town.received(), 'propose', { ...proposal, paper: { ...paper, org: codes.education }, attachments: [id] }))).toBe('NOT_YOUR_MOVE');
});
