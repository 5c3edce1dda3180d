import { transact, type Db } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { deedOf } from './deed.ts';
import { publish, loadLocked, type Runner } from './run.ts';
import { lapseBody, lapseEntry, type LapseBody } from './lapses.ts';
import { claimLapsed, regionsDue, writeLapses } from './store/clocks.ts';
import { claimOutbox, dropOutbox, postpone, type Queued } from './store/outbox.ts';
import { caseOf } from './take-move.ts';
import { actsOnLapse } from './triggers.ts';
import { refOf } from './ref.ts';

/** Clocks marked in one transaction at most: their cases are locked meanwhile. */
const batch = 500;

/**
 * The sweep: marks every clock that has run out, then does what follows from each in a transaction of its own.
 * Any number of workers may run it at once; each lapse happens once, because its row is claimed with a lock and its
 * work leaves the outbox together with what it did.
 */
export function createSweep(db: Db, run: Runner): () => Promise<number> {
  return async () => {
    const today = await transact(db, async (tx) => (await deedOf(tx, run.directory)).today);
    let lapsed = 0;
    for (const region of await regionsDue(db, today)) {
      for (;;) {
        const marked = await markLapsed(db, run, region);
        lapsed += marked;
        if (marked < batch) break;
      }
    }
    await followLapses(db, run);
    return lapsed;
  };
}

async function markLapsed(db: Db, run: Runner, region: string): Promise<number> {
  return transact(db, async (tx) => {
    const { today } = await deedOf(tx, run.directory);
    const lapses = await claimLapsed(tx, region, today, batch);
    if (lapses.length === 0) return 0;
    await writeLapses(tx, region, today, {
      lapses,
      pending: lapses.map((lapse) => lapseEntry(region, lapse, today)),
      outbox: lapses.map((lapse) => ({ id: uuidv7(), body: lapseBody(lapse, today) })),
    });
    return lapses.length;
  });
}

/** What follows from lapses, one transaction each, until none waits for this worker. Returns how many. */
export async function followLapses(db: Db, run: Runner): Promise<number> {
  for (let done = 0; ; done += 1) {
    let taken: Queued | undefined;
    try {
      const found = await transact(db, async (tx) => {
        [taken] = await claimOutbox(tx, ['clock.lapsed'], 1);
        if (taken === undefined) return false;
        await dropOutbox(tx, [taken]);
        await followOne(run, tx, taken);
        return true;
      });
      if (!found) return done;
    } catch (error) {
      if (taken === undefined) throw error;
      await postpone(db, taken, error instanceof Error ? error.message : String(error));
    }
  }
}

/** The case moves on where its table says so; supervision hears of it either way. */
async function followOne(run: Runner, tx: Parameters<typeof claimOutbox>[0], job: Queued): Promise<void> {
  const body = job.body as LapseBody;
  const ref = { region: job.region, id: body.caseId };
  const loaded = await loadLocked(tx, ref);
  if (loaded === undefined) return;
  const deed = await deedOf(tx, run.directory);
  const process = run.process(loaded.row.kind);
  await publish(run, deed, 'clock.lapsed', caseOf(process, loaded), {
    case: refOf(ref), clock: body.clock, nth: String(body.nth), due: body.due, on: body.on, kind: loaded.row.kind,
  });
  for (const act of actsOnLapse(process.table, body.clock)) {
    if (await run.inside.moveIfAny(tx, ref, act, { clock: body.clock })) break;
  }
}
