import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { SealedRow } from '../../../platform/ledger/index.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from './ref.ts';

/** What was agreed, what it was compiled to and who may call: rows that decide what flows. */
export type RowOf = 'agreed' | 'compiled' | 'key';

/** `which`: rid, sid and nth of a key, by lines. */
export interface GrantRow extends SealedRow { readonly of: RowOf }

/** How the ledger names the row within its grant: a key by a digest, since rid and sid are nobody else's business. */
export const nameOfRow = ({ of, which }: Pick<GrantRow, 'of' | 'which'>): string => (of === 'key' ? `key ${createHash('sha256').update(which).digest('hex').slice(0, 16)}` : of);

const refsOf = (refs: readonly Ref[]) => sql`unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)`;

/** The rows of these grants (keys also of sandboxes). By primary keys and index credential_grant; at most 1,000 refs. */
export async function sealedRowsOf(db: Reader, refs: readonly Ref[]): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select 'agreed' as of, t.region, t.id, '' as which, to_jsonb(t) - 'seal' as row, encode(t.seal, 'hex') as seal from ${refsOf(refs)} join agreement t on t.region = named.region and t.id = named.id
    union all
    select 'compiled', t.region, t.id, '', to_jsonb(t) - 'seal', encode(t.seal, 'hex') from ${refsOf(refs)} join grant_compiled t on t.region = named.region and t.id = named.id
    union all
    select 'key', t.region, t.grant_id, t.rid || chr(10) || t.sid || chr(10) || t.nth, to_jsonb(t) - 'seal', encode(t.seal, 'hex') from ${refsOf(refs)} join credential t on t.region = named.region and t.grant_id = named.id`.execute(db);
  return rows;
}

/** Locks the rows of these grants, so that what is read of them is what is sealed. */
export async function lockSealedRows(tx: Tx, refs: readonly Ref[]): Promise<void> {
  for (const [table, id] of [['agreement', 'id'], ['grant_compiled', 'id'], ['credential', 'grant_id']] as const) {
    const key = sql.ref(`t.${id}`);
    await sql`select 1 from ${refsOf(refs)} join ${sql.table(table)} t on t.region = named.region and ${key} = named.id order by t.region, ${key} for update of t`.execute(tx);
  }
}

/** The next grants and sandboxes that have such rows, by key. `limit`: 1..1000. */
export async function sealedRefsAfter(db: Reader, after: Ref | undefined, limit: number): Promise<Ref[]> {
  const [region, id] = [after?.region ?? '', after?.id ?? '00000000-0000-0000-0000-000000000000'];
  const { rows } = await sql<Ref>`
    (select region, id from agreement where (region, id) > (${region}, ${id}::uuid) order by region, id limit ${limit})
    union (select region, id from grant_compiled where (region, id) > (${region}, ${id}::uuid) order by region, id limit ${limit})
    union (select distinct region, grant_id from credential where (region, grant_id) > (${region}, ${id}::uuid) order by region, grant_id limit ${limit})
    order by region, id limit ${limit}`.execute(db);
  return rows;
}

/** Writes seals, a statement for each table that has any. */
export async function writeSeals(tx: Tx, rows: readonly (Pick<GrantRow, 'of' | 'which' | 'region' | 'id'> & { readonly seal: string })[]): Promise<void> {
  for (const [of, table] of [['agreed', 'agreement'], ['compiled', 'grant_compiled']] as const) {
    const own = rows.filter((row) => row.of === of);
    if (own.length > 0) {
      await sql`update ${sql.table(table)} t set seal = decode(fresh.seal, 'hex')
        from unnest(${own.map((row) => row.region)}::text[], ${own.map((row) => row.id)}::uuid[], ${own.map((row) => row.seal)}::text[]) as fresh (region, id, seal)
        where t.region = fresh.region and t.id = fresh.id`.execute(tx);
    }
  }
  const keys = rows.filter((row) => row.of === 'key').map((row) => ({ seal: row.seal, of: row.which.split('\n') }));
  if (keys.length === 0) return;
  await sql`update credential t set seal = decode(fresh.seal, 'hex')
    from unnest(${keys.map((key) => key.of[0])}::text[], ${keys.map((key) => key.of[1])}::text[], ${keys.map((key) => Number(key.of[2]))}::integer[], ${keys.map((key) => key.seal)}::text[]) as fresh (rid, sid, nth, seal)
    where t.rid = fresh.rid and t.sid = fresh.sid and t.nth = fresh.nth`.execute(tx);
}

/** Of these those that have no agreement. */
export async function agreementsGone(db: Reader, refs: readonly Ref[]): Promise<Ref[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<Ref>`
    select named.region, named.id from ${refsOf(refs)}
    where not exists (select from agreement a where a.region = named.region and a.id = named.id) limit 10000`.execute(db);
  return rows;
}
