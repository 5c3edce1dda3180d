/** Which cases a settlement or decision takes up again. Art. 28.2. */
import { procedureOf, type Disputable } from './dispute-effects.ts';
import { findProcedure } from './procedures/index.ts';

/** Can a case of this kind be taken up again from where it stands? One that was granted in part, or withdrawn, cannot: what is owed is carried out by the words. */
export function mayReopen(subject: Disputable, state: string): boolean {
  const table = procedureOf(subject) === undefined ? undefined : findProcedure(subject);
  return table?.moves.some((move) => move.act === 'reconsider' && !('notIn' in move.from) && move.from.includes(state)) ?? false;
}
