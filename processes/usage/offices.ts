import type { Job } from '../../platform/jobs/index.ts';
import { transact, type Db } from '../../platform/postgres/database.ts';
import { partiesOf } from '../grant/index.ts';
import { addToOffices, takeAdded } from './store/offices.ts';

const atOnce = 5_000;

/** Folds what shipping added into the sums between departments: only here is known whose grants they are. */
export const officesJob = (db: Db): Job => ({ name: 'office-sums', everyMs: 10_000, run: () => foldOffices(db) });

/** True: there is more. What belongs to no grant (a sandbox's) belongs to no department. */
export async function foldOffices(db: Db): Promise<boolean> {
  return transact(db, async (tx) => {
    const added = await takeAdded(tx, atOnce);
    if (added.length === 0) return false;
    const parties = new Map((await partiesOf(tx, added.map((one) => ({ region: one.region, id: one.grantId })))).map((one) => [`${one.region}-${one.id}`, one]));
    await addToOffices(tx, added.flatMap((one) => {
      const grant = parties.get(`${one.region}-${one.grantId}`);
      return grant === undefined ? [] : [{ ...one, provider: grant.provider, requester: grant.requester }];
    }));
    return added.reduce((sum, one) => sum + one.of, 0) >= atOnce;
  });
}
