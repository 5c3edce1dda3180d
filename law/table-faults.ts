/**
 * Reads a table without walking it and says what is wrong: states that are not reached, states in which
 * nobody can go on, two rows for one cause, names that name nothing. Run on every table there is.
 */
import { generatedActs } from './generated-moves.ts';
import { statesFrom, triggerName } from './procedure.ts';
import type { AnyMove, AnyProcedure, AwaitedWhen, By, When, State } from './procedure.ts';
import { procedureNames } from './procedures/names.ts';
import { partyOf } from './seats.ts';

/** Everything wrong with the table, each in a sentence; empty where it is sound. */
export function tableFaults(p: AnyProcedure): readonly string[] {
  return [...nameFaults(p), ...reachFaults(p), ...exitFaults(p), ...causeFaults(p), ...seatFaults(p), ...clockFaults(p)].map(fault => `${p.name}: ${fault}`);
}

const actsOf = (p: AnyProcedure) => new Set(p.moves.map(move => move.act));

function nameFaults(p: AnyProcedure): string[] {
  const faults: string[] = [];
  const { code, zh } = procedureNames[p.name];
  if (p.code !== code || p.zh !== zh) faults.push(`is called ${p.code} ${p.zh}, the list of names has ${code} ${zh}`);
  const acts = actsOf(p);
  const needsAct = (act: string, where: string) => { if (!acts.has(act)) faults.push(`${where} names the act ${act}, which no row has`); };
  const needsState = (state: string, where: string) => { if (!(state in p.states)) faults.push(`${where} names the state ${state}, which is not there`); };
  const checkWhen = ([fact, ...is]: When, where: string) => {
    if (fact.startsWith('before.')) needsAct(fact.slice('before.'.length), where);
    if (fact.startsWith('before.') || fact === 'been' || fact === 'never-been') is.forEach(state => needsState(state, where));
    if (fact.startsWith('latest.')) fact.split('.').slice(1).concat(is.filter(one => one !== 'none')).forEach(act => needsAct(act, where));
    if (fact === 'taken' || fact === 'never') is.forEach(act => needsAct(act, where));
  };
  for (const move of p.moves) {
    const where = `row ${move.act}`;
    if ((generatedActs as readonly string[]).includes(move.act)) faults.push(`${where} is generated for every case and stands in no table`);
    if (!/^[a-z]+(-[a-z]+)*$/.test(move.act)) faults.push(`${where} is not in kebab-case`);
    if (typeof move.to === 'object') needsAct(move.to.before, where);
    move.approves?.forEach(act => needsAct(act, where));
    if (move.when !== undefined) checkWhen(move.when, where);
    if (move.graveWhen !== undefined) checkWhen(move.graveWhen, where);
    for (const by of move.by) {
      if (typeof by === 'object' && 'did' in by) needsAct(by.did, where);
      if (typeof by === 'object' && 'oppositeOf' in by) needsAct(by.oppositeOf, where);
    }
    for (const clock of Object.keys(move.clocks ?? {})) if (!(clock in p.clocks)) faults.push(`${where} moves the clock ${clock}, which is not there`);
  }
  for (const [name, state] of Object.entries(p.states)) for (const by of state.awaits ?? []) if (typeof by === 'object' && 'when' in by) checkWhen(by.when, `state ${name}`);
  return faults;
}

/** Where a row may lead from this state: for `before`, every state in which that act can be taken. */
export function targetsOf(p: AnyProcedure, move: AnyMove, from: string): readonly string[] {
  if (move.to === 'same') return [from];
  if (typeof move.to === 'string') return [move.to];
  const { before } = move.to;
  return p.moves.filter(row => row.act === before).flatMap(row => statesFrom(p, row));
}

function reachFaults(p: AnyProcedure): string[] {
  const reached = new Set<string>(['new']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const move of p.moves) for (const from of statesFrom(p, move)) if (reached.has(from)) targetsOf(p, move, from).forEach(state => reached.add(state));
  }
  return Object.keys(p.states).filter(state => !reached.has(state)).map(state => `state ${state} is never reached`);
}

/** Out of an ended state leads only a reopening, or the forum's own decision (Art. 28). */
const reopenings: readonly string[] = ['reconsider', 'reopen'];

/** An opinion that each gives once: who is asked for it is awaited, though the state stays. */
const isAskedOf = (move: AnyMove): boolean => move.once === 'party' || move.once === 'round';
/** So is whoever is awaited by a fact beside somebody who leads on: his move ends the fact (the security officer's opinion, 25.2). */
const isBeside = (by: By<string> | AwaitedWhen, all: NonNullable<State['awaits']>): boolean => typeof by === 'object' && 'when' in by && all.some(one => typeof one === 'string');

function exitFaults(p: AnyProcedure): string[] {
  const faults: string[] = [];
  for (const [name, state] of Object.entries(p.states)) {
    const rows = p.moves.filter(move => statesFrom(p, move).includes(name));
    const exits = rows.filter(move => targetsOf(p, move, name).some(to => to !== name));
    const allowed = (move: AnyMove) => reopenings.includes(move.act) || move.by.every(by => by === 'forum.lead');
    if (state.final) faults.push(...exits.filter(move => !allowed(move)).map(move => `${move.act} leaves the ended state ${name}`));
    // What each of many confirms once may come in after the end: it stays on their lists, and the case stays ended.
    for (const owed of state.owes ?? []) if (!(owed.clock in p.clocks) || !rows.some(move => move.by.some(has => has === owed.seat))) faults.push(`${name} has ${owed.seat} owe what it cannot do`);
    if (state.final && (state.awaits ?? []).some(by => !rows.some(move => isAskedOf(move) && move.by.some(has => keyOf(has) === keyOf(by))))) faults.push(`the ended state ${name} waits for somebody`);
    if (state.final || state.rests) continue;
    if (exits.length === 0) faults.push(`nothing leads out of ${name}`);
    if ((state.awaits ?? []).length === 0) faults.push(`${name} waits for nobody and is not said to rest`);
    for (const by of state.awaits ?? []) if (![...exits, ...rows.filter(move => isAskedOf(move) || isBeside(by, state.awaits ?? []))].some(move => move.by.some(has => keyOf(has) === keyOf(by)))) faults.push(`${name} waits for ${keyOf(by)}, who cannot lead it on`);
  }
  return faults;
}

/** A cause as text, so that two can be compared. */
export function keyOf(by: By<string> | AwaitedWhen): string {
  if (typeof by === 'string') return by;
  if ('when' in by) return by.seat;
  if ('clock' in by) return `clock ${triggerName(by.clock)}`;
  return 'did' in by ? `did ${by.did} ${by.as ?? ''}` : `opposite of ${by.oppositeOf}`;
}

/** The same act in the same state by the same cause twice, and facts do not tell the rows apart. */
function causeFaults(p: AnyProcedure): string[] {
  const faults: string[] = [];
  p.moves.forEach((a, i) => p.moves.slice(i + 1).forEach(b => {
    if (a.act !== b.act || !overlap(a.when, b.when)) return;
    const state = statesFrom(p, a).find(from => statesFrom(p, b).includes(from));
    const by = a.by.find(one => b.by.some(two => keyOf(one) === keyOf(two)));
    if (state !== undefined && by !== undefined) faults.push(`two rows for ${a.act} in ${state} by ${keyOf(by)}`);
  }));
  return faults;
}

const contraries: Readonly<Record<string, string>> = { taken: 'never', never: 'taken', been: 'never-been', 'never-been': 'been' };

function overlap(a: When | undefined, b: When | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [[factA, ...isA], [factB, ...isB]] = [a, b];
  if (contraries[factA] === factB) return isA.join() !== isB.join();
  return factA !== factB || factA in contraries || isA.some(word => isB.includes(word));
}

function seatFaults(p: AnyProcedure): string[] {
  const faults: string[] = [];
  const known = new Set<string>([...p.parties, 'public', 'handler']);
  const need = (party: string, where: string) => { if (!known.has(party)) faults.push(`${where} names ${party}, who is no party`); };
  for (const move of p.moves) {
    for (const by of move.by) if (typeof by === 'string') need(partyOf(by), `row ${move.act}`);
    if (p.authority === 'none' && move.by.some(by => typeof by === 'string' && partyOf(by) === 'authority')) faults.push(`row ${move.act} is an authority's, and the table has none`);
  }
  for (const [name, state] of Object.entries(p.states)) if (state.lane !== undefined) need(state.lane, `lane of ${name}`);
  for (const [name, clock] of Object.entries(p.clocks)) if (typeof clock.bound === 'string') need(clock.bound, `clock ${name}`);
  if (!p.moves.some(move => statesFrom(p, move).includes('new'))) faults.push('nobody may open a case');
  return faults;
}

function clockFaults(p: AnyProcedure): string[] {
  const faults: string[] = [];
  for (const [name, clock] of Object.entries(p.clocks)) {
    const does = new Set(p.moves.map(move => move.clocks?.[name]));
    const lapses = p.moves.some(move => move.by.some(by => typeof by === 'object' && 'clock' in by && 'lapsed' in by.clock && by.clock.lapsed === name));
    if (!does.has('start') && !does.has('start-standing')) faults.push(`the clock ${name} is never started`);
    if (!does.has('stop') && !does.has('stop-named')) faults.push(`the clock ${name} is never stopped`);
    if (does.has('stand') && !does.has('go') && !does.has('run-on')) faults.push(`the clock ${name} stands and never goes on`);
    if (lapses !== (clock.late === 'moves')) faults.push(lapses ? `a row waits for ${name} to lapse, which is not said to move the case` : `${name} should move the case and no row waits for it`);
    if ('workingDays' in clock.limit) for (const from of Object.keys(clock.limit.workingDays)) if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) faults.push(`${name} is in force from ${from}`);
  }
  return faults;
}
