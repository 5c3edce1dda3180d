import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import type { Keys } from '../platform/keys/index.ts';
import type { Db } from '../platform/postgres/database.ts';
import type { Pair } from './cache/pair.ts';
import { readWhole, type BodyFault } from './http/body.ts';
import { networkOf, peerOf, personOf, type Peer } from './http/peer.ts';
import { finish, send, sendRefusal } from './http/reply.ts';
import { measure } from './measure.ts';
import { closed, incomplete, notListed, refused, type Refusal } from './national/answers.ts';
import { isLegacy, isRefusal, type Authenticator, type Weak } from './national/authenticate.ts';
import { findQuadruple, isAuthName, type Body, type Seen } from './national/find.ts';
import { refreshAnswer } from './national/refresh.ts';
import { isRest, type Claim, type SignedClaim } from './profiles/index.ts';
import type { RefusedCounters } from './records/refused.ts';
import { serveRest, type RestDeps } from './rest/serve.ts';
import { answerCall, type CallDeps } from './service/call.ts';
import { businessParameters, type Parameters } from './service/parameters.ts';

export interface ServeDeps extends CallDeps, RestDeps {
  readonly db: Db;
  readonly keys: Keys;
  readonly authenticator: Authenticator;
  readonly counters: RefusedCounters;
  readonly trusted: BlockList | undefined;
  bug(error: unknown, request?: string): void;
}

const mostBytes = 1024 * 1024;
const bodyWithinMs = 10_000;

/** One request on a path of the gateway. Always answers, whatever comes. */
export async function serve(deps: ServeDeps, claim: Claim, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isRest(claim)) return serveRest(deps, claim, request, response);
  const peer = peerOf(request, deps.trusted);
  const began = performance.now();
  try {
    const { answer, sandbox, weak } = await answerOf(deps, claim, request, peer);
    measure(sandbox ? 'sandbox' : claim.profile.name, answer, performance.now() - began, weak);
    if (sandbox) response.setHeader('sandbox', 'true');
    if (typeof answer === 'string') return send(response, 200, answer);
    finish(request, response);
    sendRefusal(response, answer);
  } catch (error) {
    deps.bug(error);
    measure(claim.profile.name, { ...closed, reason: 'bug' }, performance.now() - began);
    sendRefusal(response, closed);
  }
}

interface Answered { readonly answer: string | Refusal; readonly sandbox?: boolean; readonly weak?: Weak | undefined }

async function answerOf(deps: ServeDeps, claim: SignedClaim, request: IncomingMessage, peer: Peer): Promise<Answered> {
  const nowMs = Date.now();
  const before = (answer: Refusal): Answered => {
    deps.counters.count(answer.reason, networkOf(peer.address));
    return { answer };
  };
  const isSandbox = (pair: Pair): boolean => deps.table.served(pair)?.sandbox !== undefined;
  if (deps.closedBecause(nowMs) !== undefined) return before(closed);
  const finding = findQuadruple(claim.profile, request, () => readWhole(request, mostBytes, bodyWithinMs));
  const seen = finding instanceof Promise ? await finding : finding;
  if ('missing' in seen.found) return before(incompleteOf(await seen.body()));
  if ('contradicts' in seen.found) return before(notListed('contradicting'));
  const q = seen.found.quadruple;
  if (claim.what === 'refresh' || (claim.what === 'either' && request.method === 'POST' && seen.bareQuadruple)) {
    const asked = await deps.authenticator.refresh(claim.profile, q, nowMs);
    if (!isRefusal(asked)) return { answer: await refreshAnswer(deps, claim.profile, asked, nowMs), sandbox: isSandbox(asked.pair) };
    if (claim.what === 'refresh') return before(asked);
  }
  const signing = deps.authenticator.call(claim.profile, q, nowMs);
  const signed = signing instanceof Promise ? await signing : signing;
  if (isRefusal(signed)) return before(signed);
  const { pair, key, weak, sign } = signed;
  const barred = lackingTls(deps, pair, peer);
  const answer = await answerCall(deps, { pair, key, peer, person: personOf(request), beganMs: nowMs, style: 'national', barred, weak, sign, rtimeMs: Number(q.rtime), parameters: () => parametersOf(claim, request, seen) });
  return { answer, sandbox: isSandbox(pair), weak };
}

/** Where weak signatures are allowed, whoever listens could send them again: no call of such a grant is taken in the clear (§2.4). */
function lackingTls({ table, legalToday }: ServeDeps, pair: Pair, peer: Peer): Refusal | undefined {
  return peer.secure || !isLegacy(table.served(pair, legalToday())?.grant, legalToday()) ? undefined : refused('no-tls', '该授权须经 TLS（https）调用');
}

/** A body that could not be read may have held what is missing: then its fault is said. */
function incompleteOf({ parts, failed }: Body): Refusal {
  const why = failed === undefined ? parts.malformed : bodyText[failed];
  return why === undefined ? incomplete : { ...incomplete, message: `${incomplete.message}：${why}` };
}

function parametersOf(claim: SignedClaim, request: IncomingMessage, seen: Seen): Promise<Parameters | Refusal> | Parameters | Refusal {
  if (request.method !== 'GET' && request.method !== 'POST') return refused('method', '只受理 GET 和 POST');
  const body = seen.body();
  return body instanceof Promise ? body.then((it) => parametersIn(claim, seen, it)) : parametersIn(claim, seen, body);
}

function parametersIn(claim: SignedClaim, seen: Seen, { parts, failed }: Body): Parameters | Refusal {
  if (failed !== undefined) return refused(`body-${failed}`, bodyText[failed]);
  return businessParameters(seen.query, parts, (name) => isAuthName(claim.profile, name));
}

const bodyText = { 'too-large': '请求体过大', slow: '请求体未在规定时间内传完', broken: '请求体不完整' } as const satisfies Record<BodyFault, string>;
