import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { copyLine, quantileMs, shipLines } from '../../processes/usage/index.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { recordsInFile, type AppendFileOptions } from './append-file.ts';
import { conforms, type Bench } from './conformance.ts';
import { crc32c } from './crc32c.ts';
import { newGeneration, pack, unpack } from './frames.ts';
import { recordsInDatabase } from './in-database.ts';
import { recordOf } from './sample.fixture.ts';

let base: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'records-'));
const warned: string[] = [];
beforeAll(async () => { base = await testDatabase(); });
afterAll(async () => {
  await base.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The program as it is started: Node 20 runs no TypeScript. */
async function builtProgram(): Promise<string> {
  const build = (await import(new URL('../../scripts/bootstrap/build.mjs', import.meta.url).href)) as { buildServer(): Promise<void>; serverBuild(): string };
  await build.buildServer();
  return build.serverBuild();
}

const fileOptions = (sub: string, more: Partial<AppendFileOptions> = {}): AppendFileOptions => ({
  folder: join(folder, sub), maxBytes: 1e9, shipEveryMs: 3_600_000, warn: (text) => warned.push(text),
  ship: async (lines) => { await shipLines(base.pool, '320800', lines); }, ...more,
});
const read: Omit<Bench, 'make'> = {
  stored: async () => (await sql<{ id: string; params: string | null; claimed: string | null; ignored: string | null; purpose: string }>`select id, encode(params, 'hex') as params, claimed, ignored, purpose from call_record`.execute(base.db)).rows,
  received: async () => (await sql<{ key: string; grant: string }>`select encode(key_digest, 'hex') as key, grant_id as grant from received`.execute(base.db)).rows,
  ledger: async () => (await sql<{ body: string }>`select body from ledger_pending where kind = 'calls'`.execute(base.db)).rows.map((row) => JSON.parse(row.body) as { count: number; root: string }),
};

conforms('append file', () => ({ ...read, make: () => recordsInFile(fileOptions('a')) }));
conforms('database', () => ({ ...read, make: async () => recordsInDatabase({ pool: base.pool, region: '320800', shipped: () => undefined, warn: (text) => warned.push(text), shipEveryMs: 3_600_000 }) }));

test('CRC-32C has the value of the standard (RFC 3720 B.4)', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  const long = Buffer.from(Array.from({ length: 67 }, (_, n) => (n * 167) & 255)); // as one, and in two parts, wherever they meet
  for (let cut = 0; cut <= long.length; cut += 1) expect(crc32c(long, cut, long.length, crc32c(long, 0, cut))).toBe(crc32c(long));
});

test('a torn tail is cut at every byte, every whole record before it stands; records of an earlier use are none', async () => {
  const { head, seed } = newGeneration();
  const frames = Buffer.from(pack(['甲\n', 'b\n', 'c'.repeat(300) + '\n'], Buffer.alloc(0), seed));
  const whole = Buffer.concat([head, frames]);
  for (let cut = 0; cut <= whole.length; cut += 1) expect((await unpack(whole.subarray(0, cut))).count).toBe(cut < 28 ? 0 : cut < 38 ? 1 : cut < whole.length ? 2 : 3);
  const rotten = Buffer.from(whole);
  rotten.writeUInt8(rotten.readUInt8(31) ^ 1, 31);
  expect((await unpack(rotten)).count).toBe(1);
  const next = newGeneration();
  const fresh = pack(['neu\n'], Buffer.alloc(0), next.seed);
  const reused = Buffer.from(whole); // what lay there before goes on behind the new records
  next.head.copy(reused);
  fresh.copy(reused, 16);
  expect(await unpack(reused)).toMatchObject({ count: 1, payload: Buffer.from('neu\n') });
  expect((await unpack(Buffer.concat([next.head, frames]))).count).toBe(0);
  expect((await unpack(Buffer.alloc(4096))).count).toBe(0);
});

test('files are 0600, empty when the database has their records, gone at the end', async () => {
  const records = await recordsInFile(fileOptions('b'));
  await records.append(recordOf());
  const own = join(folder, 'b', readdirSync(join(folder, 'b'))[0] as string);
  const files = readdirSync(own).map((name) => join(own, name));
  const held = async () => (await Promise.all(files.map((file) => unpack(readFileSync(file))))).reduce((sum, { count }) => sum + count, 0);
  for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await held()).toBe(1);
  await records.ship();
  expect(await held()).toBe(0);
  expect(records.standing.unshippedBytes).toBe(0);
  await records.close();
  expect(existsSync(own)).toBe(false);
});

test('while the database is away records stay and wait; at 90 % of the bound calls stop; afterwards all is there', async () => {
  let away = true;
  const options = fileOptions('c', { maxBytes: 4_000 });
  const records = await recordsInFile({ ...options, ship: (lines, n) => (away ? Promise.reject(new Error('no database')) : options.ship(lines, n)) });
  const ids: string[] = [];
  for (let refused = false; !refused; ) {
    const record = recordOf();
    await records.append(record).then(() => ids.push(record.id), (error: { why: string }) => { refused = error.why === 'full'; });
  }
  expect(ids.length).toBeGreaterThan(5);
  await expect(records.ship()).rejects.toThrow('no database');
  expect(warned.at(-1)).toContain('no database');
  away = false;
  await records.ship();
  await records.append(recordOf());
  await records.close();
  const stored = new Set((await read.stored()).map((row) => row.id));
  expect(ids.every((id) => stored.has(id))).toBe(true);
});

test('kill -9 in the middle of flushes: what was answered is there exactly once; the next start ships it and cuts what was torn', async () => {
  const sub = join(folder, 'd');
  const built = await builtProgram();
  const child = spawn(process.execPath, [join(built, 'plane/records/writer.fixture.js'), sub], { stdio: ['ignore', 'pipe', 'inherit'] });
  const answered: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => answered.push(line));
  while (answered.length < 400) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGKILL');
  await once(child, 'close');
  const left = join(sub, readdirSync(sub)[0] as string);
  const file = join(left, readdirSync(left)[0] as string);
  expect((await unpack(readFileSync(file))).count).toBeGreaterThanOrEqual(answered.length);
  const records = await recordsInFile(fileOptions('d'));
  await records.ship();
  await records.close();
  const stored = (await read.stored()).map((row) => row.id);
  expect(new Set(stored).size).toBe(stored.length);
  const there = new Set(stored);
  expect(answered.filter((id) => !there.has(id))).toEqual([]);
  expect(existsSync(file)).toBe(false);
});

test('two processes of one home: neither takes the files of the other while it lives', async () => {
  const [one, two] = [await recordsInFile(fileOptions('e')), await recordsInFile(fileOptions('e'))];
  const records = [recordOf(), recordOf()] as const;
  await one.append(records[0]);
  await two.append(records[1]);
  await two.ship();
  expect(one.standing.unshippedBytes).toBeGreaterThan(0);
  await one.close();
  await two.close();
  const stored = (await read.stored()).map((row) => row.id);
  for (const record of records) expect(stored.filter((id) => id === record.id)).toHaveLength(1);
});

test('lines that come again, in part, after all and from two at once, act once; every sum is that of the records: Art. 29.2', async () => {
  const grant = uuidv7();
  const times = [0, 10, 11, 20, 21, 500, 5_000, 5_001];
  const all = Array.from({ length: 96 }, (_, n) => recordOf({
    grant, rows: n, bytes: n * 10, ms: times[n % times.length] as number, person: n % 3 === 0 ? null : `窗口${n % 3}`, repeats: n % 5 === 1 ? 7 : 1,
    ...(n % 5 === 1 ? { status: 'refused', reason: n % 2 === 0 ? 'quota' : 'maintenance' } as const : n % 5 === 2 ? { status: 'failed', reason: 'failed-down' } as const : {}),
  }));
  const lines = (some: typeof all): Buffer => Buffer.from(some.map(copyLine).join(''));
  const shipped = [await shipLines(base.pool, '320800', lines(all.slice(0, 40))), await shipLines(base.pool, '320800', lines(all.slice(0, 40))), await shipLines(base.pool, '320800', lines(all.slice(20, 60)))];
  expect(shipped.map(({ count, root, used }) => [count, root !== null, used.length])).toEqual([[40, true, 1], [0, false, 0], [20, true, 1]]);
  const twice = await Promise.all([lines(all), lines(all), lines([...all, ...all])].map((each) => shipLines(base.pool, '320800', each)));
  expect(twice.reduce((sum, { count }) => sum + count, 0)).toBe(36);

  const day = sql`(at at time zone 'Asia/Shanghai')::date`;
  const counted = sql`sum(repeats) filter (where status = 'ok') as calls, sum(rows) as rows, sum(bytes) as bytes, sum(repeats) filter (where status = 'refused') as refused, sum(repeats) filter (where status = 'failed') as failed`;
  const summed = sql`sum(calls) as calls, sum(rows) as rows, sum(bytes) as bytes, sum(refused) as refused, sum(failed) as failed`;
  const texts = async (query: ReturnType<typeof sql>) => (await query.execute(base.db)).rows.map((row) => Object.values(row as object).map(String));
  const same = async (kept: ReturnType<typeof sql>, made: ReturnType<typeof sql>) => expect(await texts(made)).toEqual(await texts(kept));
  await same(sql`select coalesce(person, '') as person, ${counted} from call_record where grant_id = ${grant} group by 1 order by 1`, sql`select person, ${summed} from usage_day where grant_id = ${grant} group by 1 order by 1`);
  await same(sql`select ${day} as day, ${counted}, sum(repeats) filter (where reason = 'maintenance') as maintenance, sum(ms) filter (where status = 'ok') as ms_sum from call_record where grant_id = ${grant} group by 1 order by 1`,
    sql`select day, ${summed}, sum(maintenance) as maintenance, sum(ms_sum) as ms_sum from usage_sum where grant_id = ${grant} group by 1 order by 1`);
  const buckets = (await sql<{ n: number[] }>`select array[${sql.join(Array.from({ length: 10 }, (_, n) => sql`sum(ms_buckets[${sql.lit(n + 1)}])::float8`))}] as n from usage_sum where grant_id = ${grant}`.execute(base.db)).rows[0]?.n ?? [];
  const good = all.filter(({ status }) => status === 'ok');
  const upTo = (n: number): number => good.filter(({ ms }) => ms <= n).length;
  for (const [bound, most] of [[0, 10], [1, 20], [2, 50], [5, 500], [8, 5_000], [9, Infinity]] as const) expect(buckets.slice(0, bound + 1).reduce((sum, n) => sum + n, 0), String(most)).toBe(upTo(most));
  expect(quantileMs(buckets, 1)).toBe(Infinity);
  const batches = (await sql<{ n: number }>`select sum(b.count)::float8 as n from call_batch b where id in (select batch from call_record where grant_id = ${grant})`.execute(base.db)).rows[0]?.n;
  expect(batches).toBe(all.length);
});
