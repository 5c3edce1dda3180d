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
/** Rows of one process and ten minutes become one entry of the ledger. */
export const batchMs = 10 * 60_000;

/** Writes looks in the background, many in one statement. Nothing is dropped: a caller waits instead. */
export function createAccessLog(db: Db, log: Logger): AccessLog {
  let waiting: AccessRow[] = [];
  let writing: Promise<void> | undefined;
  let batch: { readonly id: string; readonly openedAt: number; made: Promise<void> } | undefined;

  const stamp = (entry: Access): AccessRow => {
    const now = Date.now();
    if (batch === undefined || now - batch.openedAt >= batchMs) {
      const id = uuidv7();
      batch = { id, openedAt: now, made: openBatch(db, NATION, id, new Date(now).toISOString()) };
      batch.made.catch(() => { if (batch?.id === id) batch = undefined; }); // the next entry opens another
    }
    return { ...entry, at: new Date(now).toISOString(), id: uuidv7(), batch: batch.id };
  };

  const write = async (rows: readonly AccessRow[]): Promise<void> => {
    await batch?.made;
    await insertAccess(db, rows);
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
