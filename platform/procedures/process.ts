import type { RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { ActOf, AnyProcedure, Basis, CheckOf, ProcedureName } from '../../law/procedure.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { DocumentKind } from '../../law/documents/kinds.ts';
import type { EventName } from '../../law/events.ts';
import type { GeneratedAct } from '../../law/generated-moves.ts';
import type { Draft } from '../documents/fix.ts';
import type { Db, Tx } from '../postgres/database.ts';
import type { Actor, OrgCode, PartyName, RegionCode } from './ports.ts';
import type { Loaded } from './store/cases.ts';

/** A case as checks and followers see it: the locked row and what the act stated. */
export interface Case {
  readonly region: RegionCode;
  readonly id: string;
  readonly kind: ProcedureName;
  readonly number: string | null;
  readonly title: string;
  readonly state: string;
  readonly version: number;
  readonly requester: OrgCode | null;
  readonly provider: OrgCode | null;
  readonly authority: OrgCode | null;
  readonly forum: OrgCode | null;
  readonly facts: Readonly<Record<string, string>>;
  /** Every party with its organisations: the four above, and those of case_party (`department`, `sender`, `upper`, `authority@requester` …). */
  readonly parties: Readonly<Record<string, readonly OrgCode[]>>;
}

/** One move under way, inside its transaction. */
export interface Moving extends Case {
  readonly act: string;
  readonly toState: string;
  readonly stated: Readonly<Record<string, unknown>>; // parsed by the act's shape
  readonly opinion: string | null;
  readonly attachments: readonly string[];
  readonly actor: Actor | null; // null: by clock
  /** The seat whose move it is, e.g. `provider.clerk` also where the head acts for an empty post; 'clock' where the platform moves. */
  readonly seat: string;
  readonly today: PlainDate; // legal date
  readonly engine: EngineInside;
  /** Fields that a follow adds to the events this move emits, beside `case`, `on`, the facts and what was stated as text. */
  readonly told: Record<string, string>;
  /** What `Opening.handed` gave to the act that opens this case; nothing else sees it. */
  readonly handed?: unknown;
  /** What the person is shown this once (`{rid, sid, appKey, baseUrl}`): part of this answer, never stored; a repeat says that it was shown. */
  readonly answer: { once?: Readonly<Record<string, unknown>> };
}

/** What a process may ask of the engine while a move is under way, in the same transaction. */
export interface EngineInside {
  /** Opens a case by clock or on behalf of the acting person (the row from `new`), who may file uploads of his with it. */
  open(tx: Tx, kind: ProcedureName, act: string, opening: Opening, by: { readonly clock: string } | { readonly actor: Actor }, stated?: Record<string, unknown>, attachments?: readonly string[]): Promise<Case>;
  /** Locks many cases and reads them, in two statements, to be handed to `move` in the same transaction with nothing done to them in between. Those that are none are absent. */
  lockAll(tx: Tx, refs: readonly { readonly region: RegionCode; readonly id: string }[]): Promise<readonly Loaded[]>;
  /** Moves another case by event or clock, or on behalf of the acting person; refused moves throw. */
  move(tx: Tx, at: { readonly region: RegionCode; readonly id: string } | Loaded, act: string, by: { readonly clock: string } | { readonly actor: Actor }, stated?: Record<string, unknown>): Promise<Case>;
  /** As `move`, but does nothing where the table has no such move now. Returns whether it moved. */
  moveIfAny(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, act: string, by: { readonly clock: string }, stated?: Record<string, unknown>): Promise<boolean>;
  get(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }): Promise<Case | undefined>;
  /** Facts are few and short (attribute, entry code …): they pick rows (`when`), class of limit (`classBy`), and stand in lists. */
  setFacts(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, facts: Record<string, string>): Promise<void>;
  setTitle(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, title: string): Promise<void>;
  addParty(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, party: PartyName, org: OrgCode): Promise<void>;
  /** Many at once, as one party: lists are written again once. */
  addParties(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, party: PartyName, orgs: readonly OrgCode[]): Promise<void>;
  /** Links two cases, both ways, for their 关联事项: `zh` is what the second is to the first, `back` what the first is to the second. Who is no party there does not see it. */
  link(tx: Tx, from: { readonly region: RegionCode; readonly id: string }, to: { readonly region: RegionCode; readonly id: string }, words: { readonly zh: string; readonly back: string }): Promise<void>;
  /** Corrects the start or the stated date of a clock (`restate`), e.g. 17 ¶2's day of occurrence. */
  restate(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, clock: string, to: { readonly on?: PlainDate; readonly due?: PlainDate }, nth?: number): Promise<void>;
  /** The day on which the clock of that name runs out (of several open ones the first), or the newest would have; undefined where none was started. */
  dueOf(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, clock: string): Promise<PlainDate | undefined>;
  /** How much of its limit the newest clock of that name has used, as it is after this move; undefined where none was started. */
  spentOf(tx: Tx, ref: { readonly region: RegionCode; readonly id: string }, clock: string): Promise<{ readonly days: number; readonly total: number | null; readonly late: boolean } | undefined>;
  notify(tx: Tx, to: { readonly org: OrgCode; readonly post?: string }, text: string, ref?: { readonly region: RegionCode; readonly id: string }): Promise<void>;
  /** A ledger entry for an act without a case. */
  record(tx: Tx, region: RegionCode, kind: string, body: Record<string, unknown>): Promise<string>;
}

/** How a case begins: who its parties are. Authority is found by the engine from the table's `authority`, where not given. */
export interface Opening {
  readonly title: string;
  readonly requester?: OrgCode | null;
  readonly provider?: OrgCode | null;
  readonly authority?: OrgCode | null;
  readonly parties?: Readonly<Record<PartyName, readonly OrgCode[]>>; // every other party (department …)
  readonly facts?: Readonly<Record<string, string>>;
  readonly region?: RegionCode; // default: of the organisation that opens it; by clock: of the provider or department
  /** Dates for clocks `from` a stated field: clock name → day of the event. */
  readonly clockFrom?: Readonly<Record<string, PlainDate>>;
  /** For the follow of the opening act alone, beside what it states: bulky, stored by that process in its own table, not in the move. */
  readonly handed?: unknown;
  /** Clocks that go on here from another case, with their day of occurrence and the standing days given back (17 ¶2). */
  readonly carry?: readonly { readonly region: RegionCode; readonly id: string; readonly clock: string; readonly nth: number }[];
}

/** A case as a list knows it. */
export type Noted = Pick<Case, 'region' | 'id' | 'state' | 'requester' | 'provider' | 'facts'>;

/** A note of a list in two halves, so that a page of every kind of case stays one statement: what is read for it, and its words. */
export interface Notes<F = unknown> {
  /** One json value of the case that the statement around names `c` (region, id, state), by primary key; stands in the process's store. */
  readonly asks: RawBuilder<F>;
  /** `found`: null where nothing was. */
  says(found: F | null, it: Noted, viewer: OrgCode): string | null;
}

/** Throws `fail(code)` where it does not hold. For `atOnce` moves a thrown LawError means: not this row. */
export type Check = (tx: Tx, now: Moving) => Promise<void>;
/** What follows in this process's own tables, in the same transaction. */
export type Follow = (tx: Tx, now: Moving) => Promise<void>;

/** What happened elsewhere: a subscriber runs inside the transaction, may refuse nothing, does little. */
export interface Happened { readonly event: EventName; readonly from: Case; readonly body: Readonly<Record<string, unknown>>; readonly today: PlainDate; readonly engine: EngineInside }

/** Papers of a case beside the 办理单 that every case has. An act that fixes one does so in its follow, by `keepDocument`. */
export interface Papers {
  /** What this side may look at now, before an act fixes it. */
  readonly previews: (it: Case, actor: Actor) => readonly DocumentKind[];
  readonly compose: (tx: Tx, it: Case, kind: DocumentKind, today: PlainDate) => Promise<Draft>;
  /** A kept paper that every department may read, as the case stands now. */
  readonly opensTo?: (it: Case, kind: DocumentKind) => boolean;
  /** A kept paper that this side of the case does not read: it says more than concerns it. */
  readonly hides?: (it: Case, kind: DocumentKind, actor: Actor) => boolean;
}

/** What a process adds to the engine (style.md §9). */
export interface Process<P extends AnyProcedure = AnyProcedure> {
  readonly table: P;
  /** A shape for each act that states something. Unknown fields are refused. */
  readonly contract: Partial<Record<ActOf<P>, z.ZodType>>;
  readonly checks: Record<CheckOf<P>, Check>;
  /** By act; of the moves that every case has, those that a process keeps a figure of (`extend`). */
  readonly follow: Partial<Record<ActOf<P> | GeneratedAct, Follow>>;
  /**
   * Asked after the lock and before `next`, also for moves by clock: facts that pick the row (`when`: a rejection for the
   * same cause as before goes another way), fields that no person states (the date of a disposal laid down in the reply), and parties
   * that come with this act, before its clocks and notices (the forum of a dispute, the department to which a demand is assigned).
   */
  readonly prepare?: (tx: Tx, it: Case, act: string, stated: Readonly<Record<string, unknown>>, today: PlainDate) => Promise<{ readonly facts?: Readonly<Record<string, string>>; readonly stated?: Readonly<Record<string, unknown>>; readonly parties?: Readonly<Record<PartyName, OrgCode>> }>;
  /** From the row of `new` by a person: who the parties are, by what was stated. */
  readonly opening?: (tx: Tx, actor: Actor, act: string, stated: Readonly<Record<string, unknown>>, today: PlainDate) => Promise<Opening>;
  readonly on?: Partial<Record<EventName, (tx: Tx, happened: Happened) => Promise<void>>>;
  /** The process's own part of the case page. */
  readonly view?: (tx: Tx, it: Case, actor: Actor) => Promise<unknown>;
  /** The article under which this case takes a move, where its table can only name one of several (39, 40 and 41 share one ladder). */
  readonly articleOf?: (it: Pick<Case, 'facts'>, basis: Basis) => Basis;
  /** What a move stated, with its opinion and files, stays inside the organisation that took it, as this side sees the case now. */
  readonly withholds?: (it: Case, actor: Actor, move: { readonly act: string; readonly org: OrgCode | null }) => boolean;
  /** Whether this side sees that another organisation takes part: who received a record that was put right sees its provider, not the other receivers. Absent: all see all. */
  readonly showsParty?: (it: Case, actor: Actor, party: PartyName, org: OrgCode) => boolean;
  /** Whether a list says to this organisation who asked. Absent: it does. */
  readonly showsAsker?: (row: Pick<Case, 'requester' | 'provider' | 'authority'>, viewer: OrgCode) => boolean;
  /** What lists say of a case beside its state (经办人已拟：部分同意). */
  readonly notes?: Notes;
  /** Effect line under an act: the date it sets (看 look.md §5, act column). */
  readonly effects?: (tx: Tx, it: Case, actor: Actor, today: PlainDate) => Promise<Partial<Record<ActOf<P>, string>>>;
  /** Acts that the table has here and that this case cannot take, with the reason: offered in grey before anybody tries. */
  readonly barred?: (tx: Tx, it: Case, actor: Actor) => Promise<Partial<Readonly<Record<ActOf<P>, string>>>>;
  readonly papers?: Papers;
  /** Lists that stand beside the moves and are too long for the page: each is a file of the archive of the whole case (归档), as far as this side sees it. */
  readonly lists?: (db: Db, it: Case, actor: Actor) => Promise<readonly CaseList[]>;
  /** What the process itself says of what this case belongs to; it stands before what the engine knows. */
  readonly links?: (tx: Tx, it: Case, actor: Actor) => Promise<readonly { readonly href: string; readonly number: string; readonly zh: string }[]>;
}

/** A list of a case in words: `zh` names it and its file. */
export interface CaseList { readonly zh: string; readonly titles: readonly string[]; readonly rows: AsyncIterable<readonly (readonly string[])[]> }

/** Checks the names against the table: a missing check does not compile. */
export function processOf<const P extends AnyProcedure>(table: P, rest: Omit<Process<P>, 'table'>): Process<P> {
  return { table, ...rest };
}
