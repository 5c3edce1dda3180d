import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { savedOf, saveBody } from '../store/drafts.ts';
import { nextToUndo, outcomesOf, setOutcomes, type EntryRecord, type OutcomePatch } from '../store/import-entries.ts';
import { setImport, type ImportRecord } from '../store/imports.ts';
import { actorOf } from './apply.ts';
import type { Claim } from './claim.ts';
import { inBatches, refusing } from './in-batches.ts';
import type { ImportDeps } from './receive.ts';

/**
 * Takes an import back, the last entry first: drafts that it opened are abandoned, drafts that it wrote over get their
 * former text. What somebody has saved or submitted since stays as it is. Returns whether more is left.
 */
export async function undo(deps: ImportDeps, it: ImportRecord, claim: Claim): Promise<boolean> {
  return inBatches(deps, it, claim, 'kept', async (tx, most) => {
    const entries = await nextToUndo(tx, it, most);
    if (entries.length === 0) await finish(deps, tx, it);
    else await setOutcomes(tx, it, await undoAll(deps, tx, it, entries));
    return entries.length;
  });
}

type Undone = OutcomePatch & { readonly n: number };

/** Their cases are locked and read at once; each is then a move of its own, as by hand. */
async function undoAll({ directory, inside }: ImportDeps, tx: Tx, it: ImportRecord, entries: readonly EntryRecord[]): Promise<Undone[]> {
  const cases = entries.flatMap((entry) => entry.outcomeCase ?? []);
  const locked = new Map((await inside.lockAll(tx, cases.map((id) => ({ region: it.region, id })))).map((one) => [one.row.id, one]));
  const saved = await savedOf(tx, it.region, cases);
  const done: Undone[] = [];
  let actor: Actor | undefined;
  for (const [before, { n, outcomeCase, outcomeSavedAt, before: text }] of entries.entries()) {
    const id = outcomeCase ?? '';
    const at = locked.get(id);
    const untouched = at?.row.state === 'draft' && saved.get(id) === outcomeSavedAt;
    if (untouched && text !== null) await saveBody(tx, at.row, text, it.person);
    if (untouched && text === null) {
      await refusing(n, before, async () => inside.move(tx, at, 'abandon', { actor: actor ??= await actorOf(tx, directory, it) }, { reason: `撤销批量导入“${it.name}”`.slice(0, 1_000) }));
    }
    done.push(untouched ? { n, outcome: 'undone' } : { n, outcome: 'kept', why: '导入之后已有改动或者已经提交，保留原样。' });
  }
  return done;
}

async function finish({ inside }: ImportDeps, tx: Tx, it: ImportRecord): Promise<void> {
  const { undone, kept } = await outcomesOf(tx, it);
  await setImport(tx, it, { state: 'undone' });
  await inside.record(tx, it.region, 'catalog.import', { import: it.id, act: 'undone', undone, kept, org: it.org, post: it.post, person: it.person });
}
