import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import { firstEntered } from '../../../platform/procedures/store/entered.ts';
import { sql } from 'kysely';
import type { Ref } from './agreement.ts';

export interface End extends Ref { /** null: it runs. */ readonly on: PlainDate | null }

/** When these grants ended (ended, terminated); references that are no grant are left out. */
export async function endsOf(db: Reader, refs: readonly Ref[]): Promise<End[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<Ref>`
    select a.region, a.id from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join agreement a on a.region = named.region and a.id = named.id`.execute(db);
  const ended = new Map((await firstEntered(db, rows, ['ended', 'terminated'])).map((one) => [`${one.region}-${one.id}`, one.on]));
  return rows.map((row) => ({ ...row, on: ended.get(`${row.region}-${row.id}`) ?? null }));
}
