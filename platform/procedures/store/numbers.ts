import { sql } from 'kysely';
import type { Tx } from '../../postgres/database.ts';
import { numberedIn } from './case-find.ts';
import type { Ref } from './cases.ts';

/** What waits for its running number until the end of the transaction. */
export interface Unnumbered extends Ref { readonly kind: string; readonly code: string; readonly year: number; readonly requestId: string | null }

/**
 * Takes the next number of (region, kind, year) and fills it into the case, its lists and the answer kept for the
 * request: one statement, the last but the gate's before commit. Locks the counter row: numbers have no gaps,
 * since whoever rolls back gives it back.
 */
export async function takeNumber(tx: Tx, c: Unnumbered): Promise<string> {
  const prefix = `${c.code}-${c.region}-${c.year}-`;
  const { rows } = await sql<{ number: string }>`
    with counter as (
      insert into case_number (region, kind, year, last) values (${c.region}, ${c.kind}, ${c.year}, 1)
      on conflict (region, kind, year) do update set last = case_number.last + 1
      returning ${prefix}::text || lpad(last::text, greatest(6, length(last::text)), '0') as number),
    cased as (
      update legal_case set number = counter.number from counter where region = ${c.region} and id = ${c.id}),
    found as (${numberedIn(c)}),
    listed as (
      update worklist set number = counter.number from counter where case_region = ${c.region} and case_id = ${c.id}),
    answered as (
      update case_request set answer = jsonb_set(answer, '{number}', to_jsonb(counter.number)) from counter
      where region = ${c.region} and request_id = ${c.requestId})
    select number from counter`.execute(tx);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('the counter gave no number');
  return number;
}
