import { basisZh } from './basis.ts';
import { applicationErrors } from './errors/application.ts';
import { calendarErrors } from './errors/calendar.ts';
import { catalogErrors } from './errors/catalog.ts';
import { demandErrors } from './errors/demand.ts';
import { correctionErrors } from './errors/correction.ts';
import { disputeErrors } from './errors/dispute.ts';
import { documentErrors } from './errors/documents.ts';
import { engineErrors } from './errors/engine.ts';
import type { ErrorEntry, ErrorKind } from './errors/entry.ts';
import { gateErrors } from './errors/gate.ts';
import { grantErrors } from './errors/grant.ts';
import { httpErrors } from './errors/http.ts';
import { identityErrors } from './errors/identity.ts';
import { platformErrors } from './errors/platform.ts';
import { refluxErrors } from './errors/reflux.ts';
import { sourceErrors } from './errors/source.ts';
import { supervisionErrors } from './errors/supervision.ts';

export type { ErrorEntry, ErrorKind };

/**
 * Every error there is, in one table. Add rows in `law/errors/<part>.ts`; a code once retired
 * stands in `law/errors/retired.ts` and is never used again (tests hold both).
 */
export const errors = {
  ...calendarErrors,
  ...engineErrors,
  ...httpErrors,
  ...identityErrors,
  ...catalogErrors,
  ...applicationErrors,
  ...grantErrors,
  ...sourceErrors,
  ...demandErrors,
  ...refluxErrors,
  ...correctionErrors,
  ...disputeErrors,
  ...supervisionErrors,
  ...gateErrors,
  ...documentErrors,
  ...platformErrors,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;
/** The parameters that a code's sentence needs: none, or one object. */
export type ErrorParams<C extends ErrorCode> = Parameters<(typeof errors)[C]['say']>;

/** The one error that is ours. Anything else that is thrown is a bug. */
export class LawError extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly kind: ErrorKind;
  /** A Basis of basis.ts ('21.2'), or null where no article stands behind the refusal. */
  readonly article: string | null;

  /** `article` overrules the table's: a refused move names the article of its row. */
  constructor(code: ErrorCode, params: Readonly<Record<string, unknown>> = {}, article?: string) {
    const entry: ErrorEntry = errors[code];
    const basis = article ?? entry.article ?? null;
    super(sentence(entry, params, basis));
    this.name = 'LawError';
    this.code = code;
    this.params = params;
    this.kind = entry.kind;
    this.article = basis;
  }
}

/** Throws the LawError of this code; its parameters are checked against the table. */
export function fail<C extends ErrorCode>(code: C, ...params: ErrorParams<C>): never {
  throw new LawError(code, params[0] as Readonly<Record<string, unknown>> | undefined);
}

/** As `fail`, with the article of the case at hand: the row of a move, the clock that ran out. */
export function failBy<C extends ErrorCode>(article: string, code: C, ...params: ErrorParams<C>): never {
  throw new LawError(code, params[0] as Readonly<Record<string, unknown>> | undefined, article);
}

/** Whether a thrown thing is one of ours, and of this code where one is named. */
export function isLawError(thrown: unknown, code?: ErrorCode): thrown is LawError {
  return thrown instanceof LawError && (code === undefined || thrown.code === code);
}

/** Our sentence, then the place of the law: “……。（条例第二十一条第二款）” */
function sentence(entry: ErrorEntry, params: Readonly<Record<string, unknown>>, basis: string | null): string {
  const said = (entry.say as (p: Readonly<Record<string, unknown>>) => string)(params);
  const place = basis === null || !/^\d/.test(basis) ? '' : `（条例${basisZh(basis)}）`;
  return said + place;
}
