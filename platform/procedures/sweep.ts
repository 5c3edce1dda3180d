import { clockNamed } from '../../law/clock-words.ts';
import { transact, type Db, type Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { deedOf } from './deed.ts';
import { publish, loadLocked } from './run.ts';
import { lapseBody, lapseEntry, type LapseBody } from './lapses.ts';
import type { Runner } from './runner.ts';
import { claimLapsed, regionsDue, writeLapses } from './store/clocks.ts';
import { claimOutbox, dropOutbox, postpone, type Queued } from './store/outbox.ts';
import { makeKnown, type Loaded } from './store/cases.ts';
import { caseOf } from './take-move.ts';
import { actsOnLapse } from './triggers.ts';
import { refOf } from './ref.ts';

/** Clocks marked in one transaction at most: their cases are locked meanwhile. */
const batch = 500;

/** The two halves of the sweep; each may run in any number of workers at once. */
export interface Sweep {
  /** Marks every clock that has run out, in the ledger too, and queues what follows. `only`: of one region. Returns how many. */
  markLapsed(only?: string): Promise<number>;
  /** Does what follows from marked clocks, until none waits. Returns how many. */
  followLapsed(): Promise<number>;
}

/**
 * The sweep: marks every clock that has run out, then does what follows from them, some in a transaction.
 * Any number of workers may run it at once; each lapse happens once, because its row is claimed with a lock and its
 * work leaves the outbox together with what it did.
 */
export function createSweep(db: Db, run: Runner): Sweep {
  return {
    markLapsed: async (only) => {
      const today = await transact(db, async (tx) => (await deedOf(tx, run.directory)).today);
      let lapsed = 0;
      for (const region of only === undefined ? await regionsDue(db, today) : [only]) {
        for (let marked = batch; marked === batch; lapsed += marked) marked = await markSome(db, run, region);
      }
      return lapsed;
    },
    followLapsed: () => followLapses(db, run),
  };
}

async function markSome(db: Db, run: Runner, region: string): Promise<number> {
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

/** Lapses followed in one transaction; where one of them fails, they are followed one by one. */
const together = 25;

/** What follows from lapses, until none waits for this worker. Returns how many. */
export async function followLapses(db: Db, run: Runner): Promise<number> {
  let done = 0;
  for (let size = together; ;) {
    const step = await followSome(db, run, size);
    if (step === 'failed') {
      size = 1;
      continue;
    }
    done += step;
    if (step === 0) return done;
    size = together;
  }
}

async function followSome(db: Db, run: Runner, size: number): Promise<number | 'failed'> {
  let taken: readonly Queued[] = [];
  try {
    return await transact(db, async (tx) => {
      taken = await claimOutbox(tx, ['clock.lapsed'], size);
      if (taken.length === 0) return 0;
      await dropOutbox(tx, taken);
      for (const job of taken) await followOne(run, tx, job);
      return taken.length;
    });
  } catch (error) {
    const [first] = taken;
    if (first === undefined) throw error;
    if (size > 1) return 'failed';
    await postpone(db, first, error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Supervision hears of it, those concerned are told, and the case moves on where its table says so. */
async function followOne(run: Runner, tx: Tx, job: Queued): Promise<void> {
  const body = job.body as LapseBody;
  const ref = { region: job.region, id: body.caseId };
  const loaded = await loadLocked(tx, ref);
  if (loaded === undefined) return;
  const deed = await deedOf(tx, run.directory);
  const process = run.process(loaded.row.kind);
  await publish(run, deed, 'clock.lapsed', caseOf(process, loaded), {
    case: refOf(ref), clock: body.clock, nth: String(body.nth), due: body.due, on: body.on, kind: loaded.row.kind,
  });
  await tellLapse(run, tx, loaded, body);
  if (loaded.row.privateTo !== null && !['moves', 'remind'].includes(String(process.table.clocks[body.clock]?.late))) await makeKnown(tx, ref); // it is on the authority's list now
  for (const act of actsOnLapse(process.table, body.clock)) {
    if (await run.inside.moveIfAny(tx, ref, act, { clock: body.clock })) break;
  }
}

/** Who let it pass is told; the authority too, where the limit only reminds or puts the case on its list. */
async function tellLapse(run: Runner, tx: Tx, loaded: Loaded, body: LapseBody): Promise<void> {
  const clock = run.process(loaded.row.kind).table.clocks[body.clock];
  if (clock === undefined || clock.late === 'moves') return;
  const row = loaded.clocks.find((each) => each.name === body.clock && each.nth === body.nth);
  const bound = row?.bound;
  const authorities = [loaded.row.authority, ...loaded.others.filter((other) => other.party.startsWith('authority@')).map((other) => other.org)];
  const told = [bound, ...(clock.late === 'list' || clock.late === 'remind' ? authorities : [])].filter((org) => org != null);
  for (const org of new Set(told)) await run.inside.notify(tx, { org }, `{number} {title}：${clockNamed(clock)}已于 ${body.due} 届满${(row?.stoppedOn ?? null) !== null ? '，已逾期办理' : org === bound ? '，请尽快办理' : '，至今未办'}`, loaded.row);
}
