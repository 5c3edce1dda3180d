import type pg from 'pg';
import type { ProfileBody, ValueBounds, ValueProfile } from '../../processes/resource/index.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface Row { read: string; values: string; shortest: string | null; longest: string | null; digits: string | null; letters: string | null; han: string | null; other: string | null; digests: string }

/**
 * What the values of a column are like, and keyed digests of the lowest of them; digested in the provider's own database, so that no
 * value leaves it. Two columns under one key give the same values the same place: the lowest digests are a sample that fits on both sides.
 */
export async function profileOf(client: pg.Client, { schema, table, column }: ProfileBody, key: Buffer, { rows: most, values }: ValueBounds): Promise<ValueProfile> {
  const text = `
    with read as materialized (select left(btrim(${quoted(column)}::text), 200) as v from ${quoted(schema)}.${quoted(table)} where ${quoted(column)} is not null limit $2::bigint),
      held as materialized (select distinct v from read where v <> '')
    select (select count(*) from read) as read, count(*) as values, min(length(v)) as shortest, max(length(v)) as longest,
      bool_or(v ~ '[0-9]') as digits, bool_or(v ~ '[A-Za-z]') as letters, bool_or(v ~ '[一-龥]') as han, bool_or(v ~ '[^0-9A-Za-z一-龥]') as other,
      array_to_string(array(select left(encode(sha256($1::bytea || convert_to(v, 'UTF8')), 'hex'), 32) from held order by 1 limit $3::bigint), ' ') as digests
    from held`;
  const { rows: [row] } = await client.query<Row>(text, [key, String(most), String(values)]);
  if (row === undefined) throw new Error('an aggregate has one row');
  const kinds = (['digits', 'letters', 'han', 'other'] as const).filter((kind) => row[kind]?.startsWith('t'));
  return {
    values: Number(row.values), lengths: row.shortest === null ? null : [Number(row.shortest), Number(row.longest)], kinds,
    partial: Number(row.read) >= most, digests: row.digests === '' ? [] : row.digests.split(' '),
  };
}
