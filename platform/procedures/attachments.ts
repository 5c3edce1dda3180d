import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fail, isLawError } from '../../law/errors.ts';
import type { FileAnswer, Upload } from '../http/route.ts';
import { allowedMedia, BlobTooLarge, mediaOf, safeName, type BlobStore } from '../objects/index.ts';
import { transact, type Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import type { AttachmentView } from './contract.ts';
import type { Engine } from './engine.ts';
import type { Actor } from './ports.ts';
import { seenCase, showsMove } from './seen.ts';
import { addAttachment, findAttachment, type AttachmentRecord } from './store/attachments.ts';
import { findMove } from './store/timeline.ts';

/** console.md 2.10: uploads of at most 20 MB. */
export const mostBytes = 20 * 1024 * 1024;

/**
 * Takes one file: streamed to the store, typed by its content, hashed. It belongs to nobody's case until a move of the
 * same person names it. @throws ATTACHMENT_TYPE_REFUSED, ATTACHMENT_TOO_LARGE, ATTACHMENT_EMPTY, ATTACHMENT_NAME_INVALID, UPLOAD_BROKEN_OFF, STORAGE_FULL
 */
export async function takeUpload(store: BlobStore, actor: Actor, upload: Upload, within: Within): Promise<AttachmentView> {
  const source = upload.body as Readable;
  const { sha256, bytes, seen } = await kept(() => store.put(source, {
    maxBytes: mostBytes,
    inspect: async (path, size) => {
      if (size === 0) fail('ATTACHMENT_EMPTY');
      if ('truncated' in source && source.truncated === true) fail('ATTACHMENT_TOO_LARGE', { most: '20 MB' });
      const kind = (await mediaOf(path)) ?? fail('ATTACHMENT_TYPE_REFUSED', { name: upload.name.slice(0, 80) });
      return { name: safeName(upload.name, kind), media: allowedMedia[kind] ?? 'application/octet-stream' };
    },
  }));
  const row = { region: actor.region, id: uuidv7(), ...seen, bytes, sha256, org: actor.org, madeBy: actor.person };
  return within(async (tx) => {
    await addAttachment(tx, row);
    return { id: row.id, region: row.region, name: row.name, media: row.media, bytes, sha256 };
  }, { sha256, name: row.name });
}

/** The transaction in which the file's row is added, once for this file. */
type Within = (add: (tx: Tx) => Promise<AttachmentView>, file: unknown) => Promise<AttachmentView>;

export async function kept<T>(put: () => Promise<T>): Promise<T> {
  try {
    return await put();
  } catch (thrown) {
    if (isLawError(thrown)) throw thrown;
    if (thrown instanceof BlobTooLarge) return fail('ATTACHMENT_TOO_LARGE', { most: '20 MB' });
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail('STORAGE_FULL');
    if (code === 'FST_REQ_FILE_TOO_LARGE') return fail('ATTACHMENT_TOO_LARGE', { most: '20 MB' });
    if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ABORT_ERR' || endsTooSoon(thrown)) return fail('UPLOAD_BROKEN_OFF');
    throw thrown;
  }
}

/** The form's parser has no code for a body that ends before its boundary, only words. */
function endsTooSoon(thrown: unknown): boolean {
  return thrown instanceof Error && /unexpected end of (multipart data|form)/i.test(thrown.message);
}

/**
 * A file for whoever is a party of its case and is shown the move that brought it, or still has it unclaimed. The bytes are hashed again before they leave:
 * what does not fit its record is not handed out. @throws ATTACHMENT_NOT_FOUND, ATTACHMENT_DAMAGED
 */
export async function giveAttachment(engine: Engine, store: BlobStore, actor: Actor, region: string, id: string): Promise<FileAnswer> {
  const row = await findAttachment(engine.db, region, id);
  if (row === undefined || !(await isGiven(engine, actor, row))) return fail('ATTACHMENT_NOT_FOUND');
  if ((await digestOf(store, row.sha256)) !== row.sha256) return fail('ATTACHMENT_DAMAGED');
  const body = (await store.open(row.sha256)) ?? fail('ATTACHMENT_DAMAGED');
  return { file: { name: row.name, media: row.media, body } };
}

async function isGiven(engine: Engine, actor: Actor, row: AttachmentRecord): Promise<boolean> {
  const { caseRegion, caseId, moveVersion } = row;
  if (caseRegion === null || caseId === null) return row.madeBy === actor.person;
  const at = { region: caseRegion, id: caseId };
  return transact(engine.db, async (tx) => {
    const seen = await seenCase(engine.processes, tx, actor, at);
    if (seen?.sees !== true) return false;
    const move = moveVersion === null ? undefined : await findMove(tx, at, moveVersion);
    return move === undefined || showsMove(seen, actor, move);
  });
}

async function digestOf(store: BlobStore, sha256: string): Promise<string | undefined> {
  const source = await store.open(sha256);
  if (source === undefined) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
