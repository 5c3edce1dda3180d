import { crc32c } from './crc32c.ts';

/** A frame: length (u32 LE), CRC-32C of the payload (u32 LE), payload. */
const head = 8;
/** A thousand key digests and every field at its longest stay far below. */
const longest = 1024 * 1024;

/** Packs lines into one buffer, so that a flush is one write. `spare` is used again where it suffices. */
export function pack(lines: readonly string[], spare: Buffer): Buffer {
  let most = 0;
  for (const line of lines) most += head + line.length * 3; // UTF-8 of a UTF-16 unit takes three bytes at most
  const buffer = most <= spare.length ? spare : Buffer.allocUnsafe(most);
  let at = 0;
  for (const line of lines) {
    const length = buffer.write(line, at + head, 'utf8');
    buffer.writeUInt32LE(length, at);
    buffer.writeUInt32LE(crc32c(buffer, at + head, at + head + length), at + 4);
    at += head + length;
  }
  return buffer.subarray(0, at);
}

export interface Unpacked {
  /** Payloads one after another: what COPY takes as it stands. */
  readonly payload: Buffer;
  readonly count: number;
  /** Bytes at the end that are no whole record: they were never answered. */
  readonly torn: number;
}

/** Reads whole records from the front and cuts the tail where the first one fails. */
export function unpack(file: Buffer): Unpacked {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + head <= file.length) {
    const length = file.readUInt32LE(at);
    const end = at + head + length;
    if (length === 0 || length > longest || end > file.length) break;
    if (crc32c(file, at + head, end) !== file.readUInt32LE(at + 4)) break;
    parts.push(file.subarray(at + head, end));
    at = end;
  }
  return { payload: Buffer.concat(parts), count: parts.length, torn: file.length - at };
}
