import { sql } from 'kysely';
import type { Tx } from '../../postgres/database.ts';
import { uuidv7 } from '../../postgres/uuid.ts';
import { numberedIn } from './case-find.ts';
import type { Ref } from './case-record.ts';

/** What waits for its running number until the end of the transaction. */
export interface Unnumbered extends Ref { readonly kind: string; readonly code: string; readonly year: number; readonly requestId: string | null }

/**
 * Takes the next numbers of one (region, kind, year), in the order given, and fills them into the cases, their lists and the answers
 * kept for the requests, and tells the ledger of each: one statement, the last but the gate's before commit. Locks the counter row: numbers have no gaps,
 * since whoever rolls back gives them back. However many there are, nobody waits for that row longer than one statement and the commit.
 */
export async function takeNumbers(tx: Tx, { region, kind, code, year }: Pick<Unnumbered, 'region' | 'kind' | 'code' | 'year'>, cases: readonly Pick<Unnumbered, 'id' | 'requestId'>[]): Promise<string[]> {
  const prefix = `${code}-${region}-${year}-`;
  const { rows } = await sql<{ number: string }>`
    with counter as (
      insert into case_number (region, kind, year, last) values (${region}, ${kind}, ${year}, ${cases.length})
      on conflict (region, kind, year) do update set last = case_number.last + excluded.last
      returning last - ${cases.length}::integer as before),
    counted as materialized (
      select each.id, each.request_id, each.n, (before + each.n)::text as running, ${prefix}::text || lpad((before + each.n)::text, greatest(6, length((before + each.n)::text)), '0') as number
      from counter, unnest(${cases.map((one) => one.id)}::uuid[], ${cases.map((one) => one.requestId)}::uuid[]) with ordinality as each (id, request_id, n)),
    cased as (
      update legal_case c set number = counted.number from counted where c.region = ${region} and c.id = counted.id),
    found as (${numberedIn(region)}),
    listed as (
      update worklist w set number = counted.number from counted where w.case_region = ${region} and w.case_id = counted.id),
    answered as (
      update case_request q set answer = jsonb_set(q.answer, '{number}', to_jsonb(counted.number)) from counted
      where q.region = ${region} and q.request_id = counted.request_id),
    told as (
      insert into ledger_pending (region, id, kind, subject, body, hash)
      select region, id, kind, subject, body, sha256('\\x00'::bytea || convert_to('{"body":' || to_json(body)::text || ',"id":"' || id || '","kind":"' || kind || '","region":"' || region || '","subject":"' || subject || '"}', 'UTF8'))
      from (
        select ${region}::text as region, e.entry as id, 'number' as kind, ${region}::text || '-' || counted.id as subject,
          '{"case":"' || ${region}::text || '-' || counted.id || '","number":"' || counted.number || '"}' as body
        from counted join unnest(${cases.map(() => uuidv7())}::uuid[]) with ordinality as e (entry, n) on e.n = counted.n) entry)
    select number from counted order by n`.execute(tx);
  if (rows.length !== cases.length) throw new Error('the counter gave no number');
  return rows.map((row) => row.number);
}
