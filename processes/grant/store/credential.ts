import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from './agreement.ts';
import { grantTouched } from './touched.ts';

/** Statements on `credential`: one row a key, the newest has the highest `nth`. The appKey is sealed; nobody reads it here. */

export interface CredentialRow { readonly rid: string; readonly sid: string; readonly nth: number; readonly stoppedAt: string | null; /** Until when the key before it works, where it still does. */ readonly endsAt: string | null }

export async function newestCredential(db: Reader, grant: Ref): Promise<CredentialRow | undefined> {
  // Beside its own pair a renewal may have that of the grant before it: the one that does not end is the one that counts.
  const rows = await db.selectFrom('credential').select(['rid', 'sid', 'nth', 'endsAt', 'stoppedAt']).where('region', '=', grant.region).where('grantId', '=', grant.id)
    .orderBy(sql`ends_at is null`, 'desc').orderBy('nth', 'desc').limit(20).execute();
  const newest = rows[0];
  const before = rows.find((row) => row.rid === newest?.rid && row.sid === newest.sid && row.nth === newest.nth - 1);
  const runsOn = before?.stoppedAt === null && before.endsAt !== null && Date.parse(before.endsAt) > Date.now();
  return newest && { ...newest, endsAt: runsOn ? before.endsAt : null };
}

export async function insertCredential(tx: Tx, grant: Ref, row: { readonly rid: string; readonly sid: string; readonly nth: number; readonly sealed: Buffer }): Promise<void> {
  await grantTouched(tx, grant);
  await tx.insertInto('credential').values({ ...row, region: grant.region, grantId: grant.id }).execute();
}

/** The older key goes on for a day so that running systems can be changed over; one that was stopped stays stopped. */
export async function endOlder(tx: Tx, pair: { readonly rid: string; readonly sid: string }, before: number, at: Date): Promise<void> {
  const older = await tx.selectFrom('credential').select(['nth', 'region', 'grantId as id']).where('rid', '=', pair.rid).where('sid', '=', pair.sid)
    .where('nth', '<', before).where('endsAt', 'is', null).orderBy('nth').limit(1_000).execute();
  for (const key of older) await grantTouched(tx, key); // a stopped one may still stand under the grant before
  await tx.updateTable('credential').set({ endsAt: at.toISOString() }).where('rid', '=', pair.rid).where('sid', '=', pair.sid)
    .where('nth', '<', before).where('endsAt', 'is', null).execute();
}

/** Every key of the grant ends then, where it would not end at all. */
export async function endKeys(tx: Tx, grant: Ref, at: Date): Promise<void> {
  await grantTouched(tx, grant);
  await tx.updateTable('credential').set({ endsAt: at.toISOString() }).where('region', '=', grant.region).where('grantId', '=', grant.id).where('endsAt', 'is', null).execute();
}

/** Keys that stand go over to another grant of the same department, as they are; one that somebody altered past the platform stays unsealed there too. */
export async function moveKeys(tx: Tx, from: Ref, to: Ref): Promise<void> {
  const [broken, there] = [await grantTouched(tx, from), await grantTouched(tx, to)];
  for (const name of broken) if (name.startsWith('key ')) there.add(name);
  await tx.updateTable('credential').set({ region: to.region, grantId: to.id }).where('region', '=', from.region).where('grantId', '=', from.id).where('stoppedAt', 'is', null).execute();
}

/** Stops every key of the grant, at once and for good. Their wire secrets fall with them. */
export async function stopKeys(tx: Tx, grant: Ref, at: Date): Promise<void> {
  await grantTouched(tx, grant);
  await tx.updateTable('credential').set({ stoppedAt: at.toISOString() }).where('region', '=', grant.region).where('grantId', '=', grant.id)
    .where('stoppedAt', 'is', null).execute();
}
