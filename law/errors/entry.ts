/** What went wrong in one word; `platform/http` alone turns it into a status. */
export type ErrorKind =
  | 'invalid' // what was stated does not suffice
  | 'forbidden' // not your party, post or moment
  | 'not-found' // absent, or absent to you
  | 'conflict' // somebody or something was quicker, or it stands already
  | 'unavailable' // later perhaps
  | 'bug' // our fault
  | 'unauthenticated' // log in first
  | 'too-many'; // slower, please

/**
 * One row of the table of errors. `say` gives the Chinese sentence: what is wrong and what to do.
 * `article` is a Basis of articles.ts ('21.2', '39(4)'); the sentence of the law is shown beside ours.
 * Parameters are checked against `say` at each `fail(code, params)`.
 */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  readonly article?: string;
  readonly say: (params: never) => string;
}
