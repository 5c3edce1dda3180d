import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Book } from './book.ts';
import { markedSheet, type SheetMarks } from './mark-sheet.ts';
import { redStyles } from './mark-styles.ts';
import { rewritten } from './rewrite.ts';

export type { SheetMarks } from './mark-sheet.ts';
/** What is wrong, by the name of the sheet. */
export type Marks = ReadonlyMap<string, SheetMarks>;

const calcChain = /calcChain/;

/**
 * The same workbook with red cells and a column 错误原因: every other part passes through as it was, so that lists to
 * choose from, widths and notes stay. Formulas of the marked sheets become their results.
 *
 * @param take  gets the bytes; its promise is waited for
 */
export async function markBook(book: Book, marks: Marks, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  const { pack } = book;
  const parts = new Map(book.sheets.flatMap((sheet) => { const found = marks.get(sheet.name); return found ? [[sheet.part, found] as const] : []; }));
  const styles = book.stylesPart === undefined || !pack.has(book.stylesPart) ? undefined : await redStyles(await pack.text(book.stylesPart));
  const zip = new ZipFile();
  const sent = send(zip, take);
  for (const name of pack.names) {
    const sheet = parts.get(name);
    if (calcChain.test(name)) continue;
    if (sheet !== undefined) zip.addReadStreamLazy(name, (done) => { open(async () => Readable.from(markedSheet(await pack.read(name), sheet, styles)), done); });
    else if (styles !== undefined && name === book.stylesPart) zip.addBuffer(Buffer.from(styles.xml), name);
    else if (name.endsWith('.rels') || name === '[Content_Types].xml') zip.addBuffer(Buffer.from(await withoutCalcChain(Readable.from([Buffer.from(await pack.text(name))]))), name);
    else zip.addReadStreamLazy(name, (done) => { open(() => pack.read(name), done); });
  }
  zip.end();
  await sent;
}

function open(make: () => Promise<Readable>, done: (error: unknown, stream: Readable) => void): void {
  make().then((stream) => done(null, stream), (error: unknown) => done(error, Readable.from([])));
}

async function send(zip: ZipFile, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  const broken = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  const out = zip.outputStream as Readable;
  const all = (async () => { for await (const chunk of out) await take(chunk as Buffer); })();
  await Promise.race([all, broken]);
  await finished(out, { writable: false }).catch(() => undefined);
}

/** The order of calculation names cells whose formulas are gone. */
async function withoutCalcChain(source: Readable): Promise<string> {
  let text = '';
  for await (const piece of rewritten(source, { open: (_name, at) => (calcChain.test(at['PartName'] ?? at['Target'] ?? '') ? { attributes: null } : undefined) })) text += piece;
  return text;
}
