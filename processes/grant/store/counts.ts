import { sql } from 'kysely';
import { beforeCommit, type Reader, type Tx } from '../../../platform/postgres/database.ts';

/** How many grants stand between two departments in each state, kept with the grants: no page counts grants. */

export interface Counted { readonly region: string; readonly provider: string; readonly requester: string; readonly state: string }

const deltas = new WeakMap<Tx, Map<string, Counted & { readonly n: number }>>();

/**
 * Counts a grant where it is now and no longer where it was. Written with the last statements of the transaction, in the order of
 * their keys: two departments' grants that move at once wait for each other as short as can be, and never in a ring.
 */
export function countGrant(tx: Tx, was: Counted | undefined, is: Counted): void {
  if (was !== undefined && keyOf(was) === keyOf(is)) return;
  const known = deltas.get(tx) ?? new Map<string, Counted & { readonly n: number }>();
  deltas.set(tx, known);
  const add = (one: Counted, n: number) => known.set(keyOf(one), { ...one, n: (known.get(keyOf(one))?.n ?? 0) + n });
  add(is, 1);
  if (was !== undefined) add(was, -1);
  beforeCommit(tx, 'grant-counts', 0, () => write(tx, [...known.values()]));
}

const keyOf = ({ region, provider, requester, state }: Counted): string => `${region} ${provider} ${requester} ${state}`;

async function write(tx: Tx, all: readonly (Counted & { readonly n: number })[]): Promise<void> {
  const column = <K extends keyof (Counted & { readonly n: number })>(name: K) => all.map((one) => one[name]);
  await sql`
    insert into agreement_count (region, provider, requester, state, n)
    select region, provider, requester, state, n
    from unnest(${column('region')}::text[], ${column('provider')}::text[], ${column('requester')}::text[], ${column('state')}::text[], ${column('n')}::integer[]) as each (region, provider, requester, state, n)
    where n <> 0 order by 1, 2, 3, 4
    on conflict (region, provider, requester, state) do update set n = agreement_count.n + excluded.n`.execute(tx);
}

/** Counts all grants anew, and sets right what differs; answers how much did. Whoever moves a grant meanwhile waits for the count, and adds to it. */
export async function recountGrants(tx: Tx): Promise<number> {
  await sql`lock table agreement_count in share row exclusive mode`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    with counted as materialized (select region, provider, requester, state, count(*)::int as n from agreement group by region, provider, requester, state),
    gone as (delete from agreement_count c where not exists (select from counted d where d.region = c.region and d.provider = c.provider and d.requester = c.requester and d.state = c.state) and c.n <> 0 returning 1),
    fresh as (insert into agreement_count (region, provider, requester, state, n) select * from counted
      on conflict (region, provider, requester, state) do update set n = excluded.n where agreement_count.n <> excluded.n returning 1)
    select (select count(*) from gone)::int + (select count(*) from fresh)::int as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Grants of a department by state, those it gives and those it has. Reads indexes agreement_count_provider and agreement_count_requester. */
export async function grantCounts(db: Reader, org: string): Promise<{ readonly state: string; readonly provided: number; readonly requested: number }[]> {
  const { rows } = await sql<{ state: string; provided: number; requested: number }>`
    select state, coalesce(sum(n) filter (where provider = ${org}), 0)::int as provided, coalesce(sum(n) filter (where requester = ${org}), 0)::int as requested
    from agreement_count where (provider = ${org} or requester = ${org}) and n > 0 group by state order by state`.execute(db);
  return rows;
}

/** How many grants each department has of this provider. Reads index agreement_count_provider. */
export async function grantsByRequester(db: Reader, provider: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ requester: string; n: number }>`select requester, sum(n)::int as n from agreement_count where provider = ${provider} and n > 0 group by requester order by requester limit 20000`.execute(db);
  return new Map(rows.map((row) => [row.requester, row.n]));
}
