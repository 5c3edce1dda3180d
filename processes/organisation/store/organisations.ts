import { sql, type RawBuilder } from 'kysely';
import { hasParts, partsOf } from '../../../platform/search/parts.ts';
import { json } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface NewOrganisationRow { readonly code: string; readonly region: string; readonly name: string; readonly shortName: string; readonly kind: string; readonly authority: string | null; readonly vertical: boolean; readonly profile: unknown; readonly since: string }

/** @returns whether the code was free */
export async function insertOrganisation(tx: Tx, row: NewOrganisationRow): Promise<boolean> {
  const done = await tx.insertInto('organisation').values({ ...row, profile: json(row.profile) }).onConflict((on) => on.column('code').doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface OrganisationPatch { readonly name?: string; readonly shortName?: string; readonly authority?: string | null; readonly vertical?: boolean; readonly profile?: unknown; readonly endedOn?: string }

export async function patchOrganisation(tx: Tx, code: string, patch: OrganisationPatch): Promise<boolean> {
  const { profile, ...rest } = patch;
  const done = await tx.updateTable('organisation').set({ ...rest, ...(profile === undefined ? {} : { profile: json(profile) }), changedAt: new Date().toISOString() }).where('code', '=', code).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export interface OrganisationListRow {
  readonly code: string; readonly region: string; readonly regionName: string; readonly name: string; readonly shortName: string; readonly kind: string; readonly authority: string | null; readonly authorityName: string | null;
  readonly vertical: boolean; readonly profile: Record<string, string>; readonly since: string; readonly endedOn: string | null; readonly people: number; readonly posts: readonly string[];
}

export interface OrganisationFilter { readonly code?: string; readonly q?: string | undefined; readonly region?: string | undefined; readonly kind?: string | undefined; readonly after?: string | undefined; readonly size: number; readonly today: string }

/** Every part typed stands in name, short name or code. Reads organisation_text. */
export function named(alias: string, q: string | undefined): RawBuilder<boolean> {
  return hasParts(sql.raw(`(${alias}.name || ' ' || ${alias}.short_name || ' ' || ${alias}.code)`), partsOf(q ?? ''));
}

/** Organisations that stand and bear these parts, departments of the region first: what the head of the page offers. `limit` is rows. */
export async function findByName(tx: Reader, q: string, region: string, limit: number): Promise<readonly { readonly code: string; readonly name: string }[]> {
  if (partsOf(q).length === 0) return [];
  const { rows } = await sql<{ code: string; name: string }>`
    select o.code, o.name from organisation o where o.ended_on is null and ${named('o', q)} order by o.region <> ${region}, length(o.name), o.code limit ${limit}`.execute(tx);
  return rows;
}

/** Departments that stand under an authority, by code, a page by key. Reads organisation_under. */
export async function departmentsUnder(tx: Reader, authority: string, page: { readonly q?: string | undefined; readonly after?: string | undefined; readonly size: number }): Promise<readonly { readonly code: string; readonly name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`
    select o.code, o.name from organisation o
    where o.authority = ${authority} and o.code <> ${authority} and o.ended_on is null and o.code > ${page.after ?? ''} and ${named('o', page.q)}
    order by o.code limit ${page.size}`.execute(tx);
  return rows;
}

/** Organisations by code, a page by key; how many people they have and which posts are held today. */
export async function listOrganisations(tx: Reader, f: OrganisationFilter): Promise<readonly OrganisationListRow[]> {
  const { rows } = await sql<OrganisationListRow>`
    select o.code, o.region, r.name as region_name, o.name, o.short_name, o.kind, o.authority, a.name as authority_name, o.vertical, o.profile, o.since, o.ended_on,
      (select count(*)::int from account c where c.org = o.code and c.state <> 'closed') as people,
      (select coalesce(array_agg(distinct h.post), '{}') from post_holder h join account c on c.person = h.person and c.state = 'active'
        where h.region = o.region and h.org = o.code and h.valid_from <= ${f.today}::date and (h.valid_to is null or h.valid_to >= ${f.today}::date)) as posts
    from organisation o join region r on r.code = o.region left join organisation a on a.code = o.authority
    where o.code > ${f.after ?? ''}
    ${f.code === undefined ? sql`` : sql`and o.code = ${f.code}`}
    ${f.region === undefined ? sql`` : sql`and o.region = ${f.region}`}
    ${f.kind === undefined ? sql`` : sql`and o.kind = ${f.kind}`}
    and ${named('o', f.q)}
    order by o.code limit ${f.size}`.execute(tx);
  return rows;
}

export interface HolderRow { readonly post: string; readonly person: string; readonly account: string; readonly name: string; readonly from: string; readonly to: string | null }

/** Who holds which post of an organisation, today or from a later day on. */
export async function holdersOfOrganisation(tx: Reader, code: string, today: string): Promise<readonly HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select h.post, h.person, a.login as account, a.name, h.valid_from as from, h.valid_to as to
    from post_holder h join account a on a.person = h.person
    where h.org = ${code} and a.state <> 'closed' and (h.valid_to is null or h.valid_to >= ${today}::date)
    order by h.post, h.valid_from, a.login limit 500`.execute(tx);
  return rows;
}

export async function organisationStands(tx: Reader, code: string): Promise<boolean> {
  const row = await tx.selectFrom('organisation').select('code').where('code', '=', code).where('endedOn', 'is', null).executeTakeFirst();
  return row !== undefined;
}
