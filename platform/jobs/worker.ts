import { transact, type Db, type Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { addOutbox, claimOutbox, dropOutbox, postpone, type Queued } from '../procedures/store/outbox.ts';
import type { Job } from './loop.ts';

export type Handler = (tx: Tx, row: Queued) => Promise<void>;

/** Queues work for after this transaction; a handler of this topic does it once, in a transaction of its own. `dueAt`: not before, ISO. */
export async function queueJob(tx: Tx, job: { readonly region: string; readonly topic: string; readonly body: unknown; readonly dueAt?: string }): Promise<string> {
  const id = uuidv7();
  await addOutbox(tx, { id, ...job });
  return id;
}

const batch = 50;

/**
 * Takes what is due from the outbox, oldest first, in any number of workers. What a handler did and the end of its row
 * are one transaction; a handler that fails comes again later, alone.
 */
export function outboxJob(db: Db, handlers: Readonly<Record<string, Handler>>, failed: (name: string, error: unknown) => void, everyMs = 1_000): Job {
  const topics = Object.keys(handlers);
  return {
    name: 'outbox', everyMs,
    run: async () => {
      let done = 0;
      for (; done < batch; done += 1) if (!(await takeOne(db, topics, handlers, failed))) return false;
      return true;
    },
  };
}

async function takeOne(db: Db, topics: readonly string[], handlers: Readonly<Record<string, Handler>>, failed: (name: string, error: unknown) => void): Promise<boolean> {
  let taken: Queued | undefined;
  try {
    return await transact(db, async (tx) => {
      [taken] = await claimOutbox(tx, topics, 1);
      if (taken === undefined) return false;
      await dropOutbox(tx, [taken]);
      await handlers[taken.topic]?.(tx, taken);
      return true;
    });
  } catch (error) {
    if (taken === undefined) throw error;
    failed(`outbox ${taken.topic}`, error);
    await postpone(db, taken, error instanceof Error ? error.message : String(error));
    return true;
  }
}
