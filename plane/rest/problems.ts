import { LawError, type ErrorCode } from '../../law/errors.ts';
import { lawOf, statusOf } from '../../platform/http/wire-errors.ts';
import { callReasonZh } from '../../processes/usage/index.ts';
import type { Refusal } from '../national/answers.ts';

/** The public code of each reason, by which a program tells them apart. Reasons that begin alike are found by `families`. */
const codes: Readonly<Record<string, ErrorCode>> = {
  closed: 'GATE_CLOSED', bug: 'GATE_FAILED', unrecorded: 'GATE_RECORD_UNAVAILABLE',
  'token-missing': 'GATE_TOKEN_MISSING', 'token-misplaced': 'GATE_TOKEN_MISPLACED', 'token-bad': 'GATE_TOKEN_INVALID', 'token-expired': 'GATE_TOKEN_EXPIRED', 'token-key': 'GATE_KEY_STOPPED', 'key-gone': 'GATE_KEY_STOPPED',
  'service-foreign': 'GATE_SERVICE_FOREIGN', 'client-bad': 'GATE_CLIENT_REFUSED', 'scope-foreign': 'GATE_SCOPE_FOREIGN', 'form-bad': 'GATE_FORM_INVALID', 'grant-type': 'GATE_GRANT_TYPE_UNKNOWN',
  'no-grant': 'GATE_GRANT_ENDED', 'stopped-grant': 'GATE_GRANT_STOPPED', 'stopped-entry': 'GATE_GRANT_HELD', 'term-ahead': 'GATE_GRANT_NOT_YET', 'term-over': 'GATE_GRANT_ENDED',
  'state-suspended': 'GATE_GRANT_SUSPENDED', 'state-mended': 'GATE_GRANT_SUSPENDED', 'state-held': 'GATE_GRANT_HELD',
  'sandbox-over': 'GATE_SANDBOX_OVER', mode: 'GATE_MODE_OTHER', address: 'GATE_ADDRESS_REFUSED', 'no-person': 'GATE_PERSON_MISSING', 'not-bound': 'GATE_NOT_BOUND', quota: 'GATE_QUOTA_SPENT',
  method: 'GATE_METHOD_OTHER', 'media-type': 'GATE_MEDIA_TYPE_OTHER', malformed: 'GATE_BODY_INVALID', 'body-broken': 'GATE_BODY_INVALID', 'body-slow': 'BODY_TOO_SLOW', 'body-too-large': 'BODY_TOO_LARGE',
  'missing-key': 'GATE_KEY_MISSING', 'bad-value': 'GATE_PARAMETER_INVALID', 'bad-page': 'GATE_PARAMETER_INVALID', 'bad-page-size': 'GATE_PARAMETER_INVALID', contradicting: 'GATE_PARAMETER_INVALID',
  'failed-too-large': 'GATE_ANSWER_TOO_LARGE', 'failed-slow': 'GATE_SOURCE_SLOW', maintenance: 'GATE_SOURCE_MAINTAINED',
};
const families: readonly (readonly [RegExp, ErrorCode])[] = [[/^state-/, 'GATE_GRANT_ENDED'], [/^failed-/, 'GATE_SOURCE_FAILED']];

/** @throws where a reason has no code: a test goes through all of them */
export function codeOf(reason: string): ErrorCode {
  const code = codes[reason] ?? families.find(([shape]) => shape.test(reason))?.[1];
  if (code === undefined) throw new Error(`no public code for the reason ${reason}`);
  return code;
}

/** Every code that the REST door can answer with. */
export const publicCodes: readonly ErrorCode[] = [...new Set([...Object.values(codes), ...families.map(([, code]) => code)])].sort();

/** Where the console explains a code; in `type`, so that a person who sees an answer finds it. */
export const explainedAt = (code: ErrorCode): string => `/developers#${code}`;

/** A refusal in the members of RFC 9457, with our sentence, and the law's where an article stands behind it. */
export function problemOf(refusal: Refusal, requestId: string): Readonly<Record<string, unknown>> {
  const code = codeOf(refusal.reason);
  const error = new LawError(code, { most: '1 MB', ...refusal.params });
  return {
    type: explainedAt(code), title: callReasonZh(refusal.reason), status: statusOf(code), detail: error.message, code,
    ...(error.article === null ? {} : lawOf(error.article)), requestId,
  };
}
