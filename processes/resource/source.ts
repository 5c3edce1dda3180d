import type { Connection } from './store/binding.ts';
import type { BindingBody, Table, TableColumn } from './contract.ts';

/** One bound column. */
export type ProfileBody = Pick<BindingBody, 'schema' | 'table'> & { readonly column: string };
/** At most so many rows are read, so many digests answered. */
export interface ValueBounds { readonly rows: number; readonly values: number }
/** What the values of an item are like. Holds no value: digests are under a key of the caller's, who forgets it. */
export interface ValueProfile {
  /** Different values among what was read. */
  readonly values: number;
  readonly lengths: readonly [number, number] | null;
  readonly kinds: readonly ('digits' | 'letters' | 'han' | 'other')[];
  /** The bound of rows was reached: others were not read. */
  readonly partial: boolean;
  /** The lowest, in order. */
  readonly digests: readonly string[];
}

/** A bound table with the column whose codes say to which area a row belongs (24: 回流). */
export type AreaBody = Pick<BindingBody, 'schema' | 'table' | 'columns'> & { readonly regionColumn: string };
/** The first six digits of a code, or less where it has less; null: none. */
export interface CodeCount { readonly code: string | null; readonly rows: number }

/** What a connection shows of itself. */
export interface Looked { readonly version: string; readonly address: string; /** Why the login is more than read-only; null: it is. */ readonly mayWrite: string | null }
export interface Tried { readonly ms: number; readonly rows: readonly Readonly<Record<string, string | null>>[] }

/**
 * Looks into providers' databases. Declared here, implemented by the plane's connectors and passed in by main.ts.
 * Every method connects once, bounded in time, and throws SOURCE_UNREACHABLE, SOURCE_TIMED_OUT or ADDRESS_NOT_ALLOWED.
 */
export interface Source {
  look(connection: Connection): Promise<Looked>;
  tables(connection: Connection): Promise<Table[]>;
  /** Columns of one table or view; empty where there is none that the login may read. */
  columns(connection: Connection, table: string): Promise<TableColumn[]>;
  /** Columns that lead an index. */
  indexed(connection: Connection, table: string): Promise<ReadonlySet<string>>;
  /** Reads up to `limit` rows of the bound columns, as texts by column. */
  sample(connection: Connection, body: Pick<BindingBody, 'schema' | 'table' | 'columns' | 'timeoutMs'>, limit: number): Promise<Tried>;
  /** The records of these keys, as texts by column, at most 1,000 keys; a key that is not there has none. */
  byKey(connection: Connection, body: Pick<BindingBody, 'schema' | 'table' | 'columns' | 'timeoutMs'>, keys: readonly (readonly (string | null)[])[]): Promise<readonly Readonly<Record<string, string | null>>[]>;
  /** For reflux (24): how many rows carry which region code, and the keys of an area's records, page by page. */
  codeCounts(connection: Connection, body: AreaBody, limit: number, timeoutMs: number): Promise<{ readonly rows: number; readonly codes: readonly CodeCount[] }>;
  keysInArea(connection: Connection, body: AreaBody, codes: readonly string[], after: readonly (string | null)[] | null, limit: number, timeoutMs: number): Promise<readonly (readonly (string | null)[])[]>;
  /** What the values of a column are like, digested there under this key (19 ¶2). */
  profile(connection: Connection, body: ProfileBody, key: Buffer, bounds: ValueBounds, timeoutMs: number): Promise<ValueProfile>;
  /** The address that the host means now, within SHUQIAO_REACH. */
  addressOf(host: string, port: number): Promise<string>;
}
