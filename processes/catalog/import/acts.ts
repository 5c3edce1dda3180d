import { fail } from '../../../law/errors.ts';
import { isPlainDate } from '../../../law/plain-date.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import { dropBytes, lockImport, setImport, type At, type ImportRecord } from '../store/imports.ts';
import { dropEntries } from '../store/import-entries.ts';
import type { StartIn } from './contract.ts';
import { countsOf, unitsOf } from './view.ts';
import { STATE_ZH } from './words.ts';

/** What whoever uploaded a workbook decides about it. The work itself is a job's. */
interface Acting { readonly tx: Tx; readonly directory: Directory; readonly inside: EngineInside; readonly actor: Actor }

/** @throws IMPORT_NOT_FOUND, IMPORT_NOT_YOURS, IMPORT_STATE */
async function mine({ tx, actor }: Acting, at: At, act: string, states: readonly ImportRecord['state'][]): Promise<ImportRecord> {
  const it = await lockImport(tx, at);
  if (it === undefined || it.org !== actor.org) return fail('IMPORT_NOT_FOUND');
  if (it.person !== actor.person) fail('IMPORT_NOT_YOURS');
  if (!states.includes(it.state)) fail('IMPORT_STATE', { state: STATE_ZH[it.state], act });
  return it;
}

/** Values for columns that the workbook has nowhere: it is looked through again. @throws IMPORT_COLUMN_UNKNOWN */
export async function assume(acting: Acting, at: At, values: Readonly<Record<string, string>>): Promise<void> {
  const it = await mine(acting, at, '统一补填', ['checked']);
  const unknown = Object.keys(values).find((key) => !it.missing.includes(key));
  if (unknown !== undefined) fail('IMPORT_COLUMN_UNKNOWN', { column: unknown.slice(0, 40) });
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  await setImport(acting.tx, it, { state: 'received', assumed: given, tries: 0, refusal: null });
  await note(acting, it, 'assumed', { columns: Object.keys(given) });
}

/**
 * Begins the import; whoever acts now is the one in whose name the drafts are made.
 * @throws IMPORT_HAS_ERRORS, IMPORT_NOTHING, CAUSE_MISSING, CAUSE_DATE_INVALID
 */
export async function start(acting: Acting, at: At, wish: StartIn): Promise<void> {
  const it = await mine(acting, at, '导入', ['checked']);
  const counts = countsOf(it) ?? fail('IMPORT_NOTHING');
  const split = wish.split && counts.mixed > 0;
  const wrong = counts.error + counts.duplicate + (split ? counts.mixed - counts.partsReady : counts.mixed);
  if (unitsOf(counts, false) + (split ? counts.partsReady : 0) === 0) fail('IMPORT_NOTHING');
  if (wrong > 0 && !wish.rightOnly) fail('IMPORT_HAS_ERRORS', { wrong });
  await causeHolds(acting, wish.cause);
  const { post, behalfOf, session } = acting.actor;
  await setImport(acting.tx, it, { state: 'importing', split, rightOnly: wish.rightOnly, cause: wish.cause, handled: 0, drafts: 0, failed: 0, tries: 0, post, behalfOf: behalfOf ?? null, session });
  await note(acting, it, 'started', { rightOnly: wish.rightOnly, split, cause: wish.cause.kind });
}

/** 17 ¶2: a cause by law has its day and its document, and its day has come. */
async function causeHolds({ tx, directory }: Acting, { kind, on, document }: StartIn['cause']): Promise<void> {
  if (kind === 'other') return;
  if (!isPlainDate(on) || document.length < 2) return fail('CAUSE_MISSING');
  if (on > (await directory.legalToday(tx))) fail('CAUSE_DATE_INVALID', { date: on });
}

/** 全部退回: nothing of it is imported; what was found and why stays to be read, and the marked workbook. */
export async function giveBack(acting: Acting, at: At): Promise<void> {
  const it = await mine(acting, at, '全部退回', ['checked']);
  await setImport(acting.tx, it, { state: 'returned' });
  await note(acting, it, 'returned', {});
}

/** @throws IMPORT_STATE where there is nothing to take back */
export async function takeBack(acting: Acting, at: At): Promise<void> {
  const it = await mine(acting, at, '撤销导入', ['done']);
  const { post, behalfOf, session } = acting.actor;
  await setImport(acting.tx, it, { state: 'undoing', handled: 0, tries: 0, post, behalfOf: behalfOf ?? null, session });
  await note(acting, it, 'undo', {});
}

/** The workbook and the preview are let go at once, before their days: the drafts stay. */
export async function forget(acting: Acting, at: At): Promise<void> {
  const it = await mine(acting, at, '删除工作簿', ['refused', 'returned', 'done', 'undone']);
  await dropBytes(acting.tx, it);
  if (it.state !== 'done') await dropEntries(acting.tx, it);
  await note(acting, it, 'forgotten', {});
}

async function note({ inside, tx, actor }: Acting, it: At, act: string, more: Record<string, unknown>): Promise<void> {
  await inside.record(tx, it.region, 'catalog.import', { import: it.id, act, ...more, org: actor.org, post: actor.post, person: actor.person, behalfOf: actor.behalfOf ?? null });
}
