import { expect, test } from 'vitest';
import { isLawError } from '../../law/errors.ts';
import { runInThread, threadModule } from './index.ts';

const module = threadModule(import.meta.url, './sum.fixture');
const limits = { heapMb: 32, seconds: 20 };
async function all(how: string, more: Partial<typeof limits> = {}, input?: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const each of runInThread(module, how, { ...limits, ...more }, input)) found.push(each);
  return found;
}
async function* numbers() { yield 1; yield 2; yield 3; }

test('what goes in comes out, piece by piece; a refusal crosses as what it is, a bug with its words', async () => {
  expect(await all('sum', {}, numbers())).toEqual([1, 3, 6]);
  expect(await all('both', {}, numbers())).toEqual(['a', 'b', 1, 2, 3]);
  const refused = await all('refuse').catch((thrown: unknown) => thrown);
  expect(isLawError(refused, 'WORKBOOK_UNREADABLE')).toBe(true);
  expect((refused as Error).message).toContain('样例');
  await expect(all('fail')).rejects.toThrow('a bug');
});

test('a thread that takes too much memory or time ends; this process goes on', async () => {
  for (const [how, more] of [['fill', {}], ['forever', { seconds: 1 }]] as const) expect(isLawError(await all(how, more).catch((thrown: unknown) => thrown), 'WORK_TOO_LARGE')).toBe(true);
  expect(await all('sum', {}, numbers())).toEqual([1, 3, 6]);
});

test('the thread never runs ahead of its reader, and ends with him', async () => {
  const seen: number[] = [];
  for await (const n of runInThread<number>(module, 'count', limits)) {
    seen.push(n);
    if (n === 3) break;
  }
  expect(seen).toEqual([1, 2, 3]);
});
