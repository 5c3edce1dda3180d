import { sql } from 'kysely';
import type { Rule } from '../../../law/quality.ts';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { PlanIn } from '../quality/contract.ts';
import type { At } from './connections.ts';

/** Quality rules, every version kept, and the provider's limits for running them. */

export interface EntryAt { readonly region: string; readonly entry: string }
export interface RulesRow { readonly version: number; readonly entryVersion: number; readonly rules: readonly Rule[]; readonly madeBy: string; readonly madeAt: string }

/** The rules that stand, or a named version of them; undefined where none were ever made. */
export async function rulesOf(db: Reader, at: EntryAt, version?: number): Promise<RulesRow | undefined> {
  let query = db.selectFrom('qualityRules').select(['version', 'entryVersion', 'body', 'madeBy', 'madeAt']).where('region', '=', at.region).where('entry', '=', at.entry);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && { version: row.version, entryVersion: row.entryVersion, rules: row.body as Rule[], madeBy: row.madeBy, madeAt: row.madeAt };
}

/** Adds the next version; false where another was made meanwhile. */
export async function addRules(tx: Tx, at: EntryAt, row: { readonly version: number; readonly entryVersion: number; readonly rules: readonly Rule[]; readonly madeBy: string }): Promise<boolean> {
  const { rules, ...rest } = row;
  const added = await tx.insertInto('qualityRules').values({ ...at, ...rest, body: json(rules) }).onConflict((same) => same.columns(['region', 'entry', 'version']).doNothing()).executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows) === 1;
}

export interface PlanRow extends PlanIn { readonly nextAt: string; readonly setAt: string }
const planColumns = ['byItself', 'hourFrom', 'hourTo', 'everyDays', 'pageRows', 'boundRows', 'statementMs', 'pauseMs', 'nextAt', 'setAt'] as const;

export async function planOf(db: Reader, resource: At): Promise<PlanRow | undefined> {
  return db.selectFrom('qualityPlan').select(planColumns).where('region', '=', resource.region).where('resource', '=', resource.id).executeTakeFirst();
}

export async function setPlan(tx: Tx, resource: At, plan: PlanIn, by: string): Promise<void> {
  const row = { ...plan, nextAt: sql<string>`now()`, setBy: by, setAt: new Date().toISOString() };
  await tx.insertInto('qualityPlan').values({ region: resource.region, resource: resource.id, ...row }).onConflict((same) => same.columns(['region', 'resource']).doUpdateSet(row)).execute();
}

/** Resources of live bindings whose turn has come, at most `limit`; each is put off to its next turn in the same transaction. Rows held by another worker are skipped. */
export async function claimDue(tx: Tx, limit: number): Promise<At[]> {
  const due = sql`from quality_plan q join resource r on r.region = q.region and r.id = q.resource and r.state = 'live' where q.by_itself and q.next_at <= now()`;
  return claimByRegion(tx, sql`select q.region ${due} order by q.next_at`, limit, async (region, left) => (await sql<At>`
    update quality_plan p set next_at = now() + make_interval(days => p.every_days) from (
      select q.region, q.resource ${due} and q.region = ${region} order by q.next_at limit ${left} for update of q skip locked) due
    where p.region = ${region} and p.resource = due.resource returning p.region, p.resource as id`.execute(tx)).rows);
}

export interface ListedRow { readonly region: string; readonly entry: string; readonly resource: string; readonly rules: number; readonly rate: number | null; readonly failing: number | null; readonly lastOn: string | null; readonly running: boolean; readonly byItself: boolean }

/** A department's bound entries with how their last run came out, newest first, keyset on the resource's id. Reads index resource_org. */
export async function qualityList(db: Reader, of: { readonly region: string; readonly org: string; readonly show: 'all' | 'failing' | 'without'; readonly after: string | undefined; readonly limit: number }): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select r.region, r.entry, r.id as resource, coalesce(jsonb_array_length(q.body), 0)::int as rules, l.rate, l.failing, l.ended_at as last_on, o.id is not null as running, coalesce(p.by_itself, false) as by_itself
    from resource r
    left join lateral (select body from quality_rules where region = r.region and entry = r.entry order by version desc limit 1) q on true
    left join lateral (select rate, failing, ended_at from quality_run where region = r.region and resource = r.id and state = 'done' order by id desc limit 1) l on true
    left join quality_run o on o.region = r.region and o.resource = r.id and o.ended_at is null
    left join quality_plan p on p.region = r.region and p.resource = r.id
    where r.region = ${of.region} and r.org = ${of.org} and r.state <> 'retired' and (${of.after ?? null}::uuid is null or r.id < ${of.after ?? null}::uuid)
      and case ${of.show} when 'failing' then l.failing > 0 when 'without' then coalesce(jsonb_array_length(q.body), 0) = 0 else true end
    order by r.id desc limit ${of.limit}`.execute(db);
  return rows;
}
