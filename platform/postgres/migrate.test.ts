import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';
import { migrate, type Progress } from './migrate.ts';
import { makePartitions } from './partitions.ts';
import { uuidv7 } from './uuid.ts';

let base: TestDatabase;
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'migrations-')); });
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  base = await emptyDatabase();
  rmSync(folder, { recursive: true });
  cpSync(fileURLToPath(new URL('./migrations/0001_base.sql', import.meta.url)), join(folder, '0001_base.sql'));
});
afterEach(() => base.drop());

const up = (options = {}) => migrate(base.ownerUrl, 'shuqiao_app', { folder, ...options });
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

test('files run once, in order, and later ones are added', async () => {
  write('0010_b.sql', 'create table b (id integer primary key references a);');
  write('0009_a.sql', 'create table a (id integer primary key);');
  expect(await up()).toMatchObject({ applied: ['0001_base.sql', '0009_a.sql', '0010_b.sql'], weaker: false, mark: null });
  write('0005_c.sql', 'create table c (id integer primary key);');
  write('0011_d.sql', 'create table d (id integer primary key);');
  const told: Progress[] = [];
  expect((await up({ progress: (step: Progress) => told.push(step) })).applied).toEqual(['0005_c.sql', '0011_d.sql']);
  expect(told).toEqual([{ name: '0005_c.sql', n: 1, of: 2, seconds: 0 }, { name: '0011_d.sql', n: 2, of: 2, seconds: 0 }]);
  expect((await up()).applied).toEqual([]);
});

test('a changed file, an unknown one and a broken one are refused, and nothing is half done', async () => {
  write('0009_a.sql', 'create table a (id integer primary key);');
  await up();
  write('0009_a.sql', 'create table a (id bigint primary key);');
  await expect(up()).rejects.toThrow('0009_a.sql was changed');
  rmSync(join(folder, '0009_a.sql'));
  await expect(up()).rejects.toThrow('use the newer program');
  write('0009_a.sql', 'create table a (id integer primary key);');
  write('0010_b.sql', 'create table b (id integer primary key);');
  write('0011_c.sql', 'create table c (id integer primary key);\ncreate tabel d (id integer);');
  await expect(up()).rejects.toThrow('0011_c.sql: line 2');
  expect((await sql<{ b: string | null; c: string | null }>`select to_regclass('b')::text as b, to_regclass('c')::text as c`.execute(base.ownerDb)).rows).toEqual([{ b: 'b', c: null }]); // what was whole stays
  rmSync(join(folder, '0011_c.sql'));
  expect((await up()).applied).toEqual([]);
});

test('two numbers alike and odd names are refused', async () => {
  write('0009_a.sql', '');
  write('0009_b.sql', '');
  await expect(up()).rejects.toThrow('two migrations');
  rmSync(join(folder, '0009_b.sql'));
  write('9_b.sql', '');
  await expect(up()).rejects.toThrow('0001_what_it_adds.sql');
});

test('servers that start at once migrate once', async () => {
  write('0009_a.sql', 'create table a (id integer primary key);');
  const done = await Promise.all(Array.from({ length: 5 }, () => up()));
  expect(done.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 0, 0, 2]);
});

test('the mark is set in an empty database, never later', async () => {
  expect((await up()).mark).toBe(null);
  expect((await up({ mark: 'demo' })).mark).toBe(null);
  await expect(sql`update platform_mark set mark = 'demo'`.execute(base.db)).rejects.toThrow('permission denied');
  await expect(sql`update platform_mark set day_offset = 3`.execute(base.db)).rejects.toThrow('platform_mark_check');
});

test('an append-only table takes rows and never gives them up, not even to its owner', async () => {
  write('0009_a.sql', "create table a (id integer primary key); select append_only('a');");
  await up();
  await sql`insert into a values (1)`.execute(base.db);
  await expect(sql`update a set id = 2`.execute(base.db)).rejects.toThrow('permission denied');
  await expect(sql`delete from a`.execute(base.db)).rejects.toThrow('permission denied');
  await expect(sql`truncate a`.execute(base.db)).rejects.toThrow('permission denied');
  await sql`update a set id = 2`.execute(base.ownerDb);
  await sql`delete from a`.execute(base.ownerDb);
  expect((await sql`select id from a`.execute(base.db)).rows).toEqual([{ id: 1 }]);
});

test('with one role it works, says that it is weaker, and append-only still holds', async () => {
  expect((await migrate(base.ownerUrl, 'shuqiao_owner', { folder })).weaker).toBe(true);
  await sql`create table a (id integer primary key)`.execute(base.ownerDb);
  await sql`select append_only('a')`.execute(base.ownerDb);
  await sql`insert into a values (1)`.execute(base.ownerDb);
  await expect(sql`delete from a`.execute(base.ownerDb)).rejects.toThrow('permission denied');
  expect((await migrate(base.ownerUrl, 'shuqiao_owner')).applied.length).toBeGreaterThan(0); // the rest of our own files
});

const byDay = `
  create table rec (at timestamptz not null, id integer not null, primary key (at, id)) partition by range (at);
  select append_only('rec');
  insert into partitioned values ('rec', 'day', null, 3);
  create table big (seq bigint primary key) partition by range (seq);
  insert into partitioned values ('big', 'count', 100, null);`;

test('the serving role alone starts on a schema that is there, and says plainly what is missing where it is not', async () => {
  const asApp = () => migrate(base.url, 'shuqiao_app', { folder });
  await expect(asApp()).rejects.toThrow('DATABASE_ADMIN_URL');
  expect((await sql<{ n: number }>`select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(base.ownerDb)).rows).toEqual([{ n: 0 }]);
  await up({ mark: 'test' });
  expect(await asApp()).toEqual({ applied: [], weaker: false, mark: 'test' });
  write('0009_a.sql', 'create table a (id integer primary key);');
  await expect(asApp()).rejects.toThrow('0009_a.sql');
  await up();
  expect((await asApp()).applied).toEqual([]);
  rmSync(join(folder, '0009_a.sql'));
  await expect(asApp()).rejects.toThrow('数据库比程序新');
});

test('partitions are made sixty days ahead and later again, by the serving role', async () => {
  write('0009_a.sql', byDay);
  await up();
  const count = async (name: string) => Number((await sql<{ n: number }>`select count(*) as n from partition_kept where table_name = ${name}`.execute(base.db)).rows[0]?.n);
  expect(await count('rec')).toBeGreaterThanOrEqual(61);
  expect(await count('big')).toBe(2);
  await sql`insert into rec values (now() + interval '60 days', 1)`.execute(base.db);
  await sql`insert into big values (150)`.execute(base.db);
  const made = await sql<{ n: number }>`select make_partitions(now(), now() + interval '80 days') as n`.execute(base.db);
  expect(made.rows[0]?.n).toBe(11); // ten days and one hundred rows
  expect((await sql<{ n: number }>`select make_partitions() as n`.execute(base.db)).rows[0]?.n).toBe(0);
});

test('behind a backup, which reads for long, nobody waits for more than a second: a start goes on without new partitions, a migration begins anew until it may', async () => {
  write('0009_a.sql', byDay);
  await up();
  const [last] = (await sql<{ name: string }>`delete from partition_kept where partition = (select max(partition) from partition_kept where table_name = 'rec') returning partition as name`.execute(base.ownerDb)).rows;
  await sql`drop table ${sql.table(last?.name ?? '')}`.execute(base.ownerDb);
  const reading = await base.pool.connect();
  try {
    await reading.query('begin');
    await reading.query('select from rec');
    await expect(makePartitions(base.db)).rejects.toThrow('lock timeout');
    const inserted = sql`insert into rec values (now(), 2)`.execute(base.db);
    expect((await up()).applied).toEqual([]);
    await inserted;
    write('0010_b.sql', 'alter table rec add column later integer');
    const migrated = up();
    await expect.poll(async () => (await sql<{ n: number }>`select count(*)::int as n from pg_locks where relation = 'rec'::regclass and not granted`.execute(base.ownerDb)).rows[0]?.n, { interval: 20 }).toBe(1);
    await sql`insert into rec values (now(), 3)`.execute(base.db); // passes when the migration lets go
    await reading.query('rollback');
    expect((await migrated).applied).toEqual(['0010_b.sql']);
  } finally {
    reading.release();
  }
});

test('a partition cannot be reached around its parent', async () => {
  write('0009_a.sql', byDay);
  await up();
  await expect(sql`delete from big_p0`.execute(base.db)).rejects.toThrow('permission denied');
  await expect(sql`select from big_p0`.execute(base.db)).rejects.toThrow('permission denied');
});

test('a partition is dropped after its time and with an approved list only: Art. 29', async () => {
  write('0009_a.sql', byDay);
  await up();
  await sql`select make_partitions('2020-01-01T00:00:00+08', '2020-01-02T00:00:00+08')`.execute(base.db);
  await sql`insert into rec values ('2020-01-01T12:00:00+08', 1)`.execute(base.db);
  const list = uuidv7();
  const drop = (part: string) => sql`select drop_expired(${part}, ${list}::uuid)`.execute(base.db);
  await expect(drop('rec_p20200101')).rejects.toThrow('no approved disposal list');
  await sql`insert into disposal_list (id, partition, rows, reason, made_by) values (${list}, 'rec_p20200101', 1, '保存期满', ${uuidv7()})`.execute(base.db);
  await expect(drop('rec_p20200101')).rejects.toThrow('no approved disposal list');
  const officer = uuidv7();
  await expect(sql`update disposal_list set approved_by = ${officer}, approved_at = now()`.execute(base.db)).rejects.toThrow('check');
  await sql`update disposal_list set seen_by = ${officer}, seen_at = now()`.execute(base.db);
  await expect(sql`update disposal_list set approved_by = ${officer}, approved_at = now()`.execute(base.db)).rejects.toThrow('check');
  await sql`update disposal_list set approved_by = ${uuidv7()}, approved_at = now()`.execute(base.db);
  await sql`select keep_partition('rec', '2020-01-01T12:00:00+08', '2099-01-01')`.execute(base.db);
  await sql`select keep_partition('rec', '2020-01-01T12:00:00+08', '2021-01-01')`.execute(base.db); // never shorter
  await expect(drop('rec_p20200101')).rejects.toThrow('kept until 2099-01-01');
  await sql`update partition_kept set keep_until = '2023-01-02' where partition = 'rec_p20200101'`.execute(base.ownerDb);
  await drop('rec_p20200101');
  expect((await sql`select from rec`.execute(base.db)).rows).toEqual([]);
  await expect(drop('rec_p20200101')).rejects.toThrow('no partition');
  await expect(drop('disposal_list')).rejects.toThrow('no partition');
});

test('whoever serves cannot have anything dropped by tables of his own that are called like ours: Art. 29', async () => {
  write('0009_a.sql', byDay);
  await up();
  const [list, one, other] = [uuidv7(), uuidv7(), uuidv7()];
  const insider = await base.pool.connect();
  try {
    const { rows } = await insider.query<{ partition: string }>("select partition from partition_kept where table_name = 'rec' limit 1");
    for (const table of ['partition_kept', 'disposal_list', 'partitioned']) await insider.query(`create temporary table ${table} (like public.${table} including defaults); grant all on ${table} to public`);
    for (const part of [rows[0]?.partition, 'rec', 'schema_migration']) {
      await insider.query("insert into pg_temp.partition_kept (partition, table_name, from_at, to_at, keep_until) values ($1, 'rec', '2020-01-01', '2020-01-02', '2021-01-01')", [part]);
      await insider.query('insert into pg_temp.disposal_list (id, partition, rows, reason, made_by, seen_by, seen_at, approved_by, approved_at) values ($1, $2, 1, $3, $4, $4, now(), $5, now())', [list, part, '期满', one, other]);
      await expect(insider.query('select public.drop_expired($1, $2)', [part, list])).rejects.toThrow(/is kept until|no partition/);
    }
    await insider.query("insert into pg_temp.partitioned values ('pg_class', 'count', 1, null)");
    expect((await insider.query<{ n: number }>('select public.make_partitions() as n')).rows).toEqual([{ n: 0 }]);
  } finally {
    insider.release(true);
  }
  expect((await sql`select from schema_migration`.execute(base.db)).rows.length).toBeGreaterThan(1);
});

test('our own files apply to an empty database, and again not at all', async () => {
  const files = readdirSync(fileURLToPath(new URL('./migrations/', import.meta.url)));
  expect((await migrate(base.ownerUrl, 'shuqiao_app')).applied).toEqual(files.filter((name) => name.endsWith('.sql')).sort());
  expect((await migrate(base.ownerUrl, 'shuqiao_app')).applied).toEqual([]);
});

test('a connection error names no password', async () => {
  const refused = await migrate('postgresql://x:hidden@127.0.0.1:1/x', 'shuqiao_app').catch((error: unknown) => String(error));
  expect(refused).toMatch('ECONNREFUSED');
  expect(refused).not.toMatch('hidden');
});
