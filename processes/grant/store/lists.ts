import { sql } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { AgreementBody, Ref } from './agreement.ts';

export interface Listed extends Ref { readonly name: string; readonly requester: string; readonly provider: string; readonly purpose: string; readonly state: string; readonly mode: string; readonly termTo: string | null; readonly deliveredOn: string | null; readonly disposeBy: string | null }

export interface ListOf { readonly side: 'requester' | 'provider'; readonly org: string; readonly q?: string | undefined; readonly after?: Ref | undefined; readonly limit: number }

const columns = ['region', 'id', 'requester', 'provider', 'purpose', 'state', 'termTo', 'deliveredOn', 'body', 'disposal'] as const;

/** Grants that one organisation has or gives, in order of (region, id), keyset. For its usage records. */
export async function grantsOf(db: Reader, of: ListOf): Promise<Listed[]> {
  let query = db.selectFrom('agreement').select(columns).where(of.side, '=', of.org);
  if (of.q) query = query.where((eb) => eb.or([eb('purpose', 'like', `%${of.q}%`), eb(sql<string>`body->>'entryName'`, 'like', `%${of.q}%`)]));
  if (of.after) query = query.where(sql<boolean>`(region, id) > (${of.after.region}, ${of.after.id}::uuid)`);
  const rows = await query.orderBy('region').orderBy('id').limit(of.limit).execute();
  return rows.map(({ body, disposal, ...row }) => ({ ...row, name: (body as AgreementBody).entryName, mode: (body as AgreementBody).mode, disposeBy: (disposal as { by: string | null }).by }));
}

export interface UsedGrant extends Ref { readonly requester: string; readonly mode: string; readonly deliveredOn: string }

/** Grants that were delivered and stand, in order of (region, id), keyset: whose records of use may be due. */
export async function usedGrants(db: Reader, after: Ref | undefined, limit: number): Promise<UsedGrant[]> {
  const { rows } = await sql<UsedGrant>`
    select region, id, requester, body ->> 'mode' as mode, delivered_on as "deliveredOn" from agreement
    where (region, id) > (${after?.region ?? ''}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid) and delivered_on is not null and state in ('delivered', 'active', 'suspended', 'mended', 'held')
    order by region, id limit ${limit}`.execute(db);
  return rows;
}

export interface Holder extends Ref { readonly requester: string; readonly purpose: string; readonly state: string; readonly termFrom: string; readonly termTo: string | null; readonly itemCount: number }

/** Who holds data of an entry, disposal not yet done included, newest first. Reads index agreement_entry. At most 1000. */
export async function holdersOn(db: Reader, entryRegion: string, entry: string): Promise<Holder[]> {
  const rows = await db.selectFrom('agreement').select(['region', 'id', 'requester', 'purpose', 'state', 'termFrom', 'termTo', 'body'])
    .where('entryRegion', '=', entryRegion).where('entry', '=', entry).where('state', '!=', 'disposed').orderBy('id', 'desc').limit(1000).execute();
  return rows.map(({ body, ...row }) => ({ ...row, itemCount: (body as AgreementBody).items.length }));
}

export interface Until extends Ref { readonly termTo: string | null; readonly mendBy: string | null; readonly disposeBy: string | null }

/** The dates that lists say of these grants: one statement by primary keys. At most 200. */
export async function datesOf(db: Reader, refs: readonly Ref[]): Promise<Until[]> {
  const { rows } = await sql<Until>`
    select a.region, a.id, a.term_to as "termTo", a.suspension ->> 'mendBy' as "mendBy", a.disposal ->> 'by' as "disposeBy"
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join agreement a on a.region = named.region and a.id = named.id
    order by a.id limit 200`.execute(db);
  return rows;
}
