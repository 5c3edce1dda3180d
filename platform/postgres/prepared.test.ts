import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, read, type Database } from './database.ts';
import { askFormed, places } from './formed.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let it: TestDatabase;
let database: Database;
beforeAll(async () => {
  it = await testDatabase();
  database = openDatabase(it.url, { max: 1 });
});
afterAll(async () => {
  await database.close();
  await it.drop();
});

test('a statement that begins with a comment is prepared once on its connection, whatever its values; any other is not', async () => {
  for (const n of [1, 2, 3]) {
    expect((await sql<{ n: number }>`/* counted */ select ${n}::int + 1 as n`.execute(database.db)).rows).toEqual([{ n: n + 1 }]);
    expect((await sql<{ n: number }>`select ${n}::int + 2 as n`.execute(database.db)).rows).toEqual([{ n: n + 2 }]);
  }
  expect((await sql<{ n: number }>`/* counted */ select ${'x'}::text as n`.execute(database.db)).rows).toEqual([{ n: 'x' }]); // the same comment, another statement
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements order by prepare_time`.execute(database.db);
  expect(rows.map((row) => row.statement)).toEqual(['/* counted */ select $1::int + 1 as n', '/* counted */ select $1::text as n']);
});

test('a statement that is built once for its form takes the values of each asking; a value that would stay in the form is refused', async () => {
  const at = places('n', 'list');
  let built = 0;
  const ask = (n: number, more: boolean) => askFormed(database.db, `tried ${more}`, () => {
    built += 1;
    return sql<{ n: number }>`select ${at.n}::int + ${at.n}::int + cardinality(${at.list}::text[])${more ? sql` + 1` : sql``} as n`;
  }, { n, list: ['a', 'b'] });
  expect([await ask(1, false), await ask(5, false), await ask(5, true), await ask(1, true)].map(([row]) => row?.n)).toEqual([4, 12, 13, 5]);
  expect(built).toBe(2);
  await expect(askFormed(database.db, 'held', () => sql`select ${7}::int as n`, {})).rejects.toThrow('held');
  expect(await askFormed(database.db, null, () => sql`select ${7}::int + ${at.n}::int as n`, { n: 1 })).toEqual([{ n: 8 }]);
});

test('a page is read without a transaction, on one connection', async () => {
  const seen = await read(database.db, async (tx) => {
    const one = () => sql<{ pid: number; xact: string }>`select pg_backend_pid() as pid, xact_start::text as xact from pg_stat_activity where pid = pg_backend_pid()`.execute(tx);
    return [(await one()).rows[0], (await one()).rows[0]];
  });
  expect(seen[0]?.pid).toBe(seen[1]?.pid);
  expect(seen[0]?.xact).not.toBe(seen[1]?.xact);
});
