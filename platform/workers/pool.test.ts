import { afterEach, expect, test } from 'vitest';
import { createPool, WorkerBusy, WorkerEnded, type Limits, type Pool } from './index.ts';

type Task = { readonly what: string; readonly text: string };
let pool: Pool<Task, string> | undefined;
const usual = { memoryMb: 64, timeoutMs: 20_000, waiting: 3 };
const begun = (limits: Limits = usual) => (pool = createPool<Task, string>(new URL('./echo.fixture.ts', import.meta.url), limits));
afterEach(() => pool?.stop());

test('tasks are answered in order by one thread that sees nothing of the environment; what a task throws fails that task alone', async () => {
  const it = begun();
  const answers = await Promise.allSettled([it.run({ what: 'answer', text: '一' }), it.run({ what: 'fail', text: '坏' }), it.run({ what: 'answer', text: '二' })]);
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))).toEqual(['一, no environment', '坏', '二, no environment']);
});

test('a thread that eats memory, takes too long or ends fails its task; the next task gets a new thread', async () => {
  const it = begun({ ...usual, timeoutMs: 8_000 });
  await expect(it.run({ what: 'eat', text: 'x' })).rejects.toBeInstanceOf(WorkerEnded);
  expect(await it.run({ what: 'answer', text: '一' })).toContain('一');
  await expect(it.run({ what: 'exit', text: '' })).rejects.toBeInstanceOf(WorkerEnded);
  await expect(it.run({ what: 'sleep', text: '' })).rejects.toThrow('took too long');
  expect(await it.run({ what: 'answer', text: '二' })).toContain('二');
});

test('an answer that comes when its time is over is nobody’s: the next task has its own', async () => {
  const limits = { ...usual };
  const it = begun(limits);
  await it.run({ what: 'answer', text: '〇' });
  await new Promise((resolve) => setImmediate(resolve)); // of what has come by then, timers are looked at first
  limits.timeoutMs = 20;
  const late = it.run({ what: 'answer', text: '一' });
  limits.timeoutMs = usual.timeoutMs;
  const next = it.run({ what: 'answer', text: '二' });
  for (const until = performance.now() + 200; performance.now() < until;); // its answer lies here, and so does the end of its time
  await expect(late).rejects.toThrow('took too long');
  expect(await next).toContain('二');
});

test('more than may wait is refused at once; stopping fails what waits and what is under way', async () => {
  const it = begun();
  const all = Array.from({ length: 4 }, () => it.run({ what: 'sleep', text: '' }));
  const refused = it.run({ what: 'answer', text: '' });
  await expect(refused).rejects.toBeInstanceOf(WorkerBusy);
  const ended = Promise.allSettled(all);
  await it.stop();
  expect((await ended).every((one) => one.status === 'rejected')).toBe(true);
});
