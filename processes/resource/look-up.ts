import { fail } from '../../law/errors.ts';
import { dayAt } from '../../law/machine-time.ts';
import type { Rule } from '../../law/quality.ts';
import type { Reader } from '../../platform/postgres/database.ts';
import { getEntry } from '../catalog/index.ts';
import type { Checker } from './quality/checker.ts';
import { checkPlanOf, plainPlan, standsOn, withLists } from './quality/plan.ts';
import type { Source } from './source.ts';
import { approvedConnection, bindingOf, type Binding, type Connection } from './store/binding.ts';
import { planOf, rulesOf } from './store/quality.ts';

const separator = '\u001f';

/** How a record is known: its key values, as gateways answer them, in the order of the binding; of an entry without one, of its items. */
export interface RecordKeys { readonly items: readonly { readonly n: number; readonly name: string; readonly field: string }[]; textOf(values: readonly (string | null)[]): string }

/** The items that name a record of an entry, in the order in which gateways and quality runs digest them. */
export async function recordKeysOf(db: Reader, region: string, entry: string): Promise<RecordKeys> {
  const [bound, seen] = [await bindingOf(db, region, entry), await getEntry(db, region, entry)];
  const items = new Map(seen.body.items.map((item) => [item.n, item]));
  const named = bound === undefined ? seen.body.items.filter((item) => item.key).map((item) => item.n) : bound.columns.filter((column) => column.recordKey).map((column) => column.n);
  return {
    items: named.flatMap((n) => { const item = items.get(n); return item === undefined ? [] : [{ n, name: item.name, field: item.field }]; }),
    textOf: (values) => values.map((value) => value ?? '').join(separator),
  };
}

/** Values of a record by item number, as texts. */
export type RecordSeen = ReadonlyMap<number, string | null>;
export interface LookUp {
  /** Types of the columns by item number. */
  readonly udts: ReadonlyMap<number, string>;
  /** Items by which callers ask: who asks knows them, granted or not. */
  readonly asked: ReadonlySet<number>;
  /** The record of each key text that is there; keys are at most 1,000. */
  find(keys: readonly (readonly (string | null)[])[]): Promise<ReadonlyMap<string, RecordSeen>>;
}

/**
 * Looks into the resource to which an entry is bound (26 ¶2: a correction counts when the new value is seen there); undefined
 * where it is bound to none, or its connection is not approved.
 */
export async function lookUpIn(db: Reader, source: Source, region: string, entry: string): Promise<LookUp | undefined> {
  const bound = await bindingOf(db, region, entry);
  const connection = bound && (await approvedConnection(db, bound.region, bound.connection));
  if (bound === undefined || connection === undefined || !bound.columns.some((column) => column.recordKey)) return undefined;
  return {
    udts: new Map(bound.columns.map((column) => [column.n, column.udt])), asked: new Set(bound.keys.map((key) => key.n)),
    find: (keys) => found(source, connection, bound, keys),
  };
}

async function found(source: Source, connection: Connection, bound: Binding, keys: readonly (readonly (string | null)[])[]): Promise<ReadonlyMap<string, RecordSeen>> {
  if (keys.length === 0) return new Map();
  const named = bound.columns.filter((column) => column.recordKey);
  const records = new Map<string, RecordSeen>();
  for (const row of await source.byKey(connection, bound, keys)) {
    records.set(named.map((column) => row[column.column] ?? '').join(separator), new Map(bound.columns.map((column) => [column.n, row[column.column] ?? null])));
  }
  return records;
}

/** Records that fail a rule now, with the item that it names and the value that stands there; for whoever may correct them. At most `limit`. */
export interface FailingRecord { readonly key: readonly (string | null)[]; readonly item: number; readonly value: string | null }

/** @throws CORRECTION_RULE_UNKNOWN, and what the provider's database refuses */
export async function failingRecords(db: Reader, checker: Checker, region: string, entry: string, rule: string, limit: number): Promise<readonly FailingRecord[]> {
  const [bound, seen] = [await bindingOf(db, region, entry), await getEntry(db, region, entry)];
  const connection = bound && (await approvedConnection(db, bound.region, bound.connection));
  if (bound === undefined || connection === undefined) return fail('CORRECTION_RULE_UNKNOWN');
  const plan = checkPlanOf(seen, bound);
  const made = ((await rulesOf(db, { region, entry }))?.rules ?? []).find((one) => one.id === rule && standsOn(one, plan)) ?? fail('CORRECTION_RULE_UNKNOWN');
  const [whole] = await withLists(db, [made], dayAt(Date.now()));
  const limits = (await planOf(db, { region: bound.region, id: bound.resource })) ?? plainPlan;
  const rows = await checker.failures(connection, plan, whole as Rule, limit, Math.min(limits.statementMs, 15_000));
  const fields = new Map(seen.body.items.map((item) => [item.field, item.n]));
  const [keys, own] = [plan.keys.map((key) => rows.columns.indexOf(key.field)), rows.columns.findIndex((field) => !plan.keys.some((key) => key.field === field))];
  const at = own < 0 ? 0 : own; // a rule about the key itself
  const item = fields.get(rows.columns[at] ?? '') ?? 0;
  return rows.rows.map((row) => ({ key: keys.map((n) => row[n] ?? null), item, value: row[at] ?? null }));
}

