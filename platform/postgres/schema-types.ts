import type pg from 'pg';

/** A column as the catalogue of the database has it. */
interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly array: boolean;
  readonly required: boolean;
  readonly given: boolean; // has a default or is generated
}

const base: Readonly<Record<string, string>> = {
  text: 'string', varchar: 'string', bpchar: 'string', uuid: 'string', numeric: 'string', interval: 'string', inet: 'string', cidr: 'string',
  tsvector: 'string', time: 'string', timestamptz: 'string', int2: 'number', int4: 'number', int8: 'number', float4: 'number', float8: 'number',
  bool: 'boolean', bytea: 'Buffer', date: 'Day', jsonb: 'Jsonb',
};

const head = `// Printed from the migrated database by \`npm run shuqiao -- db schema\`. Not edited by hand.
import type { ColumnType, Generated } from 'kysely';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Jsonb } from './jsonb.ts';

/** A date: read as PlainDate, written as any 'YYYY-MM-DD'. */
export type Day = ColumnType<PlainDate, string, string>;
type GeneratedDay = ColumnType<PlainDate, string | undefined, string>;
type NullableDay = ColumnType<PlainDate | null, string | null | undefined, string | null>;
type GeneratedJsonb = ColumnType<unknown, string | undefined, string>;
type NullableJsonb = ColumnType<unknown, string | null | undefined, string | null>;
`;

/** schema.ts: one interface per table in camelCase, and \`Schema\` of them all. */
export async function schemaTypes(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as column, coalesce(e.typname, t.typname) as type, e.typname is not null as array,
      a.attnotnull as required, a.atthasdef or a.attidentity <> '' as given
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
    order by c.relname, a.attnum`);
  const names = [...new Set(rows.map((row) => row.table))];
  const tables = names.map((name) => [name, rows.filter((row) => row.table === name)] as const);
  const interfaces = tables.map(([table, columns]) =>
    `export interface ${typeName(table)} {\n${columns.map((column) => `  ${camel(column.column)}: ${typeOf(column)};\n`).join('')}}\n`);
  const all = tables.map(([table]) => `  ${camel(table)}: ${typeName(table)};\n`).join('');
  return [head, ...interfaces, `export interface Schema {\n${all}}\n`].join('\n');
}

function typeOf(column: Column): string {
  const name = base[column.type];
  if (name === undefined) throw new Error(`${column.table}.${column.column}: no type for ${column.type}; add it to schema-types.ts`);
  if (column.array) return wrap(`readonly ${name === 'Day' ? 'PlainDate' : name}[]`, column);
  if (name === 'Day' || name === 'Jsonb') return column.required ? (column.given ? `Generated${name}` : name) : `Nullable${name}`;
  return wrap(name, column);
}

function wrap(name: string, { required, given }: Column): string {
  const value = required ? name : `${name} | null`;
  return given ? `Generated<${value}>` : value;
}

/** The name as Kysely's CamelCasePlugin has it; one that would not come back is refused. */
function camel(name: string): string {
  const made = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const back = made.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (back !== name) throw new Error(`${name}: a name is lower-case words joined by _, each beginning with a letter`);
  return made;
}

function typeName(table: string): string {
  return `${camel(table).replace(/^./, (letter) => letter.toUpperCase())}Table`;
}
