import type pg from 'pg';
import type { AreaBody, CodeCount } from '../../processes/resource/index.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const typeOf = (udt: string): string => (/^[a-z][a-z0-9_]*$/.test(udt) ? udt : 'text');

/** A row lies in an area by the first six digits of its code: townships and villages have nine or twelve. `param` holds `arrayOf(codes)`. */
export function inArea(column: string, param: string): string {
  return `left(${quoted(column)}::text, 6) = any(${param}::text[]) and ${isNoLonger(column)}`;
}

/** A longer number begins with six digits too, an 公民身份号码 with those of where it was given out: it is no code of an area. */
const isNoLonger = (column: string): string => `length(rtrim(${quoted(column)}::text)) <= 12`;
const countedAs = (column: string): string => `left(${quoted(column)}::text, 6) || case when ${isNoLonger(column)} then '' else '…' end`;

/** Codes as one parameter; they are digits, checked where they were made. */
export const arrayOf = (codes: readonly string[]): string => `{${codes.map((code) => (/^\d{2,6}$/.test(code) ? code : '')).filter(Boolean).join(',')}}`;

/** How many rows carry which code, the most first; what is beyond `limit` codes is left to the count of all. Reads the whole table once. */
export async function codeCounts(client: pg.Client, { schema, table, regionColumn }: AreaBody, limit: number): Promise<{ readonly rows: number; readonly codes: readonly CodeCount[] }> {
  const { rows } = await client.query<{ code: string | null; rows: string; every: string }>(
    `select ${countedAs(regionColumn)} as code, count(*)::text as rows, sum(count(*)) over ()::text as every from ${quoted(schema)}.${quoted(table)} group by 1 order by count(*) desc, 1 limit $1::bigint`, [String(limit)]);
  return { rows: Number(rows[0]?.every ?? 0), codes: rows.map((row) => ({ code: row.code, rows: Number(row.rows) })) };
}

/** The next keys of an area's records after one, in the order of the key. */
export async function keysInArea(client: pg.Client, body: AreaBody, codes: readonly string[], after: readonly (string | null)[] | null, limit: number): Promise<(string | null)[][]> {
  const named = body.columns.filter((column) => column.recordKey);
  const keys = named.map((column) => quoted(column.column)).join(', ');
  const beyond = after === null ? '' : ` and (${keys}) > (${named.map((column, at) => `$${at + 3}::${typeOf(column.udt)}`).join(', ')})`;
  const text = `select ${named.map((column) => `${quoted(column.column)}::text`).join(', ')} from ${quoted(body.schema)}.${quoted(body.table)} where ${inArea(body.regionColumn, '$1')}${beyond} order by ${keys} limit $2::bigint`;
  const { rows } = await client.query<(string | null)[]>({ text, values: [arrayOf(codes), String(limit), ...(after ?? [])], rowMode: 'array' });
  return rows;
}
