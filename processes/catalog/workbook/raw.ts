import type { Cell } from '../../../platform/workbook/index.ts';
import type { Key } from './columns.ts';

/** A cell that was read for an entry or an item, and where it stands. */
export interface RawCell { readonly text: string; readonly row: number; readonly column: number; readonly formula?: true; readonly broken?: true; /** Not in the workbook: filled in for all entries by whoever imports. */ readonly assumed?: true }
export type RawCells = ReadonlyMap<Key, RawCell>;
export interface RawItem { readonly row: number; readonly cells: RawCells }

/** An entry as the workbook has it, before anything is judged. */
export interface RawEntry {
  readonly sheet: string;
  readonly itemSheet: string;
  readonly flat: boolean;
  readonly row: number;
  readonly name: string;
  readonly code: string;
  readonly cells: RawCells;
  readonly items: readonly RawItem[];
  /** Where the workbook has what, for entries and for items. */
  readonly columns: ReadonlyMap<Key, number>;
  /** What it says anything of: its columns, and what was filled in for all. Of the rest an update keeps what stands. */
  readonly has: ReadonlySet<Key>;
  /** Another row has this name. */
  readonly duplicate?: true;
  readonly problems: readonly CellProblem[];
}

/** One thing to mend at one cell. `column` 0: the row as a whole. */
export interface CellProblem {
  readonly sheet: string; readonly row: number; readonly column: number;
  readonly field: string; // what the head says
  readonly message: string; readonly basis: string | null; readonly level: 'error' | 'warning';
}

/** The cell, where it is text or a number that somebody typed. */
export function rawOf(cell: Cell, row: number, column: number): RawCell {
  return { text: cell.text, row: cell.at?.row ?? row, column: cell.at?.column ?? column, ...(cell.formula ? { formula: true as const } : {}), ...(cell.broken ? { broken: true as const } : {}) };
}
