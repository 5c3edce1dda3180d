import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../../platform/folder.ts';
import type { SavedFile } from './manifest.ts';

/** Counts and hashes what passes. */
export class Meter extends Transform {
  private readonly hash = createHash('sha256');
  bytes = 0;

  override _transform(part: Buffer, _: BufferEncoding, done: (error: null, part: Buffer) => void): void {
    this.hash.update(part);
    this.bytes += part.length;
    done(null, part);
  }

  /** Once, after the end. */
  digest(): string {
    return this.hash.digest('hex');
  }
}

/** All files below a folder, relative to it, in one order. */
export function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * Copies a file, 0600, hashed on the way.
 * @returns undefined when it is gone meanwhile (a record file that was shipped)
 */
export async function copyFile(from: string, to: string): Promise<Omit<SavedFile, 'path'> | undefined> {
  makeFolder(dirname(to));
  const meter = new Meter();
  try {
    await pipeline(createReadStream(from), meter, createWriteStream(to, { mode: 0o600, flush: true }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && !existsSync(from)) return undefined;
    throw error;
  }
  return { bytes: meter.bytes, sha256: meter.digest() };
}

/** The digest of a file as it lies. */
export async function hashFile(path: string): Promise<Omit<SavedFile, 'path'>> {
  const meter = new Meter();
  await pipeline(createReadStream(path), meter, async (parts: AsyncIterable<Buffer>) => {
    for await (const part of parts) void part;
  });
  return { bytes: meter.bytes, sha256: meter.digest() };
}
