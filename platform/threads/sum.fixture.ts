import { fail } from '../../law/errors.ts';
import { serveThread } from './serve.ts';

/** A thread for the tests: sums what comes in, refuses, fails, fills its heap or never ends, as it is told. */
type How = 'sum' | 'refuse' | 'fail' | 'fill' | 'forever' | 'count' | 'both';
serveThread(async (how: How, input: AsyncIterable<number>, give) => {
  if (how === 'refuse') fail('WORKBOOK_UNREADABLE', { why: '样例' });
  if (how === 'fail') throw new TypeError('a bug');
  if (how === 'fill') for (const all: number[][] = []; ;) all.push(Array.from({ length: 10_000 }, (_, n) => n));
  if (how === 'forever') for (;;);
  if (how === 'count') for (let n = 1; ; n += 1) await give(n);
  if (how === 'both') {
    const given = Promise.all([give('a'), give('b')]);
    for await (const n of input) void give(n);
    await given;
    return;
  }
  let sum = 0;
  for await (const n of input) await give(sum += n);
});
