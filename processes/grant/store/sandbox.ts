import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import { json, type Db, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { SandboxShape } from '../sandbox/shape.ts';
import type { Ref } from './agreement.ts';

/** Statements on sandbox, sandbox_event and sandbox_call. */

export interface SandboxRow extends Ref {
  readonly org: string; readonly entryRegion: string; readonly entry: string; readonly entryVersion: number; readonly serviceKind: 'query' | 'verification'; readonly shape: SandboxShape;
  readonly quotaDay: number; readonly quotaMinute: number; readonly openedAt: string; readonly endsAt: string; readonly closedAt: string | null; readonly closedWhy: string | null; readonly version: number;
}

const columns = ['region', 'id', 'org', 'entryRegion', 'entry', 'entryVersion', 'serviceKind', 'shape', 'quotaDay', 'quotaMinute', 'openedAt', 'endsAt', 'closedAt', 'closedWhy', 'version'] as const;

export async function insertSandbox(tx: Tx, row: Omit<SandboxRow, 'openedAt' | 'closedAt' | 'closedWhy' | 'version'> & { readonly openedBy: string }): Promise<void> {
  await tx.insertInto('sandbox').values({ ...row, shape: json(row.shape) }).execute();
}

export async function findSandbox(db: Reader, ref: Ref): Promise<SandboxRow | undefined> {
  return (await db.selectFrom('sandbox').select(columns).where('region', '=', ref.region).where('id', '=', ref.id).executeTakeFirst()) as SandboxRow | undefined;
}

/** Locks the row, so that two acts on one sandbox do not cross. */
export async function lockSandbox(tx: Tx, ref: Ref): Promise<SandboxRow | undefined> {
  return (await tx.selectFrom('sandbox').select(columns).where('region', '=', ref.region).where('id', '=', ref.id).forUpdate().executeTakeFirst()) as SandboxRow | undefined;
}

/** A department's own, newest first, keyset on the id. Reads index sandbox_of. */
export async function sandboxesOf(db: Reader, of: { readonly region: string; readonly org: string; readonly open: boolean; readonly after: string | undefined; readonly limit: number }): Promise<SandboxRow[]> {
  let query = db.selectFrom('sandbox').select(columns).where('region', '=', of.region).where('org', '=', of.org);
  if (of.open) query = query.where('closedAt', 'is', null);
  if (of.after !== undefined) query = query.where('id', '<', of.after);
  return (await query.orderBy('id', 'desc').limit(of.limit).execute()) as SandboxRow[];
}

/** Open ones of a department on one entry. Reads unique index sandbox_open. */
export async function openOn(db: Reader, of: { readonly region: string; readonly org: string; readonly entryRegion: string; readonly entry: string }): Promise<SandboxRow[]> {
  return (await db.selectFrom('sandbox').select(columns).where('region', '=', of.region).where('org', '=', of.org).where('entryRegion', '=', of.entryRegion).where('entry', '=', of.entry)
    .where('closedAt', 'is', null).orderBy('id').limit(2).execute()) as SandboxRow[];
}

/** How many a department has open, counted to `cap`. */
export async function countOpen(db: Reader, of: { readonly region: string; readonly org: string }, cap: number): Promise<number> {
  const row = await db.selectFrom(db.selectFrom('sandbox').select('id').where('region', '=', of.region).where('org', '=', of.org).where('closedAt', 'is', null).limit(cap).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function closeSandbox(tx: Tx, ref: Ref, why: 'person' | 'term' | 'entry'): Promise<void> {
  await tx.updateTable('sandbox').set((eb) => ({ closedAt: sql<string>`now()`, closedWhy: why, version: eb('version', '+', 1) })).where('region', '=', ref.region).where('id', '=', ref.id).where('closedAt', 'is', null).execute();
}

/** Some whose time is over, locked; rows that another worker holds are skipped. Reads index sandbox_end. */
export async function claimOver(tx: Tx, limit: number): Promise<Ref[]> {
  return claimByRegion(tx, sql`select region from sandbox where closed_at is null and ends_at <= now() order by ends_at`, limit, (region, left) => tx.selectFrom('sandbox').select(['region', 'id'])
    .where('region', '=', region).where('closedAt', 'is', null).where('endsAt', '<=', sql<string>`now()`).orderBy('endsAt').limit(left).forUpdate().skipLocked().execute());
}

/** Open ones on an entry that goes, in one order for all. Reads index sandbox_entry. */
export async function openOnEntry(tx: Tx, entryRegion: string, entry: string): Promise<Ref[]> {
  return tx.selectFrom('sandbox').select(['region', 'id']).where('entryRegion', '=', entryRegion).where('entry', '=', entry).where('closedAt', 'is', null).orderBy('region').orderBy('id').limit(5_000).execute();
}

/** Forgets those that were closed long ago, with their keys, events and counts; some at a time. Returns how many. */
export async function forgetSandboxes(db: Db, limit = 200): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const gone = await tx.selectFrom('sandbox').select(['region', 'id']).where('closedAt', '<', sql<string>`now() - make_interval(days => ${keptDays('sandboxes')})`).limit(limit).execute();
    const of = sql`select * from unnest(${gone.map((one) => one.region)}::text[], ${gone.map((one) => one.id)}::uuid[])`;
    await sql`delete from credential where (region, grant_id) in (${of})`.execute(tx);
    await sql`delete from sandbox where (region, id) in (${of})`.execute(tx);
    return gone.length;
  });
}

export async function addSandboxEvent(tx: Tx, sandbox: Ref, what: 'opened' | 'rotated' | 'drilled' | 'closed', person: string | null, note = ''): Promise<void> {
  await tx.insertInto('sandboxEvent').values({ region: sandbox.region, id: uuidv7(), sandbox: sandbox.id, what, person, note }).execute();
}

export async function sandboxEvents(db: Reader, sandbox: Ref): Promise<{ at: string; what: string; person: string | null; note: string }[]> {
  return db.selectFrom('sandboxEvent').select(['at', 'what', 'person', 'note']).where('region', '=', sandbox.region).where('sandbox', '=', sandbox.id).orderBy('at', 'desc').orderBy('id', 'desc').limit(100).execute();
}

export interface SandboxCalls { readonly region: string; readonly sandbox: string; readonly door: 'national' | 'rest'; readonly reason: string; readonly n: number; readonly lastMs: number }

/** Adds counts, sorted, so that two gateways never wait in a ring; of a sandbox that was forgotten meanwhile nothing is kept. */
export async function addSandboxCalls(db: Reader, rows: readonly SandboxCalls[]): Promise<void> {
  const of = <T>(value: (row: SandboxCalls) => T): T[] => rows.map(value);
  await sql`
    insert into sandbox_call (region, sandbox, day, door, reason, n, last_at)
    select fresh.region, fresh.sandbox, (fresh.at at time zone 'Asia/Shanghai')::date, fresh.door, fresh.reason, sum(fresh.n), max(fresh.at)
    from unnest(${of((r) => r.region)}::text[], ${of((r) => r.sandbox)}::uuid[], ${of((r) => r.door)}::text[], ${of((r) => r.reason)}::text[], ${of((r) => r.n)}::bigint[], ${of((r) => new Date(r.lastMs).toISOString())}::timestamptz[])
      as fresh (region, sandbox, door, reason, n, at)
    join sandbox s on s.region = fresh.region and s.id = fresh.sandbox
    group by 1, 2, 3, 4, 5
    order by 1, 2, 3, 4, 5
    on conflict (region, sandbox, day, door, reason) do update set n = sandbox_call.n + excluded.n, last_at = greatest(sandbox_call.last_at, excluded.last_at)`.execute(db);
}

/** By day, newest first; at most 500. */
export async function sandboxCalls(db: Reader, sandbox: Ref): Promise<{ day: string; door: string; reason: string; n: number; lastAt: string }[]> {
  const rows = await db.selectFrom('sandboxCall').select(['day', 'door', 'reason', 'n', 'lastAt']).where('region', '=', sandbox.region).where('sandbox', '=', sandbox.id).orderBy('day', 'desc').orderBy('n', 'desc').limit(500).execute();
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** How often each was called, whatever came of it. */
export async function callsOfSandboxes(db: Reader, refs: readonly Ref[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; n: number }>`
    select named.id, coalesce(sum(c.n), 0)::float8 as n
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    left join sandbox_call c on c.region = named.region and c.sandbox = named.id
    group by named.id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** What gateways hold of sandboxes: the named ones that are open, or all, in pages by primary key. */
export async function loadSandboxes(db: Reader, only?: readonly Ref[]): Promise<SandboxRow[]> {
  const found: SandboxRow[] = [];
  const page = 2_000;
  for (let after: Ref | undefined; ; ) {
    let query = db.selectFrom('sandbox').select(columns).where('closedAt', 'is', null).where('endsAt', '>', sql<string>`now()`).orderBy('region').orderBy('id').limit(page);
    if (only) query = query.where(sql<boolean>`(region, id) in (select * from unnest(${only.map((one) => one.region)}::text[], ${only.map((one) => one.id)}::uuid[]))`);
    if (after) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
    const rows = (await query.execute()) as SandboxRow[];
    found.push(...rows);
    if (rows.length < page) return found;
    after = rows.at(-1);
  }
}

/** Versions of those that are open, for the gateway's comparison. */
export async function standingSandboxes(db: Reader): Promise<{ readonly region: string; readonly id: string; readonly version: number }[]> {
  return db.selectFrom('sandbox').select(['region', 'id', 'version']).where('closedAt', 'is', null).where('endsAt', '>', sql<string>`now()`).orderBy('region').orderBy('id').limit(1_000_000).execute();
}
