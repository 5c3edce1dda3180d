import { numberOn } from '../../law/jurisdiction.ts';
import { localNumbers } from '../../law/local-numbers.ts';
import { addDays } from '../../law/plain-date.ts';
import { sealAccess } from '../../platform/http/access-seal.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { transact } from '../../platform/postgres/database.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { unusedSince } from './store/accounts.ts';
import { sweepFailures } from './store/failures.ts';
import { sweepLinks } from './store/links.ts';
import { readPlatform } from './store/platform.ts';
import { sweepSessions } from './store/sessions.ts';

export function organisationJobs(deps: { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }): readonly Job[] {
  const { db } = deps;
  return [
    { name: 'seal-access', everyMs: 60_000, run: async () => { await sealAccess(db); } },
    { name: 'sweep-log-in', everyMs: 3_600_000, run: async () => { await sweepFailures(db); await sweepSessions(db); await sweepLinks(db); } },
    { name: 'lock-unused', everyMs: 3_600_000, run: async () => { await lockUnused(deps); } },
  ];
}

/** Accounts that nobody has used for long are locked (35 ¶2; how long is local): some at a time, each in its own transaction. */
export async function lockUnused({ db, directory, inside }: { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }): Promise<number> {
  const due = await transact(db, async (tx) => {
    const platform = await readPlatform(tx);
    if (platform === undefined) return [];
    const today = await directory.legalToday(tx);
    const days = numberOn(await directory.jurisdictionOf(tx, platform.region), 'account-unused-days', today);
    return unusedSince(tx, addDays(today, -Math.max(days, localNumbers['account-unused-days'].least)), 200);
  });
  let locked = 0;
  for (const { caseRegion, caseId } of due) {
    const moved = await transact(db, (tx) => inside.moveIfAny(tx, { region: caseRegion, id: caseId }, 'lock', { clock: 'account.unused' }));
    if (moved) locked += 1;
  }
  return locked;
}
