import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../platform/postgres/testing.ts';
import { projectRoot } from '../platform/project.ts';
import { printedSchema } from './print-schema.ts';

test('schema.ts and schema.sql are those of the migrations; else run `npm run shuqiao -- db schema`', async () => {
  const base = await testDatabase();
  const client = new pg.Client({ connectionString: base.ownerUrl });
  await client.connect();
  const printed = await printedSchema(client);
  await client.end();
  await base.drop();
  for (const [path, text] of Object.entries(printed)) {
    expect(readFileSync(join(projectRoot, path), 'utf8') === text, `${path} is stale: run \`npm run shuqiao -- db schema\``).toBe(true);
  }
});
