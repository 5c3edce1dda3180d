import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../platform/project.ts';
import { printed } from './printed.ts';

test('printed documents are what law/ says now; `node scripts/run.mjs docs` prints them anew', () => {
  for (const [file, text] of Object.entries(printed())) expect(readFileSync(join(projectRoot, file), 'utf8') === text, `${file} is stale`).toBe(true);
});
