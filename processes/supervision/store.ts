import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { hasParts, partsOf } from '../../platform/search/parts.ts';
import type { ListQuery } from './contract.ts';

/** Every statement on findings. A finding lies in the region of the case that caused it, else of the department. */

export interface FindingRecord {
  readonly region: string; readonly caseId: string; readonly ground: string; readonly clue: boolean; readonly concerns: 'department' | 'authority'; readonly department: string;
  readonly judge: 'authority' | 'upper'; readonly judgeOrg: string | null; readonly causeCase: string | null; readonly causeKind: string | null; readonly causeNumber: string | null; readonly causeTitle: string | null;
  readonly clock: string; readonly nth: number; readonly dueOn: string | null; readonly raisedOn: string; readonly explainedBy: string | null; readonly state: string; readonly open: boolean; readonly mendBy: string | null;
}
const columns = ['region', 'caseId', 'ground', 'clue', 'concerns', 'department', 'judge', 'judgeOrg', 'causeCase', 'causeKind', 'causeNumber', 'causeTitle', 'clock', 'nth', 'dueOn', 'raisedOn',
  'explainedBy', 'state', 'open', 'mendBy'] as const;

export async function addFinding(tx: Tx, row: Omit<FindingRecord, 'open' | 'mendBy'>): Promise<void> {
  await tx.insertInto('finding').values(row).execute();
}

export async function findFinding(tx: Reader, at: { region: string; id: string }): Promise<FindingRecord | undefined> {
  return (await tx.selectFrom('finding').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst()) as FindingRecord | undefined;
}

/** The finding that this cause raised already. Reads index finding_cause. */
export async function findByCause(tx: Reader, region: string, causeCase: string, clock: string, nth: number): Promise<{ caseId: string } | undefined> {
  return tx.selectFrom('finding').select('caseId').where('region', '=', region).where('causeCase', '=', causeCase).where('clock', '=', clock).where('nth', '=', nth).executeTakeFirst();
}

export async function setFinding(tx: Tx, at: { region: string; id: string }, patch: { state: string; open: boolean; mendBy?: string }): Promise<void> {
  await tx.updateTable('finding').set(patch).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export interface Side { readonly org: string; readonly side: ListQuery['side'] }

function where(at: Side, query: Omit<ListQuery, 'size' | 'side'>): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [at.side === 'judge' ? sql`judge_org = ${at.org}` : sql`department = ${at.org}`, sql`open = ${query.open === 'true'}`];
  if (query.ground) all.push(sql`ground = ${query.ground}`);
  if (query.article) all.push(sql`(ground = ${query.article} or ground like ${`${query.article}(%`})`);
  if (query.state) all.push(sql`state = ${query.state}`);
  if (query.department) all.push(sql`department = ${query.department}`);
  if (query.kind) all.push(sql`cause_kind = ${query.kind}`);
  if (query.q) all.push(hasParts(sql`(coalesce(cause_number, '') || ' ' || coalesce(cause_title, ''))`, partsOf(query.q)));
  return sql.join(all, sql` and `);
}

/** Longest late first, those without a day last. Reads index finding_judge or finding_department; keyset on (due_on, case_id). */
export async function pageOfFindings(db: Reader, at: Side, query: Omit<ListQuery, 'size' | 'side'>, after: { due: string; id: string } | undefined, limit: number): Promise<FindingRecord[]> {
  const later = after ? sql`and (coalesce(due_on, '9999-12-31'::date), case_id) > (${after.due}::date, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<FindingRecord>`
    select region, case_id, ground, clue, concerns, department, judge, judge_org, cause_case, cause_kind, cause_number, cause_title, clock, nth, due_on, raised_on, explained_by, state, open, mend_by
    from finding where ${where(at, query)} ${later}
    order by coalesce(due_on, '9999-12-31'::date), case_id limit ${limit}`.execute(db);
  return rows;
}

export async function countFindings(db: Reader, at: Side, query: Omit<ListQuery, 'size' | 'side'>): Promise<{ facet: 'ground' | 'state' | 'department'; value: string; count: number }[]> {
  const { rows } = await sql<{ facet: 'ground' | 'state' | 'department'; value: string; count: number }>`
    with mine as materialized (select ground, state, department from finding where ${where(at, query)} limit 10000)
    select 'ground' as facet, ground as value, count(*)::int as count from mine group by ground
    union all select 'state', state, count(*)::int from mine group by state
    union all (select 'department', department, count(*)::int from mine group by department order by 3 desc limit 50)`.execute(db);
  return rows;
}

/** How many there are under these filters, 10,000 at most. */
export async function totalFindings(db: Reader, at: Side, query: Omit<ListQuery, 'size' | 'side'>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from (select from finding where ${where(at, query)} limit 10000) as counted`.execute(db);
  return rows[0]?.total ?? 0;
}

/** Findings about each of these departments since a year ago, 1,000 at most, of those that this side sees. Reads index finding_department. */
export async function pastYearOf(db: Reader, at: Side, departments: readonly string[], today: string): Promise<Map<string, number>> {
  if (departments.length === 0) return new Map();
  const { rows } = await sql<{ department: string; count: number }>`
    select asked.department, (select count(*)::int from (
      select from finding where finding.department = asked.department and ${at.side === 'judge' ? sql`judge_org = ${at.org}` : sql`true`}
        and raised_on > ${today}::date - interval '1 year' limit 1000) as counted) as count
    from unnest(${[...new Set(departments)]}::text[]) as asked (department) order by 1 limit 400`.execute(db);
  return new Map(rows.map((row) => [row.department, row.count]));
}

export interface WatchedRecord { readonly region: string; readonly caseId: string; readonly clock: string; readonly nth: number; readonly authority: string; readonly department: string; readonly kind: string; readonly dueOn: string; readonly raisedOn: string }

export async function watch(tx: Tx, row: WatchedRecord): Promise<void> {
  await tx.insertInto('watchedClock').values(row).onConflict((o) => o.columns(['region', 'caseId', 'clock', 'nth']).doUpdateSet({ dueOn: row.dueOn, raisedOn: row.raisedOn })).execute();
}

export async function unwatch(tx: Tx, row: Pick<WatchedRecord, 'region' | 'caseId' | 'clock' | 'nth'>): Promise<void> {
  await tx.deleteFrom('watchedClock').where('region', '=', row.region).where('caseId', '=', row.caseId).where('clock', '=', row.clock).where('nth', '=', row.nth).execute();
}

/** Longest late first; at most 200 stand on a page beside the findings. Reads index watched_clock_authority. */
export async function watchedBy(db: Reader, authority: string): Promise<WatchedRecord[]> {
  return db.selectFrom('watchedClock').select(['region', 'caseId', 'clock', 'nth', 'authority', 'department', 'kind', 'dueOn', 'raisedOn']).where('authority', '=', authority)
    .orderBy('dueOn').orderBy('caseId').limit(200).execute();
}

export async function addCirculated(tx: Tx, at: { region: string; id: string }, on: string, text: string): Promise<void> {
  await tx.insertInto('circulated').values({ region: at.region, caseId: at.id, id: uuidv7(), onDay: on, text }).execute();
}

export async function circulatedOf(db: Reader, at: { region: string; id: string }): Promise<{ on: string; text: string }[]> {
  return db.selectFrom('circulated').select(['onDay as on', 'text']).where('region', '=', at.region).where('caseId', '=', at.id).orderBy('id', 'desc').limit(50).execute();
}
