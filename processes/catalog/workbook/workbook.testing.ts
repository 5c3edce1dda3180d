import { plainDate, type PlainDate } from '../../../law/plain-date.ts';
import { openBook, openPackage, writeBook, type CellValue } from '../../../platform/workbook/index.ts';
import type { EntryDraft } from '../contract.ts';
import { standardOn } from '../draft/standard.ts';
import { collect, type Assumed, type Collected } from './collect.ts';
import { entryRow, itemRows, type Outgoing } from './fill.ts';
import { judge, type Judged, type Standing } from './judge.ts';
import { bookPlan, guide, guideRows, wordRows } from './template.ts';

export const department = { code: '11320800PDY00001X6', name: '淮安市教育局', shortName: '市教育局' };
export const today: PlainDate = plainDate('2026-09-07');
export const nothing: Standing = { as: 'none', entry: null, caseId: null, savedAt: null, number: null, version: null, base: null, unknownCodes: [] };
export const out = (body: EntryDraft): Outgoing => ({ code: null, publishedOn: null, provider: department.code, providerName: department.name, body });

/** Rows of the two sheets as a template has them. */
export function rowsFor(bodies: readonly EntryDraft[]): { entries: CellValue[][]; items: CellValue[][] } {
  return { entries: bodies.map((body) => entryRow(out(body))), items: bodies.flatMap((body) => itemRows(out(body))) };
}

/** A row with these cells instead. */
export function spoilt(row: readonly CellValue[], columns: readonly { readonly key: string }[], cells: Readonly<Record<string, CellValue>>): CellValue[] {
  return row.map((cell, n) => { const key = columns[n]?.key ?? ''; return key in cells ? cells[key] ?? null : cell; });
}

export async function templateOf({ entries, items }: { readonly entries: readonly CellValue[][]; readonly items: readonly CellValue[][] }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const plan = bookPlan(today, guide);
  await writeBook({ ...plan, sheets: plan.sheets.map((sheet) => ({ ...sheet, ...(sheet.lastRow === undefined ? {} : { lastRow: 20 }) })) }, async function* (n) { yield [guideRows(guide), entries, items, wordRows(today)][n] ?? []; }, async (chunk) => { chunks.push(chunk); });
  return Buffer.concat(chunks);
}

export async function collected(bytes: Buffer, assumed: Assumed = {}): Promise<Collected> {
  return collect(await openBook(await openPackage(bytes)), assumed, async () => undefined);
}

/** What becomes of the entries of a workbook that the platform does not know, or knows as `base`. */
export async function judged(bytes: Buffer, base: EntryDraft | null = null, assumed: Assumed = {}): Promise<Judged[]> {
  const standing: Standing = base === null ? nothing : { ...nothing, as: 'published', entry: 'e', base };
  return (await collected(bytes, assumed)).entries.map((raw) => judge(raw, standing, standardOn(today), department));
}

export const told = (all: readonly Judged[]): string[] => all.flatMap((one) => one.problems.filter((problem) => problem.level === 'error').map((problem) => `${problem.sheet}!${problem.column}/${problem.row} ${problem.basis ?? '-'} ${problem.message}`));
