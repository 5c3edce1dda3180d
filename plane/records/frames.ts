import { randomBytes } from 'node:crypto';
import { crc32c } from './crc32c.ts';

/**
 * A record file: a head of 16 bytes (mark, generation), then frames: length (u32 LE), CRC-32C of generation and payload
 * (u32 LE), payload. Files are made of zeros beforehand and used again, since a write into blocks that exist is
 * durable in half the time; the generation tells the records of this use from what lay there before.
 */
const mark = Buffer.from('SHUQREC1', 'latin1');
export const headBytes = 16;
const frameHead = 8;
/** A thousand key digests and every field at its longest stay far below. */
const longest = 1024 * 1024;

export interface Generation { readonly head: Buffer; readonly seed: number }

/** A new use of a file. */
export function newGeneration(): Generation {
  const number = randomBytes(8);
  return { head: Buffer.concat([mark, number]), seed: crc32c(number) };
}

/** Packs lines into one buffer, so that a flush is one write. `spare` is used again where it suffices. */
export function pack(lines: readonly string[], spare: Buffer, seed: number): Buffer {
  let most = 0;
  for (const line of lines) most += frameHead + line.length * 3; // UTF-8 of a UTF-16 unit takes three bytes at most
  const buffer = most <= spare.length ? spare : Buffer.allocUnsafe(most);
  let at = 0;
  for (const line of lines) {
    const length = buffer.write(line, at + frameHead, 'utf8');
    buffer.writeUInt32LE(length, at);
    buffer.writeUInt32LE(crc32c(buffer, at + frameHead, at + frameHead + length, seed), at + 4);
    at += frameHead + length;
  }
  return buffer.subarray(0, at);
}

export interface Unpacked {
  /** Payloads one after another: what COPY takes as it stands. */
  readonly payload: Buffer;
  readonly count: number;
}

const perStep = 256 * 1024;

/**
 * Reads whole records from the front up to the first that fails: what was being written was never answered. In steps of
 * a fraction of a millisecond: calls are answered by the same thread, and a second of them is a megabyte and more.
 */
export async function unpack(file: Buffer): Promise<Unpacked> {
  if (file.length < headBytes || !file.subarray(0, mark.length).equals(mark)) return { payload: Buffer.alloc(0), count: 0 };
  const payload = Buffer.allocUnsafe(file.length);
  const seed = crc32c(file, mark.length, headBytes);
  let at = headBytes;
  let step = at + perStep;
  let bytes = 0;
  let count = 0;
  while (at + frameHead <= file.length) {
    const length = file.readUInt32LE(at);
    const end = at + frameHead + length;
    if (length === 0 || length > longest || end > file.length) break;
    if (crc32c(file, at + frameHead, end, seed) !== file.readUInt32LE(at + 4)) break;
    bytes += file.copy(payload, bytes, at + frameHead, end);
    count += 1;
    at = end;
    if (at < step) continue;
    step = at + perStep;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { payload: payload.subarray(0, bytes), count };
}
