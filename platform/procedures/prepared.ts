import type { Situation } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import type { Input } from './input.ts';
import type { Process } from './process.ts';
import { situationOf } from './situation.ts';
import type { Loaded } from './store/cases.ts';
import { caseOf } from './take-move.ts';

export interface Prepared { readonly loaded: Loaded; readonly input: Input; readonly situation: Situation; readonly newFacts?: Readonly<Record<string, string>> }

/**
 * The case as `next` is to see it for this act: with the facts and fields that the process adds beforehand, by whomever
 * the act is taken. The facts are written with the move, so a row that is not taken leaves nothing behind.
 */
export async function prepared(deed: Deed, process: Process, loaded: Loaded, act: string, input: Input): Promise<Prepared> {
  const { facts, stated } = (await process.prepare?.(deed.tx, caseOf(process, loaded), act, input.stated, deed.today)) ?? {};
  const whole: Loaded = facts === undefined ? loaded : { ...loaded, row: { ...loaded.row, facts: { ...loaded.row.facts, ...facts } } };
  const given: Input = stated === undefined ? input : { ...input, stated: { ...input.stated, ...stated } };
  const cause = typeof given.stated['cause'] === 'string' ? given.stated['cause'] : undefined;
  return { loaded: whole, input: given, situation: await situationOf(deed, process.table, whole, cause), ...(facts === undefined ? {} : { newFacts: facts }) };
}
