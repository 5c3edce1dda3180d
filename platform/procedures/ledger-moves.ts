import { sql } from 'kysely';
import type { CaseUnlikeMoves, MoveFacts } from '../ledger/move-entry.ts';
import type { Reader } from '../postgres/database.ts';
import { contentsAfter, type ContentRow } from './store/contents.ts';

const page = 2_000;
const contentPage = 500;
const columns = sql.raw(`region, case_id as "caseId", version, kind, act, from_state as "fromState", to_state as "toState", on_day as "onDay", org, post, person, behalf_of as "behalfOf",
        article, salt, opinion, states, attachments, at, seat, trigger, signs, paper, clock_effects as "clockEffects"`);

export interface MoveKey { readonly region: string; readonly caseId: string; readonly version: number }

/**
 * Every move as the ledger knows it, in the order of (region, case, version), in pages by primary key: `ledger verify`
 * makes their entries again and compares. Begins after the key given.
 */
export async function* movesForLedger(db: Reader, afterKey?: MoveKey): AsyncIterable<MoveFacts> {
  let after: MoveKey = afterKey ?? { region: '', caseId: '00000000-0000-0000-0000-000000000000', version: 0 };
  for (;;) {
    const { rows } = await sql<MoveFacts>`
      select ${columns}
      from case_move
      where (region, case_id, version) > (${after.region}, ${after.caseId}::uuid, ${after.version}::int)
      order by region, case_id, version
      limit ${page}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = { region: last.region, caseId: last.caseId, version: last.version };
  }
}

/** The moves of one case up to a version as the ledger knows them, oldest first, by primary key. At most 1000. */
export async function movesOf(db: Reader, at: Pick<MoveKey, 'region'> & { readonly id: string }, version: number): Promise<MoveFacts[]> {
  const { rows } = await sql<MoveFacts>`
    select ${columns}
    from case_move
    where region = ${at.region} and case_id = ${at.id}::uuid and version <= ${version}
    order by version limit 1000`.execute(db);
  return rows;
}

/** Cases that do not stand where their newest move left them, or have none, and moves whose case is gone: altered past the engine. Moves themselves are compared with the ledger. */
export async function* casesUnlikeMoves(db: Reader): AsyncIterable<CaseUnlikeMoves> {
  const { rows } = await sql<CaseUnlikeMoves>`
    select c.region || '-' || c.id as subject, c.number, c.state, c.version, m.to_state as "movedTo", m.version as "movedVersion"
    from legal_case c
    left join lateral (select to_state, version, at from case_move where region = c.region and case_id = c.id order by version desc limit 1) m on true
    where (c.state, c.version, c.moved_at) is distinct from (m.to_state, m.version, m.at)
    order by c.region, c.id
    limit 100`.execute(db);
  yield* rows;
  const gone = await sql<CaseUnlikeMoves>`
    select distinct on (m.region, m.case_id) m.region || '-' || m.case_id as subject, null as number, null as state, null as version, m.to_state as "movedTo", m.version as "movedVersion"
    from case_move m
    where not exists (select from legal_case c where c.region = m.region and c.id = m.case_id)
    order by m.region, m.case_id, m.version desc
    limit 100`.execute(db);
  yield* gone.rows;
}

/** Every case with what stands in it, in pages by primary key: `ledger verify` compares it with the newest entry of each. */
export async function* contentsForLedger(db: Reader): AsyncIterable<ContentRow> {
  for (let after: ContentRow | undefined; ; ) {
    const rows = await contentsAfter(db, after, contentPage);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < contentPage) return;
  }
}
