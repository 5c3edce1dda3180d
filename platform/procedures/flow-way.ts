import { findProcedure } from '../../law/procedures/index.ts';
import { statesFrom, type AnyMove, type AnyProcedure } from '../../law/procedure.ts';
import { partyOf } from '../../law/seats.ts';
import type { PastRecord } from './store/cases.ts';

/** What the flow is drawn from: the way that a case without incident takes, and how far this one has come. */
export interface Way {
  readonly table: AnyProcedure;
  readonly state: string;
  readonly ended: boolean;
  /** The states as they followed each other, with the act that led there; what only passed by is left out. */
  readonly walked: readonly Step[];
  readonly main: readonly string[];
  /** Where on the main way the case is, or was last. */
  readonly at: number;
  /** In whose lane a state stands that waits for who took an act, or for the other side of it: a reflux may be begun by either. */
  readonly lanes: ReadonlyMap<string, string>;
}

interface Step { readonly from: string; readonly to: string; readonly act: string; readonly onDay: string }

export function wayOf(table: AnyProcedure, state: string, past: readonly PastRecord[]): Way {
  const drawn = (name: string) => table.states[name]?.as ?? name;
  const walked: Step[] = [];
  let from = 'new';
  for (const move of past) {
    if (move.toState === move.fromState || (passes(table, move.toState) && move.toState !== state)) continue;
    walked.push({ from, to: drawn(move.toState), act: move.act, onDay: move.onDay });
    from = drawn(move.toState);
  }
  const main = Object.entries(table.states).filter(([, each]) => each.main).map(([name]) => name);
  const here = [...walked].reverse().find((step) => main.includes(step.to))?.to ?? drawn(state);
  return { table, state: drawn(state), ended: table.states[state]?.final === true, walked, main, at: main.indexOf(here), lanes: lanesOf(table, past) };
}

const otherSide: Readonly<Record<string, string>> = { requester: 'provider', provider: 'requester', sender: 'receiver', receiver: 'sender' };

function lanesOf(table: AnyProcedure, past: readonly PastRecord[]): Map<string, string> {
  const lanes = new Map<string, string>();
  for (const [name, { awaits: [by] = [] }] of Object.entries(table.states)) {
    if (typeof by !== 'object' || !('did' in by || 'oppositeOf' in by)) continue;
    const taker = past.findLast((move) => move.act === ('did' in by ? by.did : by.oppositeOf))?.seat?.split('.')[0] ?? '';
    const lane = 'did' in by ? taker : otherSide[taker];
    if (lane !== undefined && lane in otherSide) lanes.set(name, lane);
  }
  return lanes;
}

/** Nobody does anything there: the platform carries the case through. */
function passes(table: AnyProcedure, name: string): boolean {
  const each = table.states[name];
  return each !== undefined && !each.main && !each.final && (each.awaits ?? []).length > 0 && (each.awaits ?? []).every((by) => typeof by === 'object' && 'clock' in by);
}

/** The state from which the case first came here. */
export function originOf(way: Way, name: string): string | undefined {
  return way.walked.find((step) => step.to === name)?.from;
}

export function laneOf({ table, lanes }: Pick<Way, 'table' | 'lanes'>, name: string): string {
  const state = table.states[name];
  const taken = lanes.get(name);
  if (taken !== undefined) return taken;
  if (state?.lane !== undefined) return state.lane;
  const first = state?.awaits?.find((by) => typeof by === 'string');
  return typeof first === 'string' ? partyOf(first) : table.parties[0] ?? 'requester';
}

/** Which of the main states comes next, where the case does not come back to the one that it left: past what was in dispute. */
export function passedOn({ table, state, main, at }: Way): number | undefined {
  if (main.includes(state)) return undefined;
  const leads = new Set((table.moves as readonly AnyMove[]).flatMap((move) => (typeof move.to === 'string' && statesFrom(table, move).includes(state) ? [table.states[move.to]?.as ?? move.to] : [])));
  if (leads.has(main[at] ?? '')) return undefined;
  const next = main.findIndex((name, n) => n > at && leads.has(name));
  return next < 0 ? undefined : next;
}

/** The procedure that the end of the way opens, with the number of working days for its first step in words. */
export function openedAtEnd({ table, main }: Way): { readonly table: AnyProcedure; readonly limit: string | null } | undefined {
  const opens = table.moves.find((move) => move.to === main.at(-1) && move.opens !== undefined);
  const opened = findProcedure(opens?.opens?.[0] ?? '');
  if (opened === undefined) return undefined;
  const begins = opened.moves.filter((move) => 'includes' in move.from && move.from.includes('new'));
  const row = begins.find((move) => move.by.some((by) => typeof by === 'object' && 'clock' in by && 'event' in by.clock && opens?.emits?.includes(by.clock.event))) ?? begins[0];
  if (typeof row?.to === 'string' && opened.states[row.to]?.rests === true) return undefined; // it runs at once: nobody has a step to take
  const [first] = Object.keys(row?.clocks ?? {});
  const limit = opened.clocks[first ?? '']?.limit;
  const days = limit === undefined || !('workingDays' in limit) ? undefined : Object.values(limit.workingDays).at(-1)?.['any'];
  return { table: opened, limit: days === undefined ? null : `${days} 个工作日` };
}
