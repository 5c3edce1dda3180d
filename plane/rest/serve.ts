import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { GrantTable, Served } from '../cache/grants.ts';
import type { Pair } from '../cache/pair.ts';
import { networkOf, peerOf, personOf } from '../http/peer.ts';
import { finish, send, type Reply } from '../http/reply.ts';
import { measure } from '../measure.ts';
import { closed, refused, type Refusal } from '../national/answers.ts';
import { isRefusal } from '../national/authenticate.ts';
import type { RestClaim } from '../profiles/index.ts';
import type { RefusedCounters } from '../records/refused.ts';
import { answerCall, type CallDeps } from '../service/call.ts';
import { readPairs } from '../service/parameters.ts';
import { jsonReply, problemReply, tokenErrorReply } from './answers.ts';
import { tokenOf } from './authenticate.ts';
import { limitHeaders, secondsLeft } from './limits.ts';
import { standingHeaders } from './standing.ts';
import { restParameters } from './parameters.ts';
import { answerToken, type TokenDeps } from './token-address.ts';

export interface RestDeps extends CallDeps, TokenDeps {
  readonly table: GrantTable;
  readonly counters: RefusedCounters;
  readonly trusted: BlockList | undefined;
  bug(error: unknown, request?: string): void;
}

interface Answered { readonly reply: Reply; readonly refusal?: Refusal; readonly sandbox?: boolean }

const bug = refused('bug', '网关内部出错');
const foreign = refused('service-foreign', '令牌不能调用该服务');

/** One request at the REST door. Always answers, whatever comes; its number is that of the record, where there is one. */
export async function serveRest(deps: RestDeps, claim: RestClaim, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = uuidv7();
  const began = performance.now();
  let answered: Answered;
  try {
    answered = await answerOf(deps, claim, request, requestId);
  } catch (error) {
    deps.bug(error, requestId);
    answered = refusedBy(claim, bug, requestId);
  }
  const { reply, refusal } = answered;
  if (claim.what === 'data') measure(answered.sandbox === true ? 'sandbox' : 'rest', refusal ?? '', performance.now() - began); // asking for a token is no call
  finish(request, response);
  send(response, reply.status, reply.body, reply.headers, reply.type);
}

function refusedBy(claim: RestClaim, refusal: Refusal, requestId: string, headers?: readonly string[]): Answered {
  return { refusal, reply: claim.what === 'token' ? tokenErrorReply(refusal, requestId) : problemReply(refusal, requestId, headers) };
}

async function answerOf(deps: RestDeps, claim: RestClaim, request: IncomingMessage, requestId: string): Promise<Answered> {
  const nowMs = Date.now();
  const peer = peerOf(request, deps.trusted);
  /** Of a stranger only a counter is kept. */
  const before = (refusal: Refusal): Answered => {
    deps.counters.count(refusal.reason, networkOf(peer.address));
    return refusedBy(claim, refusal, requestId);
  };
  if (deps.closedBecause(nowMs) !== undefined) return before(closed);
  if (claim.what === 'token') {
    const given = await answerToken(deps, claim.profile, request, requestId, nowMs);
    return isRefusal(given) ? before(given) : { reply: given };
  }
  const query = queryOf(request.url ?? '');
  const token = tokenOf(request, query);
  if (typeof token !== 'string') return before(token);
  const known = deps.restAuthenticator.bearer(token, nowMs);
  if (isRefusal(known)) return before(known);
  const { pair, key } = known;
  const barred = claim.service === pair.sid ? undefined : foreign;
  // Member by member: two spreads here cost more than the digests of a call.
  const asked = await answerCall(deps, { pair, key, peer, person: personOf(request), beganMs: nowMs, style: 'rest', id: requestId, barred, parameters: () => restParameters(request, query) });
  const it = deps.table.served(pair, deps.legalToday());
  const headers = headersOf(deps, it, nowMs);
  const sandbox = it?.sandbox !== undefined;
  return typeof asked === 'string' ? { sandbox, reply: jsonReply(asked, requestId, headers) } : { sandbox, ...refusedBy(claim, withSeconds(deps, asked, pair, nowMs), requestId, headers) };
}

const noQuery: ReadonlyMap<string, string> = new Map();

function queryOf(url: string): ReadonlyMap<string, string> {
  const mark = url.indexOf('?');
  return mark < 0 || mark === url.length - 1 ? noQuery : readPairs(url.slice(mark + 1));
}

function headersOf({ quota }: RestDeps, it: Served | undefined, nowMs: number): readonly string[] {
  return it === undefined ? [] : [...limitHeaders(quota, it, nowMs), ...standingHeaders(it)];
}

/** Whose quota is spent is told when the next begins. */
function withSeconds({ quota, table, legalToday }: RestDeps, refusal: Refusal, pair: Pair, nowMs: number): Refusal {
  const it = table.served(pair, legalToday());
  if (refusal.reason !== 'quota' || it === undefined) return refusal;
  const turns = quota.left(it.grant, nowMs).minute === 0 ? secondsLeft.minute(nowMs) : secondsLeft.day(nowMs);
  return { ...refusal, params: { ...refusal.params, seconds: String(turns) } };
}
