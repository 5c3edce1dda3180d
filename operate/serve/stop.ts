import type { Logger } from 'pino';

/** What was started, and how it ends within so many milliseconds. */
export type Step = readonly [name: string, end: (withinMs: number) => Promise<void>, how?: 'beside'];

/**
 * All of it, the database included, in under 3 seconds also on a machine that is busy with other things; what takes longer is
 * left, and is as safe as after a kill. The first that was started, the database, ends last and has its time for itself.
 */
const allMs = 2_500;
const workMs = 1_400;
const mostMs = 900;
const leastMs = 100;

/** Ends what was started, the last first; what is `beside` together with the next. One that fails or hangs does not keep the next from ending. */
export async function inOrder(steps: Step[], log: Logger): Promise<void> {
  const began = Date.now();
  const left = (until: number): number => Math.max(leastMs, began + until - Date.now());
  let ending: Promise<void>[] = [];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const [name, end, how] = step;
    const ms = steps.length === 0 ? left(allMs) : Math.min(mostMs, left(workMs));
    ending.push(within(ms, () => end(ms)).catch((error: unknown) => log.error({ err: error, step: name }, 'did not end in order')));
    if (how === 'beside' && steps.length > 0) continue;
    await Promise.all(ending);
    ending = [];
  }
}

async function within(ms: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error(`not ended after ${ms} ms`)), ms); });
  await Promise.race([work(), late]).finally(() => clearTimeout(timer));
}
