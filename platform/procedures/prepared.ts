import type { Situation } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import type { Input } from './input.ts';
import type { Process } from './process.ts';
import { situationOf } from './situation.ts';
import type { Loaded, PartyRecord } from './store/cases.ts';
import { caseOf } from './take-move.ts';

export interface Prepared { readonly loaded: Loaded; readonly input: Input; readonly situation: Situation; readonly newFacts?: Readonly<Record<string, string>>; readonly newParties?: readonly PartyRecord[] }

/**
 * The case as `next` is to see it for this act: with the facts and fields that the process adds beforehand, by whomever
 * the act is taken. The facts are written with the move, so a row that is not taken leaves nothing behind.
 */
export async function prepared(deed: Deed, process: Process, loaded: Loaded, act: string, input: Input): Promise<Prepared> {
  const { facts, stated, parties } = (await process.prepare?.(deed.tx, caseOf(process, loaded), act, input.stated, deed.today)) ?? {};
  const newParties = Object.entries(parties ?? {}).map(([party, org]) => ({ party, org }));
  const { forum, provider } = { forum: loaded.row.forum, provider: loaded.row.provider, ...parties };
  const whole: Loaded = { ...loaded, row: { ...loaded.row, forum, provider, facts: { ...loaded.row.facts, ...facts } }, others: [...loaded.others, ...newParties.filter((one) => one.party !== 'forum' && one.party !== 'provider')] };
  const given: Input = stated === undefined ? input : { ...input, stated: { ...input.stated, ...stated } };
  const cause = typeof given.stated['cause'] === 'string' ? given.stated['cause'] : undefined;
  return { loaded: whole, input: given, situation: await situationOf(deed, process.table, whole, cause), ...(facts === undefined ? {} : { newFacts: facts }), ...(newParties.length === 0 ? {} : { newParties }) };
}
