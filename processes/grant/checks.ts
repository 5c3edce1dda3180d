import { fail } from '../../law/errors.ts';
import type { grant } from '../../law/procedures/grant.ts';
import type { CheckOf } from '../../law/procedure.ts';
import { plainDate } from '../../law/plain-date.ts';
import type { Check } from '../../platform/procedures/process.ts';
import { getEntry } from '../catalog/index.ts';
import { openIncidentsNaming } from '../security/index.ts';
import { hasKey, tooEarly } from './barred.ts';
import { mustBeShared } from './import/open.ts';
import { legacyFits } from './legacy.ts';
import { getAgreement, type Agreement } from './store/agreement.ts';
import { successorOf } from './renewal.ts';
import { newestCredential } from './store/credential.ts';
import type { Tx } from '../../platform/postgres/database.ts';

/**
 * Whether the provider's data is there for exactly these items in this mode: the platform looks itself (22).
 * Supplied by processes/resource through main.ts, since only the plane reaches providers' systems.
 *
 * @returns null where it is, else what fails, in Chinese
 */
export type Probe = (tx: Tx, it: Pick<Agreement, 'entryRegion' | 'entry' | 'entryVersion' | 'body'>) => Promise<string | null>;

export type GrantChecks = Record<CheckOf<typeof grant>, Check>;

/** One function per check that law/procedures/grant.ts names. */
export function grantChecks(deps: { readonly probe: Probe }): GrantChecks {
  return {
    entryNotHidden: async (tx, now) => {
      const it = await getAgreement(tx, now);
      const entry = await getEntry(tx, it.entryRegion, it.entry);
      if (entry.state === 'hidden') fail('ENTRY_HIDDEN', { entry: entry.name });
    },
    /** 44: meanwhile it may have turned out secret, been withdrawn, or become one that is not shared. */
    entryStillShared: async (tx, now) => {
      const it = await getAgreement(tx, now);
      mustBeShared(await getEntry(tx, it.entryRegion, it.entry));
    },
    /** 22: delivered is what the platform itself could fetch, for every item that was granted. */
    probePasses: async (tx, now) => {
      const why = await deps.probe(tx, await getAgreement(tx, now));
      if (why !== null) fail('PROBE_FAILED', { why });
    },
    noOpenIncident: async (tx, now) => {
      if ((await openIncidentsNaming(tx, now.engine, now)).length > 0) fail('INCIDENT_STILL_OPEN');
    },
    mendOverOrInsufficient: async (tx, now) => {
      const early = tooEarly(await getAgreement(tx, now), now.state, now.today);
      if (early !== undefined) fail('TERMINATE_TOO_EARLY', early);
    },
    /** 35 ¶3: no reproach, so no other ground than danger: an open incident that names it, or its entry hidden. */
    incidentOrHidden: async (tx, now) => {
      const it = await getAgreement(tx, now);
      const entry = await getEntry(tx, it.entryRegion, it.entry);
      if (entry.state === 'hidden') return;
      const named = await openIncidentsNaming(tx, now.engine, now);
      const stated = now.stated['incident'];
      if (named.length === 0 || (typeof stated === 'string' && !named.includes(stated))) fail('HOLD_NEEDS_INCIDENT');
    },
    /** 27 ¶1: a renewal in force, or about to be, that covers every item of it. */
    renewed: async (tx, now) => {
      if ((await successorOf(tx, await getAgreement(tx, now))) === undefined) fail('NOT_RENEWED');
    },
    dateToCome: async (_tx, now) => {
      if (plainDate(String(now.stated['disposeBy'])) <= now.today) fail('DISPOSAL_DATE_PAST');
    },
    unusedLong: async (tx, now) => {
      const due = await now.engine.dueOf(tx, now, 'unused');
      if (due === undefined || now.today <= due) fail('GRANT_USED_LATELY');
    },
    legacyFits,
    keyCollected: async (tx, now) => {
      if (!(now.act === 'rotate-key' ? (await newestCredential(tx, now)) !== undefined : await hasKey(tx, now, now.today))) fail('KEY_NOT_COLLECTED');
    },
  };
}
