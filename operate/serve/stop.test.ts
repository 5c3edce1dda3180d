import pino from 'pino';
import { expect, test } from 'vitest';
import { inOrder } from './stop.ts';

test('the last started ends first; one that fails or hangs keeps none from ending, and all are done within 3 seconds', async () => {
  const ended: string[] = [];
  const step = (name: string, end: () => Promise<void>) => [name, async () => { await end(); ended.push(name); }] as const;
  const began = Date.now();
  await inOrder([
    step('database', async () => undefined), step('pool', () => new Promise(() => undefined)), step('gateway', async () => { throw new Error('x'); }), step('server', async () => undefined), step('jobs', () => new Promise(() => undefined)),
  ], pino({ level: 'silent' }));
  expect(ended).toEqual(['server', 'database']);
  expect(Date.now() - began).toBeLessThan(3_000);
});
