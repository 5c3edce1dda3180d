import { fail } from '../../law/errors.ts';
import type { EntryItem } from '../catalog/contract.ts';
import type { BindIn, BindingBody, ColumnKind, ProbeReport, TableColumn } from './contract.ts';
import type { Source, Tried } from './source.ts';
import type { Connection } from './store/binding.ts';

/** Names that mean something to the wire protocols, with any prefix. */
const reserved = /^(gjgxjhpt_|gjzwfwpt_|bjs_|jsjhpt_)?(rid|sid|rtime|sign)$|^(page|pagesize)$/i;
/** Types that have no plain text a consumer could use. */
const unsupported = new Set(['bytea', 'xml', 'tsvector', 'oid', 'regclass']);

/**
 * Makes a binding out of what was declared, the entry's items and the columns found there. Nothing of it is SQL that
 * somebody typed: names come from the database's own list.
 */
export function bindingOfDeclared(schema: string, declared: BindIn, items: readonly EntryItem[], columns: readonly TableColumn[]): BindingBody {
  const byName = new Map(columns.map((column) => [column.column, column]));
  const byNumber = new Map(items.map((item) => [item.n, item]));
  if (declared.services.includes('verification') && declared.keys.length === 0) fail('RESOURCE_KEYS_MISSING');
  const bound = declared.columns.map(({ n, column }) => {
    const item = byNumber.get(n) ?? fail('RESOURCE_ITEM_UNMAPPED', { items: `第 ${n} 项` });
    const found = byName.get(column) ?? fail('RESOURCE_COLUMN_UNKNOWN', { column });
    if (unsupported.has(found.udt)) fail('RESOURCE_TYPE_UNSUPPORTED', { column, type: found.type });
    return { n, column, udt: found.udt, kind: kindOf(found.udt), recordKey: item.key };
  });
  if (new Set(bound.map((column) => column.n)).size < bound.length) fail('RESOURCE_ITEM_UNMAPPED', { items: '同一数据项对应了两个字段' });
  const isBound = (n: number): boolean => bound.some((column) => column.n === n);
  const keys = declared.keys.map(({ n, required }) => {
    const item = byNumber.get(n);
    if (!item || !isBound(n)) return fail('RESOURCE_ITEM_UNMAPPED', { items: item?.name ?? `第 ${n} 项` });
    if (reserved.test(item.field)) return fail('RESOURCE_KEY_RESERVED', { field: item.field });
    return { n, param: item.field, required };
  });
  const unknownOrder = declared.order.find(({ n }) => !isBound(n));
  if (unknownOrder) fail('RESOURCE_ITEM_UNMAPPED', { items: byNumber.get(unknownOrder.n)?.name ?? `第 ${unknownOrder.n} 项` });
  return {
    schema, table: declared.table, columns: bound, keys, services: [...new Set(declared.services)], order: declared.order,
    pageSize: declared.pageSize, maxBytes: declared.maxBytes, timeoutMs: declared.timeoutMs,
  };
}

function kindOf(udt: string): ColumnKind {
  if (udt === 'int2' || udt === 'int4' || udt === 'int8') return 'integer';
  return udt === 'bool' ? 'boolean' : 'text';
}

/** Tries a binding where it leads: the login only reads, every column answers, in time. @throws SOURCE_NOT_READ_ONLY and what Source throws */
export async function tryBinding(source: Source, connection: Connection, body: BindingBody, items: readonly EntryItem[]): Promise<ProbeReport> {
  const looked = await source.look(connection);
  if (looked.mayWrite !== null) fail('SOURCE_NOT_READ_ONLY');
  const [tried, indexed] = [await source.sample(connection, body, 5), await source.indexed(connection, body.table)];
  const names = new Map(items.map((item) => [item.n, item.name]));
  const checks: { what: string; ok: boolean; say: string }[] = body.columns.map((column) => fillOf(column, names.get(column.n) ?? column.column, tried));
  for (const key of body.keys) {
    const column = body.columns.find((each) => each.n === key.n)?.column ?? '';
    checks.push({ what: `查询条件 ${key.param}`, ok: true, say: indexed.has(column) ? '有索引' : '没有以该字段开头的索引（视图不列索引），数据量大时查询会慢' });
  }
  return { ok: true, at: new Date().toISOString(), ms: tried.ms, version: looked.version, readOnly: true, checks, say: `探测通过：${body.columns.length} 个字段可读，取 ${tried.rows.length} 行用时 ${tried.ms} 毫秒` };
}

function fillOf(column: { readonly column: string }, name: string, tried: Tried): { what: string; ok: boolean; say: string } {
  const filled = tried.rows.filter((row) => row[column.column] !== null && row[column.column] !== undefined).length;
  return { what: name, ok: true, say: tried.rows.length === 0 ? '可读，表中尚无数据' : `可读，抽样 ${tried.rows.length} 行中 ${filled} 行有值` };
}

/**
 * Whether running grants would lose something by a new binding (27 ¶3): an item no longer there, a condition newly
 * required, a service no longer offered, smaller pages, another table or another column for what they get: the name may
 * be the same and the meaning another. The same table of the same shape behind another connection (a new host, another
 * login) is no change.
 */
export function takesAway(before: BindingBody, after: BindingBody): boolean {
  const items = (body: BindingBody): Set<number> => new Set(body.columns.map((column) => column.n));
  const lost = [...items(before)].some((n) => !items(after).has(n));
  const elsewhere = before.schema !== after.schema || before.table !== after.table;
  const remapped = before.columns.some((column) => after.columns.some((each) => each.n === column.n && (each.column !== column.column || each.udt !== column.udt)));
  const newlyRequired = after.keys.some((key) => key.required && !before.keys.some((old) => old.n === key.n && old.required));
  const keysLost = before.keys.some((key) => !after.keys.some((each) => each.n === key.n && each.param === key.param));
  return lost || elsewhere || remapped || newlyRequired || keysLost || before.services.some((kind) => !after.services.includes(kind)) || after.pageSize < before.pageSize;
}
