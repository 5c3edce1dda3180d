import { afterAll, beforeAll, expect, test } from 'vitest';
import { LawError } from '../../law/errors.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { codes } from './testing.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterAll(() => base.drop());

const ids = (version: number) => ({ requestId: crypto.randomUUID(), version });
const versionOf = async (ref: string) => (await town.engine.view(town.clerk, ref)).version;

async function refused(work: Promise<unknown>): Promise<{ code: string; article: string | null; params: Readonly<Record<string, unknown>> }> {
  const thrown = await work.then(() => undefined, (error: unknown) => error);
  if (!(thrown instanceof LawError)) throw new Error(`not refused: ${String(thrown)}`);
  return { code: thrown.code, article: thrown.article, params: thrown.params };
}

test('who is no party finds nothing, for a look and for an act; a reference that is none finds nothing', async () => {
  const ref = await town.received();
  const stranger = town.directory.addPost(codes.other, 'head');
  expect((await refused(town.engine.view(stranger, ref))).code).toBe('CASE_NOT_FOUND');
  expect((await refused(town.engine.move(stranger, ref, 'withdraw', { reason: 'x' }, ids(4)))).code).toBe('CASE_NOT_FOUND');
  expect((await refused(town.engine.view(town.clerk, '320800-nothing'))).code).toBe('CASE_NOT_FOUND');
  expect((await refused(town.engine.view(town.clerk, `320801-${ref.slice(7)}`))).code).toBe('CASE_NOT_FOUND');
  expect((await refused(town.engine.view(town.clerk, ref, 'grant'))).code).toBe('CASE_NOT_FOUND');
});

test('a draft and its own head\'s consent are seen by the department alone, until the case reaches another', async () => {
  const { ref } = await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  const others = [town.providerClerk, town.providerHead, town.reviewer];
  const seenBy = async (actor: typeof town.clerk) => (await town.engine.list(actor, 'application', { side: 'any', size: 100 })).rows.some((row) => row.ref === ref);
  await town.act(town.clerk, ref, 'submit', statement);
  for (const actor of others) {
    expect((await refused(town.engine.view(actor, ref))).code).toBe('CASE_NOT_FOUND');
    expect((await refused(town.engine.move(actor, ref, 'comment', { opinion: 'x' }, ids(2)))).code).toBe('CASE_NOT_FOUND');
    expect(await seenBy(actor)).toBe(false);
  }
  expect(await seenBy(town.head)).toBe(true);
  await town.act(town.head, ref, 'approve', { vouches: true });
  for (const actor of others) {
    expect((await town.engine.view(actor, ref)).state).toBe('received');
    expect(await seenBy(actor)).toBe(true);
  }
});

test('a party with the wrong post is told the post that may and the article', async () => {
  const ref = await town.received();
  const seen = await refused(town.engine.move(town.providerClerk, ref, 'withdraw', { reason: 'x' }, ids(await versionOf(ref))));
  expect(seen).toMatchObject({ code: 'NOT_YOUR_MOVE', params: { post: ['需求部门·经办人'] } });
  await town.act(town.providerClerk, ref, 'propose', proposal);
  const grant = await refused(town.engine.move(town.clerk, ref, 'grant', {}, ids(await versionOf(ref))));
  expect(grant).toMatchObject({ code: 'NOT_YOUR_MOVE', article: '21.1', params: { may: '提供部门·共享工作机构负责人' } });
});

test('a head may not act for a clerk while the department has one', async () => {
  const ref = await town.received();
  const seen = await refused(town.engine.move(town.providerHead, ref, 'propose', proposal, ids(await versionOf(ref))));
  expect(seen).toMatchObject({ code: 'NEARER_POST_HELD', article: '20.3' });
});

test('an act that the state does not know, a field that nobody knows, one that is missing, an opinion that is missing', async () => {
  const ref = await town.received();
  const version = await versionOf(ref);
  expect((await refused(town.engine.move(town.clerk, ref, 'submit', statement, ids(version)))).code).toBe('NO_SUCH_MOVE');
  expect((await refused(town.engine.move(town.clerk, ref, 'comment', { opinion: '好', more: 1 }, ids(version)))).code).toBe('BODY_INVALID');
  expect((await refused(town.engine.move(town.clerk, ref, 'comment', {}, ids(version)))).code).toBe('OPINION_REQUIRED');
  const missing = await refused(town.engine.move(town.providerClerk, ref, 'ask', { points: ['x'] }, ids(version)));
  expect(missing).toMatchObject({ code: 'FIELD_MISSING', params: { fields: [{ path: 'supplyBy', message: '必填' }] } });
  for (const body of [[], 'x', 7, { opinion: 7 }, { attachments: 'x' }]) {
    expect((await refused(town.engine.move(town.clerk, ref, 'comment', body, ids(version)))).code).toBe('BODY_INVALID');
  }
});

test('asking for missing material is possible once', async () => {
  const ref = await town.received();
  await town.act(town.providerClerk, ref, 'ask', { points: ['x'], supplyBy: '2026-10-20' });
  await town.act(town.clerk, ref, 'supply', { answers: ['y'] });
  const seen = await refused(town.engine.move(town.providerClerk, ref, 'ask', { points: ['x'], supplyBy: '2026-10-20' }, ids(await versionOf(ref))));
  expect(seen.code).toBe('NO_SUCH_MOVE'); // the table asks from `received` alone
});

test('a check that does not hold refuses the act and changes nothing', async () => {
  const strict = engineTown(base.db, '2026-09-30', { entryOpen: async () => { throw new LawError('CASE_NOT_FOUND'); } });
  const { ref } = await strict.engine.open(strict.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  expect((await refused(strict.engine.move(strict.clerk, ref, 'submit', statement, ids(1)))).code).toBe('CASE_NOT_FOUND');
  expect(await strict.engine.view(strict.clerk, ref)).toMatchObject({ state: 'draft', version: 1, number: null });
});

test('a stale version is refused with who did what when', async () => {
  const ref = await town.received();
  const version = await versionOf(ref);
  await town.act(town.providerClerk, ref, 'propose', proposal);
  const seen = await refused(town.engine.move(town.clerk, ref, 'withdraw', { reason: 'x' }, ids(version)));
  expect(seen.code).toBe('VERSION_STALE');
  expect(seen.params['changed']).toMatchObject([{ act: '拟答复', by: '市教育局·经办人', version: version + 1 }]);
});

test('what one made one does not approve: not as the next post, not by delegation, not for whoever made it', async () => {
  const { engine, directory } = town;
  const both = directory.addPost(codes.labour, 'clerk');
  const asHead = directory.addPost(codes.labour, 'head', both.person);
  const { ref } = await engine.open(both, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  await town.act(both, ref, 'submit', statement);
  const version = await versionOf(ref);
  expect(await refused(engine.move(asHead, ref, 'approve', { vouches: true }, ids(version)))).toMatchObject({ code: 'OWN_WORK', article: '20.2' });
  expect((await refused(engine.move(directory.onBehalf(both, town.head), ref, 'approve', { vouches: true }, ids(version)))).code).toBe('OWN_WORK');
  expect((await refused(engine.move(directory.onBehalf(town.head, asHead), ref, 'approve', { vouches: true }, ids(version)))).code).toBe('OWN_WORK');
  expect(await town.act(town.head, ref, 'approve', { vouches: true })).toBe('received');
});

test('a grave act asks for the password again', async () => {
  const ref = await town.received();
  await town.act(town.providerClerk, ref, 'propose', proposal);
  const { confirmedAt: _, ...unconfirmed } = town.providerHead;
  expect((await refused(town.engine.move(unconfirmed, ref, 'grant', {}, ids(await versionOf(ref))))).code).toBe('CONFIRM_IDENTITY');
});

test('an attachment that is not one\'s own is refused', async () => {
  const ref = await town.received();
  const seen = await refused(town.engine.move(town.clerk, ref, 'comment', { opinion: '见附件', attachments: [crypto.randomUUID()] }, ids(await versionOf(ref))));
  expect(seen.code).toBe('ATTACHMENT_FOREIGN');
});
