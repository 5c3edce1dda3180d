import type pg from 'pg';
import { fail } from '../../law/errors.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Connection, Source } from '../../processes/resource/index.ts';
import { codeCounts, keysInArea } from './by-area.ts';
import { addressOf, createOnce } from './once.ts';
import { recordsByKey } from './by-key.ts';
import { profileOf } from './profile.ts';
import type { Reach } from './reach.ts';

const mostTables = 2_000;
const mostColumns = 20_000;

const readable = "c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege(c.oid, 'select')";
const columnsSql = `
select c.relname as name, c.relkind::text as kind, greatest(c.reltuples, -1)::float8 as rows, a.attname as "column", t.typname as udt, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
where n.nspname = $1 and ${readable} and ($2::text is null or c.relname = $2)
order by c.relname, a.attnum
limit ${mostColumns}`;
const indexedSql = `
select a.attname as "column"
from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
where n.nspname = $1 and c.relname = $2 and i.indisvalid and i.indpred is null`;
/** What a login may do beyond reading, in words; null: nothing in this schema. */
const mayWriteSql = `
select case
  when (select rolsuper from pg_roles where rolname = current_user) then '超级用户'
  when has_schema_privilege(n.oid, 'create') then '可在该模式中建表'
  else (select '可写入 ' || c.relname from pg_class c
        where c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'f')
          and (has_table_privilege(c.oid, 'insert') or has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete') or has_table_privilege(c.oid, 'truncate'))
        limit 1)
  end as why
from pg_namespace n where n.nspname = $1`;

interface ColumnRow { name: string; kind: string; rows: number; column: string; udt: string; type: string; nullable: boolean }

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Looks into providers' PostgreSQL databases, one short connection each time. */
export function postgresqlSource(deps: { readonly keys: Keys; readonly reach: Reach }): Source {
  const within = createOnce(deps);
  const tableRows = async (client: pg.Client, it: Connection, table: string | null): Promise<ColumnRow[]> => (await client.query<ColumnRow>(columnsSql, [it.schemaName, table])).rows;

  return {
    look: (it) => within(it, 4_000, async (client, address) => {
      const version = (await client.query<{ v: string }>("select current_setting('server_version') as v")).rows[0]?.v ?? '';
      const found = await client.query<{ why: string | null }>(mayWriteSql, [it.schemaName]);
      if (found.rows.length === 0) fail('SOURCE_UNREACHABLE', { why: `数据库中没有模式 ${it.schemaName}` });
      return { version, address, mayWrite: found.rows[0]?.why ?? null };
    }),
    tables: (it) => within(it, 8_000, async (client) => {
      const tables = new Map<string, { name: string; kind: 'table' | 'view'; rows: number | null; columns: { column: string; udt: string; type: string; nullable: boolean }[] }>();
      for (const row of await tableRows(client, it, null)) {
        const found = tables.get(row.name) ?? { name: row.name, kind: row.kind === 'v' || row.kind === 'm' ? ('view' as const) : ('table' as const), rows: Number(row.rows) < 0 ? null : Number(row.rows), columns: [] };
        found.columns.push(columnOf(row));
        tables.set(row.name, found);
      }
      return [...tables.values()].slice(0, mostTables);
    }),
    columns: (it, table) => within(it, 4_000, async (client) => (await tableRows(client, it, table)).map(columnOf)),
    indexed: (it, table) => within(it, 4_000, async (client) => new Set((await client.query<{ column: string }>(indexedSql, [it.schemaName, table])).rows.map((row) => row.column))),
    sample: (it, body, limit) => within(it, body.timeoutMs, async (client) => {
      const list = body.columns.map((column) => quoted(column.column)).join(', ');
      const began = performance.now();
      const { rows } = await client.query<Record<string, string | null>>(`select ${list} from ${quoted(body.schema)}.${quoted(body.table)} limit $1::bigint`, [String(limit)]);
      return { ms: Math.round((performance.now() - began) * 10) / 10, rows };
    }),
    byKey: (it, body, keys) => within(it, body.timeoutMs, async (client) => recordsByKey(client, body, keys)),
    codeCounts: (it, body, limit, timeoutMs) => within(it, timeoutMs, (client) => codeCounts(client, body, limit)),
    keysInArea: (it, body, codes, after, limit, timeoutMs) => within(it, timeoutMs, (client) => keysInArea(client, body, codes, after, limit)),
    profile: (it, body, key, bounds, timeoutMs) => within(it, timeoutMs, (client) => profileOf(client, body, key, bounds)),
    addressOf: (host, port) => addressOf(deps.reach, host, port),
  };
}

const columnOf = (row: ColumnRow): { column: string; udt: string; type: string; nullable: boolean } => ({ column: row.column, udt: row.udt, type: row.type, nullable: String(row.nullable).startsWith('t') });
