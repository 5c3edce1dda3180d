import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { HeldPost, Organisation, OrgCode, PersonId, Post, RegionCode } from '../../../platform/procedures/ports.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import { askFormed, places } from '../../../platform/postgres/formed.ts';
import { signedFor, type Signed } from './calendar.ts';

/** Statements that every move and every request ask; each reads by primary key or one index. */

const organisationColumns = ['code', 'region', 'name', 'shortName', 'kind', 'authority'] as const;

export async function findOrganisation(tx: Reader, code: OrgCode): Promise<Organisation | undefined> {
  const row = await tx.selectFrom('organisation').select(organisationColumns).where('code', '=', code).executeTakeFirst();
  return row as Organisation | undefined;
}

export async function findOrganisations(tx: Reader, codes: readonly OrgCode[]): Promise<readonly Organisation[]> {
  if (codes.length === 0) return [];
  return await tx.selectFrom('organisation').select(organisationColumns).where('code', 'in', [...new Set(codes)]).orderBy('code').execute() as Organisation[];
}

/** Of the codes that the statement around selects; a part of it. */
export function namesAmong(codes: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select json_object_agg(code, short_name) from organisation where code in (${codes}))`;
}

/** A page of the region's departments and authorities, by code. */
export async function departmentsIn(tx: Reader, region: RegionCode, after: OrgCode | null, limit: number): Promise<readonly OrgCode[]> {
  const rows = await tx.selectFrom('organisation').select('code').where('region', '=', region).where('kind', 'in', ['department', 'authority']).where('endedOn', 'is', null)
    .where('code', '>', after ?? '').orderBy('code').limit(limit).execute();
  return rows.map((row) => row.code);
}

/**
 * Authorities of a region and of those above it, nearest first. Reads region by key, at most ten steps,
 * and organisation_one_authority.
 */
export async function authoritiesFrom(tx: Reader, region: RegionCode): Promise<readonly { readonly code: OrgCode; readonly region: RegionCode }[]> {
  const { rows } = await sql<{ code: string; region: string }>`
    with recursive up (code, parent, n) as (
      select r.code, r.parent, 0 from region r where r.code = ${region}
      union all
      select r.code, r.parent, up.n + 1 from up join region r on r.code = up.parent where up.n < 10
    )
    select o.code, o.region from up
    join organisation o on o.region = up.code and o.kind = 'authority' and o.ended_on is null
    order by up.n limit 10`.execute(tx);
  return rows;
}

/** The one that stands in this region of a kind of which it has one; of several governments entered, the first by code. */
export async function organisationOfKind(tx: Reader, region: RegionCode, kind: 'authority' | 'government'): Promise<OrgCode | undefined> {
  return (await tx.selectFrom('organisation').select('code').where('region', '=', region).where('kind', '=', kind).where('endedOn', 'is', null).orderBy('code').limit(1).executeTakeFirst())?.code;
}

/** The region and those above it, nearest first. */
export async function regionAndAbove(tx: Reader, region: RegionCode): Promise<readonly RegionCode[]> {
  const { rows } = await sql<{ code: string }>`
    with recursive up (code, parent, n) as (
      select r.code, r.parent, 0 from region r where r.code = ${region}
      union all
      select r.code, r.parent, up.n + 1 from up join region r on r.code = up.parent where up.n < 10
    )
    select code from up order by n limit 11`.execute(tx);
  return rows.map((row) => row.code);
}

/** Shanghai's date plus the offset of a marked platform, in this transaction. */
export async function readLegalToday(tx: Reader): Promise<PlainDate> {
  const { rows } = await sql<{ today: string }>`
    select ((now() at time zone 'Asia/Shanghai')::date + day_offset)::text as today from platform_mark limit 1`.execute(tx);
  const today = rows[0]?.today;
  if (today === undefined) throw new Error('platform_mark has no row');
  return today as PlainDate;
}

/** Posts a person may act in on this day: own ones, and those delegated by somebody who holds them on this day. Reads post_holder_person, delegation_taker. */
export async function heldPosts(tx: Reader, person: PersonId, day: PlainDate): Promise<readonly HeldPost[]> {
  const { rows } = await sql<{ org: string; region: string; post: string; behalfOf: string | null }>`
    select h.org, h.region, h.post, null::uuid as behalf_of
    from post_holder h join account a on a.person = h.person and a.state = 'active'
    join organisation o on o.code = h.org and (o.ended_on is null or o.ended_on > ${day})
    where h.person = ${person} and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day})
    union
    select d.org, d.region, d.post, d.giver
    from delegation d join account a on a.person = d.taker and a.state = 'active'
    join account g on g.person = d.giver and g.state <> 'closed'
    join organisation o on o.code = d.org and (o.ended_on is null or o.ended_on > ${day})
    where d.taker = ${person} and d.ended_at is null and d.valid_from <= ${day} and d.valid_to >= ${day}
    and exists (select from post_holder h where h.region = d.region and h.org = d.org and h.post = d.post and h.person = d.giver
      and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day}))
    order by org, post, behalf_of nulls first limit 200`.execute(tx);
  return rows.map(({ org, region, post, behalfOf }) => ({ org, region, post: post as Post, ...(behalfOf === null ? {} : { behalfOf }) }));
}

/** Who holds a post on this day, in an organisation that stands on it. Takers of a delegation are not counted: what bars the giver bars them. */
export async function holders(tx: Reader, org: OrgCode, post: Post, day: PlainDate): Promise<readonly PersonId[]> {
  const rows = await tx.selectFrom('postHolder as h').innerJoin('account as a', 'a.person', 'h.person').innerJoin('organisation as o', 'o.code', 'h.org')
    .select('h.person').distinct()
    .whereRef('h.region', '=', 'o.region').where((eb) => eb.or([eb('o.endedOn', 'is', null), eb('o.endedOn', '>', day)])).where('h.org', '=', org).where('h.post', '=', post).where('a.state', '=', 'active')
    .where('h.validFrom', '<=', day).where((eb) => eb.or([eb('h.validTo', 'is', null), eb('h.validTo', '>=', day)]))
    .orderBy('h.person').limit(500).execute();
  return rows.map((row) => row.person);
}

/** All posts of an organisation with their holders on this day, as `holders` has them. Reads post_holder's primary key. */
export async function holdersIn(tx: Reader, org: OrgCode, day: PlainDate): Promise<ReadonlyMap<Post, readonly PersonId[]>> {
  const { rows } = await sql<{ post: string; persons: PersonId[] }>`
    select h.post, array_agg(distinct h.person order by h.person) as persons
    from organisation o join post_holder h on h.region = o.region and h.org = o.code join account a on a.person = h.person and a.state = 'active'
    where o.code = ${org} and (o.ended_on is null or o.ended_on > ${day}) and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day})
    group by h.post order by h.post limit 50`.execute(tx);
  return new Map(rows.map((row) => [row.post as Post, row.persons]));
}

const at = places('org', 'region');
interface OfficeRow { readonly today: PlainDate; readonly holders: Readonly<Record<string, readonly PersonId[]>> | null; readonly signed: readonly Signed[] | null }

/** Legal date, holders of an organisation's posts on it and what is signed for its region's calendar, as `readLegalToday`, `holdersIn` and `signedNotices` have them: one prepared statement for every page. */
export async function office(tx: Reader, org: OrgCode, region: RegionCode): Promise<{ readonly today: PlainDate; readonly holders: ReadonlyMap<Post, readonly PersonId[]>; readonly signed: readonly Signed[] }> {
  const [row] = await askFormed(tx, 'office', () => sql<OfficeRow>`/* office */
    with day as (select (now() at time zone 'Asia/Shanghai')::date + day_offset as today from platform_mark limit 1)
    select today::text as today,
      (select json_object_agg(post, persons) from (
        select h.post, array_agg(distinct h.person order by h.person) as persons
        from organisation o join post_holder h on h.region = o.region and h.org = o.code join account a on a.person = h.person and a.state = 'active'
        where o.code = ${at.org} and (o.ended_on is null or o.ended_on > today) and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today)
        group by h.post order by h.post limit 50) as held) as holders,
      (select json_agg(signed) from (${signedFor(at.region)}) as signed) as signed
    from day`, { org, region });
  if (row === undefined) throw new Error('platform_mark has no row');
  return { today: row.today, holders: new Map(Object.entries(row.holders ?? {}) as [Post, readonly PersonId[]][]), signed: row.signed ?? [] };
}

/** Organisation and latest post of a person, for a label that names no person. */
export async function labelRow(tx: Reader, person: PersonId): Promise<{ readonly shortName: string; readonly post: Post | null; readonly kind: string } | undefined> {
  const { rows } = await sql<{ shortName: string; post: string | null; kind: string }>`
    select o.short_name, a.kind, h.post
    from account a
    left join lateral (select post, org from post_holder h where h.person = a.person order by h.valid_from desc, h.post limit 1) h on true
    join organisation o on o.code = coalesce(h.org, a.org)
    where a.person = ${person} limit 1`.execute(tx);
  return rows[0] as { shortName: string; post: Post | null; kind: string } | undefined;
}

export async function addDelegation(tx: Tx, row: { region: string; id: string; org: string; post: string; giver: string; taker: string; validFrom: PlainDate; validTo: PlainDate }): Promise<void> {
  await tx.insertInto('delegation').values({ ...row, kind: 'staff' }).execute();
}

/** Delegations of this post by this person that touch these days, and delegations to the giver himself. */
export async function delegationsTouching(tx: Tx, row: { region: string; org: string; post: string; giver: string; validFrom: PlainDate; validTo: PlainDate }): Promise<readonly { readonly giver: string; readonly taker: string }[]> {
  return tx.selectFrom('delegation').select(['giver', 'taker'])
    .where('region', '=', row.region).where('org', '=', row.org).where('post', '=', row.post).where('endedAt', 'is', null)
    .where('validFrom', '<=', row.validTo).where('validTo', '>=', row.validFrom)
    .where((eb) => eb.or([eb('giver', '=', row.giver), eb('taker', '=', row.giver)])).orderBy('id').limit(50).execute();
}
