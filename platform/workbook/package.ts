import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { kindOf } from './kind.ts';
import { damaged, refuse } from './refuse.ts';

/** What an uploaded workbook may hold (design: ≤ 20 MB, ≤ 200 MB unpacked, ratio ≤ 100). */
export interface PackageLimits { readonly bytes: number; readonly unpackedBytes: number; readonly ratio: number; readonly parts: number }
export const uploadLimits: PackageLimits = { bytes: 20 * 2 ** 20, unpackedBytes: 200 * 2 ** 20, ratio: 100, parts: 2_000 };
/** So little does no harm, whatever its ratio: a sheet of blank cells is mostly repetition. */
const harmlessBytes = 2 * 2 ** 20;

/** The parts of a workbook, by name. */
export interface Package {
  readonly names: readonly string[];
  has(name: string): boolean;
  read(name: string): Promise<Readable>;
  /** A small part whole, as text. */
  text(name: string): Promise<string>;
}

/**
 * Opens a workbook by its directory. Sizes are limited as the directory states them, and the reader ends where a part
 * unpacks to more than stated: a directory that lies gains nothing.
 *
 * @throws WORKBOOK_UNREADABLE  with why: what it is instead, or what makes it dangerous
 */
export async function openPackage(bytes: Buffer, limits: PackageLimits = uploadLimits): Promise<Package> {
  if (bytes.length > limits.bytes) refuse(`文件超过 ${megabytes(limits.bytes)}`);
  const other = kindOf(bytes);
  if (other !== null) refuse(other);
  const [zip, entries] = await directoryOf(bytes, limits).catch((thrown: unknown) => { throw damaged(thrown); });
  checkSizes([...entries.values()], bytes.length, limits);
  const read = async (name: string): Promise<Readable> => {
    const entry = entries.get(name) ?? refuse(`缺少部件 ${name.slice(0, 80)}`);
    return zip.openReadStreamPromise(entry).catch((thrown: unknown) => { throw damaged(thrown); });
  };
  return { names: [...entries.keys()], has: (name) => entries.has(name), read, text: async (name) => textOf(await read(name)) };
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch (thrown) {
    throw damaged(thrown);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function directoryOf(bytes: Buffer, limits: PackageLimits): Promise<[ZipFile, Map<string, Entry>]> {
  const entries = new Map<string, Entry>();
  const zip = await fromBufferPromise(bytes, {});
  if (zip.entryCount > limits.parts) refuse('所含部件过多');
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) refuse('同一部件出现两次');
    if (entry.isEncrypted()) refuse('文件已加密，请去掉密码');
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
  }
  return [zip, entries];
}

/** Parts that overlap show as more packed bytes than the file has. */
function checkSizes(entries: readonly Entry[], bytes: number, limits: PackageLimits): void {
  const all = { compressedSize: sum(entries, 'compressedSize'), uncompressedSize: sum(entries, 'uncompressedSize') };
  if (all.compressedSize > bytes) refuse('各部件的大小与文件不符');
  if (all.uncompressedSize > limits.unpackedBytes) refuse(`展开后超过 ${megabytes(limits.unpackedBytes)}`);
  const bomb = [all, ...entries].some((one) => one.uncompressedSize > harmlessBytes && one.uncompressedSize > one.compressedSize * limits.ratio);
  if (bomb) refuse(`压缩比超过 ${limits.ratio}，疑为压缩炸弹`);
}

const sum = (entries: readonly Entry[], of: 'compressedSize' | 'uncompressedSize'): number => entries.reduce((total, one) => total + one[of], 0);
const megabytes = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)} MB`;
