import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared.ts';
import type { Schema } from './schema.ts';
import { slowTelling, type Slow } from './slow.ts';
import { typeParsers } from './type-parsers.ts';

/** The database as the application role sees it: tables and columns in camelCase. */
export type Db = Kysely<Schema>;
/** One transaction. Whatever takes a `Tx` commits or fails together with its caller. */
export type Tx = Transaction<Schema>;
/** Either: for statements that only read. */
export type Reader = Db | Tx;

/** A pool and the typed view of it. Hot paths use `pool` with named statements. */
export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** A statement that runs longer is cancelled; 0 is never. */
  readonly statementTimeoutMs?: number;
  /** Told of statements that take longer than half a second; text without values. */
  readonly slow?: Slow;
}

/**
 * Opens a pool. Dates come as 'YYYY-MM-DD', times with zone as ISO text in UTC with microseconds,
 * int8 as number (an error beyond 2^53), numeric as text.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    Client: preparing(options.slow === undefined ? pg.Client : slowTelling(options.slow)),
    application_name: options.name ?? 'shuqiao',
    types: typeParsers,
    // Compiling costs more than running what is short, and an outside database may have it on. Seals are over rows as the database writes them: one way to write bytes.
    options: `-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c jit=off -c statement_timeout=${options.statementTimeoutMs ?? 0}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one in use, between two statements of a transaction: its next statement fails.
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const close = async (): Promise<void> => {
    await db.destroy();
    if (!pool.ended) await pool.end(); // Kysely ends only a pool that it has used itself
  };
  return { db, pool, close };
}

/** A value for a jsonb column. The driver would turn a bare array into a PostgreSQL array. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

const retried = new Set(['40P01', '40001']); // deadlock, serialisation
const retries = 3;

/**
 * Runs `work` in one transaction, from the beginning again after a deadlock or serialisation error,
 * three times at most. So `work` does nothing outside the database.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let round = 0; ; round += 1) {
    try {
      const after: (() => void)[] = [];
      const done = await db.transaction().execute((tx) => {
        afterOf.set(tx, after);
        databases.set(tx, db);
        return withLast(tx, work);
      });
      for (const each of after) each();
      return done;
    } catch (error) {
      if (round >= retries || !retried.has(sqlState(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** round));
    }
  }
}

/**
 * Runs `work`, which only reads, on one connection without a transaction: a page needs none, and begin and commit are two of its
 * round trips. The `Tx` is for those who take one; whoever would write through it last or after commit finds no transaction.
 */
export async function read<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute((one) => {
    databases.set(one as unknown as Tx, db);
    return work(one as unknown as Tx);
  });
}

const databases = new WeakMap<Tx, Db>();

/** The database of a transaction made by `transact`, or of a connection of `read`: what is known of the one holds for the other. */
export function databaseOf(tx: Tx): Db | undefined {
  return databases.get(tx);
}

/** What is done once a transaction has committed: counting, hints. */
const afterOf = new WeakMap<Tx, (() => void)[]>();

/** Runs `work` when this transaction has committed, and only then; not at all where it is none of `transact`. */
export function afterCommit(tx: Tx, work: () => void): void {
  afterOf.get(tx)?.push(work);
}

/** Statements that come last in a transaction, by rank. */
const lastOf = new WeakMap<Tx, Map<string, { readonly rank: number; readonly work: () => Promise<void> }>>();

async function withLast<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const last = new Map<string, { readonly rank: number; readonly work: () => Promise<void> }>();
  lastOf.set(tx, last);
  const result = await work(tx);
  const done = new Set<string>();
  for (;;) { // one of a lower rank may still add one of a higher: a paper needs the number of its case
    const [next] = [...last].filter(([key]) => !done.has(key)).sort(([, a], [, b]) => a.rank - b.rank);
    if (next === undefined) return result;
    done.add(next[0]);
    await next[1].work();
  }
}

/**
 * Runs `work` as one of the last statements before commit, once per `key`: what takes a lock that everybody
 * needs (running numbers, rank 1; the gate's counter, rank 2) takes it for as short as can be, and always in
 * this order. Only inside `transact`.
 */
export function beforeCommit(tx: Tx, key: string, rank: number, work: () => Promise<void>): void {
  const last = lastOf.get(tx);
  if (last === undefined) throw new Error('beforeCommit needs a transaction made by transact()');
  if (!last.has(key)) last.set(key, { rank, work });
}

/** The SQLSTATE of a database error, or '' for any other. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
