/**
 * Programs that call one service, with the holder's own identifiers filled in and never the secret: it is read from the
 * variable SHUQIAO_APP_KEY. Each prints the answer's JSON; a refusal goes to standard error and the exit code is 1.
 * `npm run test:examples` runs every one against a real gateway.
 */
export interface Holder {
  /** Scheme, host and port of the gateway. */
  readonly base: string;
  readonly rid: string;
  readonly sid: string;
  /** Keys of the service with a value to look for. */
  readonly query: Readonly<Record<string, string>>;
}
export type Door = 'rest' | 'national';
export type Template = Readonly<Record<Door, (holder: Holder) => string>>;
