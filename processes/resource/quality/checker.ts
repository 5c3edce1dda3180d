import type { Rule } from '../../../law/quality.ts';
import type { Connection } from '../store/binding.ts';

/** What a run looks at: declared columns of a bound table, by the field of the item. Names come from the binding's test, never from people. */
export interface CheckPlan {
  readonly schema: string;
  readonly table: string;
  /** Of the record key, in the order of the entry's items. */
  readonly keys: readonly CheckColumn[];
  readonly columns: readonly CheckColumn[];
}
export interface CheckColumn { readonly field: string; readonly column: string; readonly udt: string }

export interface Counted { readonly rule: string; readonly checked: number; readonly failed: number; /** Texts that name the records, at most twenty: digested at once, kept nowhere. */ readonly samples: readonly string[] }
export interface PageCounted { readonly rows: number; /** Key of the last record; null: there was none. */ readonly last: readonly (string | null)[] | null; readonly counted: readonly Counted[] }
export interface SetCounted extends Omit<Counted, 'rule'> { /** Freshness: the newest value, as text. */ readonly newest: string | null }

/**
 * Runs rules on a provider's database: read-only, within the time given, one short connection each time. Implemented by the
 * plane's connectors. Throws SOURCE_UNREACHABLE, SOURCE_TIMED_OUT, ADDRESS_*, and CHECK_FAILED where a statement itself fails.
 */
export interface Checker {
  /** `paged`: an index begins with the first key and no key is empty; else one statement looks at a bounded part. */
  way(connection: Connection, plan: CheckPlan, timeoutMs: number): Promise<'paged' | 'whole'>;
  /** Rules about single records, on the next `limit` records after a key. `after` null: from the beginning. */
  page(connection: Connection, plan: CheckPlan, way: 'paged' | 'whole', rules: readonly Rule[], after: readonly (string | null)[] | null, limit: number, timeoutMs: number): Promise<PageCounted>;
  /** A rule about the whole table: unique, course, freshness. */
  set(connection: Connection, plan: CheckPlan, rule: Rule, timeoutMs: number): Promise<SetCounted>;
  /** Records that fail, for the provider's own people. */
  failures(connection: Connection, plan: CheckPlan, rule: Rule, limit: number, timeoutMs: number): Promise<{ readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[]; readonly ms: number }>;
}

/** Rules about single records come page by page; the others look at the whole table. */
export const isOfSet = (rule: Rule): boolean => rule.kind === 'unique' || rule.kind === 'course' || rule.kind === 'freshness';
