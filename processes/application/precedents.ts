import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import { numbersOf } from '../../platform/procedures/store/cases.ts';
import { figuresOfEntry } from '../catalog/index.ts';
import type { ApplicationOwn } from './contract.ts';
import { grantedBefore, type ApplicationRow } from './store.ts';

/**
 * 同样的申请曾这样通过: what of this entry was granted before. A department sees its own applications, which it may take as a
 * pattern; of others only how many and how long, as the search says it: who asked for what is theirs and the provider's (27 ¶3).
 */
export async function precedentsOf(tx: Tx, actor: Actor, row: ApplicationRow): Promise<ApplicationOwn['precedents']> {
  const mine = await grantedBefore(tx, actor.org, row);
  const numbers = await numbersOf(tx, mine);
  const own = mine.map(({ body, endedOn, days, ...ref }) => ({
    ref: refOf(ref), number: numbers.get(ref.id)?.number ?? '', month: endedOn.slice(0, 7), days, purpose: body.purpose ?? '', items: body.items?.length ?? 0,
  }));
  const { granted, answeredP50 } = await figuresOfEntry(tx, row.entryRegion, row.entry);
  return { own, granted, medianDays: answeredP50 };
}
