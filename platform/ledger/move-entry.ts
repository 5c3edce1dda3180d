import { canonical, type Plain } from './canonical.ts';
import type { ContentSaid } from './case-content.ts';
import { saltedDigest, type Fact } from './pending.ts';

/** A clock as a move, or a start set right, left it: what its dates follow from. */
export interface ClockFacts {
  readonly name: string;
  readonly nth: number;
  readonly bound: string;
  readonly calendar: string;
  readonly class: string | null;
  readonly events: Plain;
}

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
  /** The machine's time. Absent: as entries were made before they spoke of it, of the seat, of signatures and of clocks. */
  readonly at?: string;
  readonly seat?: string;
  readonly trigger?: string | null;
  readonly signs?: string | null;
  readonly paper?: boolean;
  /** What the timeline says of clocks. */
  readonly clockEffects?: Plain;
  /** The clocks that the move changed; not a column of case_move. */
  readonly clocks?: readonly ClockFacts[];
  /** What stands in the case after the move; neither. */
  readonly content?: ContentSaid;
}

/** A case that stands elsewhere than its newest move left it; without a state: one that stands no more. */
export interface CaseUnlikeMoves {
  readonly subject: string;
  readonly number: string | null;
  readonly state: string | null;
  readonly version: number | null;
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
      ...(move.at === undefined ? {} : {
        at: toMicroseconds(move.at), seat: move.seat ?? null, trigger: move.trigger ?? null, signs: move.signs == null ? null : saltedDigest(move.salt, move.signs), paper: move.paper ?? false,
        effects: saltedDigest(move.salt, canonical(move.clockEffects ?? [])),
      }),
      ...(move.clocks === undefined || move.clocks.length === 0 ? {} : { clocks: move.clocks.map(clockSaid) }),
      ...(move.content === undefined ? {} : { content: move.content }),
    },
  };
}

/**
 * What the entry of this move would say in the form of one that was made: entries made before they spoke of the machine's time and the
 * seat are made again as they were then; its clocks are compared with the clocks, its content with the case, its seal with the entry.
 */
export function bodyLike(move: MoveFacts, said: Readonly<Record<string, Plain>>): Readonly<Record<string, Plain>> {
  const { at: _at, ...before } = move;
  const { body } = moveEntry(said['at'] === undefined ? before : move);
  return { ...body, ...Object.fromEntries(beside.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]]))) };
}

/** What an entry of a move says that does not stand in case_move. */
export const beside = ['clocks', 'content', 'seal'] as const;

/** The ledger entry of a clock that was set right without a move of its case (17 ¶2: the day of occurrence). */
export function clockEntry(region: string, caseId: string, clock: ClockFacts): Fact {
  const subject = `${region}-${caseId}`;
  return { region, kind: 'clock', subject, body: { case: subject, clocks: [clockSaid(clock)] } };
}

/** What the ledger says of a clock: ids, codes, dates; the cause, which people wrote, stands with the act that stated it. */
export function clockSaid({ name, nth, bound, calendar, class: className, events }: ClockFacts): Plain {
  return { name, nth, bound, calendar, class: className, events };
}

/** '2026-01-05T08:00:00.12Z' and '2026-01-05T08:00:00.120000Z' are one time: databases leave out what is nought. */
function toMicroseconds(at: string): string {
  const [whole = '', fraction = ''] = at.replace('Z', '').split('.');
  return `${whole}.${fraction.padEnd(6, '0')}Z`;
}
