import pg from 'pg';
import type { RowQuery } from './row-query.ts';

/** A provider's database cannot answer now. */
export class ProviderUnavailable extends Error {
  readonly why: 'busy' | 'down' | 'slow' | 'refused';
  constructor(why: 'busy' | 'down' | 'slow' | 'refused', cause?: unknown) {
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

export interface ProviderPool {
  run(query: RowQuery, timeoutMs: number): Promise<void>;
  /** The last attempt to connect failed, and no connection is open. */
  readonly down: boolean;
  close(): Promise<void>;
}

interface Waiter { readonly resolve: (client: pg.Client) => void; readonly reject: (error: Error) => void; readonly timer: NodeJS.Timeout }

const statementsPerConnection = 500;

/**
 * Connections of one provider, with a bound on everything: how many, who waits, how long. Clients come from a free
 * list and run one statement at a time (queueing on a client is deprecated in the driver).
 */
export function createPool(options: PoolOptions): ProviderPool {
  const free: pg.Client[] = [];
  const all = new Set<pg.Client>();
  const used = new WeakMap<pg.Client, Set<string>>();
  const waiters: Waiter[] = [];
  let opening = 0;
  let restUntil = 0;
  let closed = false;
  let failedLast = false;

  const drop = (client: pg.Client): void => {
    if (!all.delete(client)) return;
    const at = free.indexOf(client);
    if (at >= 0) free.splice(at, 1);
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    if (waiters.length > 0) open();
  };
  const give = (client: pg.Client): void => {
    const waiter = waiters.shift();
    if (waiter) {
      clearTimeout(waiter.timer);
      waiter.resolve(client);
    } else free.push(client);
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
    openClient(options).then((client) => {
      opening -= 1;
      failedLast = false;
      if (closed) return void client.end().catch(() => undefined);
      all.add(client);
      used.set(client, new Set());
      client.on('error', () => drop(client));
      client.on('end', () => drop(client));
      give(client);
    }, (error: unknown) => {
      opening -= 1;
      failedLast = true;
      restUntil = Date.now() + options.restMs;
      failAll(new ProviderUnavailable('down', error));
    });
  };
  const take = (): pg.Client | Promise<pg.Client> => {
    const client = free.pop();
    if (client) return client;
    if (closed || Date.now() < restUntil) throw new ProviderUnavailable('down');
    if (waiters.length >= options.waiting) throw new ProviderUnavailable('busy');
    open();
    return new Promise<pg.Client>((resolve, reject) => {
      const waiter: Waiter = { resolve, reject, timer: setTimeout(() => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(new ProviderUnavailable('busy'));
      }, options.waitMs) };
      waiters.push(waiter);
    });
  };

  return {
    get down() { return failedLast && all.size === 0; },
    async run(query, timeoutMs) {
      const taken = take();
      const client = taken instanceof Promise ? await taken : taken;
      // The database cancels by its own statement_timeout; this is for one that is gone without a word.
      const timer = setTimeout(() => {
        query.handleError(new ProviderUnavailable('slow'));
        drop(client);
      }, timeoutMs + 1_000);
      try {
        client.query(query);
        await query.done;
        release(client, query.name);
      } catch (error) {
        // After an error the server still says when it is ready again; until then the client is not free.
        if (isStatementError(error)) client.once('drain', () => release(client, query.name));
        else drop(client);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      closed = true;
      failAll(new ProviderUnavailable('down'));
      await Promise.all([...all].map((client) => client.end().catch(() => undefined)));
      all.clear();
    },
  };

  function release(client: pg.Client, name: string): void {
    if (!all.has(client)) return;
    const names = used.get(client) as Set<string>;
    names.add(name);
    // Grants come and go; a connection that has seen too many statements is replaced.
    if (closed || names.size > statementsPerConnection) {
      all.delete(client);
      void client.end().catch(() => undefined);
      if (waiters.length > 0) open();
    } else give(client);
  }
}

/** An error of one statement leaves the connection whole; a changed table, a shutdown or no SQLSTATE at all does not. */
function isStatementError(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return false;
  return !/^(0A000|26000|57P0|08|25P03)/.test(error.code);
}

async function openClient(options: PoolOptions): Promise<pg.Client> {
  const client = new pg.Client({ ...(await options.connect()), connectionTimeoutMillis: options.connectMs, keepAlive: true, application_name: 'shuqiao gateway' });
  // Errors before the pool listens end in the rejection of connect().
  client.on('error', () => undefined);
  await client.connect();
  // Asked for beside the read-only role: nothing that a grant compiles to writes, and nothing runs for long.
  await client.query("set default_transaction_read_only = on; set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set timezone = 'Asia/Shanghai'; set extra_float_digits = 1; set idle_in_transaction_session_timeout = 10000");
  return client;
}
