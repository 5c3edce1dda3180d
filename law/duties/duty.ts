import type { ProcedureName } from '../procedures/names.ts';

/**
 * What stands behind a duty today. `carried`: its tests exist, run and pass; `notYet`: to be built; `otherPlatform`: the other side is
 * another platform; `principle`: 1, 4–7, 33, 8 ¶1, 34 ¶1, 36 ¶2, 38 ¶1 only — no act of this platform can carry it.
 */
export type DutyStatus = 'carried' | 'notYet' | 'otherPlatform' | 'principle';

/** One duty of the regulation and where it lives. */
export interface Duty {
  /** `21-1-a`: article, paragraph, letter. Items of 11, 14, 39, 40, 41 have letters in their order. Never renumbered. */
  readonly id: string;
  readonly text: string;
  readonly procedure: ProcedureName | null;
  readonly moves: readonly string[];
  readonly clock: string | null;
  /** Full names of tests, as the report has them: the title, after the titles of the groups around it. */
  readonly tests: readonly string[];
  readonly status: DutyStatus;
}

/** Where a duty lives: procedure, its moves, its clock. */
export interface Home { readonly in?: ProcedureName; readonly moves?: readonly string[]; readonly clock?: string }

const duty = (id: string, text: string, home: Home, tests: readonly string[], status: DutyStatus): Duty =>
  ({ id, text, procedure: home.in ?? null, moves: home.moves ?? [], clock: home.clock ?? null, tests, status });

/** A duty whose tests pass; at least one. */
export const carried = (id: string, text: string, home: Home, ...tests: readonly [string, ...string[]]): Duty => duty(id, text, home, tests, 'carried');
/** A duty to be built; the procedure that will carry it may already be named. */
export const notYet = (id: string, text: string, home: Home = {}): Duty => duty(id, text, home, [], 'notYet');
export const otherPlatform = (id: string, text: string, home: Home = {}): Duty => duty(id, text, home, [], 'otherPlatform');
export const principle = (id: string, text: string): Duty => duty(id, text, {}, [], 'principle');
