import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../postgres/database.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { gateChange, latestChanges, readChanges } from './changes.ts';

let base: TestDatabase;
beforeAll(async () => { base = await testDatabase(); });
afterAll(() => base.drop());

const change = (id: string, region = '320800') => ({ region, what: 'grant' as const, id, stopped: true });

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { opened, open };
}

test('two suspensions that commit in reverse order: whoever has seen a number has seen all below it', async () => {
  const [firstMay, firstAsked] = [gate(), gate()];
  const first = transact(base.db, async (tx) => {
    gateChange(tx, change('first'));
    firstAsked.open();
    await firstMay.opened;
  });
  await firstAsked.opened;
  await transact(base.db, async (tx) => gateChange(tx, change('second')));
  const seen = await readChanges(base.db, new Map());
  expect(seen.map((row) => [row.changed, row.id])).toEqual([[1, 'second']]);
  firstMay.open();
  await first;
  const later = await readChanges(base.db, new Map([['320800', 1]]));
  expect(later.map((row) => [row.changed, row.id])).toEqual([[2, 'first']]);
});

test('several changes of one transaction are numbered together, by region, without gaps under 16 writers', async () => {
  await Promise.all(Array.from({ length: 16 }, (_, n) => transact(base.db, async (tx) => {
    gateChange(tx, change(`a${n}`, '320900'));
    gateChange(tx, change(`b${n}`, '321000'));
    gateChange(tx, change(`c${n}`, '320900'));
  })));
  const rows = await readChanges(base.db, new Map([['320800', 99]]));
  const of = (region: string) => rows.filter((row) => row.region === region).map((row) => row.changed);
  expect(of('320900')).toEqual(Array.from({ length: 32 }, (_, n) => n + 1));
  expect(of('321000')).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
  expect((await latestChanges(base.db)).get('320900')).toBe(32);
});

test('what is rolled back is never seen and leaves no gap', async () => {
  await expect(transact(base.db, async (tx) => {
    gateChange(tx, change('never', '321100'));
    throw new Error('no');
  })).rejects.toThrow('no');
  await transact(base.db, async (tx) => gateChange(tx, change('once', '321100')));
  const rows = await readChanges(base.db, await latestChanges(base.db).then((all) => new Map([...all, ['321100', 0]])));
  expect(rows.map((row) => [row.changed, row.id])).toEqual([[1, 'once']]);
});
