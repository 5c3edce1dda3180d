/** Which cases a settlement or decision takes up again, or carries out. Art. 28.2. */
import { procedureOf, type Disputable, type DisputeEffect } from './dispute-effects.ts';
import { findProcedure } from './procedures/index.ts';

/**
 * Can this come about from where the disputed case stands? One that was granted in part, or withdrawn, is not taken up again, and what runs is not
 * connected anew: what is owed is carried out by the words. What is being connected already is bound by the date in them.
 */
export function comesAbout(subject: Disputable, state: string, { again, outcome }: Pick<DisputeEffect, 'again' | 'outcome'>): boolean {
  const act = again === true ? 'reconsider' : outcome === undefined ? undefined : 'carry-out';
  if (act === undefined || (outcome === 'connect' && state === 'connecting')) return true;
  const table = procedureOf(subject) === undefined ? undefined : findProcedure(subject);
  return table?.moves.some((move) => move.act === act && !('notIn' in move.from) && move.from.includes(state) && (outcome === undefined || move.when?.includes(outcome) === true)) ?? false;
}
