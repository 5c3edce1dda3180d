import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface PasswordRow { readonly nth: number; readonly hash: string; readonly setAt: string }

/** The last passwords of a person, newest first. */
export async function lastPasswords(tx: Reader, person: string, count: number): Promise<readonly PasswordRow[]> {
  return tx.selectFrom('password').select(['nth', 'hash', 'setAt']).where('person', '=', person).orderBy('nth', 'desc').limit(count).execute();
}

/** Adds a password and forgets those beyond the ones that may not be used again. */
export async function addPassword(tx: Tx, person: string, hash: string, keep: number): Promise<void> {
  const { rows } = await sql<{ nth: number }>`
    insert into password (person, nth, hash)
    select ${person}, coalesce(max(nth), 0) + 1, ${hash} from password where person = ${person} returning nth`.execute(tx);
  await tx.deleteFrom('password').where('person', '=', person).where('nth', '<=', (rows[0]?.nth ?? 0) - Math.max(keep, 1)).execute();
}

export interface FactorRow { readonly sealed: Buffer; readonly provedAt: string | null; readonly lastStep: number }

export async function factorOf(tx: Reader, person: string): Promise<FactorRow | undefined> {
  return tx.selectFrom('secondFactor').select(['sealed', 'provedAt', 'lastStep']).where('person', '=', person).executeTakeFirst();
}

/** A new seed, not yet proved. One that is proved stays until its holder or the security officer removes it. */
export async function offerFactor(tx: Tx, person: string, sealed: Buffer): Promise<boolean> {
  const done = await tx.insertInto('secondFactor').values({ person, sealed })
    .onConflict((on) => on.column('person').doUpdateSet({ sealed, madeAt: new Date().toISOString() }).where('secondFactor.provedAt', 'is', null)).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes a step once; proves the factor where it was not. @returns whether the step was still to be had */
export async function takeStep(tx: Reader, person: string, step: number): Promise<boolean> {
  const { rows } = await sql`update second_factor set last_step = ${step}, proved_at = coalesce(proved_at, now())
    where person = ${person} and last_step < ${step} returning person`.execute(tx);
  return rows.length > 0;
}

export async function removeFactor(tx: Tx, person: string): Promise<void> {
  await tx.deleteFrom('recoveryCode').where('person', '=', person).execute();
  await tx.deleteFrom('secondFactor').where('person', '=', person).execute();
}

export async function replaceRecoveryCodes(tx: Tx, person: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('recoveryCode').where('person', '=', person).execute();
  await tx.insertInto('recoveryCode').values(hashes.map((hash, at) => ({ person, n: at + 1, hash }))).execute();
}

/** Uses a code up. @returns whether it was there and unused */
export async function takeRecoveryCode(tx: Reader, person: string, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`update recovery_code set used_at = now() where person = ${person} and hash = ${hash} and used_at is null returning n`.execute(tx);
  return rows.length > 0;
}

export async function recoveryCodesLeft(tx: Reader, person: string): Promise<number> {
  const row = await tx.selectFrom('recoveryCode').select((eb) => eb.fn.countAll<number>().as('left')).where('person', '=', person).where('usedAt', 'is', null).executeTakeFirst();
  return row?.left ?? 0;
}
