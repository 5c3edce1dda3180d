import { fail } from '../../law/errors.ts';
import type { Tx } from '../postgres/database.ts';
import { partiesOf } from './parties.ts';
import type { Actor, OrgCode } from './ports.ts';
import type { Case, Process } from './process.ts';
import { maySee } from './reach.ts';
import type { Ref } from './store/case-record.ts';
import { readCase, readParties } from './store/cases.ts';
import { caseOf } from './take-move.ts';

/**
 * The case as a whole is for those who see all of its parties: its archive and its proof say who took part.
 *
 * @throws CASE_SEEN_IN_PART where its process shows this organisation only some of them
 */
export function mustSeeWhole({ it, process }: Pick<Seen, 'it' | 'process'>, actor: Actor): void {
  const { showsParty } = process;
  const whole = showsParty === undefined || Object.entries(it.parties).every(([party, orgs]) => orgs.every((org) => org === actor.org || showsParty(it, actor, party, org)));
  if (!whole) fail('CASE_SEEN_IN_PART');
}

/** Whether what this move said is shown to his side: not what another keeps to itself, nor what came from somebody of whom he does not learn. */
export function showsMove({ it, process }: Pick<Seen, 'it' | 'process'>, actor: Actor, move: { readonly act: string; readonly org: OrgCode | null }): boolean {
  const { withholds, showsParty } = process;
  if (withholds?.(it, actor, move) === true) return false;
  return showsParty === undefined || move.org === null || move.org === actor.org || Object.entries(it.parties).some(([party, orgs]) => orgs.some((org) => org === move.org && showsParty(it, actor, party, org)));
}

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
