import { inLastFifth } from '../../law/clock.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { addFigure } from '../catalog/index.ts';
import { receivedFigure, writeApplication, writeFigure, type ApplicationRow } from './store.ts';

/**
 * What is counted of an application: at its entry, where departments are compared (23), and in one narrow row of its own, of which a
 * department's statistics are made (38 ¶2). Days are those that the clock counted: those in which it stood are none of the provider's.
 */

export async function countReceived(tx: Tx, now: Moving, it: ApplicationRow): Promise<void> {
  await addFigure(tx, it, { asked: 1, lastAskedOn: now.today });
  await receivedFigure(tx, now, { provider: now.provider as string, requester: now.requester as string, attribute: now.facts['attribute'] ?? '', receivedOn: now.today });
}

/** Asking for material in the last fifth of the limit is lawful, and counted (21 ¶2; procedures.md §3). */
export async function countAsked(tx: Tx, now: Moving, it: ApplicationRow): Promise<void> {
  const spent = await now.engine.spentOf(tx, now, 'reply');
  const atLast = spent?.total != null && inLastFifth(spent.days, spent.total);
  await addFigure(tx, it, { supplemented: 1, ...(atLast ? { askedLastFifth: 1 } : {}) });
  await writeFigure(tx, now, { asked: true });
}

export async function countExtended(tx: Tx, now: Moving, it: ApplicationRow): Promise<void> {
  await addFigure(tx, it, { extended: 1 });
  await writeFigure(tx, now, { extended: true });
}

/** An overdue reply counted as late when its clock lapsed (jobs.ts): not twice, and not at all where a later notice made it timely. */
export async function countAnswered(tx: Tx, now: Moving, it: ApplicationRow, outcome: 'granted' | 'refused', onOther: boolean): Promise<void> {
  const spent = await now.engine.spentOf(tx, now, 'reply');
  const [late, days] = [spent?.late === true, spent?.days ?? 0];
  const share = late ? { late: it.lateCounted ? 0 : 1 } : { onTime: 1, late: it.lateCounted ? -1 : 0 };
  await addFigure(tx, it, { [outcome]: 1, answered: { days, late }, ...share, ...(onOther ? { refusedOther: 1 } : {}) });
  await writeFigure(tx, now, { outcome, endedOn: now.today, onTime: !late, days });
}

export async function countWithdrawn(tx: Tx, now: Moving, it: ApplicationRow): Promise<void> {
  await addFigure(tx, it, { withdrawn: 1, ...(now.stated['atProvidersWish'] === true ? { withdrawnAtWish: 1 } : {}) });
  await writeFigure(tx, now, { outcome: 'withdrawn', endedOn: now.today });
}

/** A settlement, a decision or the provider itself takes it up again (28): it is not answered any more. */
export async function countReopened(tx: Tx, now: Moving): Promise<void> {
  await writeFigure(tx, now, { outcome: null, endedOn: null, onTime: null, days: null });
  // Of its own accord its days run anew: that the first answer was late stays counted, and the second is counted by itself.
  if (now.actor !== null) await writeApplication(tx, now, { lateCounted: false });
}
