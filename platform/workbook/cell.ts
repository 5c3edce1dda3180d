/** A cell as a person reads it: always text. `at`: the cell that the text stands in, where it was merged over this one. */
export interface Cell { readonly text: string; readonly at?: { readonly row: number; readonly column: number }; /** It is a formula; `text` is its result. */ readonly formula?: true; /** A result like #N/A. */ readonly broken?: true }
export interface Row { readonly n: number; readonly cells: ReadonlyMap<number, Cell> }
