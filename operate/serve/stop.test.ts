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

test('what is beside ends together with the next; the database has its own time, however long the others took', async () => {
  const [order, given]: [string[], number[]] = [[], []];
  const hang = (): Promise<void> => new Promise(() => undefined);
  const began = Date.now();
  await inOrder([
    ['database', async (ms) => { order.push('database'); given.push(ms); }], ['pool', hang], ['gateway', hang],
    ['server', async () => { order.push('server'); }], ['jobs', async () => { order.push('jobs'); await new Promise((resolve) => setTimeout(resolve, 50)); order.push('jobs ended'); }, 'beside'],
  ], pino({ level: 'silent' }));
  expect(order).toEqual(['jobs', 'server', 'jobs ended', 'database']);
  expect(given[0]).toBeGreaterThan(800);
  expect(Date.now() - began).toBeLessThan(2_500);
});
