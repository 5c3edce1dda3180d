import { close, constants, fsync, open, read, write, writeSync } from 'node:fs';
import { mkdir, open as openHandle, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { headBytes, newGeneration } from './frames.ts';

const [openFd, writeFd, syncFd, readFd, closeFd] = [promisify(open), promisify(write), promisify(fsync), promisify(read), promisify(close)];

/** One file of records. It is read through the descriptor it was written by: who unlinks it takes nothing from its owner. */
export interface RecordFile {
  readonly path: string;
  /** Bytes of records in this use. */
  readonly bytes: number;
  readonly full: boolean;
  /** For the checksums of this use. */
  readonly seed: number;
  /** One write that returns when the disk has it (O_DSYNC). A failure breaks the file for good: what the disk holds is then unknown. */
  append(buffer: Buffer): Promise<void>;
  readonly broken: boolean;
  content(): Promise<Buffer>;
  /** Its records are elsewhere: begins a new use, in which they are no records any more. */
  reuse(): Promise<void>;
  remove(): Promise<void>;
}

/** Zeros written at once when the file is made; a use may grow beyond it, only slower. */
const madeBytes = 4 * 1024 * 1024;
const zeros = Buffer.alloc(256 * 1024);
const slowMs = 2;
const carefulMs = 100;

/** Makes a new file, 0600, its blocks there and its name durable. */
export async function makeRecordFile(folder: string, name: string): Promise<RecordFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const plain = await openFd(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  for (let at = 0; at < madeBytes; at += zeros.length) await writeFd(plain, zeros, 0, zeros.length, at);
  await syncFd(plain);
  await closeFd(plain);
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  // O_DSYNC: one call for write and fdatasync, one trip to the thread pool.
  const fd = await openFd(path, constants.O_RDWR | constants.O_DSYNC);
  let generation = newGeneration();
  let bytes = 0;
  let broken = false;
  let carefulUntil = 0;
  /**
   * A write that blocks this thread while the disk works: 0.17 ms for a dozen records (P50, a disk shared with tests),
   * where the way over the thread pool took 0.6 to 1.0 ms, two changes of thread more. Every call waits for this write
   * anyway. One slow write sends those of the next tenth of a second over the pool, so that a disk that stalls holds
   * up refusals, polls and the console once and not for long.
   */
  const putAtOnce = (buffer: Buffer, position: number): void => {
    const began = performance.now();
    for (let at = 0; at < buffer.length; ) at += writeSync(fd, buffer, at, buffer.length - at, position + at);
    if (performance.now() - began > slowMs) carefulUntil = Date.now() + carefulMs;
  };
  const put = async (buffer: Buffer, position: number): Promise<void> => {
    try {
      if (Date.now() >= carefulUntil) putAtOnce(buffer, position);
      else for (let at = 0; at < buffer.length; ) at += (await writeFd(fd, buffer, at, buffer.length - at, position + at)).bytesWritten;
    } catch (error) {
      broken = true;
      throw error;
    }
  };
  await put(generation.head, 0);
  return {
    path,
    get bytes() { return bytes; },
    get full() { return headBytes + bytes > madeBytes - 512 * 1024; },
    get seed() { return generation.seed; },
    get broken() { return broken; },
    async append(buffer) {
      if (broken) throw new Error('the record file is broken');
      await put(buffer, headBytes + bytes);
      bytes += buffer.length;
    },
    async content() {
      const buffer = Buffer.allocUnsafe(headBytes + bytes);
      let at = 0;
      while (at < buffer.length) {
        const { bytesRead } = await readFd(fd, buffer, at, buffer.length - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return buffer.subarray(0, at);
    },
    async reuse() {
      generation = newGeneration();
      await put(generation.head, 0);
      bytes = 0;
    },
    async remove() {
      await closeFd(fd);
      await rm(path, { force: true });
    },
  };
}

/** A name that a crash may not take back. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await openHandle(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
