import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, read, type Database } from './database.ts';
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

test('a page is read without a transaction, on one connection', async () => {
  const seen = await read(database.db, async (tx) => {
    const one = () => sql<{ pid: number; xact: string }>`select pg_backend_pid() as pid, xact_start::text as xact from pg_stat_activity where pid = pg_backend_pid()`.execute(tx);
    return [(await one()).rows[0], (await one()).rows[0]];
  });
  expect(seen[0]?.pid).toBe(seen[1]?.pid);
  expect(seen[0]?.xact).not.toBe(seen[1]?.xact);
});
