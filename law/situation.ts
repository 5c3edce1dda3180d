/** What `next` may know of a case and of who acts: plain values, no I/O, no today. */
import type { Seat } from './seats.ts';

/** What happened in the case before, oldest first; at most some dozens of rows. */
export interface Past {
  readonly act: string;
  readonly from: string;
  readonly org: string;
  /** `clock` where the platform moved. */
  readonly seat: Seat | 'clock';
  readonly person: string;
  readonly behalfOf?: string;
  /** Digest of the text that was signed. */
  readonly text?: string;
  /** The cause that the act stated, where it states one (`reject`). */
  readonly cause?: string;
}

/** How a clock of the case stands, as far as moves depend on it (extensions). */
export interface ClockSeen {
  readonly open: boolean;
  readonly asked?: boolean;
  readonly extended?: boolean;
}

/**
 * Everything `next` may know; no I/O, no today.
 * `orgs` has one key per party of the case (`requester`, `provider`, `upper`, …); the authority of a
 * side stands under `authority@provider`, `authority@requester`, `authority@department`, and the
 * procedure's own also under `authority`.
 */
export interface Situation {
  readonly state: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly past: readonly Past[];
  readonly orgs: Readonly<Record<string, readonly string[]>>;
  readonly adopted: ReadonlySet<string>;
  /** Has the next post opened the case since the last move? Absent: not known, so nothing is taken back. */
  readonly opened?: boolean;
  readonly clocks?: Readonly<Record<string, ClockSeen>>;
  /** The cause that the act under way states, where it states one. */
  readonly cause?: string;
}

/**
 * Who acts: a person in a seat, or the platform by a trigger. `seat` is the seat whose move it is,
 * also where the next post above acts for an empty one. `text`: digest of what is signed jointly.
 * `clock` is a trigger's name (`triggerName`).
 */
export type Who =
  | { readonly org: string; readonly seat: Seat; readonly person: string; readonly behalfOf?: string; readonly text?: string }
  | { readonly clock: string };
