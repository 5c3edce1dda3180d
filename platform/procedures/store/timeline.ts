import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../postgres/database.ts';
import type { Ref } from './case-record.ts';

export interface TimelineRow {
  readonly version: number;
  readonly at: string;
  readonly onDay: PlainDate;
  readonly act: string;
  readonly fromState: string;
  readonly toState: string;
  readonly org: string | null;
  readonly post: string | null;
  readonly behalfOf: string | null;
  readonly article: string;
  readonly opinion: string | null;
  readonly states: Readonly<Record<string, unknown>>;
  readonly paper: boolean;
  readonly clockEffects: readonly string[];
}

/** Which act one move was, and whose; by primary key. */
export async function findMove(db: Reader, ref: Ref, version: number): Promise<Pick<TimelineRow, 'act' | 'org'> | undefined> {
  return db.selectFrom('caseMove').select(['act', 'org']).where('region', '=', ref.region).where('caseId', '=', ref.id).where('version', '=', version).executeTakeFirst();
}

/** Every move of a case with what was said, newest first, by primary key. At most 1000. */
export async function readTimeline(db: Reader, ref: Ref): Promise<TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    select version, at, on_day as "onDay", act, from_state as "fromState", to_state as "toState", org, post, behalf_of as "behalfOf", article, opinion, states, paper,
      clock_effects as "clockEffects"
    from case_move where region = ${ref.region} and case_id = ${ref.id}
    order by version desc limit 1000`.execute(db);
  return rows;
}
