import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { Ref } from './case-record.ts';

export interface Entered extends Ref { readonly on: PlainDate }

/**
 * The day on which each of these cases first came into one of these states, by the legal date or the machine's,
 * whichever is later; a case that never did is left out. By primary keys.
 */
export async function firstEntered(db: Reader, refs: readonly Ref[], states: readonly string[]): Promise<Entered[]> {
  const { rows } = await sql<Entered>`
    select m.region, m.case_id as id, min(greatest(m.on_day, (m.at at time zone 'Asia/Shanghai')::date)) as "on"
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join case_move m on m.region = named.region and m.case_id = named.id
    where m.to_state = any(${[...states]}::text[])
    group by m.region, m.case_id`.execute(db);
  return rows;
}
