import { transact, type Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';

export interface UsedDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

/**
 * What use does to grants (procedures.md §4): the first successful one accepts the delivery, each day's first sets the
 * clock of days without use anew. Once a day per grant; two gateways doing it change nothing twice.
 */
export function createUsed(deps: UsedDeps): (grants: readonly { readonly region: string; readonly grant: string }[]) => Promise<void> {
  const told = new Map<string, string>();
  return async (grants) => {
    const today = await transact(deps.db, (tx) => deps.directory.legalToday(tx));
    for (const { region, grant } of grants) {
      const key = `${region}-${grant}`;
      if (told.get(key) === today) continue;
      const ref = { region, id: grant };
      await transact(deps.db, async (tx) => {
        await deps.inside.moveIfAny(tx, ref, 'accept', { clock: 'grant.used' });
        const it = await deps.inside.get(tx, ref);
        if (it?.state !== 'active') return;
        await deps.inside.restate(tx, ref, 'unused', { on: today });
        if (it.facts['unused'] === 'yes') await deps.inside.setFacts(tx, ref, { unused: 'no' }); // nobody is asked any more
      });
      if (told.size > 100_000) told.clear();
      told.set(key, today);
    }
  };
}
