import { sql } from 'kysely';
import { beforeCommit, type Reader, type Tx } from '../postgres/database.ts';

/** What a gateway must obey within 2 seconds: a grant, an entry with all its grants, a key, an incident with those it names; where an entry is bound. */
export interface GateChange {
  readonly region: string;
  readonly what: 'grant' | 'entry' | 'key' | 'incident' | 'binding';
  readonly id: string;
  /** true: refuse from now on; false: what was compiled has changed, read it again. */
  readonly stopped: boolean;
}

export interface NumberedChange extends GateChange { readonly changed: number; readonly at: string }

/** Where changes are announced with their commit: a hint for who wants to poll sooner, never the truth. */
export const gateChannel = 'shuqiao_gate';

const waiting = new WeakMap<Tx, GateChange[]>();

/**
 * Tells every gateway, with this transaction's commit. The number is taken from the region's counter row at
 * the very end of the transaction, so numbers follow commits: whoever has seen n has seen all below n.
 * Needs a transaction made by `transact`.
 */
export function gateChange(tx: Tx, change: GateChange): void {
  const list = waiting.get(tx);
  if (list) {
    list.push(change);
    return;
  }
  const changes = [change];
  waiting.set(tx, changes);
  beforeCommit(tx, 'gate', 2, () => writeChanges(tx, changes));
}

/** One statement per region, regions in order: two transactions never wait for each other in a ring. Locks the counter row. */
async function writeChanges(tx: Tx, changes: readonly GateChange[]): Promise<void> {
  const regions = [...new Set(changes.map((change) => change.region))].sort();
  for (const region of regions) {
    const own = changes.filter((change) => change.region === region);
    await sql`
      with counter as (
        insert into gate_counter (region, last) values (${region}, ${own.length})
        on conflict (region) do update set last = gate_counter.last + ${own.length}
        returning last)
      insert into gate_change (region, changed, what, id, stopped, at)
      select ${region}, counter.last - ${own.length} + change.n, change.what, change.id, change.stopped, clock_timestamp()
      from counter, unnest(${own.map((c) => c.what)}::text[], ${own.map((c) => c.id)}::text[], ${own.map((c) => c.stopped)}::boolean[])
        with ordinality as change (what, id, stopped, n)`.execute(tx);
  }
  await sql`select pg_notify(${gateChannel}, '')`.execute(tx);
}

/**
 * Changes after the numbers seen so far, by region and number. Regions not named start at 0.
 * Reads by primary key. `limit` is rows, 1..10000; fewer than that came back: nothing more is there.
 */
export async function readChanges(db: Reader, since: ReadonlyMap<string, number>, limit = 1_000): Promise<NumberedChange[]> {
  const { rows } = await sql<NumberedChange>`
    select change.region, change.changed, change.what, change.id, change.stopped, change.at
    from gate_counter as counter
    left join unnest(${[...since.keys()]}::text[], ${[...since.values()]}::bigint[]) as seen (region, changed) on seen.region = counter.region
    cross join lateral (
      select region, changed, what, id, stopped, at from gate_change
      where region = counter.region and changed > coalesce(seen.changed, 0)
      order by changed limit ${limit}) as change
    order by change.region, change.changed
    limit ${limit}`.execute(db);
  return rows;
}

/** The newest number of every region: where a gateway stands that has just read everything else. */
export async function latestChanges(db: Reader): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ region: string; last: number }>`select region, last from gate_counter order by region limit 10000`.execute(db);
  return new Map(rows.map((row) => [row.region, row.last]));
}
