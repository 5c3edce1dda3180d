import { isLawError } from '../../../law/errors.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { setOutcome } from '../store/import-entries.ts';
import { addHandled, type ImportRecord } from '../store/imports.ts';
import type { Claim } from './claim.ts';
import type { ImportDeps } from './receive.ts';

/** Entries of one transaction: people, posts and the legal date are asked once, the disk is waited for once. */
const ENTRIES = 50;
/** Transactions after which the job looks at what else waits. */
const BATCHES = 4;

/** An entry that is refused for a reason of the law or of what stands. What its transaction did is undone. */
export class EntryRefused extends Error {
  readonly n: number;
  /** How many of the same transaction had gone well before it. */
  readonly before: number;
  constructor(n: number, why: string, before: number) {
    super(why);
    this.n = n;
    this.before = before;
  }
}

/** What the law or what stands refuses in this work is that entry's. */
export async function refusing<T>(n: number, before: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (isLawError(thrown)) throw new EntryRefused(n, thrown.message, before);
    throw thrown;
  }
}

/**
 * Works on entries, some at a time in one transaction with the note that they are done: a kill in the middle loses nothing and
 * doubles nothing. Where one is refused, those before it are done by themselves and it is noted alone, so a workbook full of refusals
 * costs twice its work and no more. What failed for a reason of ours is tried again one by one: the one that fails is then the first.
 *
 * @param work  does at most so many and answers how many it did; 0: none is left
 * @param refused  what becomes of an entry that is refused
 * @returns whether more is left
 */
export async function inBatches({ db }: ImportDeps, it: ImportRecord, claim: Claim, refused: 'failed' | 'kept', work: (tx: Tx, most: number) => Promise<number>): Promise<boolean> {
  const [usual, rounds] = it.tries > 1 ? [1, ENTRIES] : [ENTRIES, BATCHES];
  let most: number = usual;
  for (let n = 0; n < rounds; n += 1) {
    try {
      const done = await transact(db, async (tx) => {
        await claim.hold(tx);
        const worked = await work(tx, most);
        await addHandled(tx, it, worked);
        return worked;
      });
      if (done === 0) return false;
      most = usual;
    } catch (thrown) {
      if (!(thrown instanceof EntryRefused)) throw thrown;
      most = thrown.before === 0 ? usual : thrown.before;
      if (thrown.before === 0) await note(db, it, claim, thrown, refused);
    }
  }
  return true;
}

async function note(db: ImportDeps['db'], it: ImportRecord, claim: Claim, thrown: EntryRefused, outcome: 'failed' | 'kept'): Promise<void> {
  await transact(db, async (tx) => {
    await claim.hold(tx);
    await setOutcome(tx, it, thrown.n, { outcome, why: thrown.message.slice(0, 1_000) });
    await addHandled(tx, it, 1);
  });
}
