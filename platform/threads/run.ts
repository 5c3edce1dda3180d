import { Worker, type TransferListItem } from 'node:worker_threads';
import { LawError } from '../../law/errors.ts';
import type { FromThread, ToThread } from './message.ts';

export interface ThreadLimits {
  /** Heap of the thread in MB; beyond it the thread ends, this process does not. */
  readonly heapMb: number;
  /** How long it may take in all, without the time its reader takes. */
  readonly seconds: number;
}

/** The module beside this one, under the name it has here: `.ts` where sources run, `.js` in the build. */
export function threadModule(here: string, name: string): URL {
  return new URL(`${name}.${here.endsWith('.ts') ? 'ts' : 'js'}`, here);
}

/**
 * Runs a module in a thread of its own and yields the pieces of its answer, each when the one before was taken.
 * A reader that stops early ends the thread.
 *
 * @throws WORK_TOO_LARGE  the heap or the time given did not suffice
 */
export async function* runInThread<Out>(module: URL, given: unknown, limits: ThreadLimits, input: AsyncIterable<unknown> = none(), transfer: readonly TransferListItem[] = []): AsyncGenerator<Out> {
  const worker = new Worker(module, { workerData: given, transferList: transfer as TransferListItem[], resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: Math.max(8, Math.floor(limits.heapMb / 8)) } });
  const incoming = input[Symbol.asyncIterator]();
  const heard = listen(worker);
  let left = limits.seconds * 1_000;
  try {
    for (;;) {
      const began = performance.now();
      const message = await within(left, heard());
      left -= performance.now() - began;
      if (message.is === 'end') return;
      if (message.is === 'refused') throw new LawError(message.code, message.params, message.article ?? undefined);
      if (message.is === 'failed') throw Object.assign(new Error(message.message), { stack: message.stack });
      if (message.is === 'out') yield message.value as Out;
      const next = message.is === 'want' ? await incoming.next() : undefined;
      worker.postMessage((next === undefined ? { is: 'taken' } : next.done === true ? { is: 'no-more' } : { is: 'in', value: next.value }) satisfies ToThread);
    }
  } finally {
    await incoming.return?.();
    await worker.terminate();
  }
}

/** What the thread says next; that it ended without a word is said as what it means. */
function listen(worker: Worker): () => Promise<FromThread> {
  const waiting: FromThread[] = [];
  let broken: Error | undefined;
  let wake: () => void = () => undefined;
  worker.on('message', (message: FromThread) => { waiting.push(message); wake(); });
  worker.on('error', (error: NodeJS.ErrnoException) => { broken = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new LawError('WORK_TOO_LARGE') : error; });
  worker.on('exit', () => { broken ??= new Error('the thread ended'); wake(); });
  return async () => {
    while (waiting.length === 0 && broken === undefined) await new Promise<void>((resolve) => { wake = resolve; });
    const message = waiting.shift();
    if (message === undefined) throw broken ?? new Error('the thread ended');
    return message;
  };
}

/** @throws WORK_TOO_LARGE  after so many milliseconds */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new LawError('WORK_TOO_LARGE')), Math.max(1, ms)); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function* none(): AsyncGenerator<never> { /* nothing comes in */ }
