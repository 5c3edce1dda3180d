import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import { json } from '../../../platform/postgres/database.ts';
import type { Db, Reader, Tx } from '../../../platform/postgres/database.ts';

export type Purpose = 'setup' | 'officer' | 'activate';
export type OfficerKind = 'system' | 'security' | 'audit';
export interface LinkRow { readonly hash: Buffer; readonly purpose: Purpose; readonly kind: OfficerKind | null; readonly person: string | null; readonly madeBy: string | null; readonly browser: Buffer | null; readonly pending: unknown; readonly endsAt: string }

/** Codes that may be tried at one link. */
const mostTries = 10;

/** A new address; the earlier ones of the same purpose and person or kind end. */
export async function insertLink(tx: Tx, it: { hash: Buffer; purpose: Purpose; kind?: OfficerKind; person?: string; madeBy?: string; minutes: number }): Promise<string> {
  await sql`update one_time_link set used_at = now() where used_at is null and purpose = ${it.purpose}
    and kind is not distinct from ${it.kind ?? null} and person is not distinct from ${it.person ?? null}::uuid`.execute(tx);
  const { rows } = await sql<{ endsAt: string }>`
    insert into one_time_link (hash, purpose, kind, person, made_by, ends_at)
    values (${it.hash}, ${it.purpose}, ${it.kind ?? null}, ${it.person ?? null}, ${it.madeBy ?? null}, now() + make_interval(mins => ${it.minutes}))
    returning ends_at`.execute(tx);
  return rows[0]?.endsAt ?? '';
}

/** An address that still works, locked for the transaction. */
export async function lockLink(tx: Tx, hash: Buffer, purpose: Purpose): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select hash, purpose, kind, person, made_by, browser, pending, ends_at from one_time_link
    where hash = ${hash} and purpose = ${purpose} and used_at is null and ends_at > now() for update`.execute(tx);
  return rows[0];
}

/** The link of a person that still works. */
export async function standingLink(tx: Reader, person: string): Promise<{ readonly madeAt: string; readonly endsAt: string } | undefined> {
  const { rows } = await sql<{ madeAt: string; endsAt: string }>`
    select made_at, ends_at from one_time_link where person = ${person} and purpose = 'activate' and used_at is null and ends_at > now()`.execute(tx);
  return rows[0];
}

/** Counts a code before it is tried, in a statement of its own, so that a thousand at once are a thousand; the last allowed one ends the link. */
export async function countTry(db: Db, hash: Buffer): Promise<void> {
  await sql`
    update one_time_link set tries = least(tries + 1, ${mostTries}::int), used_at = case when tries >= ${mostTries} then now() else used_at end
    where hash = ${hash} and used_at is null`.execute(db);
}

/** What was tried was no code after all. */
export async function takeBackTry(db: Db, hash: Buffer): Promise<void> {
  await sql`update one_time_link set tries = greatest(tries - 1, 0) where hash = ${hash} and used_at is null`.execute(db);
}

export async function bindLink(tx: Tx, hash: Buffer, browser: Buffer): Promise<void> {
  await tx.updateTable('oneTimeLink').set({ browser }).where('hash', '=', hash).where('browser', 'is', null).execute();
}

export async function setPending(tx: Tx, hash: Buffer, pending: unknown): Promise<void> {
  await tx.updateTable('oneTimeLink').set({ pending: json(pending) }).where('hash', '=', hash).execute();
}

export async function useLink(tx: Tx, hash: Buffer): Promise<void> {
  await sql`update one_time_link set used_at = now(), pending = null where hash = ${hash}`.execute(tx);
}

/** Used and outdated addresses and codes, after their days (law/retention.ts). */
export async function sweepLinks(db: Reader): Promise<void> {
  await sql`delete from activation_code where least(used_at, ends_at) < now() - make_interval(days => ${keptDays('links')})`.execute(db);
  await sql`delete from one_time_link where least(used_at, ends_at) < now() - make_interval(days => ${keptDays('links')})`.execute(db);
}
