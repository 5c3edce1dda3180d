import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { makeFolder } from '../folder.ts';
import { BlobTooLarge, type BlobStore } from './blob-store.ts';

const digest = /^[0-9a-f]{64}$/;

/**
 * A blob store in a folder: `ab/cd/abcd…`, written beside and renamed when whole, files 0600, folders 0700.
 * Bytes and the folders that name them are flushed to the disk before `put` resolves.
 */
export async function folderStore(root: string): Promise<BlobStore> {
  const incoming = join(root, 'incoming');
  makeFolder(incoming);
  await clearOld(incoming);
  return {
    async put(source, { maxBytes, inspect }) {
      const path = join(incoming, randomUUID());
      try {
        const { sha256, bytes } = await write(path, source, maxBytes);
        const seen = await inspect(path, bytes);
        await settle(root, path, sha256);
        return { sha256, bytes, seen };
      } catch (error) {
        source.destroy();
        await rm(path, { force: true });
        throw error;
      }
    },
    async open(sha256, range) {
      const path = pathOf(root, sha256);
      return (await sizeOf(path)) === undefined ? undefined : createReadStream(path, range);
    },
    size: (sha256) => sizeOf(pathOf(root, sha256)),
    remove: (sha256, idleMs = hourMs) => removeIdle(root, join(incoming, randomUUID()), sha256, idleMs),
  };
}

const hourMs = 3_600_000;

/** What was under way when a process ended; what another process of this home has under way is younger. */
async function clearOld(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > hourMs) await rm(path, { recursive: true, force: true });
  }
}

/** Moved aside first: then nobody can put the same bytes between the look at their age and the end. */
async function removeIdle(root: string, aside: string, sha256: string, idleMs: number): Promise<void> {
  const path = pathOf(root, sha256);
  try {
    await rename(path, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  const { mtimeMs } = await stat(aside);
  if (Date.now() - mtimeMs < idleMs) await rename(aside, path);
  else await rm(aside, { force: true });
}

function pathOf(root: string, sha256: string): string {
  if (!digest.test(sha256)) throw new Error('not a digest');
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function write(path: string, source: Readable, maxBytes: number): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new BlobTooLarge(`more than ${maxBytes} bytes`);
      hash.update(chunk);
      await writeAll(file, chunk);
    }
    await file.sync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
}

async function settle(root: string, path: string, sha256: string): Promise<void> {
  const [outer, inner] = [join(root, sha256.slice(0, 2)), join(root, sha256.slice(0, 2), sha256.slice(2, 4))];
  await mkdir(inner, { recursive: true, mode: 0o700 });
  await rename(path, pathOf(root, sha256)); // the same bytes: replaces them with themselves
  for (const folder of [inner, outer, root]) await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
