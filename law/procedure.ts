/**
 * A legal process as data: its states, its moves (from, act, to, by whom, article), its clocks.
 * `next` (next.ts) is the only way to move a case; everything else that knows a procedure (the
 * engine, the console's buttons and diagrams, the conformance table) reads the same table.
 */
import type { Basis } from './basis.ts';
import type { EventName } from './events.ts';
import type { LocalNumberName } from './local-numbers.ts';
import type { ProcedureName } from './procedures/names.ts';
import type { Party, Seat } from './seats.ts';

export type { Basis } from './basis.ts';
export type { EventName, EventFields } from './events.ts';
export type { ProcedureName } from './procedures/names.ts';
export type { Party, Post, Seat } from './seats.ts';
export type { ClockSeen, Past, Situation, Who } from './situation.ts';

export type Trigger<C extends string> =
  | { readonly lapsed: C } // a clock of this case ran out; every date is a clock, so there is one sweep
  | { readonly event: EventName } // another case moved, same transaction
  | { readonly atOnce: true }; // on entering the state, if the checks hold

export type By<C extends string> =
  | Seat
  | { readonly clock: Trigger<C> }
  /**
   * Organisation and post that last took this act ("who suspended"). With `as`, that post in the same
   * organisation; with an authority's post where a department took the act, the authority of that side.
   */
  | { readonly did: string; readonly as?: Seat }
  /** The other side's head. */
  | { readonly oppositeOf: string; readonly as: 'head' };

/** Awaited only where the fact is one of the words. */
export interface AwaitedWhen {
  readonly seat: Seat;
  readonly when: When;
}

/**
 * Picks by a fact of the case: it is one of the words. Some facts are not stored but read from the
 * past, so that no process has to keep them:
 * `before.hold` – the state in which `hold` was last taken · `taken`, `never` – one of these acts was
 * taken, none was · `latest.allow.end` – which of these acts was taken last, or `none` · `been`, `never-been` – the case was in one of these states, in none ·
 * `cause` – `again` where the act states a cause that the same act stated before, else `first`.
 */
export type When = readonly [fact: string, ...is: string[]];

/** A task with a date of its own, given to one of many (19.2). */
export interface Owed {
  readonly seat: Seat;
  readonly clock: string;
}

export interface State {
  readonly zh: string;
  /** What is done here, where no one act says it, as headings and lists name the turn: 审定答复 is 同意共享 or 不同意. */
  readonly step?: string;
  /** How the flow calls the work done here, ahead of its end: 负责人审定. Absent: `zh`. */
  readonly box?: string;
  /** A box of the flow before it, for what brought the case here: 收到. */
  readonly arrival?: string;
  /** How the flow calls the line that leads here, where the act's word is long: 告知. */
  readonly line?: string;
  /** The flow draws it as that state, to which the case has come back: after 补正 it lies where it was received. */
  readonly as?: string;
  /** Whose turn it is: each has a move here and gets a row on its worklist. Ask `awaited` (next.ts), not this list. */
  readonly awaits?: readonly (By<string> | AwaitedWhen)[];
  /** Who has something to do here whoever else's turn it is: each organisation that an open clock of this name binds has it on its list, in this seat. */
  readonly owes?: readonly Owed[];
  /** Ended: no move leaves it, or only a reopening. */
  readonly final?: true;
  /** Open, but nobody is awaited. */
  readonly rests?: true;
  /** It goes on here: its lamp says the state, not how a limit that is over ended. */
  readonly runs?: true;
  /** Lane of the diagram: the party in whose hands the case lies. */
  readonly lane?: Party;
  /** On the path that a case without incident takes; drawn in the order of the table. */
  readonly main?: true;
}

/** What a move does to a clock; the meaning of each stands in clock.ts. `start-standing`: from its day on, and standing from today. */
export type ClockDo = 'start' | 'start-standing' | 'stand' | 'go' | 'run-on' | 'stop' | 'stop-named' | 'restate';

/** Circles that are told besides the parties: they are computed by the process, not named by the case. */
export type Circle = 'departments' | 'holders' | 'applicants' | 'subscribers' | 'officers';

export interface Move<S extends string, C extends string, A extends string, K extends string> {
  /** `new`: the case does not exist yet. `notIn` never includes `new`. */
  readonly from: readonly (S | 'new')[] | { readonly notIn: readonly S[] };
  readonly act: A;
  /** `before`: the state in which that act was last taken. */
  readonly to: S | 'same' | { readonly before: A };
  readonly by: readonly By<C>[];
  readonly basis: Basis;
  /** The word on the button where this row's differs from `words`. */
  readonly zh?: string;
  /** How lists name the turn where the act is but one way in which the work may end, and the state has no `step`: 判断. */
  readonly turn?: string;
  /** Fields the act must carry; the contract of the process has their shapes. */
  readonly states?: readonly string[];
  /** Names; the process must supply one function for each, and they run in this order. */
  readonly checks?: readonly K[];
  /** Picks the row where the same act by the same seat goes two ways. */
  readonly when?: When;
  /** case: once ever; party: once by each organisation; round: once by each since the state was entered. */
  readonly once?: 'case' | 'party' | 'round';
  /** Every seat of `by` signs the same text; the last signature moves. */
  readonly jointly?: true;
  /** Who took one of these acts since the last draft, or opened the case by one, may not take this one. */
  readonly approves?: readonly A[];
  /** Whose authority, where it is not the procedure's. */
  readonly whose?: Side;
  readonly clocks?: Partial<Readonly<Record<C, ClockDo>>>;
  readonly opens?: readonly ProcedureName[];
  readonly emits?: readonly EventName[];
  readonly tells?: readonly (Party | Circle)[];
  /** Off until the jurisdiction adopts it by a document of this name. */
  readonly adopted?: string;
  /** The person proves again who he is before this act. */
  readonly grave?: true;
  /** Grave only where the fact is one of the words (不予共享); rows that `next` gives carry `grave` then. */
  readonly graveWhen?: When;
  /** Many like cases may be taken at once. */
  readonly batch?: true;
}

/** Whose authority acts. `upper`: the authority above; `none`: no authority has a part. */
export type Side = 'provider' | 'requester' | 'either' | 'department' | 'upper';

export type Limit =
  /** Date in force → class → working days. The version in force on the day of the start counts. */
  | { readonly workingDays: Readonly<Record<string, Readonly<Record<string, number>>>> }
  /**
   * The date in this field of the act, or where the act states none, in this fact of the case;
   * `atLeast` working days after the act. No date at all: no clock.
   */
  | { readonly stated: string; readonly atLeast?: number }
  | { readonly years: number }
  /** Calendar days: local limits only, the regulation has none. */
  | { readonly days: number; /** A number that a region may set otherwise (jurisdiction.ts). */ readonly setBy?: LocalNumberName };

export type Late =
  /** Raises a clue of this item of Art. 39, 40 or 41 by itself. */
  | { readonly finding: Basis }
  | { readonly findingBy: string; readonly is: Readonly<Record<string, Basis>> }
  /** A clue for a person to judge. */
  | { readonly clue: Basis }
  | 'remind'
  /** The case moves on by a row whose trigger is this clock. */
  | 'moves'
  /** On the authority's list. */
  | 'list';

/** What the platform puts down where a clock of this lateness runs over: a clue of Art. 39–41, a line of the authority's list, or nothing. */
export function listedAs(late: Late): 'clue' | 'list' | null {
  if (typeof late === 'object') return 'clue';
  return late === 'list' ? 'list' : null;
}

export interface Clock {
  readonly zh: string;
  /** What happened on the day of the event, as in 自……之日起: 收到申请. */
  readonly since: string;
  readonly basis: Basis;
  /** The calendar is that of the bound party's region. */
  readonly bound: Party | { readonly fact: string }; // fact: its word is the party
  readonly limit: Limit;
  /** Fact that picks the class; without it the class is `any`. */
  readonly classBy?: string;
  /** Date field of the act instead of the day of the act. */
  readonly from?: string;
  /** Several may run in one case; `stand`, `go`, `stop` act on all of them, `stop-named` on those the act names. */
  readonly perCause?: true;
  readonly extension?: {
    readonly workingDays: number;
    readonly asks: Seat;
    readonly grants: Seat;
    readonly tells: readonly Party[];
  };
  readonly late: Late;
}

export interface ProcedureOf<
  S extends Readonly<Record<string, State>>,
  C extends Readonly<Record<string, Clock>>,
  A extends string,
  K extends string,
> {
  readonly name: ProcedureName;
  readonly code: string;
  readonly zh: string;
  readonly parties: readonly Party[];
  /** Names of parties where those of every procedure would mislead. */
  readonly partyWords?: Partial<Readonly<Record<Party, string>>>;
  /** Whose authority the seat `authority` is, where a row does not say otherwise. */
  readonly authority: Side | 'none';
  /** Sides whose authority, where it is another, knows of the case too: it is told what the authority is told, and may look. */
  readonly copies?: readonly Exclude<Side, 'either' | 'upper'>[];
  readonly states: S;
  readonly clocks: C;
  /** The word on the button of each act; `…`: a form opens first. */
  readonly words: Readonly<Record<A, string>>;
  readonly moves: readonly Move<Extract<keyof S, string>, Extract<keyof C, string>, A, K>[];
}

/** Any table. */
export type AnyProcedure = ProcedureOf<Readonly<Record<string, State>>, Readonly<Record<string, Clock>>, string, string>;
/** The same, as the engine's text calls it. */
export type Procedure = AnyProcedure;
export type AnyMove = Move<string, string, string, string>;

/** Inferred types let unknown fields pass in silence; with this they must be `never`. */
type Only<T, Shape> = { readonly [Name in keyof T]: { readonly [Field in Exclude<keyof T[Name], keyof Shape>]: never } };

/**
 * Declares a table. States, clocks, acts and checks are inferred from it; a row that names a state or
 * clock that does not exist, misspells a field, or an act without a word, does not compile.
 * Moves are no type parameter of their own: with one, a misspelt field compiles in silence.
 */
export function procedure<
  const S extends Readonly<Record<string, State>>,
  const C extends Readonly<Record<string, Clock>>,
  const A extends string,
  const K extends string = never,
>(table: {
  readonly name: ProcedureName;
  readonly code: string;
  readonly zh: string;
  readonly parties: readonly Party[];
  readonly partyWords?: Partial<Readonly<Record<Party, string>>>;
  readonly authority: Side | 'none';
  readonly copies?: readonly Exclude<Side, 'either' | 'upper'>[];
  readonly states: S & Only<S, State>;
  readonly clocks: C & Only<C, Clock>;
  readonly words: Readonly<Record<NoInfer<A>, string>>;
  readonly moves: readonly Move<NoInfer<Extract<keyof S, string>>, NoInfer<Extract<keyof C, string>>, A, K>[];
}): ProcedureOf<S, C, A, K> {
  return table;
}

export type StateOf<P extends { readonly states: object }> = Extract<keyof P['states'], string>;
export type ClockOf<P extends { readonly clocks: object }> = Extract<keyof P['clocks'], string>;
export type ActOf<P extends { readonly moves: readonly { readonly act: string }[] }> = P['moves'][number]['act'];
export type CheckOf<P extends { readonly moves: readonly { readonly checks?: readonly string[] }[] }> =
  NonNullable<P['moves'][number]['checks']>[number];

/** How a trigger is named: the clock that lapsed, the event that happened, or `atOnce`. */
export function triggerName(trigger: Trigger<string>): string {
  if ('lapsed' in trigger) return trigger.lapsed;
  return 'event' in trigger ? trigger.event : 'atOnce';
}

/** The states a row starts from, spelled out. */
export function statesFrom(p: AnyProcedure, move: AnyMove): readonly string[] {
  if ('notIn' in move.from) {
    const not = move.from.notIn;
    return Object.keys(p.states).filter(state => !not.includes(state));
  }
  return move.from;
}

/** The rows that open a case. */
export function openingRows(p: AnyProcedure): readonly AnyMove[] {
  return p.moves.filter(move => statesFrom(p, move).includes('new'));
}
