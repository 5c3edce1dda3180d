/**
 * Walks a table at random, by `next` alone, and says what went wrong on the way: a running clock
 * started again, a standing one stood again, a clock left open in an ended state, a way out of the table.
 */
import { isGenerated } from './generated-moves.ts';
import { movesIn, next } from './next.ts';
import type { Decision } from './next.ts';
import { triggerName } from './procedure.ts';
import type { AnyMove, AnyProcedure, By, ClockDo, Past, Seat, Situation, Who } from './procedure.ts';
import { partyOf } from './seats.ts';

export interface Walk {
  /** Every situation that was passed, with the case's state and past. */
  readonly situations: readonly Situation[];
  readonly faults: readonly string[];
}

/** Numbers in [0, 1) from a seed (mulberry32), so that a failure can be walked again. */
export function dice(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Hand = 'running' | 'standing';
/** The clocks of one case: several of one name only where the table says so. */
type Hands = Map<string, Hand[]>;

/** One walk of at most so many moves. Every organisation and person has the name of its seat. */
export function walk(p: AnyProcedure, seed: number, most = 60): Walk {
  const roll = dice(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T;
  const hands: Hands = new Map();
  const [situations, faults]: [Situation[], string[]] = [[], []];
  const adopted = new Set(p.moves.flatMap(move => (move.adopted !== undefined && roll() < 0.5 ? [move.adopted] : [])));
  let now: Situation = { state: 'new', facts: someFacts(p, pick), past: [], orgs: orgsOf(p), adopted, opened: false };
  for (let step = 0; step < most; step += 1) {
    const cause = roll() < 0.5 ? 'one' : 'two';
    now = { ...now, cause, opened: roll() < 0.3, clocks: seen(p, hands) };
    situations.push(now);
    const choice = someChoice(p, now, hands, roll);
    if (choice === undefined) break;
    const { move, who, decision } = choice;
    const where = `seed ${seed}, step ${step}, ${now.state} ${move.act}`;
    if (!(decision.to in p.states)) { faults.push(`${where}: leads to ${decision.to}, out of the table`); break; }
    if (!decision.signed) faults.push(...moveClocks(p, hands, decision.move).map(fault => `${where}: ${fault}`));
    now = { ...now, state: decision.to, past: [...now.past, pastOf(now, move, who)] };
    if (p.states[now.state]?.final && !decision.signed) for (const [clock, open] of hands) if (open.length > 0) faults.push(`${where}: ${clock} is left ${open[0]} in the ended state ${now.state}`);
  }
  return { situations, faults };
}

/** A word for every fact that the table asks for, as a process would have stored it. */
function someFacts(p: AnyProcedure, pick: <T>(from: readonly T[]) => T): Readonly<Record<string, string>> {
  const words = new Map<string, string[]>();
  const derived = ['taken', 'never', 'been', 'never-been', 'cause-again'];
  const whens = [...p.moves.map(move => move.when), ...Object.values(p.states).flatMap(state => (state.awaits ?? []).map(by => (typeof by === 'object' && 'when' in by ? by.when : undefined)))];
  for (const when of whens) {
    if (when === undefined || derived.includes(when[0]) || /^(before|latest)\./.test(when[0])) continue;
    words.set(when[0], [...(words.get(when[0]) ?? []), ...when.slice(1)]);
  }
  return { handler: 'handler handler', ...Object.fromEntries([...words].map(([fact, is]) => [fact, pick(is)])) };
}

/** One organisation per party, and an authority of each side. */
export function orgsOf(p: AnyProcedure): Readonly<Record<string, readonly string[]>> {
  const orgs: Record<string, readonly string[]> = {};
  for (const party of p.parties) orgs[party] = [`org ${party}`];
  for (const side of ['provider', 'requester', 'department']) orgs[`authority@${side}`] = [`authority of ${side}`];
  orgs['authority'] = p.authority === 'none' || p.authority === 'upper' ? [] : orgs[`authority@${p.authority === 'either' ? 'provider' : p.authority}`] ?? [];
  return orgs;
}

interface Choice { readonly move: AnyMove; readonly who: Who }
interface Chosen extends Choice { readonly decision: Extract<Decision, { ok: true }> }

/**
 * A row of the state and somebody who may take it. Every act is as likely as any other, so that a row
 * with many causes does not crowd out the rest; what happens at once comes first, if its checks hold;
 * what is generated for every case or ends it mostly comes last, so that a walk sees the whole table.
 */
function someChoice(p: AnyProcedure, now: Situation, hands: Hands, roll: () => number): Chosen | undefined {
  const turns = new Map<string, number>();
  const turnOf = (move: AnyMove, by: By<string>): number => {
    const atOnce = typeof by === 'object' && 'clock' in by && 'atOnce' in by.clock;
    if (atOnce && roll() < 0.5) return -1;
    const ends = typeof move.to === 'string' && p.states[move.to]?.final === true;
    const turn = turns.get(move.act) ?? roll() + ((isGenerated(move.act) || ends) && roll() < 0.8 ? 1 : 0);
    turns.set(move.act, turn);
    return turn + roll() / 1e6;
  };
  const all = movesIn(p, now).flatMap(move => move.by.map(by => ({ move, by, turn: turnOf(move, by) })));
  for (const { move, by } of all.sort((a, b) => a.turn - b.turn)) {
    for (const who of whoFor(p, now, move, by, hands)) {
      const decision = next(p, now, move.act, who);
      if (decision.ok) return { move: decision.move, who, decision };
    }
  }
  return undefined;
}

/** Every row of the state with somebody who may take it. */
export function choices(p: AnyProcedure, now: Situation, hands?: Hands): readonly Choice[] {
  return movesIn(p, now).flatMap(move => move.by.flatMap(by => whoFor(p, now, move, by, hands)).filter(who => {
    const decision = next(p, now, move.act, who);
    return decision.ok && decision.move.act === move.act;
  }).map(who => ({ move, who })));
}

function whoFor(p: AnyProcedure, now: Situation, move: AnyMove, by: By<string>, hands?: Hands): Who[] {
  if (typeof by === 'string') return [...peopleFor(p, now, move, by)];
  if ('clock' in by) {
    const lapsed = 'lapsed' in by.clock ? by.clock.lapsed : undefined;
    return lapsed !== undefined && hands !== undefined && !(hands.get(lapsed) ?? []).includes('running') ? [] : [{ clock: triggerName(by.clock) }];
  }
  const act = 'did' in by ? by.did : by.oppositeOf;
  const did = [...now.past].reverse().find(past => past.act === act);
  if (did === undefined || did.seat === 'clock') return [];
  if ('oppositeOf' in by) return ['requester', 'provider', 'sender', 'receiver'].flatMap(party => peopleFor(p, now, move, `${party}.head` as Seat));
  return by.as === undefined ? [{ org: did.org, seat: did.seat, person: `${did.org} ${did.seat}` }] : [...peopleFor(p, now, move, by.as, did.org)];
}

function peopleFor(p: AnyProcedure, now: Situation, move: AnyMove, seat: Seat, ...more: string[]): readonly Who[] {
  const keys = partyOf(seat) === 'authority' ? ['authority', 'authority@provider', 'authority@requester', 'authority@department'] : [partyOf(seat)];
  const orgs = new Set([...keys.flatMap(key => now.orgs[key] ?? []), ...more, ...(seat === 'public' || seat === 'handler' ? [seat] : [])]);
  const acting: Seat = seat === 'department.any' ? 'department.clerk' : seat;
  return [...orgs].map(org => ({ org, seat: acting, person: `${org} ${acting}`, ...(move.jointly ? { text: 'the text' } : {}) }));
}

function pastOf(now: Situation, move: AnyMove, who: Who): Past {
  const common = { act: move.act, from: now.state, ...(move.states?.includes('cause') && now.cause !== undefined ? { cause: now.cause } : {}) };
  if ('clock' in who) return { ...common, org: '', seat: 'clock', person: '' };
  return { ...common, org: who.org, seat: who.seat, person: who.person, ...(who.text === undefined ? {} : { text: who.text }) };
}

function seen(p: AnyProcedure, hands: Hands): NonNullable<Situation['clocks']> {
  return Object.fromEntries(Object.keys(p.clocks).map(name => [name, { open: (hands.get(name) ?? []).length > 0 }]));
}

function moveClocks(p: AnyProcedure, hands: Hands, move: AnyMove): string[] {
  return Object.entries(move.clocks ?? {}).flatMap(([name, does]) => (does === undefined ? [] : moveClock(hands, name, does, p.clocks[name]?.perCause === true)));
}

function moveClock(hands: Hands, name: string, does: ClockDo, several: boolean): string[] {
  const open = hands.get(name) ?? [];
  const set = (next: Hand[]) => { hands.set(name, next); };
  switch (does) {
    case 'start':
      set([...open, 'running']);
      return open.length > 0 && !several ? [`starts ${name}, which runs already`] : [];
    case 'start-standing':
      set([...open, 'standing']);
      return open.length > 0 && !several ? [`starts ${name}, which runs already`] : [];
    case 'stand':
      set(open.map(() => 'standing'));
      return open.includes('standing') && !several ? [`stands ${name}, which stands already`] : [];
    case 'go': case 'run-on':
      set(open.map(() => 'running'));
      return open.includes('running') && !several ? [`lets ${name} go on, which runs`] : [];
    case 'stop': set([]); return [];
    case 'stop-named': set(open.slice(1)); return [];
    case 'restate': return open.length === 0 ? [`restates ${name}, which does not run`] : [];
  }
}
