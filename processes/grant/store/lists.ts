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

export interface HoldersOf { readonly entryRegion: string; readonly entry: string; readonly requesters?: readonly string[] | undefined; readonly after?: Ref | undefined; readonly limit: number }

/** Who holds data of an entry, disposal not yet done included, newest first, a page by key. Reads index agreement_entry_id. */
export async function holdersOn(db: Reader, of: HoldersOf): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select region, id, requester, purpose, state, term_from as "termFrom", term_to as "termTo", jsonb_array_length(body -> 'items') as "itemCount" from agreement
    where ${holding(of)} ${of.after === undefined ? sql`` : sql`and (region, id) < (${of.after.region}, ${of.after.id}::uuid)`} order by region desc, id desc limit ${of.limit}`.execute(db);
  return rows;
}

/** How many, counted to 10,000. */
export async function countHolders(db: Reader, of: HoldersOf): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from agreement where ${holding(of)} limit 10000) as counted`.execute(db);
  return rows[0]?.n ?? 0;
}

const holding = ({ entryRegion, entry, requesters }: HoldersOf) => sql`entry_region = ${entryRegion} and entry = ${entry} and state <> 'disposed' ${requesters === undefined ? sql`` : sql`and requester = any(${[...requesters]}::text[])`}`;

export interface Until { readonly termTo: string | null; readonly mendBy: string | null; readonly disposeBy: string | null }

/** The dates that lists say of the grant `c`: by primary key. */
export const notedGrant = sql<Until>`(select json_build_object('termTo', a.term_to, 'mendBy', a.suspension ->> 'mendBy', 'disposeBy', a.disposal ->> 'by') from agreement a where a.region = c.region and a.id = c.id)`;
