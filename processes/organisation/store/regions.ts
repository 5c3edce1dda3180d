import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface RegionRow { readonly code: string; readonly name: string; readonly level: number; readonly parent: string | null; readonly validFrom: string | null; readonly validTo: string | null }

/** Writes the standard list, parents first; local regions stay. Run at start when the list that the program brings has changed. */
export async function putRegions(tx: Tx, rows: readonly RegionRow[]): Promise<void> {
  const of = <K extends keyof RegionRow>(key: K) => rows.map((row) => row[key]);
  await sql`
    insert into region (code, name, level, parent, valid_from, valid_to)
    select * from unnest(${of('code')}::text[], ${of('name')}::text[], ${of('level')}::smallint[], ${of('parent')}::text[], ${of('validFrom')}::date[], ${of('validTo')}::date[])
    on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent, valid_from = excluded.valid_from, valid_to = excluded.valid_to
    where region.source = 'standard' and (region.name, region.level, region.parent, region.valid_from, region.valid_to)
      is distinct from (excluded.name, excluded.level, excluded.parent, excluded.valid_from, excluded.valid_to)`.execute(tx);
}

export async function countRegions(tx: Reader): Promise<number> {
  const row = await tx.selectFrom('region').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return row.n;
}

export interface RegionListRow extends RegionRow { readonly children: number }

/** Regions directly below one that stand today; or by name or code. */
export async function listRegions(tx: Reader, filter: { parent?: string | undefined; q?: string | undefined; today: string }): Promise<readonly RegionListRow[]> {
  const like = filter.q === undefined || filter.q === '' ? undefined : `${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<RegionListRow>`
    select r.code, r.name, r.level, r.parent, r.valid_from, r.valid_to, (select count(*)::int from region c where c.parent = r.code and (c.valid_to is null or c.valid_to >= ${filter.today}::date)) as children
    from region r where (r.valid_to is null or r.valid_to >= ${filter.today}::date)
    ${like === undefined ? sql`and r.parent = ${filter.parent ?? '100000'}` : sql`and (r.code like ${like} or r.name like ${`%${like}`})`}
    order by r.code limit 500`.execute(tx);
  return rows;
}

/** Codes of all regions that stand on a day: some 3,300. */
export async function regionCodes(tx: Reader, day: PlainDate): Promise<string[]> {
  const rows = await tx.selectFrom('region').select('code').where((eb) => eb.and([eb.or([eb('validFrom', 'is', null), eb('validFrom', '<=', day)]), eb.or([eb('validTo', 'is', null), eb('validTo', '>=', day)])])).orderBy('code').limit(100_000).execute();
  return rows.map((row) => row.code);
}

export async function findRegion(tx: Reader, code: string): Promise<RegionRow | undefined> {
  return tx.selectFrom('region').select(['code', 'name', 'level', 'parent', 'validFrom', 'validTo']).where('code', '=', code).executeTakeFirst();
}

/** 江苏省淮安市: the names from the province down. */
export async function regionName(tx: Reader, code: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    with recursive up (code, name, parent, level) as (
      select code, name, parent, level from region where code = ${code}
      union all select r.code, r.name, r.parent, r.level from up join region r on r.code = up.parent
    ) select coalesce(string_agg(name, '' order by level) filter (where level > 0 or code = ${code}), ${code}) as name from up`.execute(tx);
  return rows[0]?.name ?? code;
}

export async function addLocalRegion(tx: Tx, row: { code: string; name: string; level: number; parent: string; validFrom: string }): Promise<boolean> {
  const done = await tx.insertInto('region').values({ ...row, source: 'local' }).onConflict((on) => on.column('code').doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
