import type { Logger } from 'pino';

/** What was started, and how it ends. */
export type Step = readonly [name: string, end: () => Promise<void>];

/** All of it, the database included, in under 3 seconds; what takes longer is left, and is as safe as after a kill. */
const patienceMs = 2_400;
const mostMs = 900;
const leastMs = 150;

/** Ends what was started, the last first. One that fails or hangs does not keep the next from ending. */
export async function inOrder(steps: Step[], log: Logger): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const [name, end] = step;
    const left = Math.max(leastMs, until - Date.now());
    await within(steps.length === 0 ? left : Math.min(mostMs, left), end).catch((error: unknown) => log.error({ err: error, step: name }, 'did not end in order'));
  }
}

async function within(ms: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error(`not ended after ${ms} ms`)), ms); });
  await Promise.race([work(), late]).finally(() => clearTimeout(timer));
}
