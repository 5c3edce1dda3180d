import type { AnyProcedure, AwaitedWhen, By, Seat } from '../../law/procedure.ts';
import { authorityPosts, departmentParties, partyOf } from '../../law/seats.ts';
import { accountPost } from './posts.ts';

/** What a row of a worklist says of itself. */
export interface WorkKind { readonly state: string; readonly post: string; readonly why: string }

/**
 * The party as which somebody has this row: 申请受理 and 我的申请 are one kind of case, seen from two sides. Told by the
 * table alone, from the seats that the state awaits; no case is read for a badge.
 */
export function sideOf(table: AnyProcedure, line: WorkKind): string {
  if (line.why !== 'move' || (authorityPosts as readonly string[]).includes(line.post)) return 'authority';
  const state = table.states[line.state];
  const awaited = [...(state?.awaits ?? []).flatMap((by) => seatsNamed(table, by)), ...(state?.owes ?? []).map((owed) => owed.seat)];
  const parties = (seats: readonly Seat[]) => [...new Set(seats.map(partyOf))].filter((party) => party === 'platform' || (departmentParties as readonly string[]).includes(party));
  const [own] = parties(awaited.filter((seat) => accountPost(seat) === line.post));
  return own ?? parties(awaited)[0] ?? 'any';
}

/** The seats that a cause can stand for, whatever the past of the case. */
function seatsNamed(table: AnyProcedure, by: By<string> | AwaitedWhen): readonly Seat[] {
  if (typeof by === 'string') return [by];
  if ('seat' in by) return [by.seat];
  if ('clock' in by) return [];
  if ('did' in by && by.as !== undefined) return [by.as];
  const did = 'did' in by ? by.did : by.oppositeOf;
  return table.moves.filter((move) => move.act === did).flatMap((move) => move.by).filter((each): each is Seat => typeof each === 'string');
}
