import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { fail } from '../../law/errors.ts';
import { printing } from '../documents/reads.ts';
import type { FileAnswer } from '../http/route.ts';
import { addPending } from '../ledger/pending.ts';
import type { BlobStore } from '../objects/index.ts';
import { transact } from '../postgres/database.ts';
import type { Actor } from '../procedures/ports.ts';
import { createPlaces } from '../threads/places.ts';
import { contentsOf, type Contents } from './contents.ts';
import type { ArchiveSummary } from './contract.ts';
import { archiveFiles, bytesOf, mostBytes, namedFiles } from './files.ts';
import type { Part } from './part.ts';
import type { ArchiveParts } from './parts.ts';

/** Archives under way in one process: each reads the disk twice; of one account one. */
const mostAtOnce = 3;

/** What the archive would hold; its lists are not made for this. */
export async function summaryOf(parts: ArchiveParts, actor: Actor, ref: string): Promise<ArchiveSummary> {
  const contents = await contentsOf(parts, actor, ref, false);
  const named = namedFiles(contents);
  const bytes = bytesOf([...named.papers.flatMap((one) => [one.word, ...one.stamped]), ...named.attachments]);
  return { open: contents.view.open, steps: contents.moves.length, papers: contents.papers.length, attachments: contents.attachments.length, bytes, waiting: contents.proof.waiting, tooLarge: bytes > mostBytes };
}

/** Gives whole cases as files, a few at a time; nothing is held in memory but texts. */
export function createArchives(parts: ArchiveParts): { give(actor: Actor, ref: string): Promise<FileAnswer> } {
  const places = createPlaces(mostAtOnce, 1, () => fail('ARCHIVE_BUSY'));
  return {
    async give(actor, ref) {
      const done = places.take(actor.person);
      try {
        const contents = await contentsOf(parts, actor, ref);
        const { by } = await transact(parts.engine.db, (tx) => printing(tx, parts.engine.directory, actor));
        const { manifest, digest, parts: files } = await archiveFiles(parts.store, contents, by);
        await noteArchive(parts, actor, contents, digest);
        const body = Readable.from(zipped(parts.store, files), { objectMode: false });
        body.once('close', done);
        return { file: { name: `归档_${manifest.number}.zip`, media: 'application/zip', body } };
      } catch (error) {
        done();
        throw error;
      }
    },
  };
}

/** That this archive was given, and which: the ledger covers the list that covers every file. */
async function noteArchive({ engine }: ArchiveParts, actor: Actor, { view }: Contents, digest: string): Promise<void> {
  const { org, person, post } = actor;
  await transact(engine.db, (tx) => addPending(tx, { region: view.ref.slice(0, 6), kind: 'archive', subject: view.ref, body: { case: view.ref, version: view.version, digest, org, person, post } }));
}

const packed = /\.(pdf|ofd|jpe?g|png|docx|xlsx|zip)$/i;

/** One file after the other, each read when its turn comes; the reader sets the pace. */
async function* zipped(store: BlobStore, files: readonly Part[]): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  for (const { path, sha256, body } of files) {
    const options = { mode: 0o100644, compress: !packed.test(path) };
    if (body !== 'kept') zip.addBuffer(body, path, options);
    else zip.addReadStreamLazy(path, options, (done) => { opened(store, sha256).then((stream) => done(null, stream), (error: unknown) => done(error, Readable.from([]))); });
  }
  zip.end();
  try {
    for await (const chunk of out) yield chunk as Buffer;
  } finally {
    out.destroy();
  }
}

async function opened(store: BlobStore, sha256: string): Promise<Readable> {
  const stream = await store.open(sha256);
  if (stream === undefined) throw new Error(`bytes ${sha256} went while their archive was sent`);
  return stream;
}
