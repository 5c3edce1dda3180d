/** What a workbook that we write is to be: sheets with heads, lists to choose from, names; rows come while it is written. */
export interface BookPlan {
  readonly title: string;
  readonly sheets: readonly SheetPlan[];
  /** Ranges by name, for lists that follow another cell: `INDIRECT`. */
  readonly names: readonly { readonly name: string; readonly range: string }[];
}

export interface SheetPlan {
  readonly name: string;
  readonly hidden?: true;
  readonly columns: readonly ColumnPlan[];
  /** Rows that stay in sight, and columns. */
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** Heads above the rows: groups of columns, then names; none: the rows alone. */
  readonly heads: boolean;
  readonly example?: readonly string[];
  /** The list of a column is offered down to this row. */
  readonly lastRow?: number;
  /** At the foot of each printed page. */
  readonly footer?: string;
  /** Turned and fitted to the width of the page when printed. */
  readonly landscape?: true;
}

export interface ColumnPlan {
  readonly title: string;
  readonly width: number;
  readonly group?: string;
  readonly required?: true;
  readonly note?: string;
  /** A formula that gives the values to choose from; `open`: others may be typed. */
  readonly list?: { readonly formula: string; readonly open?: true };
  /** Only numbers from 0. */
  readonly amount?: true;
  readonly wrap?: true;
}

/** Rows of a sheet, by its place in the plan. A cell is text or a number, never a formula. */
export type RowsOf = (sheet: number) => AsyncIterable<readonly (readonly CellValue[])[]>;
export type CellValue = string | number | null;
