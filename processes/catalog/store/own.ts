import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import { gramsOf, partsOf, readsParts } from '../../../platform/search/parts.ts';

const counted = 10_000;

export interface DepartmentFound { readonly region: string; readonly entry: string; readonly state: 'compiling' | 'published' | 'hidden' | 'withdrawn'; readonly code: string | null; readonly version: number | null; readonly body: unknown; readonly publishedOn: string | null }
export interface OwnQuery { readonly state?: string | undefined; readonly q?: string | undefined; readonly after?: string | undefined; readonly size: number }

/** Entries of a department in any state, newest first by id, by entry_own or entry_provider; 10,000 counted at most; the name is that of the version that stands, or of the draft. */
export async function ofDepartment(db: Reader, region: string, provider: string, query: OwnQuery): Promise<{ rows: DepartmentFound[]; total: number }> {
  const parts = partsOf(query.q ?? '');
  const where = sql`e.region = ${region} and e.provider = ${provider} and e.state <> 'abandoned' ${query.state ? sql`and e.state = ${query.state}` : sql``}`;
  const later = query.after ? sql`and e.id < ${query.after}::uuid` : sql``;
  if (parts.length === 0) {
    const rows = await page(db, sql`${where} ${later}`, query.size);
    const all = await sql<{ total: number }>`select count(*)::int as total from (select from entry e where ${where} order by e.id desc limit ${counted}) as seen`.execute(db);
    return { rows, total: all.rows[0]?.total ?? 0 };
  }
  const { ids, total } = await called(db, provider, where, later, parts, query.size);
  // Of so many a page is full soon in the order itself.
  return { rows: await page(db, total < counted ? sql`e.region = ${region} and e.id = any(${ids}::uuid[])` : sql`${where} and ${readsParts(sql`e.name`, parts)} ${later}`, query.size), total };
}

async function page(db: Reader, where: RawBuilder<unknown>, size: number): Promise<DepartmentFound[]> {
  const { rows } = await sql<DepartmentFound>`
    select e.region, e.id as entry, e.state, e.code, e.current_version as version, coalesce(v.body, d.body, '{}'::jsonb) as body, v.published_on as published_on
    from entry e left join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    left join catalog_draft d on d.region = e.region and d.entry = e.id and d.open and e.current_version is null
    where ${where} order by e.id desc limit ${size}`.execute(db);
  return rows;
}

/** How many are called so, and which of them a page shows: by entry_called, which knows the department too; those that a program of before left without a name (entry_uncalled) by their version. */
async function called(db: Reader, provider: string, where: RawBuilder<unknown>, later: RawBuilder<unknown>, parts: readonly string[], size: number): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  const { rows: [found] } = await sql<{ ids: string[] | null; total: number }>`
    with named as materialized (
      (select e.id from (select * from entry where (grams(name) || ('o' || provider)) @> ${[...parts.flatMap(gramsOf), `o${provider}`]}::text[] and state <> 'abandoned' offset 0) as e
        where ${where} and ${readsParts(sql`e.name`, parts)} limit ${counted})
      union all
      select e.id from entry e join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version where e.name is null and ${where} and ${readsParts(sql`v.name`, parts)})
    select (select count(*)::int from named) as total, (select array_agg(id order by id desc) from (select e.id from named e where true ${later} order by e.id desc limit ${size}) as shown) as ids`.execute(db);
  return { ids: found?.ids ?? [], total: Math.min(found?.total ?? 0, counted) };
}
