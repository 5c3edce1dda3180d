import { earliestStated } from '../../../law/clock.ts';
import { fail } from '../../../law/errors.ts';
import { plainDate, type PlainDate } from '../../../law/plain-date.ts';
import type { CheckOf } from '../../../law/procedure.ts';
import { serviceChange } from '../../../law/procedures/service-change.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../../platform/procedures/process.ts';
import { findAgreement, runningStates } from '../store/agreement.ts';
import { acts } from './contract.ts';
import { getServiceChange, touchedBy } from './store.ts';

export function serviceChangeChecks(directory: Directory): Record<CheckOf<typeof serviceChange>, Check> {
  return {
    /** Some of what it touches still stands: a grant that ended by itself meanwhile is passed over. */
    grantsRun: async (tx, now) => {
      if (now.act === 'create') return; // looked at where the parties are found
      for (const one of await touchedBy(tx, now)) {
        const it = await findAgreement(tx, { region: one.grantRegion, id: one.grantId });
        if (it !== undefined && (runningStates as readonly string[]).includes(it.state)) return;
      }
      fail('SERVICE_CHANGE_GRANTS_OVER');
    },
    datesInOrder: async (tx, now) => {
      const { effectOn, opinionsBy } = acts.propose.parse(now.stated);
      const least = earliestStated(serviceChange.clocks.opinions, now.today, await directory.calendarOf(tx, now.region));
      if (plainDate(opinionsBy) < least) fail('SERVICE_CHANGE_TOO_SOON', { least });
      if (plainDate(effectOn) <= plainDate(opinionsBy)) fail('SERVICE_CHANGE_DATES', { opinionsBy });
    },
    opinionsInOrOver: async (tx, now) => {
      const out = await opinionsOut(tx, now, now.today);
      if (out !== undefined) fail('SERVICE_CHANGE_OPINIONS_OUT', out);
    },
    effectToCome: async (tx, now) => {
      const { effectOn } = await getServiceChange(tx, now);
      if (effectOn === null || plainDate(effectOn) <= now.today) fail('SERVICE_CHANGE_EFFECT_PAST', { effectOn: effectOn ?? '' });
    },
  };
}

/** How many have not said what they think and still have time to; undefined where the filing need not wait. */
export async function opinionsOut(tx: Tx, it: Pick<Moving, 'region' | 'id'>, today: PlainDate): Promise<{ readonly n: number; readonly until: string } | undefined> {
  const { opinionsBy } = await getServiceChange(tx, it);
  const { length: n } = await awaitedOf(tx, it);
  return n > 0 && opinionsBy !== null && today <= opinionsBy ? { n, until: opinionsBy } : undefined;
}

/** Departments that have not said yet what they think. */
export async function awaitedOf(tx: Tx, now: Pick<Moving, 'region' | 'id'>): Promise<readonly string[]> {
  const { opinions } = await getServiceChange(tx, now);
  const said = new Set(opinions.map((one) => one.org));
  return [...new Set((await touchedBy(tx, now)).map((one) => one.requester))].filter((org) => !said.has(org));
}
