import { expect, test } from 'vitest';
import { testDatabase } from '../../platform/postgres/testing.ts';
import { notesIn } from '../../platform/procedures/testing-notes.ts';
import { grantNotes, untilOf } from './notes.ts';

const dates = { termTo: '2027-03-31', mendBy: '2026-12-01', disposeBy: '2027-04-10' };

test.each([
  ['active', '使用至 2027-03-31'], ['delivered', '使用至 2027-03-31'], ['suspended', '须于 2026-12-01 前整改'], ['disposing', '须于 2027-04-10 前处置'], ['preparing', null], ['disposed', null],
])('%s: %s', (state, zh) => expect(untilOf(state, dates)).toBe(zh));

test('a term without an end says so; a case without its agreement says nothing', async () => {
  expect(untilOf('active', { ...dates, termTo: null })).toBe('使用时限未定终日');
  const base = await testDatabase();
  const it = { region: '320800', id: crypto.randomUUID(), state: 'active', requester: null, provider: null, facts: {} };
  expect(await notesIn(base.db, grantNotes, [it], 'x')).toEqual([null]);
  await base.drop();
});
