import type { Readable } from 'node:stream';

/** Bytes by their digest. Whatever holds a digest can fetch it; who may is asked before. */
export interface BlobStore {
  /**
   * Takes a stream to its end. `inspect` looks at the finished bytes before they count; what it throws discards them.
   * The bytes are durable when this resolves. The same bytes twice are kept once.
   *
   * @throws BLOB_TOO_LARGE (RangeError) beyond `maxBytes`
   */
  put<T>(source: Readable, options: { readonly maxBytes: number; readonly inspect: (file: string, bytes: number) => Promise<T> }): Promise<Blob & { readonly seen: T }>;
  /** Undefined where the bytes are not there. `range` counts from 0, both ends included. */
  open(sha256: string, range?: { readonly start: number; readonly end: number }): Promise<Readable | undefined>;
  /** Bytes there, or undefined. */
  size(sha256: string): Promise<number | undefined>;
  /**
   * Bytes that nobody means any more. Those put again within `idleMs` (an hour) stay: whoever put them is about to mean
   * them, and only he knows yet.
   */
  remove(sha256: string, idleMs?: number): Promise<void>;
}

export interface Blob { readonly sha256: string; readonly bytes: number }

/** More came than may come. */
export class BlobTooLarge extends RangeError {
  override readonly name = 'BlobTooLarge';
}
