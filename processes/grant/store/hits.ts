import { sql } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import { runningStates, type AgreementBody, type Ref } from './agreement.ts';

/** Who rests on an entry's data, for its provider before anything is changed (27 ¶3). All read index agreement_entry. */

export interface Hit extends Ref { readonly requester: string; readonly purpose: string; readonly state: string; readonly mode: string; readonly systems: readonly string[]; readonly termTo: string | null }

/** Grants that stand on an entry, in order of (region, id), keyset. `limit` is rows. */
export async function hitsOn(db: Reader, entryRegion: string, entry: string, after: Ref | undefined, limit: number): Promise<Hit[]> {
  let query = db.selectFrom('agreement').select(['region', 'id', 'requester', 'purpose', 'state', 'termTo', 'body'])
    .where('entryRegion', '=', entryRegion).where('entry', '=', entry).where('state', 'in', runningStates);
  if (after) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
  const rows = await query.orderBy('region').orderBy('id').limit(limit).execute();
  return rows.map(({ body, ...row }) => ({ ...row, mode: (body as AgreementBody).mode, systems: (body as AgreementBody).systems }));
}

export interface HitSum { readonly grants: number; readonly departments: number; readonly systems: number; /** Of the list: another list, another digest. */ readonly digest: string }

/** How many are hit in all. The same system of the same department counts once. */
export async function hitSum(db: Reader, entryRegion: string, entry: string): Promise<HitSum> {
  const { rows } = await sql<HitSum>`
    with hit as materialized (
      select region, id, requester, body -> 'systems' as systems from agreement where entry_region = ${entryRegion} and entry = ${entry}::uuid and state = any(${[...runningStates]}::text[]))
    select count(*)::int as grants, count(distinct requester)::int as departments,
      (select count(distinct (requester, name))::int from hit cross join jsonb_array_elements_text(systems) as name) as systems,
      encode(sha256(convert_to(coalesce(string_agg(region || '-' || id, ' ' order by region, id), ''), 'UTF8')), 'hex') as digest
    from hit`.execute(db);
  return rows[0] as HitSum;
}

/** Departments that are served this entry now, each once. At most 10,000. */
export async function servedOn(db: Reader, entryRegion: string, entry: string): Promise<string[]> {
  const rows = await db.selectFrom('agreement').select('requester').distinct().where('entryRegion', '=', entryRegion).where('entry', '=', entry)
    .where('state', 'in', ['delivered', 'active']).orderBy('requester').limit(10_000).execute();
  return rows.map((row) => row.requester);
}

/** Between whom these grants are; references that are no grant are left out. By primary key. */
export async function partiesOf(db: Reader, refs: readonly Ref[]): Promise<readonly (Ref & { readonly provider: string; readonly requester: string })[]> {
  const { rows } = await sql<Ref & { provider: string; requester: string }>`
    select a.region, a.id, a.provider, a.requester from (select distinct * from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[])) as named (region, id)
    join agreement a on a.region = named.region and a.id = named.id`.execute(db);
  return rows;
}
