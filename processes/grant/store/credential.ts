import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from './agreement.ts';

/** Statements on `credential`: one row a key, the newest has the highest `nth`. The appKey is sealed; nobody reads it here. */

export interface CredentialRow { readonly rid: string; readonly sid: string; readonly nth: number; readonly stoppedAt: string | null; /** Until when the key before it works, where it still does. */ readonly endsAt: string | null }

export async function newestCredential(db: Reader, grant: Ref): Promise<CredentialRow | undefined> {
  const rows = await db.selectFrom('credential').select(['rid', 'sid', 'nth', 'endsAt', 'stoppedAt']).where('region', '=', grant.region).where('grantId', '=', grant.id)
    .orderBy('nth', 'desc').limit(2).execute();
  const [newest, before] = rows;
  const runsOn = before?.stoppedAt === null && before.endsAt !== null && Date.parse(before.endsAt) > Date.now();
  return newest && { ...newest, endsAt: runsOn ? before.endsAt : null };
}

export async function insertCredential(tx: Tx, grant: Ref, row: { readonly rid: string; readonly sid: string; readonly nth: number; readonly sealed: Buffer }): Promise<void> {
  await tx.insertInto('credential').values({ ...row, region: grant.region, grantId: grant.id }).execute();
}

/** The older key goes on for a day so that running systems can be changed over; one that was stopped stays stopped. */
export async function endOlder(tx: Tx, grant: Ref, before: number, at: Date): Promise<void> {
  await tx.updateTable('credential').set({ endsAt: at.toISOString() }).where('region', '=', grant.region).where('grantId', '=', grant.id)
    .where('nth', '<', before).where('endsAt', 'is', null).execute();
}

/** Stops every key of the grant, at once and for good. Their wire secrets fall with them. */
export async function stopKeys(tx: Tx, grant: Ref, at: Date): Promise<void> {
  await tx.updateTable('credential').set({ stoppedAt: at.toISOString() }).where('region', '=', grant.region).where('grantId', '=', grant.id)
    .where('stoppedAt', 'is', null).execute();
}
