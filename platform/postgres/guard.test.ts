import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { script } from './guard.ts';

const data = mkdtempSync(join(tmpdir(), 'guard-'));
const databases: ChildProcess[] = [];
afterAll(() => {
  for (const each of databases) each.kill('SIGKILL');
  rmSync(data, { recursive: true });
});

/** Stands for a database: its number is in the data directory. */
function database(): ChildProcess {
  const child = spawn('/bin/sleep', ['60']);
  databases.push(child);
  writeFileSync(join(data, 'postmaster.pid'), `${child.pid}\n`);
  return child;
}

/** A guard whose server ends after these words. */
async function guards(...words: readonly (string | number)[]): Promise<void> {
  const guard = spawn('/bin/sh', ['-c', script, 'guard', data], { stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin.end(words.map((word) => `${word}\n`).join(''));
  await once(guard, 'exit');
}

test('a guard ends the database of its server and no other that has begun there since; before it knows which, the one that is there; none after good-bye', async () => {
  const [former, next] = [database(), database()];
  await guards('any', Number(former.pid));
  await guards();
  await guards('any', Number(next.pid), 'bye');
  expect(next.kill(0) && next.signalCode === null).toBe(true);
  const ended = once(next, 'exit');
  await guards('any', Number(next.pid));
  expect(await ended).toEqual([null, 'SIGINT']);
  const last = once(database(), 'exit');
  await guards('any');
  expect(await last).toEqual([null, 'SIGINT']);
});
