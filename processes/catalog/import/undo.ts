import { isLawError } from '../../../law/errors.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { lockCase } from '../../../platform/procedures/store/cases.ts';
import { findDraft, saveBody } from '../store/drafts.ts';
import { nextToUndo, outcomesOf, setOutcome, type EntryRecord } from '../store/import-entries.ts';
import { addHandled, setImport, type ImportRecord } from '../store/imports.ts';
import { actorOf } from './apply.ts';
import type { Claim } from './claim.ts';
import type { ImportDeps } from './receive.ts';

const AT_ONCE = 40;

/**
 * Takes an import back, the last entry first: drafts that it opened are abandoned, drafts that it wrote over get their
 * former text. What somebody has saved or submitted since stays as it is. Returns whether more is left.
 */
export async function undo(deps: ImportDeps, it: ImportRecord, claim: Claim): Promise<boolean> {
  for (let n = 0; n < AT_ONCE; n += 1) {
    const more = await transact(deps.db, async (tx) => {
      await claim.hold(tx);
      const entry = await nextToUndo(tx, it);
      if (entry === undefined) return finish(deps, tx, it);
      await undoOne(deps, tx, it, entry);
      await addHandled(tx, it);
      return true;
    }).catch((thrown: unknown) => keep(deps, it, claim, thrown));
    if (!more) return false;
  }
  return true;
}

async function undoOne({ directory, inside }: ImportDeps, tx: Tx, it: ImportRecord, entry: EntryRecord): Promise<void> {
  const at = { region: it.region, id: entry.outcomeCase ?? '' };
  const row = await lockCase(tx, at);
  const draft = await findDraft(tx, at);
  if (row?.state !== 'draft' || draft === undefined || draft.savedAt !== entry.outcomeSavedAt) return setOutcome(tx, it, entry.n, { outcome: 'kept', why: '导入之后已有改动或者已经提交，保留原样。' });
  if (entry.before !== null) await saveBody(tx, at, entry.before, it.person);
  else {
    try {
      await inside.move(tx, at, 'abandon', { actor: await actorOf(tx, directory, it) }, { reason: `撤销批量导入“${it.name}”`.slice(0, 1_000) });
    } catch (thrown) {
      if (isLawError(thrown)) throw new Kept(entry.n, thrown.message);
      throw thrown;
    }
  }
  await setOutcome(tx, it, entry.n, { outcome: 'undone' });
}

class Kept extends Error {
  readonly n: number;
  constructor(n: number, why: string) {
    super(why);
    this.n = n;
  }
}

async function keep({ db }: ImportDeps, it: ImportRecord, claim: Claim, thrown: unknown): Promise<true> {
  if (!(thrown instanceof Kept)) throw thrown;
  await transact(db, async (tx) => {
    await claim.hold(tx);
    await setOutcome(tx, it, thrown.n, { outcome: 'kept', why: thrown.message.slice(0, 1_000) });
    await addHandled(tx, it);
  });
  return true;
}

async function finish({ inside }: ImportDeps, tx: Tx, it: ImportRecord): Promise<false> {
  const { undone, kept } = await outcomesOf(tx, it);
  await setImport(tx, it, { state: 'undone' });
  await inside.record(tx, it.region, 'catalog.import', { import: it.id, act: 'undone', undone, kept, org: it.org, post: it.post, person: it.person });
  return false;
}
