import { fail, isLawError } from '../../../law/errors.ts';
import { postNames, type Post } from '../../../law/permissions.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { lockCase } from '../../../platform/procedures/store/cases.ts';
import { acts } from '../contract.ts';
import { catalogOpening } from '../opening.ts';
import { findDraft, saveBody } from '../store/drafts.ts';
import { nameTaken } from '../store/entries.ts';
import { nextToImport, outcomesOf, setOutcome, type EntryRecord } from '../store/import-entries.ts';
import { addHandled, setImport, type ImportRecord } from '../store/imports.ts';
import type { Claim } from './claim.ts';
import type { ImportDeps } from './receive.ts';

/** Units that are imported before the job looks at what else waits. */
const AT_ONCE = 40;

/**
 * Imports what the preview found: each entry whole, in a transaction of its own with the note that it is done. So a kill
 * in the middle loses nothing and doubles nothing. Everything lands as a draft, in the name of whoever uploaded.
 * Returns whether more is left.
 */
export async function apply(deps: ImportDeps, it: ImportRecord, claim: Claim): Promise<boolean> {
  for (let n = 0; n < AT_ONCE; n += 1) {
    const unit = await transact(deps.db, async (tx) => {
      await claim.hold(tx);
      return applyOne(deps, tx, it);
    }).catch((thrown: unknown) => told(deps, it, claim, thrown));
    if (unit === 'none') {
      await finish(deps, it, claim);
      return false;
    }
  }
  return true;
}

class UnitRefused extends Error {
  readonly unit: number;
  readonly why: string;
  constructor(unit: number, why: string) {
    super(why);
    this.unit = unit;
    this.why = why;
  }
}

async function applyOne(deps: ImportDeps, tx: Tx, it: ImportRecord): Promise<'none' | 'done'> {
  const [unit, ...parts] = await nextToImport(tx, it, it.split, 0);
  if (unit === undefined) return 'none';
  try {
    const actor = await actorOf(tx, deps.directory, it);
    const entries = unit.kind === 'mixed' ? parts : [unit];
    if (entries.some((one) => one.kind === 'error' || one.kind === 'duplicate')) throw new UnitRefused(unit.n, '拆分后的目录中有错误，整个目录没有导入。');
    for (const entry of entries) await importEntry(deps, tx, it, actor, entry);
    if (unit.kind === 'mixed') await setOutcome(tx, it, unit.n, { outcome: 'done' });
    await addHandled(tx, it);
    return 'done';
  } catch (thrown) {
    if (isLawError(thrown)) throw new UnitRefused(unit.n, thrown.message);
    throw thrown;
  }
}

/** A refused entry is noted, in a transaction of its own: what it had begun is undone. */
async function told({ db }: ImportDeps, it: ImportRecord, claim: Claim, thrown: unknown): Promise<'done'> {
  if (!(thrown instanceof UnitRefused)) throw thrown;
  await transact(db, async (tx) => {
    await claim.hold(tx);
    await setOutcome(tx, it, thrown.unit, { outcome: 'failed', why: thrown.why.slice(0, 1_000) });
    await addHandled(tx, it);
  });
  return 'done';
}

/** Who uploaded it, if he still holds the post: rights are asked when the draft is made, not when the file came. */
export async function actorOf(tx: Tx, directory: Directory, it: ImportRecord): Promise<Actor> {
  const posts = await directory.postsOf(tx, it.person, await directory.legalToday(tx));
  const held = posts.some((one) => one.org === it.org && one.post === it.post && (one.behalfOf ?? null) === it.behalfOf);
  if (!held) fail('NOT_YOUR_MOVE', { act: '批量导入', may: `在任的${postNames[it.post as Post] ?? it.post}` });
  return { person: it.person, kind: 'staff', org: it.org, region: it.region, post: it.post as Post, session: it.session, ...(it.behalfOf === null ? {} : { behalfOf: it.behalfOf }) };
}

async function importEntry(deps: ImportDeps, tx: Tx, it: ImportRecord, actor: Actor, entry: EntryRecord): Promise<void> {
  if (entry.kind === 'same') return setOutcome(tx, it, entry.n, { outcome: 'done', why: '与现有目录相同' });
  if (entry.caseId !== null) return writeOver(tx, it, entry, entry.caseId);
  const ref = entry.entry === null ? await openNew(deps, tx, actor, entry) : await openUpdate(deps, tx, it, actor, entry);
  const savedAt = await saveBody(tx, ref, entry.body, it.person);
  await setOutcome(tx, it, entry.n, { outcome: 'done', outcomeCase: ref.id, outcomeSavedAt: savedAt });
}

async function openNew({ directory, inside }: ImportDeps, tx: Tx, actor: Actor, entry: EntryRecord): Promise<{ region: string; id: string }> {
  const name = entry.body.name ?? '';
  if (await nameTaken(tx, actor.region, actor.org, name, '00000000-0000-0000-0000-000000000000')) fail('ENTRY_NAME_TAKEN', { name });
  const stated = acts.compile.parse({ name });
  const opening = await catalogOpening(tx, actor, 'compile', stated, await directory.legalToday(tx));
  return inside.open(tx, 'catalog', 'compile', opening, { actor }, stated);
}

/** An update of what is published begins as by hand, with the cause that was stated for the whole import (17 ¶2). */
async function openUpdate({ directory, inside }: ImportDeps, tx: Tx, it: ImportRecord, actor: Actor, entry: EntryRecord): Promise<{ region: string; id: string }> {
  const { kind, on, document } = it.cause ?? { kind: 'other' as const, on: '', document: '' };
  const text = `批量导入“${it.name}”${document === '' ? '' : `：${document}`}`.slice(0, 1_000);
  const stated = acts.update.parse({ entryRegion: it.region, entry: entry.entry, cause: kind, ...(kind === 'other' ? { text } : { occurredOn: on, document }) });
  const opening = await catalogOpening(tx, actor, 'update', stated, await directory.legalToday(tx));
  const opened = await inside.open(tx, 'catalog', 'update', opening, { actor }, stated);
  const draft = await findDraft(tx, opened);
  if (draft?.baseVersion !== entry.version) fail('DRAFT_STALE');
  return opened;
}

/** The draft that was open at the preview gets the new text, if nobody has saved it since; the old one is kept to go back to. */
async function writeOver(tx: Tx, it: ImportRecord, entry: EntryRecord, caseId: string): Promise<void> {
  const at = { region: it.region, id: caseId };
  const row = await lockCase(tx, at);
  const draft = await findDraft(tx, at);
  if (row?.state !== 'draft' || row.provider !== it.org || draft === undefined || draft.savedAt !== entry.savedAt) return fail('DRAFT_STALE');
  const savedAt = await saveBody(tx, at, entry.body, it.person);
  await setOutcome(tx, it, entry.n, { outcome: 'done', outcomeCase: caseId, outcomeSavedAt: savedAt, before: draft.body });
}

async function finish({ db, inside }: ImportDeps, it: ImportRecord, claim: Claim): Promise<void> {
  await transact(db, async (tx) => {
    await claim.hold(tx);
    const { drafts, failed } = await outcomesOf(tx, it);
    await setImport(tx, it, { state: 'done', drafts, failed });
    await inside.record(tx, it.region, 'catalog.import', { import: it.id, act: 'imported', drafts, failed, org: it.org, post: it.post, person: it.person });
    await inside.notify(tx, { org: it.org, post: it.post }, `批量导入“${it.name}”已办完：${drafts} 个目录成为草稿${failed > 0 ? `，${failed} 个没有导入` : ''}。`);
  });
}
