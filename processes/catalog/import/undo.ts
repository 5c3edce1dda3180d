import { isLawError } from '../../../law/errors.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { lockCase } from '../../../platform/procedures/store/cases.ts';
import { findDraft, saveBody } from '../store/drafts.ts';
import { nextToUndo, outcomesOf, setOutcomes, type EntryRecord, type OutcomePatch } from '../store/import-entries.ts';
import { setImport, type ImportRecord } from '../store/imports.ts';
import { actorOf } from './apply.ts';
import type { Claim } from './claim.ts';
import { EntryRefused, inBatches } from './in-batches.ts';
import type { ImportDeps } from './receive.ts';

/**
 * Takes an import back, the last entry first: drafts that it opened are abandoned, drafts that it wrote over get their
 * former text. What somebody has saved or submitted since stays as it is. Returns whether more is left.
 */
export async function undo(deps: ImportDeps, it: ImportRecord, claim: Claim): Promise<boolean> {
  return inBatches(deps, it, claim, 'kept', async (tx, most) => {
    const entries = await nextToUndo(tx, it, most);
    if (entries.length === 0) await finish(deps, tx, it);
    const done = [];
    let actor: Promise<Actor> | undefined;
    const by = (): Promise<Actor> => (actor ??= actorOf(tx, deps.directory, it));
    for (const [before, entry] of entries.entries()) done.push(await undoOne(deps, tx, it, entry, by, before));
    await setOutcomes(tx, it, done);
    return entries.length;
  });
}

async function undoOne({ inside }: ImportDeps, tx: Tx, it: ImportRecord, entry: EntryRecord, by: () => Promise<Actor>, before: number): Promise<OutcomePatch & { readonly n: number }> {
  const at = { region: it.region, id: entry.outcomeCase ?? '' };
  const row = await lockCase(tx, at);
  const draft = await findDraft(tx, at);
  if (row?.state !== 'draft' || draft === undefined || draft.savedAt !== entry.outcomeSavedAt) return { n: entry.n, outcome: 'kept', why: '导入之后已有改动或者已经提交，保留原样。' };
  if (entry.before !== null) await saveBody(tx, at, entry.before, it.person);
  else {
    try {
      await inside.move(tx, at, 'abandon', { actor: await by() }, { reason: `撤销批量导入“${it.name}”`.slice(0, 1_000) });
    } catch (thrown) {
      if (isLawError(thrown)) throw new EntryRefused(entry.n, thrown.message, before);
      throw thrown;
    }
  }
  return { n: entry.n, outcome: 'undone' };
}

async function finish({ inside }: ImportDeps, tx: Tx, it: ImportRecord): Promise<void> {
  const { undone, kept } = await outcomesOf(tx, it);
  await setImport(tx, it, { state: 'undone' });
  await inside.record(tx, it.region, 'catalog.import', { import: it.id, act: 'undone', undone, kept, org: it.org, post: it.post, person: it.person });
}
