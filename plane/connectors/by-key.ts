import pg from 'pg';
import type { Binding } from '../../processes/resource/index.ts';

type Bound = Pick<Binding, 'schema' | 'table' | 'columns'>;
type Keys = readonly (readonly (string | null)[])[];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** Types as the binding's test found them; what is not plain is compared as text. */
const typeOf = (udt: string): string => (/^[a-z][a-z0-9_]*$/.test(udt) ? udt : 'text');

/**
 * The records of these keys, in one statement by the index of their key. A key that is no value of its column names no record:
 * then all are compared as texts, which may read the whole table within the statement's time.
 */
export async function recordsByKey(client: pg.Client, body: Bound, keys: Keys): Promise<Record<string, string | null>[]> {
  try {
    return await ask(client, body, keys, typeOf);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !/^22/.test(error.code ?? '')) throw error;
    return ask(client, body, keys, undefined);
  }
}

async function ask(client: pg.Client, body: Bound, keys: Keys, typed: ((udt: string) => string) | undefined): Promise<Record<string, string | null>[]> {
  const named = body.columns.filter((column) => column.recordKey);
  const list = body.columns.map((column) => quoted(column.column)).join(', ');
  const left = named.map((column) => (typed ? quoted(column.column) : `${quoted(column.column)}::text`)).join(', ');
  const right = named.map((column, at) => `k${at}::${typed?.(column.udt) ?? 'text'}`).join(', ');
  const from = named.map((_, at) => `$${at + 1}::text[]`).join(', ');
  const text = `select ${list} from ${quoted(body.schema)}.${quoted(body.table)} where (${left}) in (select ${right} from unnest(${from}) as asked (${named.map((_, at) => `k${at}`).join(', ')}))`;
  const { rows } = await client.query<Record<string, string | null>>(text, named.map((_, at) => keys.map((key) => key[at] ?? null)));
  return rows;
}
