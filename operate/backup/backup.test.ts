import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, readdirSync, existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { papersForLedger } from '../../platform/documents/index.ts';
import { openKeys } from '../../platform/keys/index.ts';
import { addPending, headsIn, readLog, sequenceAll, verifyLedger } from '../../platform/ledger/index.ts';
import { json, transact } from '../../platform/postgres/database.ts';
import { confirmRestored, isGatewayClosed, unconfirmedRestorations } from '../../platform/postgres/restored.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { emptyDatabase, testDatabase } from '../../platform/postgres/testing.ts';
import type { TestDatabase } from '../../platform/postgres/testing.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { clocksForLedger } from '../../platform/procedures/ledger-clocks.ts';
import { casesUnlikeMoves, contentsForLedger, movesForLedger } from '../../platform/procedures/ledger-moves.ts';
import { projectRoot } from '../../platform/project.ts';
import { createDirectory } from '../../processes/organisation/index.ts';
import { batchesOf } from '../commands/ledger.ts';
import { backup } from './backup.ts';
import { leftOut } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { checkBackup, restore } from './restore.ts';
import { columnList, tablesOf } from './tables.ts';

let source: TestDatabase;
let target: TestDatabase;
let home: string;
let folder: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'backup-home-'));
  source = await testDatabase();
  await openKeys(source.db, { home, given: undefined, embedded: true });
  await fill(source);
  mkdirSync(join(home, 'objects', 'ab'), { recursive: true });
  writeFileSync(join(home, 'objects', 'ab', 'cd'), 'an attachment');
  mkdirSync(join(home, 'records'));
  writeFileSync(join(home, 'records', '1.rec'), randomBytes(3_000));
  writeFileSync(join(home, 'heads.log'), '{"size":1}\n');
});
afterAll(async () => {
  await source.drop();
  rmSync(home, { recursive: true });
});
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'backup-')), 'b');
  target = await emptyDatabase();
});
afterEach(async () => {
  await target.drop();
  rmSync(join(folder, '..'), { recursive: true });
});

/** Cases, a move in a partition of years ago, and a ledger. */
async function fill({ db, ownerDb }: TestDatabase): Promise<void> {
  const id = uuidv7();
  const at = '2019-03-01T00:00:00Z';
  await sql`select make_partitions('2019-01-01T00:00:00+08', '2019-01-02T00:00:00+08')`.execute(ownerDb);
  await db.insertInto('legalCase').values({ region: '320800', id, kind: 'application', title: '标题 \\ "引号"\t与\n换行', state: 'draft', version: 1, open: true, facts: json({ a: [1, '二'] }), createdAt: at, movedAt: at }).execute();
  await db.insertInto('caseMove').values({
    region: '320800', caseId: id, version: 1, at, onDay: '2019-03-01', kind: 'application', act: 'create', fromState: 'new', toState: 'draft',
    seat: 'requester.clerk', person: uuidv7(), org: '11320800PDY00001X6', post: 'clerk', article: '20.2', salt: randomBytes(16),
  }).execute();
  await transact(db, async (tx) => {
    for (let n = 0; n < 5; n += 1) await addPending(tx, { region: '320800', kind: 'test', body: { n } });
  });
  await sequenceAll(db);
}

/** All rows of all tables, as text. */
async function contents(url: string): Promise<Record<string, readonly string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found: Record<string, readonly string[]> = {};
  for (const { name, columns } of await tablesOf(client)) {
    if (leftOut.has(name)) continue;
    const { rows } = await client.query<{ row: string }>(`select row(${columnList(columns)})::text as row from ${name} order by 1`);
    found[name] = rows.map(({ row }) => row);
  }
  await client.end();
  return found;
}

const into = (database: TestDatabase, appRole = 'shuqiao_app') => ({ ownerUrl: database.ownerUrl, appRole, home: join(folder, '..', 'home') });

const restores = async (to: Parameters<typeof restore>[0], from: string): Promise<Manifest> => restore(to, from, await checkBackup(from));

test('what was saved comes back row for row, with partitions, objects and records, without the key', async () => {
  const manifest = await backup(source.ownerUrl, home, folder);
  expect(manifest.ledger).toMatchObject({ size: 5 });
  expect(readdirSync(folder).sort()).toEqual(['heads.log', 'manifest.json', 'objects', 'records', 'tables']);
  expect(statSync(join(folder, 'manifest.json')).mode & 0o777).toBe(0o600);
  await migrate(target.ownerUrl, 'shuqiao_app'); // an earlier try was cut off
  await restores(into(target), folder);
  await expect(restores(into(target), folder)).rejects.toThrow('database is not empty');
  expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
  expect((await contents(target.ownerUrl))['case_move']).toHaveLength(1);
  const restored = join(folder, '..', 'home');
  expect(readFileSync(join(restored, 'objects', 'ab', 'cd'), 'utf8')).toBe('an attachment');
  expect(readFileSync(join(restored, 'records', '1.rec'))).toEqual(readFileSync(join(home, 'records', '1.rec')));
  expect(existsSync(join(restored, 'master.key'))).toBe(false);
  expect((await readLog(target.db)).next).toBe(5);
  await expect(target.db.deleteFrom('caseMove').execute()).rejects.toThrow('permission denied');
  await target.ownerDb.deleteFrom('caseMove').execute(); // row security holds the owner again
  expect((await contents(target.ownerUrl))['case_move']).toHaveLength(1);
});

test('a head signed while the tables are read tells of entries that they do not have: it is not in the backup, whose ledger would seem cut', async () => {
  const other = new pg.Client({ connectionString: source.ownerUrl });
  await other.connect();
  let saving: Promise<unknown>;
  try {
    await other.query('begin');
    await other.query('lock table legal_case in access exclusive mode'); // the moment of the tables is taken, and they are not read yet
    saving = backup(source.ownerUrl, home, folder);
    await expect.poll(async () => {
      await other.query('select pg_stat_clear_snapshot()');
      return (await other.query("select from pg_stat_activity where datname = current_database() and application_name = 'shuqiao-backup' and wait_event_type = 'Lock'")).rows.length;
    }).toBe(1);
    writeFileSync(join(home, 'heads.log'), '{"size":1}\n{"size":2}\n');
  } finally {
    await other.end();
  }
  await saving;
  expect(readFileSync(join(folder, 'heads.log'), 'utf8')).toBe('{"size":1}\n');
  writeFileSync(join(home, 'heads.log'), '{"size":1}\n');
});

test('the gateway stays closed until the security officer and the authority, two people, have confirmed', async () => {
  await backup(source.ownerUrl, home, folder);
  await restores(into(target), folder);
  expect(await isGatewayClosed(source.db)).toBe(false);
  const [waiting] = await unconfirmedRestorations(target.db);
  expect(waiting).toMatchObject({ ledgerSize: 5, security: false, authority: false });
  const [officer, lead, id] = [uuidv7(), uuidv7(), waiting?.id as string];
  expect(await transact(target.db, (tx) => confirmRestored(tx, id, 'security', officer, '已核对'))).toBe(true);
  expect(await transact(target.db, (tx) => confirmRestored(tx, id, 'security', lead, '再次'))).toBe(false);
  expect(await isGatewayClosed(target.db)).toBe(true);
  await expect(transact(target.db, (tx) => confirmRestored(tx, id, 'authority', officer, '同一人'))).rejects.toThrow('restored_check');
  expect(await transact(target.db, (tx) => confirmRestored(tx, id, 'authority', lead, '已核对'))).toBe(true);
  expect(await isGatewayClosed(target.db)).toBe(false);
});

test('a backup that an older version made is brought to the present schema; its ledger, cases and records verify', async () => {
  const older = join(projectRoot, 'data', 'backup-2026-11-24');
  const manifest = await restores(into(target), older);
  expect(Math.max(...manifest.migrations.map(({ number }) => number))).toBe(70);
  const applied = (await sql<{ n: number }>`select max(number) as n from schema_migration`.execute(target.ownerDb)).rows[0]?.n;
  expect(applied).toBeGreaterThan(100);
  const { db } = target;
  const kept = await headsIn(join(folder, '..', 'home', 'heads.log'));
  const report = await transact(db, (tx) => verifyLedger(tx, { // its entries speak neither of seats nor of clocks
    kept, moves: movesForLedger(tx), cases: casesUnlikeMoves(tx), contents: contentsForLedger(tx), clocks: clocksForLedger(tx, createDirectory()), batches: batchesOf(tx), papers: papersForLedger(tx),
  }));
  expect(report).toMatchObject({ ok: true, size: manifest.ledger.size, moves: 88, headsChecked: 1, problems: [] });
  expect(await isGatewayClosed(db)).toBe(true);
});

test('with one role for all it works too', async () => {
  await backup(source.ownerUrl, home, folder);
  await restores(into(target, 'shuqiao_owner'), folder);
  expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
  await expect(target.ownerDb.deleteFrom('caseMove').execute()).rejects.toThrow('permission denied');
});

test('a used database, a damaged backup and a full folder are refused, and nothing is half done', async () => {
  await backup(source.ownerUrl, home, folder);
  await expect(backup(source.ownerUrl, home, folder)).rejects.toThrow('is not empty');
  await expect(restores(into(source), folder)).rejects.toThrow('database is not empty');
  const file = join(folder, 'tables', 'legal_case.copy.gz');
  const whole = readFileSync(file);
  for (const broken of [whole.subarray(0, whole.length - 9), Buffer.concat([whole.subarray(0, 20), Buffer.of(whole.readUInt8(20) ^ 1), whole.subarray(21)])]) {
    writeFileSync(file, broken);
    await expect(restores(into(target), folder)).rejects.toThrow('tables/legal_case.copy.gz');
  }
  writeFileSync(file, whole);
  writeFileSync(join(folder, 'objects', 'ab', 'cd'), 'another attachment');
  await expect(restores(into(target), folder)).rejects.toThrow('objects/ab/cd');
  rmSync(join(folder, 'manifest.json'));
  await expect(restores(into(target), folder)).rejects.toThrow('manifest.json is missing');
  expect(await contents(target.ownerUrl)).toEqual({});
});
