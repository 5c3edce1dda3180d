import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { append, newFrontier, rootOf } from '../../../platform/ledger/merkle.ts';
import { pendingRow } from '../../../platform/ledger/pending.ts';
import { sqlState } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { lineColumns } from '../call-record.ts';
import { bucketBounds } from '../latency.ts';

export interface Shipped {
  /** Records that were new; 0 where they had come before. */
  readonly count: number;
  readonly root: string | null;
  /** Grants with a good call among the new ones. */
  readonly used: readonly { readonly region: string; readonly grant: string }[];
}

const temporary = `
create temporary table if not exists call_in (
  region text, at timestamptz, id uuid, grant_id uuid, application text, caller text, person text, purpose text, items text,
  entry_region text, entry uuid, rows integer, bytes integer, params bytea, status text, reason text, repeats integer, ms integer,
  address text, claimed text, ignored text, keys text[]
) on commit delete rows`;

const bucketSums = bucketBounds.map((_, n) => `coalesce(sum(n) filter (where status = 'ok' and class = ${n}), 0)`).join(', ');
/** `width_bucket` counts from a bound on, a class goes up to its bound and with it. */
const classFrom = bucketBounds.flatMap((to) => (to === null ? [] : [to + 1])).join(', ');
const sums = `
    coalesce(sum(calls) filter (where status = 'ok'), 0) as calls, sum(rows) as rows, sum(bytes) as bytes,
    coalesce(sum(calls) filter (where status = 'refused'), 0) as refused, coalesce(sum(calls) filter (where status = 'failed'), 0) as failed`;

/**
 * One statement for everything that follows from new records, so that nothing of it passes through the program but
 * the leaves of the ledger, in order of time. Who received which record and the sums are taken in order of their
 * keys, so that two gateways never wait in a ring. Records are counted once, into few cells, of which every sum is made.
 *
 * @param conflict  what becomes of records that were shipped before. Nothing is said at first: an insert that must be
 *   ready for them costs the database 2 of 27 µs a record and one in ten bytes of its log, and they are rare
 */
const takeIn = (conflict: '' | 'on conflict do nothing'): string => `
with fresh as (
  insert into call_record (region, at, id, grant_id, application, caller, person, purpose, items, rows, bytes, params, status, reason, repeats, ms, address, claimed, ignored, batch)
  select region, at, id, grant_id, application, caller, person, purpose, items, rows, bytes, params, status, reason, repeats, ms, address, claimed, ignored, $1::uuid
  from call_in
  ${conflict}
  returning *),
known as (
  insert into received (region, entry, key_digest, grant_id, first_at, last_at)
  select entry_region, entry, digest, grant_id, min(at), max(at)
  from (select entry_region, entry, decode(unnest(keys), 'hex') as digest, grant_id, at from call_in where status = 'ok') as each -- also of records that came before: twice changes nothing
  group by entry_region, entry, digest, grant_id
  order by 1, 2, 3, 4
  on conflict (region, entry, key_digest, grant_id) do update
  set last_at = greatest(received.last_at, excluded.last_at), first_at = least(received.first_at, excluded.first_at)),
cells as materialized (
  select region, grant_id, (at at time zone 'Asia/Shanghai')::date as day, coalesce(person, '') as person, status, reason, width_bucket(ms, array[${classFrom}]) as class,
    count(*) as n, sum(repeats) as calls, sum(rows) as rows, sum(bytes) as bytes, sum(ms) as ms
  from fresh
  group by 1, 2, 3, 4, 5, 6, 7),
persons as (
  insert into usage_day (region, grant_id, day, person, calls, rows, bytes, refused, failed)
  select region, grant_id, day, person,${sums}
  from cells
  group by region, grant_id, day, person
  order by 1, 2, 3, 4
  on conflict (region, grant_id, day, person) do update
  set calls = usage_day.calls + excluded.calls, rows = usage_day.rows + excluded.rows, bytes = usage_day.bytes + excluded.bytes,
      refused = usage_day.refused + excluded.refused, failed = usage_day.failed + excluded.failed),
askers as (
  insert into usage_person (region, grant_id, person, last_on)
  select region, grant_id, person, max(day)
  from cells
  group by region, grant_id, person
  order by 1, 2, 3
  on conflict (region, grant_id, person) do update set last_on = excluded.last_on where usage_person.last_on < excluded.last_on),
added as materialized (
  select region, grant_id, day,${sums},
    coalesce(sum(calls) filter (where reason = 'maintenance'), 0) as maintenance, coalesce(sum(ms) filter (where status = 'ok'), 0) as ms_sum,
    array[${bucketSums}] as ms_buckets
  from cells
  group by region, grant_id, day
  order by 1, 2, 3),
for_offices as (
  insert into usage_added (region, batch, grant_id, day, calls, rows, refused, failed, maintenance, ms_buckets)
  select region, $1::uuid, grant_id, day, calls, rows, refused, failed, maintenance, ms_buckets from added),
totals as (
  insert into usage_sum (region, grant_id, day, calls, rows, bytes, refused, failed, maintenance, ms_sum, ms_buckets)
  select region, grant_id, day, calls, rows, bytes, refused, failed, maintenance, ms_sum, ms_buckets from added
  on conflict (region, grant_id, day) do update
  set calls = usage_sum.calls + excluded.calls, rows = usage_sum.rows + excluded.rows, bytes = usage_sum.bytes + excluded.bytes,
      refused = usage_sum.refused + excluded.refused, failed = usage_sum.failed + excluded.failed, maintenance = usage_sum.maintenance + excluded.maintenance,
      ms_sum = usage_sum.ms_sum + excluded.ms_sum,
      ms_buckets = (select array_agg(coalesce(was, 0) + came order by n) from unnest(usage_sum.ms_buckets, excluded.ms_buckets) with ordinality as bucket (was, came, n)))
select count(*)::int as n, min(at)::text as first_at, max(at)::text as last_at, -- as text: a Date would lose the microseconds
  string_agg(call_record_leaf(fresh), ''::bytea order by region, at, id) as leaves,
  (select array_agg(distinct region || '-' || grant_id) from added where calls > 0) as used
from fresh`;

const takes = { first: { name: 'take_calls', text: takeIn('') }, again: { name: 'take_calls_again', text: takeIn('on conflict do nothing') } } as const;

interface Taken { n: number; first_at: string | null; last_at: string | null; leaves: Buffer | null; used: string[] | null }

export interface ShipOptions {
  /** Others may have shipped the same lines: asked for at once what is else asked for at a second try. */
  readonly shared?: boolean;
  /** Further statements of the same transaction (the spool's rows go). */
  also?(client: pg.PoolClient): Promise<void>;
}

/**
 * Puts shipped lines where they are kept, in one transaction: the records, who received which record, the sums of
 * the day, one batch and its one ledger entry (count, root). The same lines twice act once: what a restarted gateway
 * ships again is left out.
 *
 * @param region of the platform that ships: the batch and its entry are its own
 */
export async function shipLines(pool: pg.Pool, region: string, lines: Buffer, options: ShipOptions = {}): Promise<Shipped> {
  const client = await pool.connect();
  try {
    const shipped = await shipBy(client, options.shared === true ? 'again' : 'first', region, lines, options).catch(async (error: unknown) => {
      if (sqlState(error) !== uniqueViolation || options.shared === true) throw error;
      await client.query('rollback');
      return shipBy(client, 'again', region, lines, options);
    });
    client.release();
    return shipped;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    client.release(true);
    throw error;
  }
}

const uniqueViolation = '23505';

async function shipBy(client: pg.PoolClient, take: keyof typeof takes, region: string, lines: Buffer, { also }: ShipOptions): Promise<Shipped> {
  await client.query('begin');
  await client.query(temporary);
  await pipeline(Readable.from([lines], { objectMode: false }), client.query(copyFrom(`copy call_in (${lineColumns.join(', ')}) from stdin`)));
  const batch = uuidv7();
  const { rows } = await client.query<Taken>({ ...takes[take], values: [batch] });
  const shipped = await keepBatch(client, region, batch, rows[0] as Taken);
  await also?.(client);
  await client.query('commit');
  return shipped;
}

async function keepBatch(client: pg.PoolClient, region: string, batch: string, taken: Taken): Promise<Shipped> {
  if (taken.n === 0 || taken.leaves === null) return { count: 0, root: null, used: [] };
  const root = await rootOfLeaves(taken.leaves);
  await client.query('insert into call_batch (region, id, count, from_at, to_at, root) values ($1, $2, $3, $4, $5, $6)', [region, batch, taken.n, taken.first_at, taken.last_at, root]);
  const entry = pendingRow({ region, kind: 'calls', subject: batch, body: { batch, count: taken.n, root: root.toString('hex') } });
  await client.query('insert into ledger_pending (region, id, kind, subject, body, hash) values ($1, $2, $3, $4, $5, $6)', [entry.region, entry.id, entry.kind, entry.subject, entry.body, entry.hash]);
  return { count: taken.n, root: root.toString('hex'), used: (taken.used ?? []).map((ref) => ({ region: ref.slice(0, 6), grant: ref.slice(7) })) };
}

const leafBytes = 32;
const atOnce = 256;

/** The Merkle root, in slices of half a millisecond: calls are answered by the same thread. */
async function rootOfLeaves(leaves: Buffer): Promise<Buffer> {
  const tree = newFrontier();
  for (let at = 0; at < leaves.length; at += leafBytes) {
    append(tree, leaves.subarray(at, at + leafBytes));
    if ((at / leafBytes) % atOnce === atOnce - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return rootOf(tree);
}
