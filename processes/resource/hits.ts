import { fail } from '../../law/errors.ts';
import type { Reader } from '../../platform/postgres/database.ts';

/** One grant that rests on the data of an entry. */
export interface Hit {
  readonly ref: string; readonly number: string | null; readonly requester: string; readonly requesterName: string; readonly purpose: string; readonly state: string; readonly stateZh: string; readonly mode: string;
  readonly systems: readonly string[]; readonly termTo: string | null; readonly callsPerDay: number; readonly lastOn: string | null;
}
/** All of them together. `digest` names exactly this list. */
export interface HitSum { readonly grants: number; readonly departments: number; readonly systems: number; readonly callsPerDay: number; readonly digest: string }

/** Who would be hit (27 ¶3). Grants and calls come later in the house: implemented in operate/serve, passed in. */
export interface Hits {
  sum(db: Reader, entryRegion: string, entry: string): Promise<HitSum>;
  /** By key; `limit` is rows, 500 at most. */
  page(db: Reader, entryRegion: string, entry: string, after: string | undefined, limit: number): Promise<readonly Hit[]>;
  /** Departments that are served now, each once. */
  served(db: Reader, entryRegion: string, entry: string): Promise<readonly string[]>;
}

/**
 * Whoever changes what grants rest on has seen who that is: the digest of the list goes with the change, and a list that
 * has changed meanwhile is to be looked at again. Nobody is hit: nothing is asked.
 */
export async function mustHaveSeen(hits: Hits, db: Reader, entryRegion: string, entry: string, seen: string | undefined): Promise<void> {
  const sum = await hits.sum(db, entryRegion, entry);
  if (sum.grants > 0 && seen !== sum.digest) fail('HITS_UNCONFIRMED', { grants: sum.grants, departments: sum.departments });
}
