import type { Readable } from 'node:stream';
import { documentKinds } from '../../law/documents/kinds.ts';
import { fail } from '../../law/errors.ts';
import { actedBefore, once } from '../http/once.ts';
import type { Context, FileAnswer } from '../http/route.ts';
import { addPending } from '../ledger/pending.ts';
import { allowedMedia, mediaOf, safeName } from '../objects/index.ts';
import { sqlState, transact, type Tx } from '../postgres/database.ts';
import { kept, mostBytes } from '../procedures/attachments.ts';
import type { Actor } from '../procedures/ports.ts';
import type { StampedView } from './contract.ts';
import type { DocumentParts } from './parts.ts';
import { documentRef, mayStamp, readableDocument, stampedView } from './reads.ts';
import type { SealedFile } from './seal.ts';
import * as store from './store.ts';
import { bytesOf, keptFile } from './word-file.ts';

/** What a sealed paper may be: the scan, or a file of fixed layout. */
const sealedKinds = new Set(['pdf', 'ofd', 'jpg', 'png']);

type Asking = Pick<Context, 'actor' | 'once' | 'upload'>;

/** Takes the stamped paper that somebody scanned. @throws as `receive` */
export async function takeStamped(parts: DocumentParts, ctx: Asking, text: string): Promise<readonly StampedView[]> {
  const row = await mine(parts, ctx.actor, text); // before a byte of the file is taken
  const upload = await ctx.upload();
  const reason = upload.fields['reason']?.trim().slice(0, 300);
  return receive(parts, ctx, row, { name: upload.name, body: upload.body as Readable }, reason === undefined || reason === '' ? null : reason);
}

/** 请求签章: where a service is connected the sealed file comes back at once; else it is said what to do. */
export async function requestSeal(parts: DocumentParts, ctx: Asking, text: string, reason: string | null): Promise<readonly StampedView[]> {
  const row = await mine(parts, ctx.actor, text);
  const files = { db: parts.engine.db, store: parts.store, word: parts.word };
  const returned = await parts.seal.request({ ref: row, title: row.title, org: row.org, digest: row.digest, word: () => keptFile(files, row) });
  if (returned !== undefined) return receive(parts, ctx, row, returned, reason);
  return once(parts.engine.db, ctx, (tx) => stampedFiles(parts, tx, row));
}

/** @throws DOCUMENT_NOT_FOUND, SEAL_NOT_NEEDED, SEAL_NOT_YOURS */
async function mine(parts: DocumentParts, actor: Actor, text: string): Promise<store.KeptRow> {
  return transact(parts.engine.db, async (tx) => {
    const { row } = await readableDocument(parts, tx, actor, documentRef(text));
    if (!documentKinds[row.kind].sealed) fail('SEAL_NOT_NEEDED', { document: documentKinds[row.kind].zh });
    if (!mayStamp(actor, row)) fail('SEAL_NOT_YOURS', { org: (await parts.engine.directory.organisation(tx, row.org))?.name ?? row.org });
    return row;
  });
}

/**
 * Stores a sealed file, typed by its content, has it verified, and puts it beside the paper in one transaction with its
 * ledger entry. One that takes the place of another says why; both stay.
 *
 * @throws SEAL_FILE_TYPE, SEAL_REASON_MISSING, ATTACHMENT_EMPTY, ATTACHMENT_TOO_LARGE, ATTACHMENT_NAME_INVALID, UPLOAD_BROKEN_OFF, STORAGE_FULL, BUSY_RETRY
 */
async function receive(parts: DocumentParts, ctx: Asking, row: store.KeptRow, file: SealedFile, reason: string | null): Promise<readonly StampedView[]> {
  const { engine, seal } = parts;
  const replaces = (await store.stampedOf(engine.db, row)).length > 0;
  if (replaces && reason === null && !(await actedBefore(engine.db, ctx))) {
    file.body.destroy();
    fail('SEAL_REASON_MISSING');
  }
  const { sha256, bytes, seen } = await kept(() => parts.store.put(file.body, { maxBytes: mostBytes, inspect: (path, size) => inspected(file, path, size) }));
  const verdict = await seal.verify({ sha256, media: seen.media, open: () => parts.store.open(sha256) });
  try {
    return await once(engine.db, ctx, async (tx) => {
      await addSealed(tx, ctx.actor, row, { means: seal.means, verdict: verdict.result, signer: verdict.signer, signedAt: verdict.signedAt, sha256, ...seen, bytes }, reason);
      return stampedFiles(parts, tx, row);
    }, ctx.once?.upload === true ? { sha256, name: seen.name, reason } : undefined); // a service signs anew each time it is asked
  } catch (error) {
    if (sqlState(error) === '23505') return fail('BUSY_RETRY'); // another came first: it is seen, and this one says why it takes its place
    throw error;
  }
}

/** @throws SEAL_REASON_MISSING */
async function addSealed(tx: Tx, { org, post, person, behalfOf }: Actor, row: store.KeptRow, file: Pick<store.StampedRow, 'means' | 'verdict' | 'signer' | 'signedAt' | 'sha256' | 'name' | 'media' | 'bytes'>, reason: string | null): Promise<void> {
  const nth = ((await store.stampedOf(tx, row))[0]?.nth ?? 0) + 1;
  if (nth > 1 && reason === null) fail('SEAL_REASON_MISSING');
  const subject = row.caseId === null ? null : `${row.region}-${row.caseId}`;
  const entryId = await addPending(tx, {
    region: row.region, kind: 'document-stamped', subject,
    body: { case: subject, document: `${row.region}-${row.id}`, nth, sha256: file.sha256, means: file.means, verdict: file.verdict, org, post, person, behalfOf: behalfOf ?? null },
  });
  await store.addStamped(tx, row, { nth, ...file, reason: nth === 1 ? null : reason, org, post, person, at: new Date().toISOString(), entryId });
}

async function inspected(file: SealedFile, path: string, size: number): Promise<{ readonly name: string; readonly media: string }> {
  if (size === 0) fail('ATTACHMENT_EMPTY');
  if ('truncated' in file.body && file.body.truncated === true) fail('ATTACHMENT_TOO_LARGE', { most: '20 MB' });
  const kind = await mediaOf(path);
  if (kind === undefined || !sealedKinds.has(kind)) return fail('SEAL_FILE_TYPE', { name: file.name.slice(0, 80) });
  return { name: safeName(file.name, kind), media: allowedMedia[kind] ?? 'application/octet-stream' };
}

async function stampedFiles(parts: DocumentParts, tx: Tx, row: store.DocumentRef): Promise<readonly StampedView[]> {
  return Promise.all((await store.stampedOf(tx, row)).map((one) => stampedView(tx, parts.engine.directory, one)));
}

/** One of the files that came back, for whoever may read the paper. @throws DOCUMENT_NOT_FOUND, DOCUMENT_DAMAGED */
export async function giveStamped(parts: DocumentParts, actor: Actor, text: string, nth: number): Promise<FileAnswer> {
  const found = await transact(parts.engine.db, async (tx) => {
    const { row } = await readableDocument(parts, tx, actor, documentRef(text));
    return (await store.stampedOf(tx, row)).find((one) => one.nth === nth);
  });
  if (found === undefined) return fail('DOCUMENT_NOT_FOUND');
  return { file: { name: found.name, media: found.media, body: Buffer.from(await bytesOf(parts.store, found.sha256)) } };
}
