import { close, constants, fdatasync, open, read, write } from 'node:fs';
import { promisify } from 'node:util';
import { open as openHandle, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const [openFd, writeFd, syncFd, readFd, closeFd] = [promisify(open), promisify(write), promisify(fdatasync), promisify(read), promisify(close)];

/** One append file. It is read through the descriptor it was written by: who unlinks it takes nothing from its owner. */
export interface RecordFile {
  readonly path: string;
  readonly bytes: number;
  /** One write and one fdatasync. A failure breaks the file for good: what the disk holds is then unknown. */
  append(buffer: Buffer): Promise<void>;
  readonly broken: boolean;
  content(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Makes a new file, 0600, and makes its name durable too. */
export async function makeRecordFile(folder: string, name: string): Promise<RecordFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const fd = await openFd(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND, 0o600);
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  let bytes = 0;
  let broken = false;
  return {
    path,
    get bytes() {
      return bytes;
    },
    get broken() {
      return broken;
    },
    async append(buffer) {
      if (broken) throw new Error('the record file is broken');
      try {
        for (let at = 0; at < buffer.length; ) at += (await writeFd(fd, buffer, at, buffer.length - at, null)).bytesWritten;
        await syncFd(fd);
      } catch (error) {
        broken = true;
        throw error;
      }
      bytes += buffer.length;
    },
    async content() {
      const buffer = Buffer.allocUnsafe(bytes);
      let at = 0;
      while (at < bytes) {
        const { bytesRead } = await readFd(fd, buffer, at, bytes - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return buffer.subarray(0, at);
    },
    close: () => closeFd(fd),
  };
}

/** A name that a crash may not take back. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await openHandle(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
