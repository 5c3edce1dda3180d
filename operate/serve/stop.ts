import type { Logger } from 'pino';

/** What was started, and how it ends. */
export type Step = readonly [name: string, end: () => Promise<void>];

const patienceMs = 2_600;

/** Ends what was started, the last first. One that fails or hangs does not keep the next from ending. */
export async function inOrder(steps: Step[], log: Logger): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const [name, end] = step;
    const left = Math.max(300, until - Date.now());
    await Promise.race([end(), hung(left)]).catch((error: unknown) => log.error({ err: error, step: name }, 'did not end in order'));
  }
}

function hung(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => { setTimeout(() => reject(new Error(`not ended after ${ms} ms`)), ms).unref(); });
}
