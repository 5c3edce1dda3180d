import { fail } from '../../../law/errors.ts';
import { postNames, type Post } from '../../../law/permissions.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { lockCase } from '../../../platform/procedures/store/cases.ts';
import { acts } from '../contract.ts';
import { catalogOpening, type Handed } from '../opening.ts';
import { saveNumbered } from '../draft/numbers.ts';
import { findDraft } from '../store/drafts.ts';
import { namesTaken } from '../store/entries.ts';
import { nextToImport, outcomesOf, setOutcomes, type EntryRecord, type OutcomePatch, type Unit } from '../store/import-entries.ts';
import { setImport, type ImportRecord } from '../store/imports.ts';
import type { Claim } from './claim.ts';
import { EntryRefused, inBatches, refusing } from './in-batches.ts';
import type { ImportDeps } from './receive.ts';

/**
 * Imports what the preview found, each entry whole or not at all, with the note that it is done in the same transaction.
 * Everything lands as a draft, in the name of whoever uploaded. Returns whether more is left.
 */
export async function apply(deps: ImportDeps, it: ImportRecord, claim: Claim): Promise<boolean> {
  return inBatches(deps, it, claim, 'failed', (tx, most) => applySome(deps, tx, it, most));
}

type Done = OutcomePatch & { readonly n: number };
/** What one transaction needs for all its entries, and what has become of them so far. */
interface Batch { readonly deps: ImportDeps; readonly tx: Tx; readonly it: ImportRecord; readonly actor: Actor; readonly today: PlainDate; readonly taken: ReadonlySet<string>; readonly done: Done[] }

async function applySome(deps: ImportDeps, tx: Tx, it: ImportRecord, most: number): Promise<number> {
  const units = await nextToImport(tx, it, it.split, most);
  const [first] = units;
  if (first === undefined) {
    await finish(deps, tx, it);
    return 0;
  }
  const batch = await refusing(first.entry.n, 0, () => batchOf(deps, tx, it, units));
  for (const [before, unit] of units.entries()) await refusing(unit.entry.n, before, () => importUnit(batch, unit, before));
  await setOutcomes(tx, it, batch.done);
  return units.length;
}

async function batchOf(deps: ImportDeps, tx: Tx, it: ImportRecord, units: readonly Unit[]): Promise<Batch> {
  const names = units.flatMap((unit) => [unit.entry, ...unit.parts]).filter((one) => one.entry === null && one.caseId === null).map((one) => one.body.name ?? '');
  const actor = await actorOf(tx, deps.directory, it);
  return { deps, tx, it, actor, today: await deps.directory.legalToday(tx), taken: await namesTaken(tx, actor.region, actor.org, names), done: [] };
}

async function importUnit(batch: Batch, { entry: unit, parts }: Unit, before: number): Promise<void> {
  const entries = unit.kind === 'mixed' ? parts : [unit];
  if (entries.some((one) => one.kind === 'error' || one.kind === 'duplicate')) throw new EntryRefused(unit.n, '拆分后的目录中有错误，整个目录没有导入。', before);
  for (const entry of entries) await importEntry(batch, entry);
  if (unit.kind === 'mixed') batch.done.push({ n: unit.n, outcome: 'done' });
}

/** Who uploaded it, if he still holds the post: rights are asked when the draft is made, not when the file came. */
export async function actorOf(tx: Tx, directory: Directory, it: ImportRecord): Promise<Actor> {
  const posts = await directory.postsOf(tx, it.person, await directory.legalToday(tx));
  const held = posts.some((one) => one.org === it.org && one.post === it.post && (one.behalfOf ?? null) === it.behalfOf);
  if (!held) fail('NOT_YOUR_MOVE', { act: '批量导入', may: `在任的${postNames[it.post as Post] ?? it.post}` });
  return { person: it.person, kind: 'staff', org: it.org, region: it.region, post: it.post as Post, session: it.session, ...(it.behalfOf === null ? {} : { behalfOf: it.behalfOf }) };
}

async function importEntry(batch: Batch, entry: EntryRecord): Promise<void> {
  const { tx, it, done } = batch;
  if (entry.kind === 'same') done.push({ n: entry.n, outcome: 'done', why: '与现有目录相同' });
  else if (entry.caseId !== null) done.push(await writeOver(tx, it, entry, entry.caseId));
  else if (entry.entry === null) done.push(await openNew(batch, entry));
  else {
    const ref = await openUpdate(batch, entry);
    const savedAt = await saveNumbered(tx, ref, { entry: entry.entry, change: 'update' }, entry.body, it.person);
    done.push({ n: entry.n, outcome: 'done', outcomeCase: ref.id, outcomeSavedAt: savedAt });
  }
}

/** Opened with the whole text: name and draft come in one. */
async function openNew({ deps: { inside }, tx, it, actor, today, taken }: Batch, entry: EntryRecord): Promise<Done> {
  const name = entry.body.name ?? '';
  if (taken.has(name)) fail('ENTRY_NAME_TAKEN', { name });
  const stated = acts.compile.parse({ name });
  const at = new Date().toISOString();
  const opening = { ...(await catalogOpening(tx, actor, 'compile', stated, today)), handed: { body: entry.body, saved: { at, by: it.person } } satisfies Handed };
  const { id } = await inside.open(tx, 'catalog', 'compile', opening, { actor }, stated);
  return { n: entry.n, outcome: 'done', outcomeCase: id, outcomeSavedAt: at };
}

/** An update of what is published begins as by hand, with the cause that was stated for the whole import (17 ¶2). */
async function openUpdate({ deps: { inside }, tx, it, actor, today }: Batch, entry: EntryRecord): Promise<{ region: string; id: string }> {
  const { kind, on, document } = it.cause ?? { kind: 'other' as const, on: '', document: '' };
  const text = `批量导入“${it.name}”${document === '' ? '' : `：${document}`}`.slice(0, 1_000);
  const stated = acts.update.parse({ entryRegion: it.region, entry: entry.entry, cause: kind, ...(kind === 'other' ? { text } : { occurredOn: on, document }) });
  const opening = await catalogOpening(tx, actor, 'update', stated, today);
  const opened = await inside.open(tx, 'catalog', 'update', opening, { actor }, stated);
  const draft = await findDraft(tx, opened);
  if (draft?.baseVersion !== entry.version) fail('DRAFT_STALE');
  return opened;
}

/** The draft that was open at the preview gets the new text, if nobody has saved it since; the old one is kept to go back to. */
async function writeOver(tx: Tx, it: ImportRecord, entry: EntryRecord, caseId: string): Promise<Done> {
  const at = { region: it.region, id: caseId };
  const row = await lockCase(tx, at);
  const draft = await findDraft(tx, at);
  if (row?.state !== 'draft' || row.provider !== it.org || draft === undefined || draft.savedAt !== entry.savedAt) return fail('DRAFT_STALE');
  const savedAt = await saveNumbered(tx, at, draft, entry.body, it.person);
  return { n: entry.n, outcome: 'done', outcomeCase: caseId, outcomeSavedAt: savedAt, before: draft.body };
}

async function finish({ inside }: ImportDeps, tx: Tx, it: ImportRecord): Promise<void> {
  const { drafts, failed } = await outcomesOf(tx, it);
  await setImport(tx, it, { state: 'done', drafts, failed });
  await inside.record(tx, it.region, 'catalog.import', { import: it.id, act: 'imported', drafts, failed, org: it.org, post: it.post, person: it.person });
  await inside.notify(tx, { org: it.org, post: it.post }, `批量导入“${it.name}”已办完：${drafts} 个目录成为草稿${failed > 0 ? `，${failed} 个没有导入` : ''}。`);
}
