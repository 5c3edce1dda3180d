import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { testDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let base: TestDatabase;
beforeAll(async () => { base = await testDatabase(); });
afterAll(() => base.drop());

test('a test database is migrated, empty and marked', async () => {
  const { rows } = await sql<{ mark: string }>`select mark from platform_mark`.execute(base.db);
  expect(rows).toEqual([{ mark: 'test' }]);
});
