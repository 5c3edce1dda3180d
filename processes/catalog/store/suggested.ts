import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { Key } from './entries.ts';

export interface Suggested extends Key { readonly name: string; readonly provider: string }

/** So few are all looked at; of more the shortest are. */
const few = 300;
const longest = 100; // of a name; shelves end at 60
const columns = sql.raw('region, entry, name, provider, place');

/**
 * Entries whose name begins so, then those that bear the words or the sound in it; the shortest first. What begins so is asked of
 * each length (entry_listing_named); the words only where that was not enough, and of a frequent word only the shelves of the shortest names, one after the other, of the equally short the newest: where it lies in the table decides nothing.
 */
export async function suggested(db: Reader, question: string, words: string, sound: string | undefined, limit: number): Promise<Suggested[]> {
  const { rows: [last] } = await sql<{ chunk: number }>`select (last_value >> 16)::int as chunk from entry_listing_place_seq`.execute(db);
  const lengths = sql.raw(`generate_series(1, ${longest}) as l`);
  const begins = sql`lower(name) like ${`${question.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
  const bears = [sql`name_words @@ ${words}::tsquery`, ...(sound === undefined ? [] : [sql`sounds @@ ${sound}::tsquery`])];
  const each = (of: (where: RawBuilder<unknown>, way: RawBuilder<unknown>) => RawBuilder<unknown>) => sql.join(bears.map((where, way) => sql`(${of(where, sql.lit(way))})`), sql` union all `);
  const { rows } = await sql<Suggested>`
    with begun as materialized (select found.* from ${lengths} cross join lateral (select ${columns} from entry_listing where length(name) = l and ${begins} order by lower(name) using ~<~ limit ${limit}) as found limit ${limit}),
    these as materialized (${each((where, way) => sql`select ${columns}, ${way} as way from entry_listing where ${where} and (select count(*) from begun) < ${limit} limit ${few}`)}),
    shortest as materialized (${each((where, way) => sql`select found.* from ${lengths} cross join generate_series(0, ${last?.chunk ?? 0}::int) as c cross join lateral (
      select ${columns} from entry_listing where ${where} and shelves @> array['l:' || least(l, 60) || ':' || (${last?.chunk ?? 0}::int - c)] order by place desc limit ${limit}) as found where (select count(*) from these where way = ${way}) >= ${few} limit ${2 * limit}`)})
    select region, entry, name, provider from (select *, 0 as n from begun union all select ${columns}, 1 from these where way not in (select way from these group by way having count(*) >= ${few}) union all select *, 1 from shortest) as found
    group by region, entry, name, provider order by min(n), length(name), name, entry limit ${limit}`.execute(db);
  return rows;
}
