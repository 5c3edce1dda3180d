import { parentPort } from 'node:worker_threads';
import type { Answer } from './pool.ts';

/** The other end of a pool: answers each task that comes, in order. Call once, at the top of a thread's module. */
export function serveTasks<I, O>(work: (task: I) => Promise<O>): void {
  parentPort?.on('message', (task: I) => {
    void work(task).then(
      (result): Answer<O> => ({ ok: true, result }),
      (error: unknown): Answer<O> => ({ ok: false, message: error instanceof Error ? error.message : String(error) }),
    ).then((answer) => parentPort?.postMessage(answer));
  });
}
