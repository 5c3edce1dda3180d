import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import type { Reader, Tx } from '../../postgres/database.ts';
import type { PersonId, RegionCode } from '../ports.ts';

export interface StoredRequest { readonly caseId: string; readonly version: number; readonly person: PersonId; readonly act: string; readonly asked: Buffer | null; readonly answer: unknown }

/** The answer given to this request id before, by primary key. */
export async function findRequest(db: Reader, region: RegionCode, requestId: string): Promise<StoredRequest | undefined> {
  return db.selectFrom('caseRequest').select(['caseId', 'version', 'person', 'act', 'asked', 'answer'])
    .where('region', '=', region).where('requestId', '=', requestId).executeTakeFirst();
}

/** The answer as it is after everything that followed the move in the same transaction. */
export async function writeAnswer(tx: Tx, region: RegionCode, requestId: string, answer: unknown): Promise<void> {
  await sql`update case_request set answer = ${JSON.stringify(answer)}::jsonb where region = ${region} and request_id = ${requestId}`.execute(tx);
}

/** Forgets answers older than 30 days, by index case_request_at; `limit` rows at a time. Returns how many. */
export async function forgetRequests(db: Reader, limit = 5_000): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from case_request where (region, request_id) in (
      select region, request_id from case_request where at < now() - make_interval(days => ${keptDays('answers')}) limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
