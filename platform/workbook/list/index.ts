import { Readable } from 'node:stream';
import { fail } from '../../../law/errors.ts';
import { runInThread, threadModule, type ThreadLimits } from '../../threads/index.ts';
import { createPlaces } from '../../threads/places.ts';
import type { BookPlan, CellValue } from '../index.ts';
import type { Line, Work, Wrong } from './thread.ts';

/** Lists in and out as workbooks: ids of eighteen digits stay texts there, which they do not in a CSV that a spreadsheet opens. */
export type { Line, Wrong } from './thread.ts';
export { csvLines, isWorkbook, markedCsv } from './csv.ts';

const module = threadModule(import.meta.url, './thread');
const limits: ThreadLimits = { heapMb: 512, seconds: 120 };
/** Workbooks that are read or written at a time, of one account one: each holds a thread and its bytes. */
const places = createPlaces(3, 1, () => fail('TOO_MANY_REQUESTS', { seconds: 10 }));

/** One of the few places for a workbook, from before its bytes are taken in. @throws TOO_MANY_REQUESTS */
export async function inTurn<T>(person: string, work: () => Promise<T>): Promise<T> {
  const done = places.take(person);
  return work().finally(done);
}

/** The lines below the titles, among which `anchor` is. @throws WORKBOOK_UNREADABLE, WORK_TOO_LARGE */
export async function linesOf(bytes: Buffer, anchor: string, most: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const page of runInThread<readonly Line[]>(module, { do: 'read', bytes, anchor, most } satisfies Work, limits)) lines.push(...page);
  return lines;
}

/** The same workbook with red cells and why. */
export async function markedList(bytes: Buffer, anchor: string, wrong: readonly Wrong[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of runInThread<Uint8Array>(module, { do: 'mark', bytes, anchor, wrong } satisfies Work, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A workbook as it is written. @throws TOO_MANY_REQUESTS */
export function listBookOf(person: string, plan: BookPlan, rows: AsyncIterable<readonly (readonly CellValue[])[]>): Readable {
  const done = places.take(person);
  return Readable.from(runInThread<Uint8Array>(module, { do: 'write', plan } satisfies Work, limits, rows)).once('close', done);
}

/** No rows: a list to be filled in. */
export async function* noRows(): AsyncGenerator<never> { /* an empty list */ }
