import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** What may be attached (console.md 2.10), told by content; a name proves nothing. */
export const allowedMedia: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  png: 'image/png',
};

/** The kind of a file by its content, or undefined where it is none that may be attached. */
export async function mediaOf(path: string): Promise<keyof typeof allowedMedia | undefined> {
  const found = await fileTypeFromFile(path);
  if (found === undefined) return undefined;
  if (found.ext in allowedMedia && allowedMedia[found.ext] === found.mime) return found.ext;
  return found.ext === 'zip' && (await namesEntry(path, 'OFD.xml')) ? 'ofd' : undefined;
}

const [endRecord, centralRecord] = [0x0605_4b50, 0x0201_4b50];
const mostEntries = 2_000;

/** Whether a zip's directory names this entry at its top: GB/T 33190 puts OFD.xml there. */
async function namesEntry(path: string, name: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = lastIndexOf(tail, endRecord);
    if (end < 0 || end + 22 > tail.length) return false;
    const directory = Buffer.alloc(Math.min(tail.readUInt32LE(end + 12), 1_048_576));
    await file.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
    return entriesOf(directory).includes(name);
  } finally {
    await file.close();
  }
}

function lastIndexOf(bytes: Buffer, signature: number): number {
  for (let at = bytes.length - 22; at >= 0; at -= 1) if (bytes.readUInt32LE(at) === signature) return at;
  return -1;
}

function entriesOf(directory: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && names.length < mostEntries && directory.readUInt32LE(at) === centralRecord;) {
    const length = directory.readUInt16LE(at + 28);
    names.push(directory.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
