import { sql, type RawBuilder } from 'kysely';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { At } from './connections.ts';

/** Runs of quality rules and their results. A run is claimed by a lease; its counts and its place move together, page by page. */

export interface RunRow extends At {
  readonly resource: string; readonly entry: string; readonly org: string; readonly rulesVersion: number; readonly bindingVersion: number;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped'; readonly atOnce: boolean; readonly askedBy: string | null; readonly askedAt: string; readonly begunAt: string | null; readonly endedAt: string | null;
  readonly step: number; readonly way: 'paged' | 'whole' | null; readonly place: Buffer | null; readonly paged: boolean; readonly checked: number; readonly partial: boolean; readonly pageRows: number | null;
  readonly faults: number; readonly fault: string | null; readonly rate: number | null; readonly failing: number | null;
}
const columns = ['region', 'id', 'resource', 'entry', 'org', 'rulesVersion', 'bindingVersion', 'state', 'atOnce', 'askedBy', 'askedAt', 'begunAt', 'endedAt', 'step', 'way', 'place', 'paged', 'checked', 'partial', 'pageRows', 'faults', 'fault', 'rate', 'failing'] as const;

export interface ResultRow { readonly rule: string; readonly kind: string; readonly checked: number; readonly failed: number; readonly perMille: number; readonly verdict: 'holds' | 'fails' | 'unknown' | null; readonly why: string | null; readonly samples: readonly Buffer[] }

/** Adds a run that waits; undefined where one is open. */
export async function addRun(tx: Tx, run: Pick<RunRow, 'region' | 'resource' | 'entry' | 'org' | 'rulesVersion' | 'bindingVersion' | 'atOnce' | 'askedBy'>): Promise<string | undefined> {
  const id = uuidv7();
  const added = await tx.insertInto('qualityRun').values({ ...run, id, state: 'waiting' }).onConflict((same) => same.columns(['region', 'resource']).where('endedAt', 'is', null).doNothing()).executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows) === 1 ? id : undefined;
}

/** The open run of a resource is to go on at once, whatever the hours. */
export async function hasten(tx: Tx, resource: At, by: string): Promise<boolean> {
  const done = await tx.updateTable('qualityRun').set({ atOnce: true, askedBy: by, notBefore: sql`'-infinity'` }).where('region', '=', resource.region).where('resource', '=', resource.id).where('endedAt', 'is', null).where('atOnce', '=', false).executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export async function findRun(db: Reader, at: At): Promise<RunRow | undefined> {
  return (await db.selectFrom('qualityRun').select(columns).where('region', '=', at.region).where('id', '=', at.id).executeTakeFirst()) as RunRow | undefined;
}

export async function openRun(db: Reader, resource: At): Promise<RunRow | undefined> {
  return (await db.selectFrom('qualityRun').select(columns).where('region', '=', resource.region).where('resource', '=', resource.id).where('endedAt', 'is', null).executeTakeFirst()) as RunRow | undefined;
}

/** Newest first, keyset on the id. `state`: only those. Reads index quality_run_of. */
export async function runsOf(db: Reader, resource: At, of: { readonly after?: string | undefined; readonly state?: 'done'; readonly limit: number }): Promise<RunRow[]> {
  let query = db.selectFrom('qualityRun').select(columns).where('region', '=', resource.region).where('resource', '=', resource.id);
  if (of.after !== undefined) query = query.where('id', '<', of.after);
  if (of.state !== undefined) query = query.where('state', '=', of.state);
  return (await query.orderBy('id', 'desc').limit(of.limit).execute()) as RunRow[];
}

export async function resultsOf(db: Reader, at: { readonly region: string; readonly id: string }): Promise<ResultRow[]> {
  return (await db.selectFrom('qualityResult').select(['rule', 'kind', 'checked', 'failed', 'perMille', 'verdict', 'why', 'samples']).where('region', '=', at.region).where('run', '=', at.id).orderBy('rule').limit(200).execute()) as ResultRow[];
}

/** How one rule came out in the runs before, newest first: since when it fails. At most 50. */
export async function verdictsOf(db: Reader, resource: At, rule: string): Promise<{ readonly run: string; readonly verdict: string | null; readonly endedAt: string | null }[]> {
  return db.selectFrom('qualityRun').innerJoin('qualityResult', (on) => on.onRef('qualityResult.region', '=', 'qualityRun.region').onRef('qualityResult.run', '=', 'qualityRun.id'))
    .select(['qualityRun.id as run', 'qualityResult.verdict', 'qualityRun.endedAt']).where('qualityRun.region', '=', resource.region).where('qualityRun.resource', '=', resource.id)
    .where('qualityRun.state', '=', 'done').where('qualityResult.rule', '=', rule).orderBy('qualityRun.id', 'desc').limit(50).execute();
}

/**
 * Claims the run that waits longest, for so many seconds: no other worker goes on with it, nor with another on the same
 * connection. `hour`: of Shanghai; runs that are not at once stand still outside their hours.
 */
export async function claimRun(tx: Tx, hour: number, seconds: number): Promise<RunRow | undefined> {
  const waiting = (of: RawBuilder<unknown>) => sql`
    select q.region, q.id from quality_run q join resource r on r.region = q.region and r.id = q.resource
    left join quality_plan p on p.region = q.region and p.resource = q.resource
    where ${of} and q.ended_at is null and q.lease_until < now() and q.not_before <= now()
      and (q.at_once or (p.resource is not null and case when p.hour_from < p.hour_to then ${hour} >= p.hour_from and ${hour} < p.hour_to else ${hour} >= p.hour_from or ${hour} < p.hour_to end))
      and not exists (select from quality_run o join resource s on s.region = o.region and s.id = o.resource where s.region = r.region and s.connection_id = r.connection_id and o.id <> q.id and o.ended_at is null and o.lease_until >= now())
    order by q.at_once desc, q.id`;
  const [found] = await claimByRegion(tx, waiting(sql`true`), 1, async (region) => (await sql<{ region: string; id: string }>`${waiting(sql`q.region = ${region}`)} limit 1 for update of q skip locked`.execute(tx)).rows);
  if (!found) return undefined;
  return (await tx.updateTable('qualityRun').set({ state: 'running', leaseUntil: sql`now() + make_interval(secs => ${seconds})`, begunAt: sql`coalesce(begun_at, now())` })
    .where('region', '=', found.region).where('id', '=', found.id).returning(columns).executeTakeFirst()) as RunRow | undefined;
}

export interface Step { readonly way?: 'paged' | 'whole'; readonly place?: Buffer | null; readonly paged?: boolean; readonly rows?: number; readonly partial?: boolean; readonly pageRows?: number; readonly fault?: string | null; readonly counted?: readonly { readonly rule: string; readonly checked: number; readonly failed: number; readonly samples: readonly Buffer[]; readonly why?: string | null; readonly unknown?: boolean }[] }

/**
 * One step on, in one transaction: counts and place, or nothing. False where the run is no longer at this step: another
 * worker went on with it, or it was stopped.
 */
export async function stepOn(tx: Tx, run: RunRow, step: Step, leaseSeconds: number): Promise<boolean> {
  const { counted, rows, ...set } = step;
  const moved = await tx.updateTable('qualityRun').set((eb) => ({ ...set, step: run.step + 1, checked: eb('checked', '+', rows ?? 0), faults: 0, leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})` }))
    .where('region', '=', run.region).where('id', '=', run.id).where('step', '=', run.step).where('endedAt', 'is', null).executeTakeFirst();
  if (Number(moved.numUpdatedRows) !== 1) return false;
  for (const it of counted ?? []) {
    await sql`update quality_result set checked = checked + ${it.checked}, failed = failed + ${it.failed}, samples = (samples || ${[...it.samples]}::bytea[])[1:20],
      why = coalesce(${it.why ?? null}, why), verdict = case when ${it.unknown ?? false} then 'unknown' else verdict end
      where region = ${run.region} and run = ${run.id}::uuid and rule = ${it.rule}`.execute(tx);
  }
  return true;
}

export async function addResults(tx: Tx, run: At, rules: readonly { readonly id: string; readonly kind: string; readonly toleratedPerMille: number }[]): Promise<void> {
  if (rules.length > 0) await tx.insertInto('qualityResult').values(rules.map((rule) => ({ region: run.region, run: run.id, rule: rule.id, kind: rule.kind, perMille: rule.toleratedPerMille }))).onConflict((same) => same.doNothing()).execute();
}

/** It did not come on: later again, five times; how often in a row. */
export async function putOff(tx: Tx, run: RunRow, fault: string, seconds: number): Promise<number> {
  const row = await tx.updateTable('qualityRun').set((eb) => ({ fault: fault.slice(0, 500), faults: eb('faults', '+', 1), leaseUntil: sql`'-infinity'`, notBefore: sql`now() + make_interval(secs => ${seconds})` }))
    .where('region', '=', run.region).where('id', '=', run.id).where('step', '=', run.step).where('endedAt', 'is', null).returning('faults').executeTakeFirst();
  return row?.faults ?? 0;
}

/** Free for whoever goes on: the hours are over, or the worker stops. */
export async function release(tx: Tx, run: At): Promise<void> {
  await tx.updateTable('qualityRun').set({ leaseUntil: sql`'-infinity'`, state: 'waiting' }).where('region', '=', run.region).where('id', '=', run.id).where('endedAt', 'is', null).execute();
}

export async function endRun(tx: Tx, run: At, set: { readonly state: 'done' | 'failed' | 'stopped'; readonly fault?: string | null; readonly rate?: number | null; readonly failing?: number | null }): Promise<boolean> {
  const done = await tx.updateTable('qualityRun').set({ ...set, endedAt: new Date().toISOString(), leaseUntil: sql`'-infinity'`, place: null }).where('region', '=', run.region).where('id', '=', run.id).where('endedAt', 'is', null).executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export async function setVerdict(tx: Tx, run: At, rule: string, verdict: 'holds' | 'fails' | 'unknown', why: string | null): Promise<void> {
  await tx.updateTable('qualityResult').set(why === null ? { verdict } : { verdict, why }).where('region', '=', run.region).where('run', '=', run.id).where('rule', '=', rule).execute();
}

/** Runs of a department that ended between two days of Shanghai, oldest first. At most 1,000. Reads index quality_run_org. */
export async function qualityRunsOf(db: Reader, org: string, from: string, to: string): Promise<{ readonly endedAt: string; readonly rate: number | null; readonly failing: number }[]> {
  const { rows } = await sql<{ endedAt: string; rate: number | null; failing: number }>`
    select (ended_at at time zone 'Asia/Shanghai')::text as ended_at, rate, coalesce(failing, 0) as failing from quality_run
    where org = ${org} and state = 'done' and ended_at >= ${from}::timestamp at time zone 'Asia/Shanghai' and ended_at < (${to}::timestamp + interval '1 day') at time zone 'Asia/Shanghai'
    order by ended_at limit 1000`.execute(db);
  return rows;
}
