import { createHash } from 'node:crypto';
import { fail, LawError } from '../../law/errors.ts';
import { sqlState, transact, type Db, type Tx } from '../postgres/database.ts';
import { asksTheSame } from './asked.ts';
import { claimRequest, findRouteRequest, keepRouteAnswer, type OnceRequest } from './request-store.ts';
import type { Context } from './route.ts';
import { takeAlong, type TypedForm } from './typed-form.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id under which a request acts once, from its header. @throws REQUEST_ID_MISSING */
export function requestIdOf(header: string | undefined): string {
  const given = header?.trim().toLowerCase();
  return given !== undefined && uuid.test(given) ? given : fail('REQUEST_ID_MISSING');
}

/** The id of one part of a request (a case of a batch, a line of an import): a uuid that follows from both (RFC 9562, version 8). */
export function partId(requestId: string, part: string): string {
  const hash = createHash('sha256').update(`${requestId} ${part}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Does the work of a route with `once` in one transaction, once for its request id: the id is claimed first, so that
 * the same request sent twice at once waits here, and the answer is kept with what was done. Whatever `work` throws
 * leaves nothing, and the same id may try again. For a route without `once` it is one transaction and no more. Either way
 * what was typed into the route's form goes in that transaction. What a handler does before and after it may happen again.
 *
 * @param file  of an upload: what it is (digest, lines), which its body does not tell
 * @throws REQUEST_ID_REUSED where this id did something else before, or was asked otherwise; BUSY_RETRY
 */
export async function once<T>(db: Db, { once: request, typed }: Pick<Context, 'once'> & Partial<Pick<Context, 'typed'>>, work: (tx: Tx) => Promise<T>, file?: unknown): Promise<T> {
  const act = async (tx: Tx): Promise<T> => {
    const answer = await work(tx);
    await takeAlong(tx, typed);
    return answer;
  };
  if (request === undefined) return transact(db, act);
  request.acted = true;
  if (request.upload && file === undefined) throw new Error(`${request.act} takes a file and does not say which`);
  const asked = request.asked(file);
  const before = await answeredBefore(db, request, asked);
  if (before !== undefined) return answered(before.answer as T, typed);
  try {
    return await transact(db, async (tx) => {
      await claimRequest(tx, request, asked);
      const answer = await act(tx);
      await keepRouteAnswer(tx, request, answer);
      return answer;
    });
  } catch (thrown) {
    const state = sqlState(thrown);
    if (state === '40P01' || state === '40001') return fail('BUSY_RETRY');
    if (state !== '23505' || !isRequestKey(thrown)) throw thrown;
    return answered((await answeredBefore(db, request, asked))?.answer as T, typed);
  }
}

/** What acted before has taken the draft along then. */
function answered<T>(answer: T, typed: TypedForm | undefined): T {
  if (typed !== undefined) typed.gone = true;
  return answer;
}

/** Whether this request acted before: then `once` answers as it did, or refuses, whatever stands in its way by now. */
export async function actedBefore(db: Db, ctx: Pick<Context, 'once'>): Promise<boolean> {
  return ctx.once !== undefined && (await answeredBefore(db, ctx.once, null)) !== undefined;
}

/** What this request was answered before, if it acted. @throws REQUEST_ID_REUSED */
async function answeredBefore(db: Db, request: OnceRequest, asked: Buffer | null): Promise<{ readonly answer: unknown } | undefined> {
  const found = await findRouteRequest(db, request);
  const same = found === undefined || (found.act === request.act && found.object === request.object && asksTheSame(found.asked, asked));
  if (!same) throw new LawError('REQUEST_ID_REUSED');
  return found;
}

function isRequestKey(thrown: unknown): boolean {
  return thrown instanceof Error && 'constraint' in thrown && thrown.constraint === 'route_request_pkey';
}
