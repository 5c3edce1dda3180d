import { LawError } from '../../law/errors.ts';
import { statusOf } from '../../platform/http/wire-errors.ts';
import type { Reply } from '../http/reply.ts';
import type { Refusal } from '../national/answers.ts';
import { codeOf, explainedAt, problemOf } from './problems.ts';

const jsonType = 'application/json; charset=utf-8';
const problemType = 'application/problem+json; charset=utf-8';
const realm = 'realm="shuqiao"';

/** What RFC 6750 §3.1 says of a bearer; its texts are ASCII by that RFC, ours stand in the body. */
const bearerErrors: Readonly<Record<string, string>> = {
  'token-missing': '',
  'token-misplaced': 'invalid_request", error_description="one bearer token, in the Authorization header',
  'token-bad': 'invalid_token", error_description="the access token is not accepted',
  'token-expired': 'invalid_token", error_description="the access token has expired',
  'token-key': 'invalid_token", error_description="the key behind the access token was stopped or replaced',
  'service-foreign': 'insufficient_scope", error_description="the access token is for another service',
};

/** Seconds after which a refused caller may try again: when his quota begins anew; soon, where something is not there now. */
function retryAfter(refusal: Refusal, status: number): readonly string[] {
  const seconds = refusal.params?.['seconds'] ?? (status >= 502 ? '2' : undefined);
  return seconds === undefined ? [] : ['retry-after', seconds];
}

export function problemReply(refusal: Refusal, requestId: string, headers: readonly string[] = []): Reply {
  const status = statusOf(codeOf(refusal.reason));
  const error = bearerErrors[refusal.reason];
  const challenge = error === undefined ? [] : ['www-authenticate', error === '' ? `Bearer ${realm}` : `Bearer ${realm}, error="${error}"`];
  return {
    status, type: problemType, body: JSON.stringify(problemOf(refusal, requestId)),
    headers: ['x-request-id', requestId, ...challenge, ...(status === 405 ? ['allow', 'GET, POST'] : []), ...retryAfter(refusal, status), ...headers],
  };
}

export function jsonReply(body: string, requestId: string, headers: readonly string[] = []): Reply {
  return { status: 200, type: jsonType, body, headers: ['x-request-id', requestId, ...headers] };
}

/** Errors of the token address (RFC 6749 §5.2): its descriptions are ASCII, so our sentence is a member of its own. */
const tokenErrors: Readonly<Record<string, readonly [error: string, description: string]>> = {
  'client-bad': ['invalid_client', 'client authentication failed'],
  'grant-type': ['unsupported_grant_type', 'only client_credentials is supported'],
  'scope-foreign': ['invalid_scope', 'the scope is not one of this client'],
  closed: ['temporarily_unavailable', 'try again later'],
  bug: ['server_error', 'internal error'],
};

export function tokenErrorReply(refusal: Refusal, requestId: string): Reply {
  const [error, description] = tokenErrors[refusal.reason] ?? ['invalid_request', 'the request is malformed'];
  const code = codeOf(refusal.reason);
  const said = new LawError(code, { most: '8 KB', ...refusal.params });
  const status = statusOf(code);
  return {
    status, type: jsonType,
    body: JSON.stringify({ error, error_description: description, error_uri: explainedAt(code), message: said.message, code, requestId }),
    headers: ['x-request-id', requestId, 'pragma', 'no-cache', ...(status === 401 ? ['www-authenticate', `Basic ${realm}, charset="UTF-8"`] : []), ...(status === 405 ? ['allow', 'POST'] : []), ...retryAfter(refusal, status)],
  };
}
