import { transact, type Db } from '../postgres/database.ts';
import { deedOf } from './deed.ts';
import type { RegionCode } from './ports.ts';
import { refold } from './clockwork.ts';
import { rewriteWork } from './rewrite-work.ts';
import { loadLocked, type Runner } from './run.ts';
import { claimProvisional } from './store/clocks.ts';
import { writeClocks } from './store/write-move.ts';

const batch = 200;

/**
 * Provisional dates are folded again from their events once a new notice is loaded (design.md §4.2); whatever stood
 * on a worklist under the old date moves with it. Safe to run again: what is settled is no longer provisional.
 */
export async function recomputeClocks(db: Db, run: Runner, calendar: RegionCode | null): Promise<number> {
  let [changed, after] = [0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const step = await transact(db, async (tx) => {
      const deed = await deedOf(tx, run.directory);
      const clocks = await claimProvisional(tx, calendar, after, batch);
      const cases = new Map(clocks.map((clock) => [clock.caseId, clock.region]));
      let moved = 0;
      for (const [id, region] of cases) {
        const fresh = await Promise.all(clocks.filter((clock) => clock.caseId === id).map(async (clock) => refold(clock, await deed.calendar(clock.calendar))));
        await writeClocks(tx, region, id, fresh);
        const loaded = await loadLocked(tx, { region, id });
        if (loaded) await rewriteWork(deed, run.process(loaded.row.kind).table, loaded);
        moved += fresh.length;
      }
      return { moved, last: [...cases.keys()].sort().at(-1), full: cases.size === batch };
    });
    changed += step.moved;
    if (!step.full || step.last === undefined) return changed;
    after = step.last;
  }
}
