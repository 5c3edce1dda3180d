import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import { json } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export type Purpose = 'setup' | 'officer' | 'activate';
export type OfficerKind = 'system' | 'security' | 'audit';
export interface LinkRow { readonly hash: Buffer; readonly purpose: Purpose; readonly kind: OfficerKind | null; readonly person: string | null; readonly browser: Buffer | null; readonly pending: unknown; readonly endsAt: string }

/** A new address; the earlier ones of the same purpose and person or kind end. */
export async function insertLink(tx: Tx, it: { hash: Buffer; purpose: Purpose; kind?: OfficerKind; person?: string; madeBy?: string; held?: boolean; minutes: number }): Promise<string> {
  await sql`update one_time_link set used_at = now() where used_at is null and purpose = ${it.purpose}
    and kind is not distinct from ${it.kind ?? null} and person is not distinct from ${it.person ?? null}::uuid`.execute(tx);
  const { rows } = await sql<{ endsAt: string }>`
    insert into one_time_link (hash, purpose, kind, person, made_by, held, ends_at)
    values (${it.hash}, ${it.purpose}, ${it.kind ?? null}, ${it.person ?? null}, ${it.madeBy ?? null}, ${it.held ?? false}, now() + make_interval(mins => ${it.minutes}))
    returning ends_at`.execute(tx);
  return rows[0]?.endsAt ?? '';
}

/** An address that still works, locked for the transaction. */
export async function lockLink(tx: Tx, hash: Buffer, purpose: Purpose): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select hash, purpose, kind, person, browser, pending, ends_at from one_time_link
    where hash = ${hash} and purpose = ${purpose} and used_at is null and ends_at > now() and (not held or confirmed_by is not null) for update`.execute(tx);
  return rows[0];
}

/** The link of a person that waits for the system officer. */
export async function heldLink(tx: Reader, person: string): Promise<{ readonly madeAt: string; readonly endsAt: string } | undefined> {
  const { rows } = await sql<{ madeAt: string; endsAt: string }>`
    select made_at, ends_at from one_time_link
    where person = ${person} and purpose = 'activate' and held and confirmed_by is null and used_at is null and ends_at > now()`.execute(tx);
  return rows[0];
}

/** @returns whether there was one to confirm, made by another */
export async function confirmLink(tx: Tx, person: string, by: string): Promise<boolean> {
  const done = await sql`
    update one_time_link set confirmed_by = ${by}, confirmed_at = now()
    where person = ${person} and purpose = 'activate' and held and confirmed_by is null and used_at is null and ends_at > now() and made_by <> ${by}`.execute(tx);
  return done.numAffectedRows === 1n;
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

/** Used and outdated addresses, after their days (law/retention.ts). */
export async function sweepLinks(db: Reader): Promise<void> {
  await sql`delete from one_time_link where least(used_at, ends_at) < now() - make_interval(days => ${keptDays('links')})`.execute(db);
}
