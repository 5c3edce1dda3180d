import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../platform/project.ts';
import { callReasons } from './reasons.ts';

test('every reason that the gateway records for a call under a grant has its Chinese words', () => {
  const folder = join(projectRoot, 'plane', 'service');
  const words = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/refused\('([a-z-]+)'/g)].map((found) => found[1] ?? ''));
  expect(words.length).toBeGreaterThan(8);
  expect([...new Set(words)].filter((word) => callReasons[word] === undefined)).toEqual([]);
});
