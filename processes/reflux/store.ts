import { sql } from 'kysely';
import type { Gap } from '../../law/reflux-periods.ts';
import { claimByRegion } from '../../platform/postgres/claims.ts';
import { json, type Reader, type Tx } from '../../platform/postgres/database.ts';
import type { Census } from './contract.ts';

/** Statements on `reflux` and `reflux_period`. A case lies in the region of the organisation that opened it. */

export interface At { readonly region: string; readonly id: string }
export interface Village { readonly name: string; readonly code: string }

export interface RefluxRecord {
  readonly region: string; readonly caseId: string; readonly sender: string; readonly receiver: string; readonly receiverRegion: string;
  readonly entryRegion: string; readonly entry: string; readonly entryVersion: number; readonly entryName: string; readonly entryCode: string | null;
  readonly duty: string; readonly items: readonly number[]; readonly regions: readonly string[]; readonly below: readonly Village[]; readonly ground: string | null; readonly measures: readonly string[]; readonly measure: string | null;
  readonly open: boolean; readonly regionItem: number | null; readonly codes: readonly string[]; readonly grantRegion: string | null; readonly grantId: string | null; readonly connectedOn: string | null; readonly connectedAt: string | null;
  readonly census: Census | null; readonly running: boolean; readonly periodFrom: string | null; readonly periodTo: string | null; readonly fault: string | null;
  /** Its grant was held, suspended or terminated when it ended. */
  readonly endedStopped: boolean;
  /** The binding that its rows came from when they were last counted; null: counted before bindings were noted. */
  readonly bound: string | null;
}
const columns = ['region', 'caseId', 'sender', 'receiver', 'receiverRegion', 'entryRegion', 'entry', 'entryVersion', 'entryName', 'entryCode', 'duty', 'items', 'regions', 'below', 'ground', 'measures', 'measure', 'open', 'regionItem', 'codes',
  'grantRegion', 'grantId', 'connectedOn', 'connectedAt', 'census', 'running', 'periodFrom', 'periodTo', 'fault', 'endedStopped', 'bound'] as const;
const asJson: ReadonlySet<string> = new Set(['items', 'regions', 'below', 'codes', 'census', 'measures']);
const asColumns = (row: object) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asJson.has(name) && value !== null ? json(value) : value]));

type New = Pick<RefluxRecord, 'region' | 'caseId' | 'sender' | 'receiver' | 'receiverRegion' | 'entryRegion' | 'entry' | 'entryVersion' | 'entryName' | 'entryCode' | 'regions'>;

/** Whether there was none open between these two about this entry, begun from this side. */
export async function addReflux(tx: Tx, row: New): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('reflux').values(asColumns(row) as never).onConflict((same) => same.doNothing()).executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findReflux(db: Reader, at: At): Promise<RefluxRecord | undefined> {
  return (await db.selectFrom('reflux').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst()) as RefluxRecord | undefined;
}

export async function setReflux(tx: Tx, at: At, patch: Partial<Omit<RefluxRecord, 'region' | 'caseId'>>): Promise<void> {
  await tx.updateTable('reflux').set(asColumns(patch) as never).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** Those asked for between these two about this entry and not connected yet, from whichever side they were begun, drafts too: two at most. Reads index reflux_pair. */
export async function openBetween(db: Reader, receiver: string, entry: string): Promise<readonly At[]> {
  return db.selectFrom('reflux').select(['region', 'caseId as id']).where('receiver', '=', receiver).where('entry', '=', entry).where('open', '=', true).where('connectedOn', 'is', null).orderBy('caseId').limit(10).execute();
}

/** Those that flow between these two about this entry, or are stopped, the newest first. Reads index reflux_pair. */
export async function connectedBetween(db: Reader, receiver: string, entry: string): Promise<readonly RefluxRecord[]> {
  return (await db.selectFrom('reflux').select(columns).where('receiver', '=', receiver).where('entry', '=', entry).where('open', '=', true).where('connectedOn', 'is not', null).orderBy('caseId', 'desc').limit(50).execute()) as RefluxRecord[];
}

/** Those between these two about this entry that ended while stopped, with their grants: few. Reads index reflux_stopped. */
export async function endedStopped(db: Reader, receiver: string, entry: string): Promise<readonly { readonly reflux: At; readonly grant: At }[]> {
  const rows = await db.selectFrom('reflux').select(['region', 'caseId', 'grantRegion', 'grantId']).where('receiver', '=', receiver).where('entry', '=', entry).where('endedStopped', '=', true).execute();
  return rows.map((row) => ({ reflux: { region: row.region, id: row.caseId }, grant: { region: row.grantRegion ?? '', id: row.grantId ?? '' } }));
}

/** The reflux that a grant carries. Reads index reflux_grant. */
export async function ofGrant(db: Reader, grant: At): Promise<At | undefined> {
  return db.selectFrom('reflux').select(['region', 'caseId as id']).where('grantRegion', '=', grant.region).where('grantId', '=', grant.id).limit(1).executeTakeFirst();
}

export interface NotedReflux { readonly regions: readonly string[]; readonly gap: string | null; readonly missing: number | null }

/** For lists, of the case `c`: areas, and what the last period lacked. */
export const notedReflux = sql<NotedReflux>`(select json_build_object('regions', r.regions, 'gap', last.gap, 'missing', last.source_rows - last.given_rows) from reflux r
    left join lateral (select gap, source_rows, given_rows from reflux_period p where p.region = r.region and p.case_id = r.case_id order by period desc limit 1) last on true
    where r.region = c.region and r.case_id = c.id)`;

/* ---- reconciling ---- */

/** One whose period has ended, held for half an hour. Reads index reflux_due. */
export async function claimDue(tx: Tx, today: string): Promise<RefluxRecord | undefined> {
  const ended = sql`running and period_to < ${today}::date and (busy_until is null or busy_until < now())`;
  const [mine] = await claimByRegion(tx, sql`select region from reflux where ${ended} order by period_to, case_id`, 1, async (region) => (await sql<At>`
    update reflux set busy_until = now() + interval '30 minutes'
    where region = ${region} and case_id = (select case_id from reflux where region = ${region} and ${ended} order by period_to, case_id limit 1 for update skip locked)
    returning region, case_id as id`.execute(tx)).rows);
  return mine === undefined ? undefined : findReflux(tx, mine);
}

/** Nobody else begins meanwhile; after a fault it comes again in an hour. */
export async function holdFor(tx: Reader, at: At, minutes: number, fault: string | null): Promise<void> {
  await tx.updateTable('reflux').set({ busyUntil: sql<string>`now() + make_interval(mins => ${minutes})`, fault }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export async function releaseAt(tx: Tx, at: At): Promise<void> {
  await tx.updateTable('reflux').set({ busyUntil: null, fault: null }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** Those connected, in order, after one: whose codes and bindings are compared with those of today. By primary key. */
export async function connectedAfter(db: Reader, after: At | undefined, limit: number): Promise<RefluxRecord[]> {
  let query = db.selectFrom('reflux').select(columns).where('open', '=', true).where('connectedOn', 'is not', null);
  if (after !== undefined) query = query.where(sql<boolean>`(region, case_id) > (${after.region}, ${after.id}::uuid)`);
  return (await query.orderBy('region').orderBy('caseId').limit(limit).execute()) as RefluxRecord[];
}

export interface PeriodRow {
  readonly period: string; readonly fromDay: string; readonly toDay: string; readonly at: string; readonly sourceRows: number; readonly sourceHash: Buffer; readonly givenRows: number; readonly givenHash: Buffer;
  readonly calls: number; readonly gap: Gap; readonly gapSince: string | null;
}

export async function addPeriod(tx: Tx, at: At, row: Omit<PeriodRow, 'at'> & { readonly census: Census }): Promise<void> {
  await tx.insertInto('refluxPeriod').values({ region: at.region, caseId: at.id, ...row, census: json(row.census) } as never).execute();
}

/** The newest first, before one. Reads the primary key. */
export async function periodsOf(db: Reader, at: At, after: string | undefined, limit: number): Promise<PeriodRow[]> {
  let query = db.selectFrom('refluxPeriod').select(['period', 'fromDay', 'toDay', 'at', sql<number>`source_rows::float8`.as('sourceRows'), 'sourceHash', sql<number>`given_rows::float8`.as('givenRows'), 'givenHash', sql<number>`calls::float8`.as('calls'), 'gap', 'gapSince'])
    .where('region', '=', at.region).where('caseId', '=', at.id);
  if (after !== undefined) query = query.where('period', '<', after);
  return (await query.orderBy('period', 'desc').limit(limit).execute()) as unknown as PeriodRow[];
}
