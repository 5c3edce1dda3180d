import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { fail } from '../../../law/errors.ts';
import { runInThread, threadModule, type ThreadLimits } from '../../../platform/threads/index.ts';
import { createPlaces } from '../../../platform/threads/places.ts';
import type { Marks } from '../../../platform/workbook/index.ts';
import type { Fed, Said, Work } from '../workbook/thread.ts';

/** Workbooks are read, judged, marked and written in threads of their own, with a cap on memory: a call never waits for one. */

const module = threadModule(import.meta.url, '../workbook/thread');
const limits: ThreadLimits = { heapMb: 512, seconds: 300 };

/** Whether the file may be kept at all. @throws WORKBOOK_UNREADABLE, WORK_TOO_LARGE */
export async function lookInto(bytes: Buffer): Promise<void> {
  for await (const nothing of runInThread(module, { do: 'look', bytes } satisfies Work, { ...limits, seconds: 60 })) void nothing;
}

export function readWorkbook(work: Omit<Extract<Work, { do: 'read' }>, 'do'>, standings: AsyncIterable<Fed>): AsyncGenerator<Said> {
  return runInThread<Said>(module, { do: 'read', ...work } satisfies Work, limits, standings);
}

export function markWorkbook(person: string, bytes: Buffer, marks: Marks): Readable {
  return outgoing(person, () => runInThread<Uint8Array>(module, { do: 'mark', bytes, marks } satisfies Work, limits));
}

export function writeWorkbook(person: string, work: Omit<Extract<Work, { do: 'write' }>, 'do'>, entries: AsyncIterable<Fed>): Readable {
  return outgoing(person, () => runInThread<Uint8Array>(module, { do: 'write', ...work } satisfies Work, limits, entries));
}

/** One workbook that leaves: what stands at its heads, and its pages, asked for when its turn comes. */
export interface OutgoingBook { readonly work: Omit<Extract<Work, { do: 'write' }>, 'do'>; readonly entries: () => AsyncIterable<Fed> }

/** Several in one archive, written one after the other, each in a thread of its own, in the place of one. */
export function writeWorkbooks(person: string, books: readonly (OutgoingBook & { readonly name: string })[]): Readable {
  return outgoing(person, () => zipped(books));
}

async function* zipped(books: readonly (OutgoingBook & { readonly name: string })[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  let written: Readable | undefined;
  zip.on('error', (error: Error) => out.destroy(error));
  for (const { name, work, entries } of books) {
    zip.addReadStreamLazy(name, { mode: 0o100644, compress: false }, (done) => {
      written = Readable.from(runInThread<Uint8Array>(module, { do: 'write', ...work } satisfies Work, limits, entries()), { objectMode: false });
      written.on('error', (error: Error) => out.destroy(error));
      done(null, written);
    });
  }
  zip.end();
  try {
    for await (const chunk of out) yield chunk as Buffer;
  } finally {
    written?.destroy(); // whoever left waits for nothing more
    out.destroy();
  }
}

/** Workbooks that leave at a time, of one account two: each holds a thread as long as its reader takes. */
const places = createPlaces(4, 2, () => fail('TOO_MANY_REQUESTS', { seconds: 10 }));

/** @throws TOO_MANY_REQUESTS */
function outgoing(person: string, make: () => AsyncGenerator<Uint8Array>): Readable {
  const done = places.take(person);
  return Readable.from(make()).once('close', done);
}
