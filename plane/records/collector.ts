import { RecordsClosed } from './port.ts';

export interface CollectorOptions<T> {
  /** Makes a batch durable. One at a time: two flushes in flight were slower (engine.md §7). */
  write(batch: readonly T[]): Promise<void>;
  readonly batch: number;
  /** Bound of the queue; what does not fit is refused. */
  readonly queue: number;
}

export interface Collector<T> {
  append(item: T): Promise<void>;
  /** Runs between two flushes, so that a file may change hands. */
  between<R>(work: () => Promise<R>): Promise<R>;
  readonly waiting: number;
}

interface Waiting<T> { readonly item: T; readonly resolve: () => void; readonly reject: (error: Error) => void }

/**
 * Collects without a timer: while one flush is on its way, records gather; when it is durable all of them are
 * answered and the next leaves. Batches of ten form by themselves; nobody waits for a clock.
 */
export function createCollector<T>(options: CollectorOptions<T>): Collector<T> {
  let waiting: Waiting<T>[] = [];
  const turns: (() => Promise<void>)[] = [];
  let running = false;

  const flush = async (): Promise<void> => {
    const batch = waiting.length <= options.batch ? waiting : waiting.slice(0, options.batch);
    waiting = waiting.length <= options.batch ? [] : waiting.slice(options.batch);
    try {
      await options.write(batch.map((each) => each.item));
    } catch (error) {
      const refusal = error instanceof RecordsClosed ? error : new RecordsClosed('broken', error);
      for (const each of batch) each.reject(refusal);
      return;
    }
    for (const each of batch) each.resolve();
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0 || turns.length > 0) {
      const turn = turns.shift();
      if (turn) await turn();
      else await flush();
      // What this round of the event loop brings still joins the next flush: fewer, fuller ones.
      if (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    running = false;
  };

  const wake = (): void => {
    if (running) return;
    running = true;
    // After what this round of the event loop has brought: its calls share the flush.
    setImmediate(() => void run());
  };

  return {
    append: (item) => new Promise<void>((resolve, reject) => {
      if (waiting.length >= options.queue) {
        reject(new RecordsClosed('busy'));
        return;
      }
      waiting.push({ item, resolve, reject });
      wake();
    }),
    between: (work) => new Promise((resolve, reject) => {
      turns.push(() => work().then(resolve, reject));
      wake();
    }),
    get waiting() {
      return waiting.length;
    },
  };
}
