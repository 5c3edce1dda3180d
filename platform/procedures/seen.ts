import type { Tx } from '../postgres/database.ts';
import { partiesOf } from './parties.ts';
import type { Actor } from './ports.ts';
import type { Case, Process } from './process.ts';
import { maySee } from './reach.ts';
import { readCase, readParties, type Ref } from './store/cases.ts';
import { caseOf } from './take-move.ts';

/** A case with its process, for whoever asks on behalf of something that hangs on it: a file, a paper. */
export interface Seen { readonly it: Case; readonly process: Process; /** Whether this person sees the case itself. */ readonly sees: boolean }

/** Undefined where there is no such case. */
export async function seenCase(processes: readonly Process[], tx: Tx, actor: Actor, ref: Ref): Promise<Seen | undefined> {
  const row = await readCase(tx, ref);
  const process = processes.find((each) => each.table.name === row?.kind);
  if (row === undefined || process === undefined) return undefined;
  const others = await readParties(tx, ref);
  const sees = maySee(row, partiesOf(process.table, row, others), actor);
  return { it: caseOf(process, { row, others, past: [], clocks: [], work: [] }), process, sees };
}
