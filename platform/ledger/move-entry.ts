import { canonical, type Plain } from './canonical.ts';
import { saltedDigest, type Fact } from './pending.ts';

/** One row of case_move as the ledger knows it. */
export interface MoveFacts {
  readonly region: string;
  readonly caseId: string;
  readonly version: number;
  readonly kind: string;
  readonly act: string;
  readonly fromState: string;
  readonly toState: string;
  readonly onDay: string;
  readonly org: string | null;
  readonly post: string | null;
  readonly person: string | null;
  readonly behalfOf: string | null;
  readonly article: string;
  /** 16 random bytes, a column of case_move. */
  readonly salt: Buffer;
  readonly opinion: string | null;
  /** What the act stated, as parsed JSON. */
  readonly states: Plain;
  /** SHA-256 of each attachment, hex, in order. */
  readonly attachments: readonly string[];
}

/** A case that stands elsewhere than its newest move left it. */
export interface CaseUnlikeMoves {
  readonly subject: string;
  readonly state: string;
  readonly version: number;
  readonly movedTo: string | null;
  readonly movedVersion: number | null;
}

/** The ledger entry of a move. The engine writes it with the move; `ledger verify` makes it again from case_move and compares. */
export function moveEntry(move: MoveFacts): Fact {
  const subject = `${move.region}-${move.caseId}`;
  return {
    region: move.region,
    kind: 'move',
    subject,
    body: {
      case: subject,
      version: move.version,
      procedure: move.kind,
      act: move.act,
      from: move.fromState,
      to: move.toState,
      day: move.onDay,
      org: move.org,
      post: move.post,
      person: move.person,
      behalfOf: move.behalfOf,
      article: move.article,
      opinion: move.opinion === null ? null : saltedDigest(move.salt, move.opinion),
      states: saltedDigest(move.salt, canonical(move.states)),
      attachments: move.attachments,
    },
  };
}
