/**
 * The moves that every case has and no table writes: hand-over, delegation, reminder, comment, copy,
 * take-back, and for each clock with an extension: ask, extend, deny. They keep the state (take-back:
 * the state before the last move) and never touch another clock, because nothing inside a department
 * may move one. Source: what is common to every case; Art. 17.2 and 21.1 for extensions.
 */
import type { AnyMove, AnyProcedure, AwaitedWhen, By, Past, Seat, Situation } from './procedure.ts';
import { authorityParties, departmentParties, partyOf } from './seats.ts';

export const generatedActs = [
  'hand-over', 'delegation', 'reminder', 'comment', 'copy', 'take-back', 'ask-extension', 'extend', 'deny-extension',
] as const;
export type GeneratedAct = (typeof generatedActs)[number];

export function isGenerated(act: string): act is GeneratedAct {
  return (generatedActs as readonly string[]).includes(act);
}

/** The words on their buttons. */
export const generatedWords: Readonly<Record<GeneratedAct, string>> = {
  'hand-over': '转办…',
  delegation: '委托代办…',
  reminder: '催办',
  comment: '意见…',
  copy: '加抄送',
  'take-back': '撤回',
  'ask-extension': '申请延期…',
  extend: '同意延期',
  'deny-extension': '不同意延期…',
};

/** The generated rows of the state the case is in; none in a case that is not there yet or has ended. */
export function generatedMoves(p: AnyProcedure, c: Situation): readonly AnyMove[] {
  const state = p.states[c.state];
  if (state === undefined || state.final) return [];
  return [...commonMoves(p, c), ...takeBack(p, c), ...extensions(p, c)];
}

function commonMoves(p: AnyProcedure, c: Situation): readonly AnyMove[] {
  const seats = staffSeats(p);
  const here = { from: [c.state], to: 'same', basis: '-' } as const;
  const waiting = seats.filter(seat => !isAwaited(p, c, seat));
  return [
    { ...here, act: 'hand-over', by: seats, states: ['to'] },
    { ...here, act: 'delegation', by: seats, states: ['to', 'from', 'until'] },
    { ...here, act: 'reminder', by: waiting },
    { ...here, act: 'comment', by: seats, states: ['opinion'] },
    { ...here, act: 'copy', by: seats, states: ['orgs'] },
  ];
}

const seatsOfTable = new WeakMap<AnyProcedure, readonly Seat[]>();

/** Every post that has a part in the procedure: departments' and authorities', not the public's or the officers'. */
function staffSeats(p: AnyProcedure): readonly Seat[] {
  const before = seatsOfTable.get(p);
  if (before !== undefined) return before;
  const known: readonly string[] = [...departmentParties, ...authorityParties];
  const seats = p.moves.flatMap(move => move.by).filter((by): by is Seat => typeof by === 'string');
  const found = [...new Set(seats.filter(seat => known.includes(partyOf(seat))))];
  seatsOfTable.set(p, found);
  return found;
}

function isAwaited(p: AnyProcedure, c: Situation, seat: Seat): boolean {
  const state = p.states[c.state];
  return (state?.awaits ?? []).some(by => by === seat) || (state?.owes ?? []).some(owed => owed.seat === seat && c.clocks?.[owed.clock]?.open === true);
}

/**
 * 撤回: back to where the case was, by the organisation and post that moved last, while the next post
 * has not opened it. Never what has reached another organisation, never a move that touched a clock,
 * opened a case or told anybody: inside a department none does.
 */
function takeBack(p: AnyProcedure, c: Situation): readonly AnyMove[] {
  const last = lastMove(c);
  if (last === undefined || last.seat === 'clock' || c.opened !== false || last.from === 'new' || last.from === c.state) return [];
  const row = (p.moves as readonly AnyMove[]).find(move => move.act === last.act && move.to === c.state);
  if (row === undefined || row.clocks || row.opens || row.emits || row.tells) return [];
  const party = partyOf(last.seat);
  const inside = (by: By<string> | AwaitedWhen) => typeof by === 'string' && partyOf(by) === party;
  const awaits = p.states[c.state]?.awaits ?? [];
  if (awaits.length === 0 || !awaits.every(inside)) return [];
  return [{ from: [c.state], act: 'take-back', to: { before: last.act }, by: [{ did: last.act }], basis: '-' }];
}

/** The last row that moved the state; what only spoke about the case does not count. */
function lastMove(c: Situation): Past | undefined {
  const spoken: readonly string[] = generatedActs.filter(act => act !== 'take-back');
  const moves = c.past.filter(past => !spoken.includes(past.act));
  return moves[moves.length - 1];
}

/**
 * Art. 21.1: “因特殊原因需要延长答复期限的，政务数据提供部门应当报经同级政务数据共享主管部门同意，并告知政务数据需求部门”.
 * Asked and granted once (reading), while the clock is open; whether today is still within the limit
 * is asked by the engine, which knows the day.
 */
function extensions(p: AnyProcedure, c: Situation): readonly AnyMove[] {
  return Object.entries(p.clocks).flatMap(([name, clock]) => {
    const seen = c.clocks?.[name];
    if (clock.extension === undefined || seen === undefined || !seen.open || seen.extended) return [];
    const { asks, grants, tells } = clock.extension;
    const here = { from: [c.state], to: 'same', basis: clock.basis } as const;
    const asker = partyOf(asks); // hears the answer, whichever it is
    const asked: readonly AnyMove[] = [
      { ...here, act: 'extend', by: [grants], states: ['clock'], approves: ['ask-extension'], tells: [...new Set([...tells, asker])] },
      { ...here, act: 'deny-extension', by: [grants], states: ['clock', 'opinion'], tells: [asker] },
    ];
    return seen.asked ? asked : [{ ...here, act: 'ask-extension', by: [asks], states: ['clock', 'days', 'reason'] }];
  });
}
