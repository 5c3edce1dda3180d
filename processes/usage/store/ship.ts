import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { append, newFrontier, rootOf } from '../../../platform/ledger/merkle.ts';
import { pendingRow } from '../../../platform/ledger/pending.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { lineColumns } from '../call-record.ts';

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

/**
 * Records that are new here, in order of time; the ledger's leaf of each comes back. About 6 µs a row of the
 * database's time. What a restarted gateway ships again conflicts and is left out.
 */
const takeIn = `
with fresh as (
  insert into call_record (region, at, id, grant_id, application, caller, person, purpose, items, rows, bytes, params, status, reason, repeats, ms, address, claimed, ignored, batch)
  select region, at, id, grant_id, application, caller, person, purpose, items, rows, bytes, params, status, reason, repeats, ms, address, claimed, ignored, $1::uuid
  from call_in order by region, at, id
  on conflict do nothing
  returning *)
select encode(call_record_leaf(fresh), 'hex') as leaf, region, grant_id, (at at time zone 'Asia/Shanghai')::date::text as day, coalesce(person, '') as person, status, id, rows, bytes, repeats, at
from fresh order by region, at, id`;

/** Sorted by key, so that two gateways never wait for each other in a ring. */
const keepReceived = `
insert into received (region, entry, key_digest, grant_id, first_at, last_at)
select entry_region, entry, decode(key, 'hex') as digest, grant_id, min(at), max(at)
from call_in cross join unnest(keys) as key
where id = any($1::uuid[])
group by entry_region, entry, digest, grant_id
order by entry_region, entry, digest, grant_id
on conflict (region, entry, key_digest, grant_id) do update
set first_at = least(received.first_at, excluded.first_at), last_at = greatest(received.last_at, excluded.last_at)`;

const keepSums = `
insert into usage_day (region, grant_id, day, person, calls, rows, bytes, refused, failed)
select * from unnest($1::text[], $2::uuid[], $3::date[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
on conflict (region, grant_id, day, person) do update
set calls = usage_day.calls + excluded.calls, rows = usage_day.rows + excluded.rows, bytes = usage_day.bytes + excluded.bytes,
    refused = usage_day.refused + excluded.refused, failed = usage_day.failed + excluded.failed`;

interface Fresh { leaf: string; region: string; grant_id: string; day: string; person: string; status: string; id: string; rows: number; bytes: number; repeats: number; at: string }

/**
 * Puts shipped lines where they are kept, in one transaction: the records, who received which record, the sums of
 * the day, one batch and its one ledger entry (count, root). The same lines twice act once.
 *
 * @param region of the platform that ships: the batch and its entry are its own
 * @param extra  further statements of the same transaction (the spool's rows go)
 */
export async function shipLines(pool: pg.Pool, region: string, lines: Buffer, extra?: (client: pg.PoolClient) => Promise<void>): Promise<Shipped> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(temporary);
    await pipeline(Readable.from([lines], { objectMode: false }), client.query(copyFrom(`copy call_in (${lineColumns.join(', ')}) from stdin`)));
    const batch = uuidv7();
    const { rows } = await client.query<Fresh>(takeIn, [batch]);
    const shipped = await keepBatch(client, region, batch, rows);
    await extra?.(client);
    await client.query('commit');
    client.release();
    return shipped;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    client.release(true);
    throw error;
  }
}

async function keepBatch(client: pg.PoolClient, region: string, batch: string, rows: readonly Fresh[]): Promise<Shipped> {
  if (rows.length === 0) return { count: 0, root: null, used: [] };
  await client.query(keepReceived, [rows.filter((row) => row.status === 'ok').map((row) => row.id)]);
  await client.query(keepSums, sumsOf(rows));
  const tree = newFrontier();
  for (const row of rows) append(tree, Buffer.from(row.leaf, 'hex'));
  const root = rootOf(tree);
  const times = rows.map((row) => row.at).sort();
  await client.query('insert into call_batch (region, id, count, from_at, to_at, root) values ($1, $2, $3, $4, $5, $6)', [region, batch, rows.length, times[0], times.at(-1), root]);
  const entry = pendingRow({ region, kind: 'calls', subject: batch, body: { batch, count: rows.length, root: root.toString('hex') } });
  await client.query('insert into ledger_pending (region, id, kind, subject, body, hash) values ($1, $2, $3, $4, $5, $6)', [entry.region, entry.id, entry.kind, entry.subject, entry.body, entry.hash]);
  const used = new Map(rows.filter((row) => row.status === 'ok').map((row) => [`${row.region}-${row.grant_id}`, { region: row.region, grant: row.grant_id }]));
  return { count: rows.length, root: root.toString('hex'), used: [...used.values()] };
}

function sumsOf(rows: readonly Fresh[]): unknown[] {
  const sums = new Map<string, { of: Fresh; calls: number; rows: number; bytes: number; refused: number; failed: number }>();
  for (const row of rows) {
    const key = `${row.region} ${row.grant_id} ${row.day} ${row.person}`;
    const sum = sums.get(key) ?? { of: row, calls: 0, rows: 0, bytes: 0, refused: 0, failed: 0 };
    sums.set(key, sum);
    if (row.status === 'ok') sum.calls += row.repeats;
    else if (row.status === 'refused') sum.refused += row.repeats;
    else sum.failed += row.repeats;
    sum.rows += row.rows;
    sum.bytes += row.bytes;
  }
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  return [
    sorted.map((s) => s.of.region), sorted.map((s) => s.of.grant_id), sorted.map((s) => s.of.day), sorted.map((s) => s.of.person),
    sorted.map((s) => s.calls), sorted.map((s) => s.rows), sorted.map((s) => s.bytes), sorted.map((s) => s.refused), sorted.map((s) => s.failed),
  ];
}
