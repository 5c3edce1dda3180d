import type { Marks, SheetMarks } from '../../../platform/workbook/index.ts';
import { transact, type Db } from '../../../platform/postgres/database.ts';
import { problemsOfImport } from '../store/import-entries.ts';
import type { ImportRecord } from '../store/imports.ts';

/** Rows of the workbook with what is wrong in them: cells to be red, and why. What was imported is not named. */
export async function marksOf(db: Db, it: ImportRecord): Promise<Marks> {
  const marks = new Map(it.sheets.map(({ name, headRow, reasonColumn }) => [name, { headRow, reasonColumn, rows: new Map<number, { columns: number[]; reasons: Set<string> }>() }]));
  const mark = (sheet: string, row: number, column: number, reason: string): void => {
    const rows = marks.get(sheet)?.rows;
    const at = rows?.get(row) ?? { columns: [], reasons: new Set<string>() };
    if (column > 0) at.columns.push(column);
    at.reasons.add(reason);
    rows?.set(row, at);
  };
  for (let after = 0; ;) {
    const page = await transact(db, (tx) => problemsOfImport(tx, it, after, 500));
    for (const one of page.filter((each) => each.outcome !== 'done')) {
      for (const { sheet, row, column, field, message, level } of one.problems) if (level === 'error') mark(sheet, row, column, `${field}：${message}`);
      if (one.why !== null) mark(one.sheet, one.rowN, 0, one.why);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < 500) break;
    after = last.n;
  }
  return new Map([...marks].map(([name, { headRow, reasonColumn, rows }]): [string, SheetMarks] => [name, { headRow, reasonColumn, rows: new Map([...rows].map(([row, { columns, reasons }]) => [row, { columns, reason: [...reasons].join('\n') }])) }]));
}
