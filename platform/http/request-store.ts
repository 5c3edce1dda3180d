import { sql } from 'kysely';
import { keptDays } from '../../law/retention.ts';
import { json, type Reader, type Tx } from '../postgres/database.ts';

/** A request that acts once: whose it is, under which id, and what it asks. */
export interface OnceRequest {
  readonly region: string;
  readonly person: string;
  readonly id: string;
  /** Method and pattern of the route. */
  readonly act: string;
  /** The address. */
  readonly object: string;
  /** Query, body and `also` (of an upload: what its file is), as a keyed digest. */
  readonly asked: (also: unknown) => Buffer;
  /** Its body is a file, of which whoever acts says what it is. */
  readonly upload: boolean;
  /** Whether the handler acted under it. */
  acted: boolean;
}

/** Every statement on route_request. */

export interface KeptAnswer { readonly act: string; readonly object: string; readonly asked: Buffer | null; readonly answer: unknown }

/** Claims the id: whoever sends it at the same time waits for this transaction's end. */
export async function claimRequest(tx: Tx, { region, person, id, act, object }: OnceRequest, asked: Buffer): Promise<void> {
  await tx.insertInto('routeRequest').values({ region, person, requestId: id, act, object, asked }).execute();
}

export async function keepRouteAnswer(tx: Tx, { region, person, id }: OnceRequest, answer: unknown): Promise<void> {
  await tx.updateTable('routeRequest').set({ answer: json(answer ?? null) }).where('region', '=', region).where('person', '=', person).where('requestId', '=', id).execute();
}

/** By primary key. */
export async function findRouteRequest(db: Reader, { region, person, id }: OnceRequest): Promise<KeptAnswer | undefined> {
  return db.selectFrom('routeRequest').select(['act', 'object', 'asked', 'answer']).where('region', '=', region).where('person', '=', person).where('requestId', '=', id).executeTakeFirst();
}

/** Forgets answers older than their days, `limit` rows at a time, by index route_request_at. Returns how many. */
export async function forgetRouteRequests(db: Reader, limit = 5_000): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from route_request where (region, person, request_id) in (
      select region, person, request_id from route_request where at < now() - make_interval(days => ${keptDays('answers')}) limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
