import { basisZh } from '../../law/basis.ts';
import { errors, LawError } from '../../law/errors.ts';
import type { ErrorCode, ErrorKind } from '../../law/errors.ts';
import { placeExists, quote } from '../../law/quote.ts';
import { sqlState } from '../postgres/database.ts';

/** What a caller sees of an error. */
export interface WireError {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly article?: string;
  readonly articleZh?: string;
  /** The sentence of the law. */
  readonly sentence?: string;
  readonly message: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly requestNumber: string;
  /** Whose post it is, and what changed since, where the engine says so. */
  readonly post?: unknown;
  readonly changed?: unknown;
}

/** The one place where a kind becomes a status. */
const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400, unauthenticated: 401, forbidden: 403, 'not-found': 404, conflict: 409, 'too-many': 429, bug: 500, unavailable: 503,
};

const statusOfCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  BODY_TOO_LARGE: 413, ATTACHMENT_TOO_LARGE: 413, METHOD_NOT_ALLOWED: 405, MEDIA_TYPE_UNKNOWN: 415, BODY_TOO_SLOW: 408,
  GATE_METHOD_OTHER: 405, GATE_MEDIA_TYPE_OTHER: 415, GATE_ANSWER_TOO_LARGE: 413, GATE_SOURCE_FAILED: 502, GATE_SOURCE_SLOW: 504,
};

/** The status that an error leaves with. */
export function statusOf(code: ErrorCode): number {
  return statusOfCode[code] ?? statusOfKind[errors[code].kind];
}

export interface Refusal { readonly status: number; readonly body: WireError; readonly bug: boolean }

/** Turns whatever was thrown into an answer; what is none of ours is a bug and shows nothing but a number. */
export function refusalOf(thrown: unknown, requestNumber: string): Refusal {
  const error = thrown instanceof LawError ? thrown : ours(thrown);
  const unforeseen = sqlState(thrown).startsWith('22'); // a value that the shapes let through and the database did not: refused, and looked into
  if (error === undefined || error.kind === 'bug') {
    return { status: 500, bug: true, body: { code: 'INTERNAL', kind: 'bug', message: errors.INTERNAL.say({ number: requestNumber }), requestNumber } };
  }
  const { fields, post, changed } = error.params;
  return {
    status: statusOf(error.code),
    bug: unforeseen,
    body: {
      code: error.code,
      kind: error.kind,
      ...(error.article === null ? {} : lawOf(error.article)),
      message: error.message,
      ...(Array.isArray(fields) ? { fields } : {}),
      ...(post === undefined ? {} : { post }),
      ...(changed === undefined ? {} : { changed }),
      requestNumber,
    },
  };
}

/** The place of the law behind a refusal, its words, and its sentence where there is one. */
export function lawOf(article: string): Pick<WireError, 'article' | 'articleZh' | 'sentence'> {
  return { article, articleZh: basisZh(article), ...(placeExists(article) ? { sentence: quote(article) } : {}) };
}

/** Errors of the framework and the driver that have a sentence of ours. */
function ours(thrown: unknown): LawError | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return new LawError('BODY_TOO_LARGE', { most: '1 MB' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new LawError('MEDIA_TYPE_UNKNOWN');
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return new LawError('BODY_NOT_JSON');
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new LawError('MEDIA_TYPE_UNKNOWN');
  if (['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH', 'FST_STATIC_FORBIDDEN_PATH'].includes(code)) return new LawError('URL_BROKEN');
  if (code.startsWith('FST_') && clientFault(thrown)) return new LawError('BODY_NOT_JSON');
  if (sqlState(thrown).startsWith('22')) return new LawError('BODY_INVALID', { where: '', why: '有内容不合要求，无法识别' });
  if (databaseGone(thrown, code)) return new LawError('DATABASE_UNAVAILABLE');
  if (clientFault(thrown)) return new LawError('ROUTE_UNKNOWN'); // the server of files: a folder, a hidden file
  return undefined;
}

function clientFault(thrown: unknown): boolean {
  const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
  return status >= 400 && status < 500;
}

/** Connection refused, broken or exhausted; shutting down; too many clients. A wrong statement stays a bug. */
function databaseGone(thrown: unknown, code: string): boolean {
  const state = sqlState(thrown);
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT'].includes(code)) return true;
  if (state.length === 5 && (state.startsWith('08') || ['57P01', '57P02', '57P03', '53300'].includes(state))) return true;
  return thrown instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(thrown.message);
}
