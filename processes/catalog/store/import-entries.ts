import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { Difference, EntryDraft } from '../contract.ts';
import type { ImportCounts, ImportKind } from '../import/contract.ts';
import type { CellProblem } from '../workbook/raw.ts';
import type { At } from './imports.ts';

/** Entries found in a workbook, and what became of each. */

export type Outcome = 'done' | 'failed' | 'undone' | 'kept';
export interface EntryFound {
  readonly n: number; readonly parent: number | null; readonly kind: ImportKind; readonly sheet: string; readonly rowN: number; readonly name: string; readonly itemCount: number; readonly problems: readonly CellProblem[]; readonly errors: number; readonly differences: readonly Difference[];
  readonly entry: string | null; readonly caseId: string | null; readonly savedAt: string | null; readonly version: number | null;
}
export interface EntryRecord extends EntryFound {
  readonly body: EntryDraft; readonly outcome: Outcome | null; readonly why: string | null; readonly outcomeCase: string | null; readonly outcomeSavedAt: string | null; readonly before: EntryDraft | null;
}
const shown = ['n', 'parent', 'kind', 'sheet', 'rowN', 'name', 'itemCount', 'problems', 'errors', 'differences', 'entry', 'caseId', 'savedAt', 'version', 'outcome', 'why', 'outcomeCase', 'outcomeSavedAt'] as const;
const columns = [...shown, 'body', 'before'] as const;

/** `body` is JSON already: it was made in the thread that read the workbook. */
export async function addEntries(tx: Tx, at: At, rows: readonly (EntryFound & { readonly body: string })[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.insertInto('catalogImportEntry').values(rows.map((row) => ({ region: at.region, import: at.id, ...row, problems: json(row.problems), differences: json(row.differences) }))).execute();
}

export async function dropEntries(tx: Reader, at: At): Promise<void> {
  await tx.deleteFrom('catalogImportEntry').where('region', '=', at.region).where('import', '=', at.id).execute();
}

/** A page of what the preview shows, without the drafts. Reads the primary key, or catalog_import_entry_kind. */
export async function entriesOf(db: Reader, at: At, query: { kind?: ImportKind | undefined; outcome?: Outcome | undefined; after: number; limit: number }): Promise<Omit<EntryRecord, 'body' | 'before'>[]> {
  const rows = await db.selectFrom('catalogImportEntry').select(shown).where('region', '=', at.region).where('import', '=', at.id).where('n', '>', query.after)
    .$if(query.kind !== undefined, (q) => q.where('kind', '=', query.kind ?? '')).$if(query.outcome !== undefined, (q) => q.where('outcome', '=', query.outcome ?? '')).orderBy('n').limit(query.limit).execute();
  return rows as unknown as Omit<EntryRecord, 'body' | 'before'>[];
}

/** An entry, or a mixed one whose parts come with it. */
export interface Unit { readonly entry: EntryRecord; readonly parts: readonly EntryRecord[] }

/** The next units to import, at most `most`. Locked; `failed` ones are not tried again. */
export async function nextToImport(tx: Tx, at: At, split: boolean, most: number): Promise<Unit[]> {
  const kinds = split ? ['add', 'update', 'mixed'] : ['add', 'update'];
  const of = tx.selectFrom('catalogImportEntry').select(columns).where('region', '=', at.region).where('import', '=', at.id);
  const units = (await of.where('parent', 'is', null).where('outcome', 'is', null).where('kind', 'in', kinds).orderBy('n').limit(most).forUpdate().execute()) as unknown as EntryRecord[];
  const mixed = units.filter((unit) => unit.kind === 'mixed').map((unit) => unit.n);
  const parts = mixed.length === 0 ? [] : (await of.where('parent', 'in', mixed).orderBy('n').limit(10 * mixed.length).execute()) as unknown as EntryRecord[];
  return units.map((entry) => ({ entry, parts: parts.filter((part) => part.parent === entry.n) }));
}

/** The next entries that this import wrote, the last first: to be taken back. */
export async function nextToUndo(tx: Tx, at: At, most: number): Promise<EntryRecord[]> {
  return (await tx.selectFrom('catalogImportEntry').select(columns).where('region', '=', at.region).where('import', '=', at.id).where('outcome', '=', 'done').where('outcomeCase', 'is not', null)
    .orderBy('n', 'desc').limit(most).forUpdate().execute()) as unknown as EntryRecord[];
}

export interface OutcomePatch { outcome: Outcome; why?: string | null; outcomeCase?: string | null; outcomeSavedAt?: string | null; before?: EntryDraft | null }

export async function setOutcome(tx: Reader, at: At, n: number, { before, ...patch }: OutcomePatch): Promise<void> {
  await tx.updateTable('catalogImportEntry').set({ ...patch, ...(before === undefined ? {} : { before: before === null ? null : json(before) }) })
    .where('region', '=', at.region).where('import', '=', at.id).where('n', '=', n).execute();
}

/** Outcomes of many entries, in one statement. */
export async function setOutcomes(tx: Tx, at: At, rows: readonly (OutcomePatch & { readonly n: number })[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update catalog_import_entry e set outcome = fresh.outcome, why = coalesce(fresh.why, e.why), outcome_case = coalesce(fresh.case_id, e.outcome_case), outcome_saved_at = coalesce(fresh.saved_at, e.outcome_saved_at), before = coalesce(fresh.before, e.before)
    from jsonb_to_recordset(${json(rows.map(({ n, outcome, why, outcomeCase, outcomeSavedAt, before }) => ({ n, outcome, why, case_id: outcomeCase, saved_at: outcomeSavedAt, before: before ?? undefined })))}::jsonb)
      as fresh (n integer, outcome text, why text, case_id uuid, saved_at timestamptz, before jsonb)
    where e.region = ${at.region} and e.import = ${at.id} and e.n = fresh.n`.execute(tx);
}

/** Entries by kind; mixed ones count once, and so do their parts by themselves. */
export async function countsOf(db: Reader, at: At): Promise<ImportCounts> {
  const { rows } = await sql<ImportCounts>`
    select count(*) filter (where kind = 'add' and parent is null)::int as add, count(*) filter (where kind = 'update' and parent is null)::int as update, count(*) filter (where kind = 'same' and parent is null)::int as same,
      count(*) filter (where kind = 'duplicate')::int as duplicate, count(*) filter (where kind = 'error' and parent is null)::int as error, count(*) filter (where kind = 'mixed')::int as mixed, count(*) filter (where parent is not null)::int as parts,
      (select count(*) from catalog_import_entry w where w.region = ${at.region} and w.import = ${at.id} and w.kind = 'mixed'
        and not exists (select from catalog_import_entry p where p.region = w.region and p.import = w.import and p.parent = w.n and p.kind in ('error', 'duplicate')))::int as "partsReady",
      coalesce(sum(item_count) filter (where parent is null), 0)::int as items, coalesce(sum(errors), 0)::int as problems
    from catalog_import_entry where region = ${at.region} and import = ${at.id}`.execute(db);
  return rows[0] as ImportCounts;
}

/** How many drafts an import made, how many entries it could not import, and what was taken back. */
export async function outcomesOf(db: Reader, at: At): Promise<{ readonly drafts: number; readonly failed: number; readonly undone: number; readonly kept: number }> {
  const { rows } = await sql<{ drafts: number; failed: number; undone: number; kept: number }>`
    select count(*) filter (where outcome = 'done' and outcome_case is not null)::int as drafts, count(*) filter (where outcome = 'failed')::int as failed,
      count(*) filter (where outcome = 'undone')::int as undone, count(*) filter (where outcome = 'kept')::int as kept
    from catalog_import_entry where region = ${at.region} and import = ${at.id}`.execute(db);
  return rows[0] ?? { drafts: 0, failed: 0, undone: 0, kept: 0 };
}

/** What is wrong, cell by cell, of the entries that were not imported; `limit` rows of entries. */
export async function problemsOfImport(db: Reader, at: At, after: number, limit: number): Promise<{ n: number; kind: ImportKind; parent: number | null; problems: readonly CellProblem[]; outcome: Outcome | null; why: string | null; sheet: string; rowN: number }[]> {
  const rows = await db.selectFrom('catalogImportEntry').select(['n', 'kind', 'parent', 'problems', 'outcome', 'why', 'sheet', 'rowN']).where('region', '=', at.region).where('import', '=', at.id).where('n', '>', after)
    .where((e) => e.or([e('errors', '>', 0), e('outcome', '=', 'failed')])).orderBy('n').limit(limit).execute();
  return rows as never;
}
