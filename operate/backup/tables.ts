import pg from 'pg';
import type { SavedPartition } from './manifest.ts';

/** A table and its columns, without those that the database computes. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const here = 'current_schema()::regnamespace';

/** All tables (of partitioned ones the parent), those that others refer to first. */
export async function tablesOf(client: pg.ClientBase): Promise<readonly Table[]> {
  const tables = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = ${here} and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by c.relname`);
  const references = await client.query<{ from: string; to: string }>(`
    select distinct f.relname as from, t.relname as to from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = ${here} and k.conrelid <> k.confrelid and k.conparentid = 0`);
  return inOrder(tables.rows, references.rows);
}

function inOrder(tables: readonly Table[], references: readonly { readonly from: string; readonly to: string }[]): readonly Table[] {
  const placed: Table[] = [];
  const names = new Set<string>();
  for (let rest = [...tables]; rest.length > 0;) {
    const free = rest.filter((table) => references.every(({ from, to }) => from !== table.name || names.has(to)));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${rest.map(({ name }) => name).join(', ')}`);
    for (const table of free) {
      placed.push(table);
      names.add(table.name);
    }
    rest = rest.filter((table) => !names.has(table.name));
  }
  return placed;
}

export async function partitionsOf(client: pg.ClientBase): Promise<readonly SavedPartition[]> {
  const { rows } = await client.query<SavedPartition>(
    'select partition, table_name as "table", from_at::text as "from", to_at::text as "to", keep_until::text as "keepUntil" from partition_kept order by partition');
  return rows;
}

/** Makes the partitions that a backup had and this database has not, with their times. */
export async function makePartitions(client: pg.ClientBase, saved: readonly SavedPartition[]): Promise<void> {
  const periods = await client.query<{ table: string; step: string | null }>('select table_name as "table", step::text from partitioned');
  const steps = new Map(periods.rows.map((row) => [row.table, row.step]));
  for (const { partition, table, from, to, keepUntil } of saved) {
    const step = steps.get(table);
    const n = BigInt(/(\d+)$/.exec(partition)?.[1] ?? '0');
    const bounds = step == null ? [from, to] : [String(n * BigInt(step)), String((n + 1n) * BigInt(step))];
    await client.query('select make_one_partition($1, $2, $3, $4, $5, $6, $7)', [table, partition, ...bounds, from, to, keepUntil]);
    await client.query('update partition_kept set keep_until = $2 where partition = $1', [partition, keepUntil]);
  }
}

/** The quoted list of columns. */
export function columnList(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}
