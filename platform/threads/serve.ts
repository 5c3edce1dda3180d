import { parentPort, workerData, type MessagePort, type TransferListItem } from 'node:worker_threads';
import { refusalOf, type FromThread, type ToThread } from './message.ts';

/** Hands out a piece of the answer; resolves when it was taken, so that a thread never runs ahead of its reader. */
export type Give = (value: unknown, transfer?: readonly TransferListItem[]) => Promise<void>;

/**
 * The body of a thread: what it was started with, what comes in meanwhile, where its answer goes.
 * The last line of a module that is run by `runInThread`.
 */
export function serveThread(work: (given: never, input: AsyncIterable<never>, give: Give) => Promise<void>): void {
  const port = parentPort;
  if (port === null) throw new Error('run by runInThread only');
  const tell = (message: FromThread, transfer: readonly TransferListItem[] = []): void => port.postMessage(message, transfer as TransferListItem[]);
  const asked = questions(port);
  const give: Give = async (value, transfer) => {
    tell({ is: 'out', value }, transfer);
    await asked();
  };
  work(workerData as never, inputOf(tell, asked) as AsyncIterable<never>, give).then(() => tell({ is: 'end' }), (thrown: unknown) => tell(refusalOf(thrown))).finally(() => port.close());
}

/** Answers come in the order of what was said: a piece may be on its way out while more input is asked for. */
function questions(port: MessagePort): () => Promise<ToThread> {
  const open: ((message: ToThread) => void)[] = [];
  port.on('message', (message: ToThread) => open.shift()?.(message));
  return () => new Promise((done) => { open.push(done); });
}

async function* inputOf(tell: (message: FromThread) => void, asked: () => Promise<ToThread>): AsyncGenerator<unknown> {
  for (;;) {
    tell({ is: 'want' });
    const answer = await asked();
    if (answer.is !== 'in') return;
    yield answer.value;
  }
}
