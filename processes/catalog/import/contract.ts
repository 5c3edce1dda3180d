import { z } from 'zod';

/** Imports of workbooks: what is shown of one, and what is asked of it. */

const Region = z.string().regex(/^\d{6}$/);
export const ImportAt = z.strictObject({ region: Region, id: z.uuid() });

/** received 已收到, checked 待确认, refused 不能读取, importing 导入中, done 已导入, returned 已退回, undoing 撤销中, undone 已撤销. */
export const ImportState = z.enum(['received', 'checked', 'refused', 'importing', 'done', 'returned', 'undoing', 'undone']);
export type ImportState = z.infer<typeof ImportState>;
export const ImportKind = z.enum(['add', 'update', 'same', 'duplicate', 'error', 'mixed']);
export type ImportKind = z.infer<typeof ImportKind>;

/** How many entries of each kind; `parts` are those that the mixed ones would become, `partsReady` how many mixed entries can be split without an error. */
export const ImportCounts = z.object({ add: z.int(), update: z.int(), same: z.int(), duplicate: z.int(), error: z.int(), mixed: z.int(), parts: z.int(), partsReady: z.int(), items: z.int(), problems: z.int() });
export type ImportCounts = z.infer<typeof ImportCounts>;

export const ImportRow = z.object({
  region: Region, id: z.uuid(), name: z.string(), bytes: z.int(), state: ImportState, by: z.string(), mine: z.boolean(), madeAt: z.string(), movedAt: z.string(), counts: ImportCounts.nullable(), handled: z.int(), drafts: z.int(), failed: z.int(),
});
export type ImportRow = z.infer<typeof ImportRow>;
export const ImportPage = z.object({ rows: z.array(ImportRow), after: z.string().nullable() });
export const ImportQuery = z.strictObject({ after: z.uuid().optional(), size: z.coerce.number().int().min(1).max(100).default(20) });

/** A column that the workbook has nowhere and that can be filled in for all; `choices` where it is one of a list. */
export const MissingColumn = z.object({ key: z.string(), zh: z.string(), choices: z.array(z.string()), note: z.string() });

export const ImportView = ImportRow.extend({
  layout: z.enum(['template', 'flat']).nullable(), notes: z.array(z.string()), sheets: z.array(z.object({ name: z.string(), unknown: z.array(z.string()) })),
  missing: z.array(MissingColumn), assumed: z.record(z.string(), z.string()),
  progress: z.object({ rows: z.int(), found: z.int(), total: z.int().nullable() }), // total: units to import or undo
  refusal: z.object({ message: z.string(), article: z.string().nullable(), cells: z.array(z.string()) }).nullable(),
  split: z.boolean(), rightOnly: z.boolean(), cause: z.object({ kind: z.string(), on: z.string(), document: z.string() }).nullable(),
  mayStart: z.boolean(), mayUndo: z.boolean(), hasFile: z.boolean(),
});
export type ImportView = z.infer<typeof ImportView>;

/** One thing to mend at one cell; `cell` as a sheet names it: `F12`. */
export const ImportProblem = z.object({ sheet: z.string(), cell: z.string(), field: z.string(), message: z.string(), basis: z.string().nullable(), level: z.enum(['error', 'warning']) });
export type ImportProblem = z.infer<typeof ImportProblem>;
export const ImportEntry = z.object({
  n: z.int(), parent: z.int().nullable(), kind: ImportKind, sheet: z.string(), row: z.int(), name: z.string(), itemCount: z.int(), problems: z.array(ImportProblem), errors: z.int(), differences: z.int(),
  outcome: z.enum(['done', 'failed', 'undone', 'kept']).nullable(), why: z.string().nullable(), ref: z.string().nullable(),
});
export type ImportEntry = z.infer<typeof ImportEntry>;
export const ImportEntryQuery = z.strictObject({ kind: ImportKind.optional(), outcome: z.enum(['done', 'failed', 'undone', 'kept']).optional(), after: z.coerce.number().int().min(0).max(1_000_000).default(0), size: z.coerce.number().int().min(1).max(100).default(50) });
export const ImportEntryPage = z.object({ rows: z.array(ImportEntry), after: z.int().nullable() });

/** Values for columns that the workbook lacks; it is looked through again with them. */
export const AssumedIn = z.strictObject({ values: z.record(z.string().max(40), z.string().trim().max(2_000)) });

/** `rightOnly`: what is wrong stays out; needed where anything is. `split`: mixed entries become several. Updates by law name their cause (17 ¶2). */
export const StartIn = z.strictObject({
  rightOnly: z.boolean().default(false), split: z.boolean().default(false),
  cause: z.strictObject({ kind: z.enum(['law', 'regulation', 'decision', 'duty', 'other']), on: z.string().max(10).default(''), document: z.string().trim().max(300).default('') }).default({ kind: 'other', on: '', document: '' }),
});
export type StartIn = z.infer<typeof StartIn>;
