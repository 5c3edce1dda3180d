import type { AnyProcedure } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import { situationOf } from './situation.ts';
import type { Loaded } from './store/cases.ts';
import { replaceWork } from './store/worklist.ts';
import type { NewWork } from './store/write-move.ts';
import { worklistRows } from './worklist-rows.ts';

/** The rows that a case should have on worklists now, made from the case alone. */
export async function workOf(deed: Deed, table: AnyProcedure, loaded: Loaded): Promise<NewWork[]> {
  return worklistRows(deed, table, await situationOf(deed, table, loaded), loaded.clocks, loaded.work, loaded.row.privateTo === null);
}

/** Writes them: after a date was set right, a party came, a notice was loaded, or a list was found wrong. */
export async function rewriteWork(deed: Deed, table: AnyProcedure, loaded: Loaded): Promise<void> {
  await replaceWork(deed.tx, loaded.row, await workOf(deed, table, loaded));
}
