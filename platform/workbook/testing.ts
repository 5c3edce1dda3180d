import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import { ZipFile } from 'yazl';
import { openBook, openPackage, rowsOf } from './index.ts';

export const { Workbook } = createRequire(import.meta.url)('exceljs') as typeof ExcelJS;

/** A zip of these parts, for tests of what is refused. */
export async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as Readable) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The least workbook, with this sheet; other parts beside it. */
export function bookOf(sheet: string, more: Readonly<Record<string, string | Buffer>> = {}): Promise<Buffer> {
  const relations = (list: readonly (readonly [id: string, type: string, target: string])[]) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  return zipOf({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': '<workbook xmlns:r="http://r"><sheets><sheet name="目录" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations([['rId1', 'worksheet', 'worksheets/sheet1.xml'], ['rId2', 'sharedStrings', 'sharedStrings.xml'], ['rId3', 'styles', 'styles.xml']]),
    'xl/worksheets/sheet1.xml': sheet, ...more,
  });
}

/** Every cell of the first sheet, as `A1: text`. */
export async function cellsOf(bytes: Buffer, n = 0): Promise<string[]> {
  const book = await openBook(await openPackage(bytes));
  const sheet = book.sheets[n];
  if (sheet === undefined) throw new Error(`no sheet ${n}`);
  const found: string[] = [];
  for await (const row of rowsOf(book, sheet)) for (const [column, cell] of row.cells) found.push(`${column}/${row.n}: ${cell.text}${cell.at ? ` < ${cell.at.column}/${cell.at.row}` : ''}${cell.formula ? ' =' : ''}`);
  return found;
}
