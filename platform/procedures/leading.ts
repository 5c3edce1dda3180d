import { generatedActs } from '../../law/generated-moves.ts';
import type { AnyMove, AnyProcedure, Situation } from '../../law/procedure.ts';

const generated: ReadonlySet<string> = new Set(generatedActs);

/**
 * Of several rows the one that a list offers first: what leads on along the main way, else to where the case has not
 * been yet, else anything. A return is lawful everywhere and nowhere the next step.
 */
export function leadingRow(p: AnyProcedure, c: Situation, rows: readonly AnyMove[]): AnyMove | undefined {
  const order = Object.keys(p.states);
  const here = order.indexOf(c.state);
  const been = new Set(c.past.map((past) => past.from));
  const rank = (move: AnyMove): number => {
    if (typeof move.to !== 'string' || move.to === 'same') return 3;
    if (p.states[move.to]?.main && order.indexOf(move.to) > here) return 0;
    return been.has(move.to) ? 2 : 1;
  };
  return rows.filter((move) => !generated.has(move.act)).sort((a, b) => rank(a) - rank(b))[0];
}
