import { Worker } from 'node:worker_threads';

/** What a worker thread may use; beyond it the thread is ended and the task fails. */
export interface Limits {
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** Tasks that may wait; the next one is refused. */
  readonly waiting: number;
}

/** One thread beside the server, so that a long document or workbook delays no call (design.md §9). */
export interface Pool<I, O> {
  /** @throws WorkerBusy where too many wait, WorkerEnded where the thread broke, ran out of memory or of time; what the task threw, as an Error */
  run(task: I): Promise<O>;
  stop(): Promise<void>;
}

export class WorkerBusy extends Error { override readonly name = 'WorkerBusy'; }
export class WorkerEnded extends Error { override readonly name = 'WorkerEnded'; }

interface Waiting<I, O> { readonly task: I; readonly done: (result: O) => void; readonly failed: (error: Error) => void }
export interface Answer<O> { readonly ok: boolean; readonly result?: O; readonly message?: string }

/** From the sources (tests) a thread reads TypeScript through the hooks beside this file; built, it is JavaScript already. */
const fromSources = import.meta.url.endsWith('.ts') ? ['--import', new URL('./sources.mjs', import.meta.url).href] : [];
const idleMs = 60_000;

/**
 * Tasks one after another in a thread of its own, begun with the first of them and ended when nothing came for a minute.
 *
 * @param entry  module that calls `serveTasks`: `new URL('./word-worker.ts', import.meta.url)`
 */
export function createPool<I, O>(entry: URL, limits: Limits): Pool<I, O> {
  const queue: Waiting<I, O>[] = [];
  let worker: Worker | undefined;
  let current: Waiting<I, O> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const settle = (): Waiting<I, O> | undefined => {
    clearTimeout(timer);
    const ended = current;
    current = undefined;
    return ended;
  };
  const lose = (from: Worker, why: string): void => {
    if (worker !== from) return;
    worker = undefined;
    settle()?.failed(new WorkerEnded(why));
    next();
  };
  const begin = (): Worker => {
    const made = new Worker(built(entry), { execArgv: fromSources, resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb }, env: {} });
    made.unref();
    made.on('message', (answer: Answer<O>) => {
      if (worker !== made) return; // its time was over: what it says now is no answer to the task after it
      const ended = settle();
      if (answer.ok) ended?.done(answer.result as O);
      else ended?.failed(new Error(answer.message ?? 'a task failed'));
      next();
    });
    made.on('error', (error) => lose(made, error.message));
    made.on('exit', () => lose(made, 'the thread ended'));
    return made;
  };
  const end = (): void => {
    const ending = worker;
    worker = undefined;
    void ending?.terminate();
  };
  const next = (): void => {
    if (current !== undefined) return;
    current = queue.shift();
    if (current === undefined) {
      timer = setTimeout(end, idleMs).unref();
      return;
    }
    worker ??= begin();
    const working = worker;
    timer = setTimeout(() => { lose(working, 'took too long'); void working.terminate(); }, limits.timeoutMs).unref();
    working.postMessage(current.task);
  };

  return {
    run: (task) => new Promise<O>((done, failed) => {
      if (queue.length >= limits.waiting) {
        failed(new WorkerBusy('too many tasks wait'));
        return;
      }
      clearTimeout(current === undefined ? timer : undefined);
      queue.push({ task, done, failed });
      next();
    }),
    stop: async () => {
      for (const one of queue.splice(0)) one.failed(new WorkerEnded('the platform ends'));
      settle()?.failed(new WorkerEnded('the platform ends'));
      const ending = worker;
      worker = undefined;
      await ending?.terminate();
    },
  };
}

/** The module as it lies beside the running program. */
function built(entry: URL): URL {
  return fromSources.length > 0 ? entry : new URL(entry.href.replace(/\.ts$/, '.js'));
}
