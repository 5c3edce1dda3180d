import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { columnName } from '../../../platform/workbook/index.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { Difference } from '../contract.ts';
import { entriesOf, type EntryRecord } from '../store/import-entries.ts';
import { findImport, hasBytes, type At, type ImportRecord } from '../store/imports.ts';
import { versionNote } from '../workbook/collect.ts';
import { entryColumns, itemColumns, titleOf, type Key } from '../workbook/columns.ts';
import { wordsFor } from '../workbook/template.ts';
import { ImportCounts, type ImportEntry, type ImportEntryQuery, type ImportProblem, type ImportRow, type ImportView } from './contract.ts';

/** What is shown of an import. To other departments it is absent. */

/** @throws IMPORT_NOT_FOUND */
export async function ownImport(tx: Tx, actor: Actor, at: At): Promise<ImportRecord> {
  const it = await findImport(tx, at);
  return it === undefined || it.org !== actor.org ? fail('IMPORT_NOT_FOUND') : it;
}

export async function rowOf(tx: Tx, directory: Directory, actor: Actor, it: ImportRecord): Promise<ImportRow> {
  return {
    region: it.region, id: it.id, name: it.name, bytes: it.bytes, state: it.state, by: await directory.labelOf(tx, it.person), mine: it.person === actor.person, madeAt: it.madeAt, movedAt: it.movedAt, counts: countsOf(it), handled: it.handled, drafts: it.drafts, failed: it.failed,
  };
}

export function countsOf(it: ImportRecord): ImportCounts | null {
  const counts = ImportCounts.safeParse(it.counts);
  return counts.success ? counts.data : null;
}

/** How many entries would be imported; mixed ones count where they are split. */
export function unitsOf(counts: ImportCounts, split: boolean): number {
  return counts.add + counts.update + (split ? counts.mixed : 0);
}

export async function importView(tx: Tx, directory: Directory, actor: Actor, at: At): Promise<ImportView> {
  const it = await ownImport(tx, actor, at);
  const today = await directory.legalToday(tx);
  const row = await rowOf(tx, directory, actor, it);
  const file = await hasBytes(tx, it);
  const missing = it.missing.map((key) => ({ key, zh: titleOf(key as Key), choices: [...wordsFor(key as Key, today)], note: [...entryColumns, ...itemColumns].find((column) => column.key === key)?.note ?? '' }));
  const unknown = it.sheets.map(({ name, unknown: heads }) => ({ name, unknown: [...heads] }));
  return {
    ...row, layout: it.layout, notes: notesOf(it), sheets: unknown, missing, assumed: { ...it.assumed },
    progress: { rows: it.rowsRead, found: it.found, total: row.counts === null ? null : unitsOf(row.counts, it.split) },
    refusal: it.refusal === null ? null : { ...it.refusal, cells: [...it.refusal.cells] },
    split: it.split, rightOnly: it.rightOnly, cause: it.cause, mayStart: it.state === 'checked' && row.mine, mayUndo: it.state === 'done' && row.mine && it.drafts > 0, hasFile: file,
  };
}

function notesOf(it: ImportRecord): string[] {
  const version = it.layout === 'template' ? versionNote(it.template) : null;
  return [
    ...(it.layout === 'flat' ? ['按旧式平表读取：一行一个信息项，合并、重复或者留空的目录列已向下补齐。'] : []),
    ...(version === null ? [] : [version]),
  ];
}

export async function entryPage(tx: Tx, it: ImportRecord, query: z.output<typeof ImportEntryQuery>): Promise<{ rows: ImportEntry[]; after: number | null }> {
  const found = await entriesOf(tx, it, { kind: query.kind, outcome: query.outcome, after: query.after, limit: query.size + 1 });
  const page = found.slice(0, query.size);
  return { rows: page.map((one) => shown(it, one)), after: found.length > query.size ? page.at(-1)?.n ?? null : null };
}

/** What an update would change, or has changed. @throws IMPORT_NOT_FOUND */
export async function changesOf(tx: Tx, it: ImportRecord, n: number): Promise<Difference[]> {
  const [one] = await entriesOf(tx, it, { after: n - 1, limit: 1 });
  return one?.n === n ? [...one.differences] : fail('IMPORT_NOT_FOUND');
}

function shown(it: At, one: Omit<EntryRecord, 'body' | 'before'>): ImportEntry {
  return {
    n: one.n, parent: one.parent, kind: one.kind, sheet: one.sheet, row: one.rowN, name: one.name, itemCount: one.itemCount, problems: one.problems.slice(0, 50).map(problemShown), errors: one.errors, differences: one.differences.length,
    outcome: one.outcome, why: one.why, ref: one.outcomeCase === null ? null : `${it.region}-${one.outcomeCase}`,
  };
}

function problemShown({ sheet, row, column, field, message, basis, level }: EntryRecord['problems'][number]): ImportProblem {
  return { sheet, cell: column === 0 ? `第 ${row} 行` : `${columnName(column)}${row}`, field, message, basis, level };
}
