import type { Reader } from '../../platform/postgres/database.ts';
import type { Source, CodeCount } from './source.ts';
import { approvedConnection, bindingOf, loadBindings, type EntryId } from './store/binding.ts';

export interface AreaLook {
  /** Whether its records have a key, by which they are told apart. */
  readonly keyed: boolean;
  /** Names the binding looked at: another once the entry is bound anew. */
  readonly bound: string;
  /** All rows, and how many carry which code, the most first. */
  counts(): Promise<{ readonly rows: number; readonly codes: readonly CodeCount[] }>;
  /** Keys of the records under these codes after one, at most `limit`, in their order; each as gateways record it. */
  keys(codes: readonly string[], after: readonly (string | null)[] | null, limit: number): Promise<readonly (readonly (string | null)[])[]>;
}

const mostCodes = 20_000;
const wholeTableMs = 30_000;

const boundName = (bound: { readonly resource: string; readonly version: number }): string => `${bound.resource}/${bound.version}`;

/** What each of these entries is bound to now, by `region-entry`; absent where to nothing. */
export async function boundNames(db: Reader, entries: readonly EntryId[]): Promise<ReadonlyMap<string, string>> {
  return entries.length === 0 ? new Map() : new Map((await loadBindings(db, entries)).map((bound) => [`${bound.region}-${bound.entry}`, boundName(bound)]));
}

/** Undefined where the entry is bound to no resource, or without this item. */
export async function areaLookIn(db: Reader, source: Source, region: string, entry: string, item: number): Promise<AreaLook | undefined> {
  const bound = await bindingOf(db, region, entry);
  const connection = bound && (await approvedConnection(db, bound.region, bound.connection));
  const column = bound?.columns.find((one) => one.n === item)?.column;
  if (bound === undefined || connection === undefined || column === undefined) return undefined;
  const body = { schema: bound.schema, table: bound.table, columns: bound.columns, regionColumn: column };
  return {
    keyed: bound.columns.some((one) => one.recordKey), bound: boundName(bound),
    counts: () => source.codeCounts(connection, body, mostCodes, wholeTableMs),
    keys: (codes, after, limit) => source.keysInArea(connection, body, codes, after, limit, wholeTableMs),
  };
}

/** Items of an entry that are bound to a column, and whether its records have a key; null where it is not bound. */
export async function boundItems(db: Reader, region: string, entry: string): Promise<{ readonly items: readonly number[]; readonly keyed: boolean } | null> {
  const bound = await bindingOf(db, region, entry);
  return bound === undefined ? null : { items: bound.columns.map((column) => column.n), keyed: bound.columns.some((column) => column.recordKey) };
}
