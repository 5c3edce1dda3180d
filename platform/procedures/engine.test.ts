import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterAll(() => base.drop());

const ids = (version: number) => ({ requestId: crypto.randomUUID(), version });

test('an application goes its way: draft, consent, received, asked, supplied, reply, granted; number on leaving draft; clocks by the table', async () => {
  const { engine, clerk, head, providerClerk, providerHead, directory } = town;
  const opened = await engine.open(clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  expect(opened).toMatchObject({ number: null, state: 'draft', version: 1 });
  const submitted = await engine.move(clerk, opened.ref, 'submit', statement, ids(1));
  expect(submitted).toMatchObject({ number: 'SQ-320800-2026-000001', state: 'consent', version: 2 });
  const sent = await engine.move(head, opened.ref, 'approve', { vouches: true }, ids(2));
  expect(sent).toMatchObject({ state: 'received', version: 4, number: 'SQ-320800-2026-000001' });
  directory.movesTo('2026-10-12');
  await town.act(providerClerk, opened.ref, 'ask', { points: ['依据'], supplyBy: '2026-10-20' });
  directory.movesTo('2026-10-14');
  await town.act(clerk, opened.ref, 'supply', { answers: ['x'] });
  const page = await engine.view(providerClerk, opened.ref);
  expect(page.lamp).toMatchObject({ dueOn: '2026-10-22' });
  expect(page.strips.map((strip) => strip.clock)).toContain('reply');
  expect(page.mine).toBe(true);
  expect(page.acts.map((act) => act.act)).toContain('propose');
  await town.act(providerClerk, opened.ref, 'propose', proposal);
  expect(await town.act(providerHead, opened.ref, 'grant')).toBe('granted');
  const end = await engine.view(clerk, opened.ref);
  expect(end.open).toBe(false);
  expect(end.lamp.kind).toBe('done');
  expect(end.timeline.map((move) => move.act)).toEqual(['grant', 'propose', 'supply', 'ask', 'acknowledge', 'approve', 'submit', 'create']);
  directory.movesTo('2026-09-30');
});
