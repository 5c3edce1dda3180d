import type { Job } from '../../../platform/jobs/index.ts';
import { transact, type Db, type Tx } from '../../../platform/postgres/database.ts';
import { claimOver, forgetSandboxes, openOnEntry } from '../store/sandbox.ts';
import { closeWith } from './acts.ts';

const page = 100;

/** Sandboxes end by themselves, and are forgotten later. Gateways refuse at the very time, whenever this runs. */
export function sandboxJobs(db: Db): Job[] {
  return [
    { name: 'sandboxes-over', everyMs: 5 * 60_000, run: async () => (await closeOver(db)) === page },
    { name: 'sandboxes', everyMs: 6 * 3_600_000, run: async () => (await forgetSandboxes(db)) > 0 },
  ];
}

async function closeOver(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const over = await claimOver(tx, page);
    for (const ref of over) await closeWith(tx, ref, 'term', null);
    return over.length;
  });
}

/** An entry that is withdrawn takes its sandboxes with it. */
export async function closeOnEntry(tx: Tx, entryRegion: string, entry: string): Promise<void> {
  for (const ref of await openOnEntry(tx, entryRegion, entry)) await closeWith(tx, ref, 'entry', null);
}
