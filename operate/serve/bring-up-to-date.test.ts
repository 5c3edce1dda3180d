import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeys } from '../../platform/keys/index.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { emptyDatabase } from '../../platform/postgres/testing.ts';
import type { TestDatabase } from '../../platform/postgres/testing.ts';
import { bringUpToDate } from './bring-up-to-date.ts';

let database: TestDatabase;
let home: string;
beforeEach(async () => {
  database = await emptyDatabase();
  home = mkdtempSync(join(tmpdir(), 'begin-'));
});
afterEach(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

const outside = () => ({ ownerUrl: database.ownerUrl, appUrl: database.url, appRole: 'shuqiao_app', embedded: false });
const config = (more: { masterKey?: Buffer; mark?: 'demo' | 'test' } = {}) => ({ home, masterKey: undefined, mark: undefined, ...more });
const tables = async () => (await database.pool.query<{ n: number }>("select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')")).rows[0]?.n;
const applied = async () => (await database.pool.query<{ n: number }>('select max(number) as n from schema_migration')).rows[0]?.n;

test('an outside database without a master key is refused before anything is made in it, and no key is made either', async () => {
  await expect(bringUpToDate(config(), outside())).rejects.toThrow('keys make');
  expect([await tables(), readdirSync(home)]).toEqual([0, []]);
  expect((await bringUpToDate(config({ masterKey: randomBytes(32) }), outside())).applied.length).toBeGreaterThan(40);
});

test('with another key than the database was begun with, or a mark that comes too late, a newer program migrates nothing', async () => {
  const masterKey = randomBytes(32);
  await migrate(database.ownerUrl, 'shuqiao_app', { only: (number) => number <= 100 });
  await openKeys(database.db, { home, given: masterKey, embedded: false });
  await expect(bringUpToDate(config({ masterKey: randomBytes(32) }), outside())).rejects.toThrow('not the master key');
  await expect(bringUpToDate(config(), outside())).rejects.toThrow('缺少主密钥');
  await expect(bringUpToDate(config({ masterKey, mark: 'demo' }), outside())).rejects.toThrow('SHUQIAO_MARK=demo');
  expect(await applied()).toBe(100);
  await bringUpToDate(config({ masterKey }), outside());
  expect(await applied()).toBeGreaterThan(100);
});

test('one role for all works and says that it is weaker, a superuser that nothing holds it; another role than the tables were made for is told so', async () => {
  const masterKey = randomBytes(32);
  const alone = { ...outside(), appUrl: database.ownerUrl, appRole: 'shuqiao_owner' };
  expect(await bringUpToDate(config({ masterKey }), alone)).toMatchObject({ weaker: true, unbound: false });
  expect(await bringUpToDate(config({ masterKey }), { ...alone, appUrl: database.superuserUrl })).toMatchObject({ unbound: true });
  await expect(bringUpToDate(config({ masterKey }), outside())).rejects.toThrow('备份后恢复到新的空数据库');
});
