import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';

export interface StandingCode { readonly madeAt: string; readonly endsAt: string }

/** A new code of this person; the one before ends. Kept hashed. */
export async function putCode(tx: Tx, it: { readonly person: string; readonly hash: Buffer; readonly madeBy: string; readonly days: number }): Promise<string> {
  const { rows } = await sql<{ endsAt: string }>`
    insert into activation_code (person, hash, made_by, ends_at) values (${it.person}, ${it.hash}, ${it.madeBy}, now() + make_interval(days => ${it.days}))
    on conflict (person) do update set hash = excluded.hash, made_by = excluded.made_by, made_at = now(), ends_at = excluded.ends_at, used_at = null
    returning ends_at as "endsAt"`.execute(tx);
  return rows[0]?.endsAt ?? '';
}

/** Uses the code up. `linkBy`: who made the link; a code of his own does not open it. @returns whether it was right and stood */
export async function takeCode(tx: Tx, person: string, hash: Buffer, linkBy: string | null): Promise<boolean> {
  const { rows } = await sql`
    update activation_code set used_at = now()
    where person = ${person} and hash = ${hash} and used_at is null and ends_at > now() and made_by is distinct from ${linkBy}::uuid
    returning person`.execute(tx);
  return rows.length > 0;
}

/** The code that stands, where there is one. */
export async function standingCode(tx: Reader, person: string): Promise<StandingCode | undefined> {
  const { rows } = await sql<StandingCode>`
    select made_at as "madeAt", ends_at as "endsAt" from activation_code where person = ${person} and used_at is null and ends_at > now()`.execute(tx);
  return rows[0];
}
