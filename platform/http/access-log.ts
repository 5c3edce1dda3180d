import type { Logger } from 'pino';
import { NATION } from '../../law/region-code.ts';
import type { Db } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { insertAccess, openBatch, type Access, type AccessRow } from './access-store.ts';

/** Where looks are recorded. */
export interface AccessLog {
  /** `now` is durable when it resolves; `soon` within a second. Waits where the writer is far behind. */
  log(entry: Access, when: 'now' | 'soon'): Promise<void>;
  /** Writes what waits. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 1_000;
const mostRows = 500; // one statement
const mostWaiting = 10_000;
type Look = Omit<AccessRow, 'batch'>;
/** Rows of one process and ten minutes become one entry of the ledger. */
export const batchMs = 10 * 60_000;

/**
 * Writes looks in the background, many in one statement. Nothing is dropped: a caller waits instead. A row gets its batch when it is
 * written, not when the look was: one that had to wait for the database would come into a batch that is closed by then, or never was.
 */
export function createAccessLog(db: Db, log: Logger): AccessLog {
  let waiting: Look[] = [];
  let writing: Promise<void> | undefined;
  let batch: { readonly id: string; readonly openedAt: number; readonly made: Promise<void> } | undefined;

  const stamp = (entry: Access): Look => ({ ...entry, at: new Date().toISOString(), id: uuidv7() });

  /** The batch that is open, or another, which is there when this resolves. */
  const openedBatch = async (): Promise<string> => {
    const now = Date.now();
    if (batch === undefined || now - batch.openedAt >= batchMs) {
      const id = uuidv7();
      batch = { id, openedAt: now, made: openBatch(db, NATION, id, new Date(now).toISOString()) };
    }
    const mine = batch;
    try {
      await mine.made;
    } catch (error) {
      if (batch === mine) batch = undefined; // the next write opens another
      throw error;
    }
    return mine.id;
  };

  const write = async (rows: readonly Look[]): Promise<void> => {
    const id = await openedBatch();
    await insertAccess(db, rows.map((row) => ({ ...row, batch: id })));
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const rows = waiting.slice(0, mostRows);
      await write(rows);
      waiting = waiting.slice(rows.length);
    }
  };
  const flush = (): Promise<void> => (writing ??= drain().finally(() => { writing = undefined; }));
  const timer = setInterval(() => void flush().catch((error: unknown) => log.error({ err: error }, 'access log is not written; it waits')), everyMs).unref();

  return {
    log: async (entry, when) => {
      if (when === 'now') return write([stamp(entry)]);
      waiting.push(stamp(entry));
      if (waiting.length >= mostWaiting) await flush();
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
