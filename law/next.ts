/** `next` decides every move from the table, the past and the facts of the case; it does nothing else. */
import { generatedMoves, isGenerated } from './generated-moves.ts';
import { triggerName } from './procedure.ts';
import type { AnyMove, AnyProcedure, By, Past, Seat, Side, Situation, When, Who } from './procedure.ts';
import { partyOf } from './seats.ts';

export type Refusal = 'NO_SUCH_MOVE' | 'NOT_YOUR_MOVE' | 'ALREADY_DONE' | 'OWN_WORK';
export type Decision =
  /** `signed`: a joint signature is in; the state stays and no clock moves yet. */
  | { readonly ok: true; readonly to: string; readonly move: AnyMove; readonly signed: boolean }
  | { readonly ok: false; readonly why: Refusal };

/**
 * Where the act leads, or why it may not be taken.
 *
 * The reasons in order: no row for this act in this state (`NO_SUCH_MOVE`), a row of somebody else
 * (`NOT_YOUR_MOVE`), once and already taken (`ALREADY_DONE`), what the person made himself (`OWN_WORK`).
 * Checks of the process come after it, in the transaction.
 */
export function next(p: AnyProcedure, c: Situation, act: string, who: Who): Decision {
  const rows = (isGenerated(act) ? generatedMoves(p, c) : tableRows(p, c)).filter(move => move.act === act);
  if (rows.length === 0) return { ok: false, why: 'NO_SUCH_MOVE' };
  const mine = rows.filter(move => isMine(p, c, move, who));
  if (mine.length === 0) return { ok: false, why: 'NOT_YOUR_MOVE' };
  const undone = mine.filter(move => !isDone(c, move, who));
  if (undone.length === 0) return { ok: false, why: 'ALREADY_DONE' };
  const move = undone.find(row => !isOwnWork(c, row, who));
  if (move === undefined) return { ok: false, why: 'OWN_WORK' };
  const signed = move.jointly === true && !isLastSignature(c, move, who);
  return { ok: true, to: signed ? c.state : target(c, move), move, signed };
}

/** The rows that `who` may take now, in the order of the table, generated ones last: the console's buttons. */
export function movesFrom(p: AnyProcedure, c: Situation, who: Who): readonly AnyMove[] {
  return movesIn(p, c).filter(move => isMine(p, c, move, who) && !isDone(c, move, who) && !isOwnWork(c, move, who));
}

/**
 * Whose turn it is: those the state awaits who have a row here, as the facts and the past pick them.
 * The engine writes one line of a worklist for each.
 */
export function awaited(p: AnyProcedure, c: Situation): readonly By<string>[] {
  const rows = tableRows(p, c);
  return (p.states[c.state]?.awaits ?? []).flatMap(by => {
    if (typeof by === 'object' && 'when' in by) {
      return holds(c, '', by.when) && rows.some(move => hasSeat(move, by.seat)) ? [by.seat] : [];
    }
    return typeof by !== 'string' || rows.some(move => hasSeat(move, by)) ? [by] : [];
  });
}

function hasSeat(move: AnyMove, seat: Seat): boolean {
  return move.by.some(by => by === seat || (typeof by === 'object' && 'as' in by && by.as === seat));
}

/** The rows of the state the case is in, whoever may take them: adopted, and picked by the facts. */
export function movesIn(p: AnyProcedure, c: Situation): readonly AnyMove[] {
  return [...tableRows(p, c), ...generatedMoves(p, c)];
}

function tableRows(p: AnyProcedure, c: Situation): readonly AnyMove[] {
  return p.moves.filter(move => isOpen(c, move)).map(move => (move.graveWhen !== undefined && holds(c, move.act, move.graveWhen) ? { ...move, grave: true } : move));
}

function isOpen(c: Situation, move: AnyMove): boolean {
  const here = 'notIn' in move.from ? c.state !== 'new' && !move.from.notIn.includes(c.state) : move.from.includes(c.state);
  if (!here || (move.adopted !== undefined && !c.adopted.has(move.adopted))) return false;
  return move.when === undefined || holds(c, move.act, move.when);
}

function holds(c: Situation, act: string, [fact, ...is]: When): boolean {
  switch (fact) {
    case 'taken': return c.past.some(past => is.includes(past.act));
    case 'never': return !c.past.some(past => is.includes(past.act));
    case 'been': return c.past.some(past => is.includes(past.from));
    case 'never-been': return !c.past.some(past => is.includes(past.from));
    case 'cause': {
      const again = c.cause !== undefined && c.past.some(past => past.act === act && past.cause === c.cause);
      return is.includes(again ? 'again' : 'first');
    }
    default: return is.includes(fact.startsWith('latest.') ? latest(c, fact) : (fact.startsWith('before.') ? last(c, fact.slice('before.'.length))?.from : c.facts[fact]) ?? '');
  }
}

/** The last time the act was taken. (No `findLast`: the console's oldest browsers lack it.) */
function last(c: Situation, act: string): Past | undefined {
  return c.past[lastIndex(c.past, past => past.act === act)];
}

function latest(c: Situation, fact: string): string {
  const acts = fact.split('.').slice(1);
  return c.past[lastIndex(c.past, past => acts.includes(past.act))]?.act ?? 'none';
}

function lastIndex(past: readonly Past[], is: (past: Past) => boolean): number {
  let at = past.length - 1;
  while (at >= 0 && !is(past[at] as Past)) at -= 1;
  return at;
}

function target(c: Situation, move: AnyMove): string {
  if (move.to === 'same') return c.state;
  if (typeof move.to === 'string') return move.to;
  return last(c, move.to.before)?.from ?? c.state;
}

/** The persons who may not take this row because they made what it approves. For the worklist. */
export function barredFrom(c: Situation, move: AnyMove): readonly string[] {
  if (move.approves === undefined) return [];
  const draft = lastIndex(c.past, past => past.from === 'draft');
  const persons = c.past
    .filter((past, at) => (at >= draft || past.from === 'new') && move.approves?.includes(past.act) && past.seat !== 'clock')
    .flatMap(past => (past.behalfOf === undefined ? [past.person] : [past.person, past.behalfOf]));
  return [...new Set(persons)];
}

function isOwnWork(c: Situation, move: AnyMove, who: Who): boolean {
  if ('clock' in who) return false;
  const barred = barredFrom(c, move);
  return barred.includes(who.person) || (who.behalfOf !== undefined && barred.includes(who.behalfOf));
}

/** Did this organisation, or anybody, take the act already where it is possible but once? */
function isDone(c: Situation, move: AnyMove, who: Who): boolean {
  if ('clock' in who) return false;
  if (move.jointly) return signatures(c, move).some(past => past.org === who.org && past.seat === who.seat && past.text === who.text);
  if (move.once === undefined) return false;
  const done = (move.once === 'round' ? sinceEntered(c) : c.past).filter(past => past.act === move.act);
  return move.once === 'case' ? done.length > 0 : done.some(past => past.org === who.org);
}

/** What happened since the state was entered: the trailing rows taken in it. */
function sinceEntered(c: Situation): readonly Past[] {
  const before = lastIndex(c.past, past => past.from !== c.state);
  return c.past.slice(before + 1);
}

function signatures(c: Situation, move: AnyMove): readonly Past[] {
  return sinceEntered(c).filter(past => past.act === move.act);
}

/** A signature binds the digest of its text: one under another text does not count. */
function isLastSignature(c: Situation, move: AnyMove, who: Who): boolean {
  if ('clock' in who) return true;
  const given = signatures(c, move).filter(past => past.text === who.text);
  return move.by.every(by => typeof by !== 'string' || by === who.seat || given.some(past => past.seat === by));
}

function isMine(p: AnyProcedure, c: Situation, move: AnyMove, who: Who): boolean {
  return move.by.some(by => matches(p, c, move, by, who));
}

function matches(p: AnyProcedure, c: Situation, move: AnyMove, by: By<string>, who: Who): boolean {
  if (typeof by === 'string') return !('clock' in who) && sits(p, c, move, by, who);
  if ('clock' in by) return 'clock' in who && triggerName(by.clock) === who.clock;
  if ('clock' in who) return false;
  if ('did' in by) return didIt(c, by, who);
  return isOpposite(c, by.oppositeOf, who);
}

type Person = Exclude<Who, { clock: unknown }>;

function sits(p: AnyProcedure, c: Situation, move: AnyMove, seat: Seat, who: Person): boolean {
  if (seat === 'public') return who.seat === 'public';
  if (seat === 'handler') return who.seat === 'handler' && c.facts['handler'] === who.person; // no complaint, no handler
  const party = partyOf(seat);
  if (seat !== who.seat && !(seat === 'department.any' && partyOf(who.seat) === party)) return false;
  const orgs = party === 'authority' ? authorityOrgs(p, c, move.whose ?? p.authority) : c.orgs[party] ?? [];
  return orgs.includes(who.org);
}

/** The organisations that are the authority of a side of this case. */
export function authorityOrgs(p: AnyProcedure, c: Situation, side: Side | 'none'): readonly string[] {
  if (side === 'none') return [];
  if (side === 'upper') return c.orgs['upper'] ?? [];
  if (side === 'either') {
    const both = [...(c.orgs['authority@provider'] ?? []), ...(c.orgs['authority@requester'] ?? [])];
    return both.length > 0 ? both : c.orgs['authority'] ?? [];
  }
  return c.orgs[`authority@${side}`] ?? (side === p.authority ? c.orgs['authority'] ?? [] : []);
}

/** Organisation and post, not the person: people change posts. */
function didIt(c: Situation, by: { readonly did: string; readonly as?: Seat }, who: Person): boolean {
  const did = last(c, by.did);
  if (did === undefined || did.seat === 'clock') return false;
  if (by.as === undefined) return did.org === who.org && did.seat === who.seat;
  if (who.seat !== by.as) return false;
  const side = partyOf(did.seat);
  if (partyOf(by.as) === side) return did.org === who.org;
  return partyOf(by.as) === 'authority' && (c.orgs[`authority@${side}`] ?? []).includes(who.org);
}

const opposite: Readonly<Record<string, string>> = {
  requester: 'provider', provider: 'requester', sender: 'receiver', receiver: 'sender',
};

function isOpposite(c: Situation, act: string, who: Person): boolean {
  const did = last(c, act);
  if (did === undefined || did.seat === 'clock') return false;
  const other = opposite[partyOf(did.seat)];
  return other !== undefined && who.seat === `${other}.head` && (c.orgs[other] ?? []).includes(who.org);
}
