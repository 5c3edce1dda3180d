import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { At } from './corrections.ts';

/** Statements on who received what was put right (26 ¶2): correction_recall by record and grant, correction_receiver by organisation. */

export interface Recall { readonly org: string; readonly n: number; readonly grantRegion: string; readonly grantId: string; readonly how: 'call' | 'batch' }

export async function addRecalls(tx: Tx, at: At, rows: readonly Recall[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 5_000) {
    const part = rows.slice(from, from + 5_000);
    await sql`
      insert into correction_recall (region, case_id, org, n, grant_region, grant_id, how)
      select ${at.region}, ${at.id}::uuid, * from unnest(${part.map((r) => r.org)}::text[], ${part.map((r) => r.n)}::integer[], ${part.map((r) => r.grantRegion)}::text[], ${part.map((r) => r.grantId)}::uuid[], ${part.map((r) => r.how)}::text[])
      on conflict do nothing`.execute(tx);
  }
}

/** Organisations that received any of it, with how many records, and whether they were told before. */
export async function receiversFound(db: Reader, at: At): Promise<{ readonly org: string; readonly rows: number; readonly known: boolean; readonly told: number }[]> {
  const { rows } = await sql<{ org: string; rows: number; known: boolean; told: number }>`
    select r.org, count(distinct r.n)::integer as rows, bool_or(k.org is not null) as known, coalesce(max(k.rows), 0) as told
    from correction_recall r left join correction_receiver k on k.region = r.region and k.case_id = r.case_id and k.org = r.org
    where r.region = ${at.region} and r.case_id = ${at.id}::uuid group by r.org order by r.org limit 20000`.execute(db);
  return rows;
}

export async function addReceiver(tx: Tx, at: At, row: { readonly org: string; readonly orgRegion: string; readonly rows: number; readonly toldOn: PlainDate; readonly remindOn: PlainDate }): Promise<void> {
  await tx.insertInto('correctionReceiver').values({ region: at.region, caseId: at.id, ...row }).onConflict((same) => same.columns(['region', 'caseId', 'org']).doUpdateSet({ rows: row.rows })).execute();
}

export interface ReceiverRecord { readonly org: string; readonly rows: number; readonly toldOn: string; readonly remindedOn: string | null; readonly confirmedOn: string | null; readonly how: string | null; readonly said: string }
const columns = ['org', 'rows', 'toldOn', 'remindedOn', 'confirmedOn', 'how', 'said'] as const;

export async function receiverOf(db: Reader, at: At, org: string): Promise<ReceiverRecord | undefined> {
  return db.selectFrom('correctionReceiver').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).where('org', '=', org).executeTakeFirst();
}

/** Who has not confirmed first, then by code, after one of them. */
export async function receiversOf(db: Reader, at: At, after: string | undefined, limit: number): Promise<ReceiverRecord[]> {
  let query = db.selectFrom('correctionReceiver').select(columns).where('region', '=', at.region).where('caseId', '=', at.id);
  if (after !== undefined) query = query.where('org', '>', after);
  return query.orderBy('org').limit(limit).execute();
}

export async function receiverCounts(db: Reader, at: At): Promise<{ readonly told: number; readonly confirmed: number }> {
  const row = await db.selectFrom('correctionReceiver').select((eb) => [eb.fn.countAll<number>().as('told'), eb.fn.count<number>('confirmedOn').as('confirmed')]).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirstOrThrow();
  return { told: Number(row.told), confirmed: Number(row.confirmed) };
}

export async function confirmReceiver(tx: Tx, at: At, org: string, row: { readonly confirmedOn: PlainDate; readonly how: string; readonly said: string }): Promise<void> {
  await tx.updateTable('correctionReceiver').set(row).where('region', '=', at.region).where('caseId', '=', at.id).where('org', '=', org).execute();
}

/** Under which grants an organisation received a record of it: at most 200. */
export async function grantsOf(db: Reader, at: At, org: string): Promise<{ readonly grantRegion: string; readonly grantId: string }[]> {
  return db.selectFrom('correctionRecall').select(['grantRegion', 'grantId']).distinct().where('region', '=', at.region).where('caseId', '=', at.id).where('org', '=', org).orderBy('grantRegion').orderBy('grantId').limit(200).execute();
}

/** Which of these records an organisation received. Reads the primary key of correction_recall. */
export async function receivedAmong(db: Reader, at: At, org: string, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  if (numbers.length === 0) return new Set();
  const rows = await db.selectFrom('correctionRecall').select('n').distinct().where('region', '=', at.region).where('caseId', '=', at.id).where('org', '=', org).where('n', 'in', [...numbers]).execute();
  return new Set(rows.map((row) => row.n));
}

/** Who keeps silent past the day, marked as reminded; rows of other workers are skipped. Reads index correction_receiver_silent. */
export async function claimSilent(tx: Tx, today: PlainDate, limit: number): Promise<{ readonly region: string; readonly id: string; readonly org: string }[]> {
  const silent = sql`confirmed_on is null and reminded_on is null and remind_on < ${today}::date`;
  return claimByRegion(tx, sql`select region from correction_receiver where ${silent} order by remind_on`, limit, async (region, left) => (await sql<{ region: string; id: string; org: string }>`
    update correction_receiver set reminded_on = ${today}::date
    where region = ${region} and (case_id, org) in (select case_id, org from correction_receiver where region = ${region} and ${silent} order by remind_on limit ${left} for update skip locked)
    returning region, case_id as id, org`.execute(tx)).rows);
}
