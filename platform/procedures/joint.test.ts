import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { grant } from '../../law/procedures/grant.ts';
import { transact } from '../postgres/database.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { createEngine, type Engine } from './engine.ts';
import { processOf, type Happened, type Process } from './process.ts';
import { addAttachment } from './store/attachments.ts';
import { codeOf, codes, fakeDirectory, type FakeDirectory } from './testing.ts';

let base: TestDatabase;
let [engine, directory]: [Engine, FakeDirectory] = [undefined as never, undefined as never];
const heard: Happened[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  base = await testDatabase();
  directory = fakeDirectory();
  const checks = Object.fromEntries(grant.moves.flatMap((move) => ('checks' in move ? move.checks ?? [] : [])).map((name) => [name, async () => undefined]));
  const process = processOf(grant, {
    contract: Object.fromEntries(grant.moves.map((move) => [move.act, z.looseObject({})])),
    checks: checks as never,
    follow: {
      'collect-key': async (_tx, now) => {
        secrets.push(crypto.randomUUID());
        now.answer.once = { appKey: secrets.at(-1) };
      },
      suspend: async (tx, now) => {
        now.told['by'] = now.seat;
        await now.engine.setFacts(tx, now, { suspendedBy: now.seat });
      },
    },
    opening: async (_tx, actor) => ({ title: '存量共享', provider: actor.org, requester: codes.labour, facts: { termEnd: '2027-09-30' } }),
    on: { 'grant.suspended': async (_tx, happened) => { heard.push(happened); } },
  }) as unknown as Process;
  engine = createEngine({ db: base.db, directory, processes: [process] });
});
afterAll(() => base.drop());

const act = async (actor: Parameters<Engine['move']>[0], ref: string, name: string, body: Record<string, unknown> = {}) =>
  engine.move(actor, ref, name, body, { requestId: crypto.randomUUID(), version: (await engine.view(actor, ref)).version });

async function importing() {
  const clerk = directory.addPost(codes.education, 'clerk');
  const [provider, requester] = [directory.addPost(codes.education, 'head'), directory.addPost(codes.labour, 'head')];
  const paper = uuidv7();
  await addAttachment(base.db, { region: clerk.region, id: paper, name: '共享协议.pdf', media: 'application/pdf', bytes: 4, sha256: 'ab'.repeat(32), org: clerk.org, madeBy: clerk.person });
  const { ref, number } = await engine.open(clerk, 'grant', 'import', { requester: codes.labour, items: ['a'], purpose: 'p', mode: 'service', term: 't', papers: ['x'], attachments: [paper] }, { requestId: crypto.randomUUID() });
  return { ref, number, provider, requester };
}

test('会签: the state stays until every seat has signed the same text; another text voids what was signed', async () => {
  const { ref, number, provider, requester } = await importing();
  expect(number).toMatch(/^SH-320800-2026-\d{6}$/); // no draft: numbered when it is opened
  expect(await act(provider, ref, 'confirm', { text: '一' })).toMatchObject({ signed: true, state: 'importing' });
  expect(await codeOf(act(provider, ref, 'confirm', { text: '一' }))).toBe('ALREADY_DONE');
  expect(await act(requester, ref, 'confirm', { text: '二' })).toMatchObject({ signed: true, state: 'importing' });
  expect(await act(provider, ref, 'confirm', { text: '二' })).toMatchObject({ signed: false, state: 'active' });
});

test('what is shown once is in the first answer alone: never stored, a repeat says that it was shown', async () => {
  const { ref, provider, requester } = await importing();
  await act(provider, ref, 'confirm');
  await act(requester, ref, 'confirm');
  const clerk = directory.addPost(codes.labour, 'clerk');
  const { version } = await engine.view(clerk, ref);
  const ids = { requestId: crypto.randomUUID(), version };
  const first = await engine.move(clerk, ref, 'collect-key', {}, ids);
  expect(first.once).toEqual({ appKey: secrets.at(-1) });
  const { once: _, ...kept } = first;
  expect(await engine.move(clerk, ref, 'collect-key', {}, ids)).toEqual({ ...kept, shown: true });
  const stored = await base.db.selectFrom('caseRequest').select('answer').where('requestId', '=', ids.requestId).executeTakeFirst();
  expect(JSON.stringify(stored)).not.toContain(secrets.at(-1));
  expect(await codeOf(act(clerk, ref, 'collect-key'))).toBe('ALREADY_DONE');
});

test('who suspended decides what follows: the same post of the same organisation, or the lead of the authority above', async () => {
  const { ref, provider, requester } = await importing();
  await act(provider, ref, 'confirm');
  await act(requester, ref, 'confirm');
  const [reviewer, lead] = [directory.addPost(codes.authority, 'reviewer'), directory.addPost(codes.authority, 'lead')];
  await act(provider, ref, 'suspend', { ground: '超范围', evidence: 'e', mendBy: '2026-10-20' });
  expect(heard.at(-1)).toMatchObject({ event: 'grant.suspended', body: { ground: '超范围', by: 'provider.head', suspendedBy: 'provider.head', case: ref } });
  await act(requester, ref, 'report', { done: '已整改' });
  expect((await engine.worklist(provider, { size: 10 })).rows.map((row) => row.ref)).toContain(ref);
  expect(await codeOf(act(reviewer, ref, 'insist', { lacking: 'x', mendBy: '2026-10-22' }))).toBe('NOT_YOUR_MOVE');
  expect(await act(lead, ref, 'resume')).toMatchObject({ state: 'active' });
});

test('a term that ends: the case ends by itself, its disposal begins, every clock is stopped but that', async () => {
  const { ref, provider, requester } = await importing();
  await act(provider, ref, 'confirm');
  await act(requester, ref, 'confirm');
  directory.movesTo('2027-10-01');
  await engine.sweep();
  const page = await engine.view(requester, ref);
  expect(page.timeline.map((move) => move.act)).toContain('expire');
  expect(['ended', 'disposing', 'disposed']).toContain(page.state);
  const running = await base.db.selectFrom('clock').select('name').where('caseId', '=', ref.slice(7)).where('stoppedOn', 'is', null).execute();
  expect(running.filter((clock) => clock.name !== 'disposal')).toEqual([]);
  directory.movesTo('2026-09-30');
});

test('events of the clock kind move a case only where its table says so', async () => {
  const { ref } = await importing();
  const at = { region: '320800', id: ref.slice(7) };
  expect(await transact(base.db, (tx) => engine.inside.moveIfAny(tx, at, 'hold', { clock: 'incident.opened' }))).toBe(false);
  expect(await transact(base.db, (tx) => engine.inside.dueOf(tx, at, 'term'))).toBeUndefined();
});
