import { fail } from '../../law/errors.ts';
import { carried, keyOf, merged, type Ticked } from './clockwork.ts';
import type { Deed } from './deed.ts';
import type { Opening } from './process.ts';
import type { ClockRecord } from './store/cases.ts';
import { readClock } from './store/clocks.ts';

/** Clocks of an earlier case that go on in the one being opened (Art. 17.2: a cause that the published version does not name). */
export async function carry(deed: Deed, ticked: Ticked, wishes: NonNullable<Opening['carry']>): Promise<Ticked> {
  const fresh = new Map<string, ClockRecord>();
  for (const wish of wishes) {
    const from = (await readClock(deed.tx, wish, wish.clock, wish.nth)) ?? fail('CLOCK_UNKNOWN', { clock: wish.clock });
    const nth = 1 + [...ticked.all, ...fresh.values()].filter((row) => row.name === wish.clock).length;
    const row = await carried(deed, from, nth);
    fresh.set(keyOf(row), row);
  }
  const both = merged(ticked.all, fresh, ticked.effects);
  return { ...both, changed: [...ticked.changed, ...fresh.values()] };
}
