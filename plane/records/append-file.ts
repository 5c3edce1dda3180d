import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyLine, type CallRecord } from '../../processes/usage/index.ts';
import { createCollector } from './collector.ts';
import { pack, unpack } from './frames.ts';
import { orphansIn, ownFolderName } from './orphans.ts';
import { RecordsClosed, type Records } from './port.ts';
import { makeRecordFile, type RecordFile } from './record-files.ts';

export interface AppendFileOptions {
  /** `<home>/records`. */
  readonly folder: string;
  /** SHUQIAO_RECORDS_MAX, bytes; calls stop at 90 % of it. */
  readonly maxBytes: number;
  /** Puts lines of COPY into the database, once however often they come. */
  ship(lines: Buffer, count: number): Promise<void>;
  /** Told what went wrong and what was cut; once per cause. */
  warn(text: string): void;
  readonly shipEveryMs?: number;
}

const perFlush = 256;
const queued = 4096;
const fileBytes = 8 * 1024 * 1024;
const closeAt = 0.9;

/**
 * Records in a file of this machine: one write and one fdatasync per flush; shipped to the database within a
 * second and removed after the database has them. What a gone process left is shipped first.
 * Durable on this machine alone until then: it needs a disk that survives the machine's restart.
 */
export async function recordsInFile(options: AppendFileOptions): Promise<Records> {
  const own = ownFolderName();
  const folder = join(options.folder, own);
  const spare = Buffer.allocUnsafe(1024 * 1024);
  let current = await makeRecordFile(folder, fileName(0));
  let made = 1;
  let closedFiles: RecordFile[] = [];
  let unshipped = 0;
  let fault: string | null = null;
  let ended = false;

  const rotate = async (): Promise<void> => {
    const next = await makeRecordFile(folder, fileName(made));
    made += 1;
    closedFiles.push(current);
    current = next;
  };
  const collector = createCollector<CallRecord>({
    batch: perFlush,
    queue: queued,
    write: async (batch) => {
      if (current.broken || current.bytes > fileBytes) await rotate();
      const buffer = pack(batch.map(copyLine), spare);
      await current.append(buffer);
      unshipped += buffer.length;
    },
  });

  const shipContent = async (content: Buffer, path: string): Promise<void> => {
    const { payload, count, torn } = unpack(content);
    if (torn > 0) options.warn(`${path}: 末尾 ${torn} 字节不是完整记录（从未作答），已截去`);
    if (count > 0) await options.ship(payload, count);
  };
  const shipOrphans = async (): Promise<void> => {
    for (const orphan of await orphansIn(options.folder, own)) {
      await shipContent(await orphan.content(), orphan.path);
      await orphan.remove();
    }
  };
  const shipOwn = async (): Promise<void> => {
    if (current.bytes > 0) await collector.between(rotate);
    while (closedFiles.length > 0) {
      const file = closedFiles[0] as RecordFile;
      await shipContent(await file.content(), file.path);
      await file.close();
      await rm(file.path, { force: true });
      unshipped -= file.bytes;
      closedFiles = closedFiles.slice(1);
    }
  };

  let shipping: Promise<void> | undefined;
  let orphansDue = 0;
  const ship = (): Promise<void> => {
    shipping ??= (async () => {
      if (Date.now() >= orphansDue) {
        await shipOrphans();
        orphansDue = Date.now() + 30_000;
      }
      await shipOwn();
      fault = null;
    })().catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (fault === null) options.warn(`调用记录暂不能入库，先留在本机：${text}`);
      fault = text;
      throw error;
    }).finally(() => { shipping = undefined; });
    return shipping;
  };
  const timer = setInterval(() => { if (!ended) ship().catch(() => undefined); }, options.shipEveryMs ?? 800).unref();

  return {
    append: (record) => {
      if (ended) return Promise.reject(new RecordsClosed('ended'));
      if (unshipped > options.maxBytes * closeAt) return Promise.reject(new RecordsClosed('full'));
      return collector.append(record);
    },
    ship,
    get standing() {
      return { waiting: collector.waiting, unshippedBytes: unshipped, fault };
    },
    async close(ms = 1_500) {
      ended = true;
      clearInterval(timer);
      await collector.between(async () => undefined);
      await Promise.race([ship().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, ms).unref())]);
      await current.close().catch(() => undefined);
      if (unshipped === 0) await rm(folder, { recursive: true, force: true });
    },
  };
}

const fileName = (n: number): string => `${String(n).padStart(8, '0')}.rec`;
