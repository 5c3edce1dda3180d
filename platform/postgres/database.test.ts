import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beforeCommit, json, openDatabase, transact } from './database.ts';
import { testDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await sql`create table thing (id integer primary key, n bigint, on_day date, at timestamptz, amount numeric, body jsonb, days date[], numbers bigint[])`.execute(base.ownerDb);
});
afterAll(() => base.drop());

interface Thing { id: number; n: number; onDay: string; at: string; amount: string; body: unknown; days: string[]; numbers: number[] }
const things = async () => (await sql<Thing>`select * from thing order by id`.execute(base.db)).rows;

test('dates and decimals stay text, int8 is a number, times are ISO in UTC with microseconds', async () => {
  await sql`insert into thing values (1, 9007199254740991, '2026-02-13', '2026-02-13 08:00:00.123456+08', 12.50, ${json([{ keyInside: 1 }])},
    '{2026-02-13,null}', '{1,2}')`.execute(base.db);
  expect(await things()).toEqual([{
    id: 1, n: Number.MAX_SAFE_INTEGER, onDay: '2026-02-13', at: '2026-02-13T00:00:00.123456Z', amount: '12.50', body: [{ keyInside: 1 }],
    days: ['2026-02-13', null], numbers: [1, 2],
  }]);
});

test('an int8 that a number cannot hold is an error, not another number', async () => {
  await expect(sql`select 9007199254740993::bigint as n`.execute(base.db)).rejects.toThrow('does not fit a number');
});

test('two that lock in opposite order both get through', async () => {
  await sql`insert into thing (id, n) values (11, 0), (12, 0)`.execute(base.db);
  let met = 0;
  let meet: () => void = () => undefined;
  const both = new Promise<void>((resolve) => { meet = resolve; });
  const inOrder = (first: number, second: number) => transact(base.db, async (tx) => {
    await sql`update thing set n = n + 1 where id = ${first}`.execute(tx);
    met += 1;
    if (met === 2) meet();
    await both; // each holds one row: now they need the other's
    await sql`update thing set n = n + 1 where id = ${second}`.execute(tx);
  });
  await Promise.all([inOrder(11, 12), inOrder(12, 11)]);
  expect((await things()).filter(({ id }) => id > 10).map(({ n }) => n)).toEqual([2, 2]);
});

test('a deadlock that comes again and again is an error after three more rounds; any other error at once', async () => {
  let rounds = 0;
  const always = (code: string) => transact(base.db, () => {
    rounds += 1;
    return Promise.reject(Object.assign(new Error('no'), { code }));
  });
  await expect(always('40P01')).rejects.toThrow('no');
  expect(rounds).toBe(4);
  rounds = 0;
  await expect(always('23505')).rejects.toThrow('no');
  expect(rounds).toBe(1);
});

test('what comes last in a transaction comes in its order, once for each key', async () => {
  const done: string[] = [];
  const note = (name: string) => () => { done.push(name); return Promise.resolve(); };
  await transact(base.db, (tx) => {
    beforeCommit(tx, 'changed', 2, note('changed'));
    beforeCommit(tx, 'number', 1, note('number'));
    beforeCommit(tx, 'number', 1, note('number again'));
    done.push('work');
    return Promise.resolve();
  });
  expect(done).toEqual(['work', 'number', 'changed']);
});

test('a statement that runs too long is cut off where a limit is set', async () => {
  const limited = openDatabase(base.url, { statementTimeoutMs: 50 });
  await expect(sql`select pg_sleep(5)`.execute(limited.db)).rejects.toThrow('statement timeout');
  await limited.close();
});
