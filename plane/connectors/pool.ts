import pg from 'pg';
import { openLine, type Line } from './line.ts';
import type { RowQuery } from './row-query.ts';

/** `large`: what came was more than the answer may hold. */
export type Unavailable = 'busy' | 'down' | 'slow' | 'refused' | 'large';

/** A provider's database cannot answer now. */
export class ProviderUnavailable extends Error {
  readonly why: Unavailable;
  constructor(why: Unavailable, cause?: unknown) {
    super(`provider ${why}`, { cause });
    this.name = 'ProviderUnavailable';
    this.why = why;
  }
}

export interface PoolOptions {
  /** Address that was checked, with everything else the driver needs. Asked at every new connection. */
  connect(): Promise<pg.ClientConfig>;
  readonly max: number;
  readonly waiting: number;
  readonly waitMs: number;
  readonly connectMs: number;
  /** After a failed connection nobody tries for so long: calls fail at once instead of one by one. */
  readonly restMs: number;
}

/** What one statement may take: time in the database, bytes on the line. */
export interface RunBounds { readonly timeoutMs: number; readonly mostBytes: number }

export interface ProviderPool {
  run(query: RowQuery, bounds: RunBounds): Promise<void>;
  /** The last attempt to connect failed, and no connection is open. */
  readonly down: boolean;
  close(): Promise<void>;
}

interface Waiter { readonly resolve: (line: Line) => void; readonly reject: (error: Error) => void; readonly timer: NodeJS.Timeout }

const statementsPerConnection = 500;

/**
 * Connections of one provider, with a bound on everything: how many, who waits, how long. Clients come from a free
 * list and run one statement at a time (queueing on a client is deprecated in the driver).
 */
export function createPool(options: PoolOptions): ProviderPool {
  const free: Line[] = [];
  const all = new Set<Line>();
  const waiters: Waiter[] = [];
  let opening = 0;
  let restUntil = 0;
  let closed = false;
  let failedLast = false;

  const drop = (line: Line): void => {
    if (!all.delete(line)) return;
    const at = free.indexOf(line);
    if (at >= 0) free.splice(at, 1);
    line.cut();
    if (waiters.length > 0) open();
  };
  const give = (line: Line): void => {
    const waiter = waiters.shift();
    if (waiter) {
      clearTimeout(waiter.timer);
      waiter.resolve(line);
    } else free.push(line);
  };
  const failAll = (error: Error): void => {
    for (const waiter of waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(error);
    }
  };
  const open = (): void => {
    if (closed || all.size + opening >= options.max) return;
    opening += 1;
    openLine(options).then((line) => {
      opening -= 1;
      failedLast = false;
      if (closed) return void line.client.end().catch(() => undefined);
      all.add(line);
      line.client.on('error', () => drop(line));
      line.client.on('end', () => drop(line));
      give(line);
    }, (error: unknown) => {
      opening -= 1;
      failedLast = true;
      restUntil = Date.now() + options.restMs;
      failAll(new ProviderUnavailable('down', error));
    });
  };
  const take = (): Line | Promise<Line> => {
    const line = free.pop();
    if (line) return line;
    if (closed || Date.now() < restUntil) throw new ProviderUnavailable('down');
    if (waiters.length >= options.waiting) throw new ProviderUnavailable('busy');
    open();
    return new Promise<Line>((resolve, reject) => {
      const waiter: Waiter = { resolve, reject, timer: setTimeout(() => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(new ProviderUnavailable('busy'));
      }, options.waitMs) };
      waiters.push(waiter);
    });
  };

  return {
    get down() { return failedLast && all.size === 0; },
    async run(query, { timeoutMs, mostBytes }) {
      const taken = take();
      const line = taken instanceof Promise ? await taken : taken;
      const giveUp = (why: Unavailable): void => {
        query.handleError(new ProviderUnavailable(why));
        drop(line);
      };
      // The database cancels by the statement_timeout it was told; this is for one that is gone without a word.
      const timer = setTimeout(giveUp, timeoutMs + 1_000, 'slow');
      line.bound(mostBytes, () => giveUp('large'));
      try {
        if (line.timeoutMs !== timeoutMs) await Promise.race([line.setTimeout(timeoutMs), query.done]);
        line.client.query(query);
        await query.done;
        release(line, query.name);
      } catch (error) {
        // After an error the server still says when it is ready again; until then the line is not free.
        if (isStatementError(error)) line.client.once('drain', () => release(line, query.name));
        else drop(line);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      closed = true;
      failAll(new ProviderUnavailable('down'));
      await Promise.all([...all].map(({ client }) => client.end().catch(() => undefined)));
      all.clear();
    },
  };

  function release(line: Line, name: string): void {
    if (!all.has(line)) return;
    line.names.add(name);
    // Grants come and go; a connection that has seen too many statements is replaced.
    if (closed || line.names.size > statementsPerConnection) {
      all.delete(line);
      void line.client.end().catch(() => undefined);
      if (waiters.length > 0) open();
    } else give(line);
  }
}

/** An error of one statement leaves the connection whole; a changed table, a shutdown or no SQLSTATE at all does not. */
function isStatementError(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return false;
  return !/^(0A000|26000|57P0|08|25P03)/.test(error.code);
}
