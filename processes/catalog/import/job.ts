import { randomUUID } from 'node:crypto';
import { keptDays } from '../../../law/retention.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { nextToImport, nextToUndo, setOutcome } from '../store/import-entries.ts';
import { addHandled, claimImport, dropBytes, dropClaim, forgetImports, setImport, type ImportRecord } from '../store/imports.ts';
import { apply } from './apply.ts';
import { check } from './check.ts';
import { claimOn, ClaimLost, type Claim } from './claim.ts';
import type { ImportDeps } from './receive.ts';
import { undo } from './undo.ts';

/** How long a process may be silent before another takes over: it was killed, or its machine stands still. */
const claimMs = 60_000;
/** So often the same piece of work may fail before it is given up and the rest goes on. */
const mostTries = 3;

/** Reads, imports and takes back what waits, one import at a time in each process; any number of processes. */
export function importJobs(deps: ImportDeps, forMs = claimMs): readonly Job[] {
  return [
    { name: 'catalog-imports', everyMs: 1_000, run: () => workOnce(deps, forMs) },
    { name: 'imports', everyMs: 6 * 3_600_000, run: async () => (await forgetImports(deps.db, keptDays('imports'), 50)) > 0 },
  ];
}

async function workOnce(deps: ImportDeps, forMs: number): Promise<boolean> {
  const id = randomUUID();
  const it = await claimImport(deps.db, id, forMs);
  if (it === undefined) return false;
  const claim = claimOn(it, id, forMs);
  let well = false;
  try {
    if (it.tries > mostTries) await giveUp(deps, it, claim);
    else if (it.state === 'received') await check(deps, it, claim);
    else if (it.state === 'importing') await apply(deps, it, claim);
    else await undo(deps, it, claim);
    well = true;
  } catch (thrown) {
    if (!(thrown instanceof ClaimLost)) throw thrown;
  } finally {
    await dropClaim(deps.db, it, id, well);
  }
  return true;
}

/** What failed again and again for a reason of ours is told as such; the rest is not held up by it. */
async function giveUp({ db }: ImportDeps, it: ImportRecord, claim: Claim): Promise<void> {
  const why = '平台内部出错，多次处理没有成功，没有改变任何目录。请联系平台运维。';
  await transact(db, async (tx) => {
    await claim.hold(tx);
    if (it.state === 'received') {
      await dropBytes(tx, it);
      return setImport(tx, it, { state: 'refused', refusal: { message: why, article: null, cells: [] } });
    }
    const stuck = it.state === 'importing' ? (await nextToImport(tx, it, it.split, 1))[0]?.entry : (await nextToUndo(tx, it, 1))[0];
    if (stuck !== undefined) await setOutcome(tx, it, stuck.n, { outcome: it.state === 'importing' ? 'failed' : 'kept', why });
    await addHandled(tx, it, 1);
  });
}
