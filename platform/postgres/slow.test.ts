import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { testDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let it: TestDatabase;
let database: Database;
const told: [string, number][] = [];
beforeAll(async () => {
  it = await testDatabase();
  database = openDatabase(it.url, { max: 2, slow: (statement, ms) => told.push([statement, ms]) });
});
afterAll(async () => {
  await database.close();
  await it.drop();
});

test('a slow statement is told with its text and no value, however it is sent; quick ones and their answers are as ever', async () => {
  const person = '320800199001011234';
  const { rows } = await sql<{ it: string }>`select ${person}::text as it`.execute(database.db);
  expect([rows[0]?.it, told]).toEqual([person, []]);
  await Promise.all([
    sql`select pg_sleep(0.55),   ${person}::text as it`.execute(database.db),
    database.pool.query('select pg_sleep(0.55), $1::text', [person]),
  ]);
  expect(told.map(([statement]) => statement).sort()).toEqual(['select pg_sleep(0.55), $1::text', 'select pg_sleep(0.55), $1::text as it']);
  expect(told.every(([, ms]) => ms >= 500 && ms < 5_000)).toBe(true);
  await expect(database.pool.query('select no_such_column')).rejects.toMatchObject({ code: '42703' });
});

test('what this thread makes wait is no slow statement; one that was still running when it looked again is', async () => {
  told.length = 0;
  const busy = (ms: number): void => { for (const until = performance.now() + ms; performance.now() < until;); };
  const [quick, slow] = [database.pool.query('select pg_sleep(0.05) as quick'), database.pool.query('select pg_sleep(1.2) as slow')];
  await new Promise((resolve) => setTimeout(resolve, 20));
  busy(900);
  await quick;
  expect(told).toEqual([]);
  await slow;
  expect(told.map(([statement]) => statement)).toEqual(['select pg_sleep(1.2) as slow']);
});
