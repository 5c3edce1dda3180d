import { beforeCommit, type Tx } from '../postgres/database.ts';
import { takeNumbers, type Unnumbered } from './store/numbers.ts';

interface Waiting extends Unnumbered { readonly tells: ((number: string) => void)[] }
const waiting = new WeakMap<Tx, Waiting[]>();

/**
 * Gives a case its number with the last statements of the transaction, all numbers of a transaction in the order of
 * (region, kind, year), so that two transactions never wait for each other in a ring.
 */
export function numberLast(tx: Tx, c: Unnumbered, tell: (number: string) => void): void {
  const list = waiting.get(tx);
  const known = list?.find((one) => one.region === c.region && one.id === c.id);
  if (known) {
    known.tells.push(tell); // two moves of one case in one transaction: one number
    return;
  }
  if (list) {
    list.push({ ...c, tells: [tell] });
    return;
  }
  const fresh: Waiting[] = [{ ...c, tells: [tell] }];
  waiting.set(tx, fresh);
  beforeCommit(tx, 'numbers', 1, async () => {
    const groups = new Map<string, Waiting[]>();
    for (const one of fresh) {
      const key = `${one.region} ${one.kind} ${one.year}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const numbers = await takeNumbers(tx, group[0] as Waiting, group);
      for (const [n, one] of group.entries()) for (const tell of one.tells) tell(numbers[n] as string);
    }
  });
}
