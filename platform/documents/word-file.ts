import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { printLine, type Mark } from '../../law/documents/paper.ts';
import { fail } from '../../law/errors.ts';
import type { Handler } from '../jobs/worker.ts';
import type { BlobStore } from '../objects/index.ts';
import type { Db } from '../postgres/database.ts';
import { paperOf } from './content.ts';
import { wordTopic } from './fix.ts';
import * as store from './store.ts';
import { WorkerBusy, WorkerEnded } from '../workers/index.ts';
import type { Word } from './word/index.ts';

export interface WordParts { readonly db: Db; readonly store: BlobStore; readonly word: Word }

const mostBytes = 64 * 1024 * 1024;

/**
 * The kept Word file of a paper: made once from its kept content, then the same bytes for ever. Whoever asks before the
 * job has made it makes it. @throws DOCUMENT_DAMAGED, DOCUMENT_FAILED
 */
export async function keptFile(parts: WordParts, row: store.KeptRow): Promise<Uint8Array> {
  const known = await store.findFile(parts.db, row);
  if (known !== undefined) return bytesOf(parts.store, known.sha256);
  const made = await tried(() => parts.word.make(paperOf(row, null)));
  const { sha256, bytes } = await parts.store.put(Readable.from([Buffer.from(made)]), { maxBytes: mostBytes, inspect: async () => null });
  await store.addFile(parts.db, row, { sha256, bytes });
  const stands = (await store.findFile(parts.db, row)) ?? { sha256 };
  return stands.sha256 === sha256 ? made : bytesOf(parts.store, stands.sha256);
}

/** A copy of the kept file: it says who printed it and when, and differs in nothing else. */
export async function copyOf(parts: WordParts, row: store.KeptRow, printed: Mark): Promise<Uint8Array> {
  const file = await keptFile(parts, row);
  const [paper, copy] = [paperOf(row, null), paperOf(row, printed)];
  return tried(() => parts.word.reprint(file, printLine(paper), printLine(copy)));
}

/** The thread is busy or broke: nothing is lost, it is tried again. @throws DOCUMENT_FAILED */
export async function tried<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkerBusy || error instanceof WorkerEnded) return fail('DOCUMENT_FAILED');
    throw error;
  }
}

/** Bytes that are still what their digest says. @throws DOCUMENT_DAMAGED */
export async function bytesOf(blobs: BlobStore, sha256: string): Promise<Uint8Array> {
  const source = (await blobs.open(sha256)) ?? fail('DOCUMENT_DAMAGED');
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : fail('DOCUMENT_DAMAGED');
}

/** Makes the Word file of each paper soon after the act that fixed it. */
export function documentHandlers(parts: WordParts): Readonly<Record<string, Handler>> {
  return {
    [wordTopic]: async (tx, { region, body }) => {
      const row = await store.findDocument(tx, { region, id: String((body as { document: string }).document) });
      if (row !== undefined) await keptFile(parts, row);
    },
  };
}
