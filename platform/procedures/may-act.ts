import { fail } from '../../law/errors.ts';
import type { ProcedureName } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { decide, decideOnPaper } from './decide.ts';
import { deedOf } from './deed.ts';
import { paperOrgs } from './on-paper.ts';
import { partiesOf } from './parties.ts';
import type { Actor } from './ports.ts';
import { maySee } from './reach.ts';
import { parseRef } from './ref.ts';
import type { Runner } from './runner.ts';
import { situationOf } from './situation.ts';
import { readCase, readHistory } from './store/cases.ts';

/** An act that somebody is about to state: which, on which case, and whose, where it comes from a paper (代录). */
export interface Intended { readonly ref: string; readonly kind: ProcedureName; readonly act: string; readonly paperOrg: string | null }

/**
 * Whether this person may take the act now, with nothing taken or locked: his draft of it is kept and shown then alone.
 * To who is no party the case is absent.
 *
 * @throws CASE_NOT_FOUND and what `decide` throws
 */
export async function mustMayAct(run: Runner, tx: Tx, actor: Actor, { ref, kind, act, paperOrg }: Intended): Promise<void> {
  const row = (await readCase(tx, parseRef(ref))) ?? fail('CASE_NOT_FOUND');
  if (row.kind !== kind) return fail('CASE_NOT_FOUND');
  const { table, articleOf } = run.process(row.kind);
  const loaded = await readHistory(tx, row);
  if (!maySee(row, partiesOf(table, row, loaded.others), actor)) return fail('CASE_NOT_FOUND');
  const deed = await deedOf(tx, run.directory);
  const situation = await situationOf(deed, table, loaded);
  if (paperOrg === null) {
    await decide(deed, table, situation, act, actor, { articleOf });
    return;
  }
  const entered = (await paperOrgs(deed, situation, actor)).includes(paperOrg) && decideOnPaper(table, situation, actor, paperOrg).some((row) => row.act === act);
  if (!entered) fail('CASE_NOT_FOUND');
}
