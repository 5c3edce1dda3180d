import { afterAll, beforeAll, expect, test } from 'vitest';
import { json } from '../../platform/postgres/database.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { notesIn } from '../../platform/procedures/testing-notes.ts';
import { applicationNotes, inBrief, inWords } from './notes.ts';

let base: TestDatabase;
beforeAll(async () => { base = await testDatabase(); });
afterAll(() => base.drop());

const provider = '11320800PDY00001X6';
const it = (id: string, state: string) => ({ region: '320800', id, state, requester: null, provider, facts: {} });

test.each([
  [3, 0, 0, '同意全部 3 项'], [0, 0, 2, '不同意全部 2 项'], [3, 0, 1, '同意 3 项，不同意 1 项'], [1, 1, 1, '同意 1 项，改方式 1 项，不同意 1 项'], [0, 2, 0, '改方式 2 项'],
])('%i agreed, %i otherwise, %i refused: %s', (agreed, otherwise, refused, zh) => expect(inWords({ agreed, otherwise, refused })).toBe(zh));

test('a line of a list says it in brief', () => {
  const brief = (agreed: number, otherwise: number, refused: number) => inBrief({ agreed, otherwise, refused });
  expect([brief(3, 0, 0), brief(0, 0, 2), brief(3, 0, 1), brief(0, 1, 0)]).toEqual(['同意', '不同意', '部分同意', '部分同意']);
});

test('a proposal is counted on the provider’s lists while its head decides, and on nobody else’s', async () => {
  const [proposed, fresh] = [crypto.randomUUID(), crypto.randomUUID()];
  const perItem = ['agree', 'agree', 'refuse'].map((decision, n) => ({ item: n + 1, decision }));
  for (const id of [proposed, fresh]) {
    await base.db.insertInto('application').values({ region: '320800', id, entryRegion: '320800', entry: crypto.randomUUID(), entryVersion: 1, body: '{}', proposal: id === proposed ? json({ perItem }) : null }).execute();
  }
  const notes = (viewer: string, state = 'reply') => notesIn(base.db, applicationNotes, [it(proposed, state), it(fresh, 'reply'), it(fresh, 'received')], viewer);
  expect(await notes(provider)).toEqual(['经办人已拟：部分同意', null, null]);
  expect(await notes('11320800PDY0000286')).toEqual([null, null, null]);
  expect(await notes(provider, 'granted')).toEqual([null, null, null]);
});
