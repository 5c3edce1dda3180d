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

/** `sealed` is in force; `offered` was shown and is not proved yet. */
export interface FactorRow { readonly sealed: Buffer | null; readonly offered: Buffer | null; readonly lastStep: number }

export async function factorOf(tx: Reader, person: string): Promise<FactorRow | undefined> {
  return tx.selectFrom('secondFactor').select(['sealed', 'offered', 'lastStep']).where('person', '=', person).executeTakeFirst();
}

/** A new seed beside the one in force, until a code proves that the telephone has it. */
export async function offerFactor(tx: Tx, person: string, offered: Buffer): Promise<void> {
  await tx.insertInto('secondFactor').values({ person, offered }).onConflict((on) => on.column('person').doUpdateSet({ offered })).execute();
}

/** Takes a step of the factor in force, once. @returns whether it was still to be had */
export async function takeStep(tx: Reader, person: string, step: number): Promise<boolean> {
  const { rows } = await sql`update second_factor set last_step = ${step} where person = ${person} and sealed is not null and last_step < ${step} returning person`.execute(tx);
  return rows.length > 0;
}

/** The offered seed is proved and takes the place of the one before. @returns false where another was offered meanwhile */
export async function adoptFactor(tx: Reader, person: string, offered: Buffer, step: number): Promise<boolean> {
  const { rows } = await sql`update second_factor set sealed = offered, offered = null, proved_at = now(), last_step = ${step}
    where person = ${person} and offered = ${offered} returning person`.execute(tx);
  return rows.length > 0;
}

/** A factor that was proved elsewhere: an officer's, at set-up. */
export async function insertFactor(tx: Tx, person: string, sealed: Buffer, step: number): Promise<void> {
  await tx.insertInto('secondFactor').values({ person, sealed, provedAt: new Date().toISOString(), lastStep: step }).execute();
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
