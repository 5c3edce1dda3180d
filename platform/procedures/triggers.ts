import { statesFrom, triggerName, type AnyMove, type AnyProcedure } from '../../law/procedure.ts';

/** Whether the platform takes this row by this trigger: a clock that lapsed, an event, `atOnce`. */
export function hasTrigger(move: AnyMove, name: string): boolean {
  return move.by.some((by) => typeof by === 'object' && 'clock' in by && triggerName(by.clock) === name);
}

/** Whether a row from this state moves by itself on entering it. */
export function mayAtOnce(table: AnyProcedure, state: string): boolean {
  return (table.moves as readonly AnyMove[]).some((move) => hasTrigger(move, 'atOnce') && statesFrom(table, move).includes(state));
}

/** Acts that a lapse of this clock takes, in the order of the table. */
export function actsOnLapse(table: AnyProcedure, clock: string): readonly string[] {
  const acts = (table.moves as readonly AnyMove[]).filter((move) => move.by.some((by) => typeof by === 'object' && 'clock' in by && 'lapsed' in by.clock && by.clock.lapsed === clock));
  return [...new Set(acts.map((move) => move.act))];
}
