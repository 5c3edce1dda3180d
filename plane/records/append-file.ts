import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyLine, type CallRecord } from '../../processes/usage/index.ts';
import { createCollector } from './collector.ts';
import { pack, unpack } from './frames.ts';
import { orphansIn, ownFolderName } from './orphans.ts';
import { RecordsClosed, type Records } from './port.ts';
import { makeRecordFile, type RecordFile } from './record-files.ts';
import { startShipping } from './shipping.ts';

export interface AppendFileOptions {
  /** `<home>/records`. */
  readonly folder: string;
  /** SHUQIAO_RECORDS_MAX, bytes; calls stop at 90 % of it. */
  readonly maxBytes: number;
  /** Puts lines of COPY into the database, once however often they come. */
  ship(lines: Buffer, count: number): Promise<void>;
  /** Told what went wrong, once per cause. */
  warn(text: string): void;
  readonly shipEveryMs?: number;
}

const perFlush = 256;
const queued = 4096;
const closeAt = 0.9;
/** Emptied files that wait to be used again. */
const spareFiles = 2;

/**
 * Records in files of this machine: one write a flush, durable when it returns; shipped to the database within a
 * second, after which the file is used again. What a gone process left is shipped first.
 * Durable on this machine alone until then: it needs a disk that survives the machine's restart.
 */
export async function recordsInFile(options: AppendFileOptions): Promise<Records> {
  const own = ownFolderName();
  const folder = join(options.folder, own);
  const spare = Buffer.allocUnsafe(1024 * 1024);
  let made = 0;
  const make = (): Promise<RecordFile> => makeRecordFile(folder, `${String((made += 1)).padStart(8, '0')}.rec`);
  let current = await make();
  const free: RecordFile[] = [await make()];
  const written: RecordFile[] = [];
  let unshipped = 0;
  let ended = false;
  const full = (): boolean => unshipped > options.maxBytes * closeAt;

  const rotate = async (): Promise<void> => {
    const next = free.pop() ?? (await make());
    written.push(current);
    current = next;
  };
  const collector = createCollector<CallRecord>({
    batch: perFlush,
    queue: queued,
    write: async (batch) => {
      if (current.broken || current.full) await rotate();
      const buffer = pack(batch.map(copyLine), spare, current.seed);
      await current.append(buffer);
      unshipped += buffer.length;
    },
  });

  const shipContent = async (content: Buffer): Promise<void> => {
    const { payload, count } = await unpack(content);
    if (count > 0) await options.ship(payload, count);
  };
  const shipOrphans = async (): Promise<void> => {
    for (const orphan of await orphansIn(options.folder, own)) {
      await shipContent(await orphan.content());
      await orphan.remove();
    }
  };
  const shipOwn = async (): Promise<void> => {
    if (current.bytes > 0) await collector.between(rotate);
    for (let file = written[0]; file !== undefined; file = written[0]) {
      const { bytes } = file;
      await shipContent(await file.content());
      written.shift();
      unshipped -= bytes;
      if (file.broken || free.length >= spareFiles) await file.remove();
      else {
        await file.reuse();
        free.push(file);
      }
    }
  };

  let orphansDue = 0;
  const shipping = startShipping(async () => {
    if (Date.now() >= orphansDue) {
      await shipOrphans();
      orphansDue = Date.now() + 30_000;
    }
    await shipOwn();
  }, options.shipEveryMs ?? 800, (text) => options.warn(`调用记录暂不能入库，先留在本机：${text}`));

  return {
    append: (record) => {
      if (ended) return Promise.reject(new RecordsClosed('ended'));
      if (full()) return Promise.reject(new RecordsClosed('full'));
      return collector.append(record);
    },
    ship: shipping.ship,
    get standing() {
      return { waiting: collector.waiting, unshippedBytes: unshipped, full: full(), fault: shipping.fault };
    },
    async close(ms = 1_500) {
      ended = true;
      await collector.between(async () => undefined);
      await shipping.end(ms);
      if (unshipped > 0) return; // the next start ships it
      await Promise.all([current, ...free].map((file) => file.remove().catch(() => undefined)));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
