import { createHash } from 'node:crypto';
import type { CompiledGrant } from '../../processes/grant/index.ts';
import type { Binding } from '../../processes/resource/index.ts';
import { arrayOf, inArea } from '../connectors/by-area.ts';
import { hmacPads, maskSql } from './masks.ts';

type Value = string | Buffer | null;

/** What a call is checked against and how its rows are written, wherever they come from. */
export interface Service {
  readonly kind: 'query' | 'verification';
  /** Declared keys by the name callers give, in order. */
  readonly keys: readonly { readonly param: string; readonly required: boolean }[];
  /** Item numbers answered, for the record: 1,3,4. */
  readonly items: string;
  readonly outputs: readonly { readonly open: string; readonly kind: 'integer' | 'boolean' | 'text' }[];
  /** Positions in a row whose values name the record; empty: the entry has no key item. */
  readonly recordKeys: readonly number[];
  readonly pageSize: number;
  readonly maxBytes: number;
  /** How many key values tell where a page goes on; 0: by number of the page alone. */
  readonly continues: number;
}

/** A grant over a binding, ready to run: nothing a caller sends becomes SQL. */
export interface Plan extends Service {
  readonly binding: Binding;
  /** The statement for the keys that were given: one per (binding, grant, set of keys). */
  statement(given: readonly (string | undefined)[], after?: boolean): { readonly name: string; readonly text: string };
  /** Its parameters, in order. `limit` counts one row more than a page, so that `more` is known. */
  values(given: readonly (string | undefined)[], limit: number, offset: number, after?: readonly string[]): Value[];
}

/** Why a grant cannot be served from what is bound; for the log, the caller is told that the service is not available. */
export class NotServable extends Error {}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Makes the plan of a grant. @throws NotServable where an item is not bound or the kind is not offered */
export function planOf(grant: CompiledGrant, binding: Binding, maskKey: Buffer): Plan {
  const kind = grant.serviceKind === 'verification' ? 'verification' : 'query';
  if (!binding.services.includes(kind)) throw new NotServable(`the binding offers no ${kind}`);
  const columns = new Map(binding.columns.map((column) => [column.n, column]));
  const columnOf = (n: number) => {
    const column = columns.get(n);
    if (!column) throw new NotServable(`item ${n} is not bound`);
    return column;
  };
  const fixed: Value[] = [];
  const param = (value: Value): string => `$${fixed.push(value)}`;
  const pads = hmacPads(maskKey);
  let inner: string | undefined;
  let outer: string | undefined;
  const padParams = { inner: () => (inner ??= param(pads.inner)), outer: () => (outer ??= param(pads.outer)) };

  const answered = kind === 'query' ? grant.items : [];
  const selected = answered.map(({ n }) => {
    const mask = grant.masks[String(n)] ?? 'none';
    return mask === 'none' ? quoted(columnOf(n).column) : maskSql(mask, `${quoted(columnOf(n).column)}::text`, padParams);
  });
  const outputs = answered.map(({ n, field }) => ({ open: `${JSON.stringify(field)}:`, kind: (grant.masks[String(n)] ?? 'none') === 'none' ? columnOf(n).kind : ('text' as const) }));
  const keyColumns = binding.columns.filter((column) => column.recordKey);
  const recordKeys = keyColumns.map((_, at) => selected.length + at);
  const list = [...selected, ...keyColumns.map((column) => quoted(column.column))];
  const filters = grant.rowFilter.map((condition) => filterSql(columnOf(condition.item), condition, param));
  const from = `${quoted(binding.schema)}.${quoted(binding.table)}`;
  const whole = grant.rowFilter.some(({ op }) => op === 'area'); // a reflux (24) is complete: its rows are asked for page by page, no key needed
  const order = whole ? keyColumns.map((column) => quoted(column.column)).join(', ') : orderOf(binding, columnOf, keyColumns);
  const continues = whole && kind === 'query' && tellsKeys(grant, keyColumns) && !binding.keys.some((key) => key.param === 'after') ? keyColumns.length : 0;
  const keys = binding.keys.map((key) => ({ ...key, required: key.required && !whole, column: columnOf(key.n) }));
  const statements = new Map<string, { name: string; text: string }>();

  return {
    kind, binding, outputs, recordKeys, items: grant.items.map(({ n }) => n).join(','),
    keys: keys.map(({ param: name, required }) => ({ param: name, required: required || kind === 'verification' })),
    pageSize: binding.pageSize, maxBytes: binding.maxBytes, continues,
    statement(given, after = false) {
      const which = `${given.map((value) => (value === undefined ? '0' : '1')).join('')}${after ? '>' : ''}`;
      let found = statements.get(which);
      if (!found) {
        let next = fixed.length;
        const asked = keys.flatMap((key, at) => (given[at] === undefined ? [] : [`${quoted(key.column.column)} = $${(next += 1)}::${typeOf(key.column.udt)}`]));
        if (after) asked.push(`(${order}) > (${keyColumns.map((column) => `$${(next += 1)}::${typeOf(column.udt)}`).join(', ')})`);
        const where = [...filters, ...asked];
        const text = `select ${list.join(', ') || 'true'} from ${from}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}${kind === 'query' && order ? ` order by ${order}` : ''} limit $${next + 1}::bigint offset $${next + 2}::bigint`;
        found = { name: `q_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`, text };
        statements.set(which, found);
      }
      return found;
    },
    values(given, limit, offset, after) {
      const values = fixed.slice();
      for (const value of given) if (value !== undefined) values.push(value);
      if (after !== undefined) values.push(...after);
      values.push(String(limit), String(offset));
      return values;
    },
  };
}

/** Whoever is told the key of the last row must be granted it as it is. */
const tellsKeys = (grant: CompiledGrant, keyColumns: Binding['columns']): boolean => keyColumns.length > 0 && keyColumns.every(({ n }) => grant.items.some((item) => item.n === n) && (grant.masks[String(n)] ?? 'none') === 'none');

/** Types as the binding's test found them; what is not plain is compared as text. */
function typeOf(udt: string): string {
  return /^[a-z][a-z0-9_]*$/.test(udt) ? udt : 'text';
}

interface Condition { readonly op: string; readonly values: readonly string[] }

function filterSql(column: { readonly column: string; readonly udt: string }, { op, values }: Condition, param: (value: Value) => string): string {
  const name = quoted(column.column);
  const type = typeOf(column.udt);
  const value = (at: number): string => {
    const text = values[at];
    if (text === undefined) throw new NotServable(`a row condition ${op} lacks its value`);
    return `${param(text)}::${type}`;
  };
  switch (op) {
    case 'eq': return `${name} = ${value(0)}`;
    case 'in': return `${name} in (${values.map((_, at) => value(at)).join(', ')})`;
    case 'between': return `${name} between ${value(0)} and ${value(1)}`;
    case 'area': return inArea(column.column, param(arrayOf(values)));
    case 'prefix': return `left(${name}::text, ${(values[0] ?? '').length}) = ${param(values[0] ?? '')}::text`;
    default: throw new NotServable(`no row condition ${op}`);
  }
}

/** The declared order, then the record key, so that pages neither repeat nor skip. */
function orderOf(binding: Binding, columnOf: (n: number) => { readonly column: string }, keyColumns: readonly { readonly n: number; readonly column: string }[]): string {
  const declared = binding.order.map(({ n, desc }) => `${quoted(columnOf(n).column)}${desc ? ' desc' : ''}`);
  const rest = keyColumns.filter((column) => !binding.order.some(({ n }) => n === column.n)).map((column) => quoted(column.column));
  return [...declared, ...rest].join(', ');
}
