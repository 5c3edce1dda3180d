import { createHash } from 'node:crypto';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

/** An archive as it is read back: names and digests of all, text of the few that are looked into. */
export interface ArchiveReader {
  readonly names: readonly string[];
  digest(name: string): Promise<{ readonly sha256: string; readonly bytes: number }>;
  text(name: string): Promise<string | undefined>;
  close(): void;
}

/** What is not ours may claim anything: so many files, and so much of a text, are read at most. */
const mostFiles = 20_000;
const mostText = 256 * 2 ** 20;

/** @throws with a sentence in Chinese where it is no ZIP, or none of ours */
export async function openArchive(path: string): Promise<ArchiveReader> {
  const zip = await openPromise(path, { autoClose: false }).catch((thrown: Error) => { throw new Error(`不是可以读取的归档包：${thrown.message}`); });
  const entries = await entriesOf(zip).catch((thrown: unknown) => { zip.close(); throw thrown; });
  const read = async function* (name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (entry !== undefined) yield* await zip.openReadStreamPromise(entry) as AsyncIterable<Buffer>;
  };
  return {
    names: [...entries.keys()],
    digest: async (name) => {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of read(name)) { hash.update(chunk); bytes += chunk.length; }
      return { sha256: hash.digest('hex'), bytes };
    },
    text: async (name) => {
      if (!entries.has(name)) return undefined;
      if ((entries.get(name)?.uncompressedSize ?? 0) > mostText) throw new Error(`归档包中的 ${name} 过大，不能核对。`);
      const chunks: Buffer[] = [];
      for await (const chunk of read(name)) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
    close: () => zip.close(),
  };
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > mostFiles) throw new Error('归档包中的文件过多，不是本平台制作的。');
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new Error(`归档包中有两个 ${entry.fileName}，不能核对。`);
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
  }
  return entries;
}
