import type pg from 'pg';

/**
 * Signatures of grants on which each is taken once (profile `strict`, wire protocol §2.4), as long as their time could still be
 * taken. The primary key says it for every gateway; `slot` is of the signed time, so that all of them name the same row.
 */
export interface UsedSign { readonly region: string; readonly slot: number; /** The first 16 bytes of the signature as a UUID. */ readonly sign: string }

/** Sorted by the caller, so that two gateways never wait in a ring. What was there already is not returned. */
const claim = `
insert into used_sign (region, slot, sign)
select region, slot, sign from unnest($1::text[], $2::integer[], $3::uuid[]) as fresh (region, slot, sign)
on conflict do nothing
returning region, slot, sign`;

/** Claims these, each once in the list; answers those that nobody had used. One named statement for up to 256 calls. */
export async function claimSigns(client: pg.PoolClient, signs: readonly UsedSign[]): Promise<readonly UsedSign[]> {
  const { rows } = await client.query<UsedSign>({ name: 'claim_signs', text: claim, values: [signs.map((one) => one.region), signs.map((one) => one.slot), signs.map((one) => one.sign)] });
  return rows;
}

/** Housekeeping, region by region: slots before this one. Reads the primary key. */
export async function dropUsedSigns(pool: pg.Pool, before: number): Promise<void> {
  const { rows } = await pool.query<{ region: string }>(`
    with recursive regions (region) as (
      (select region from used_sign order by region limit 1)
      union all
      select (select u.region from used_sign u where u.region > r.region order by u.region limit 1) from regions r where r.region is not null)
    select region from regions where region is not null`);
  for (const { region } of rows) await pool.query('delete from used_sign where region = $1 and slot < $2', [region, before]);
}
