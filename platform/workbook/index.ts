export { addressOf, columnName } from './address.ts';
export { openBook, type Book, type SheetPart } from './book.ts';
export { markBook, type Marks, type SheetMarks } from './mark.ts';
export { openPackage, uploadLimits, type Package, type PackageLimits } from './package.ts';
export type { BookPlan, CellValue, ColumnPlan, RowsOf, SheetPlan } from './plan.ts';
export { refuse } from './refuse.ts';
export { rowsOf } from './rows.ts';
export { writeBook } from './write.ts';
export type { Cell, Row } from './cell.ts';
