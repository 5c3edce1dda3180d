import { calendarErrors } from './errors/calendar.ts';
import type { ErrorEntry, ErrorKind } from './errors/entry.ts';

export type { ErrorEntry, ErrorKind };

/**
 * Every error there is, in one table. A colleague adds rows in `law/errors/<part>.ts`; a code once retired
 * stands in `law/errors/retired.ts` and is never used again (tests hold both).
 */
export const errors = {
  ...calendarErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;
/** The parameters that a code's sentence needs: none, or one object. */
export type ErrorParams<C extends ErrorCode> = Parameters<(typeof errors)[C]['say']>;

/** The one error that is ours. Anything else that is thrown is a bug. */
export class LawError extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly kind: ErrorKind;
  /** A Basis of articles.ts, or null where no article stands behind the refusal. */
  readonly article: string | null;

  constructor(code: ErrorCode, params: Readonly<Record<string, unknown>> = {}) {
    const entry: ErrorEntry = errors[code];
    super((entry.say as (p: Readonly<Record<string, unknown>>) => string)(params));
    this.name = 'LawError';
    this.code = code;
    this.params = params;
    this.kind = entry.kind;
    this.article = entry.article ?? null;
  }
}

/** Throws the LawError of this code; its parameters are checked against the table. */
export function fail<C extends ErrorCode>(code: C, ...params: ErrorParams<C>): never {
  throw new LawError(code, params[0] as Readonly<Record<string, unknown>> | undefined);
}

/** Whether a thrown thing is one of ours, and of this code where one is named. */
export function isLawError(thrown: unknown, code?: ErrorCode): thrown is LawError {
  return thrown instanceof LawError && (code === undefined || thrown.code === code);
}

/** The sentence of an error with the article it rests on, as people see it. */
export function errorEntry(code: ErrorCode): ErrorEntry {
  return errors[code];
}
