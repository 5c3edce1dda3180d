import { statfs } from 'node:fs/promises';

/** Room on the disk that holds the home. */
export interface Disk {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** When it was asked; one that cannot be asked counts as it was seen then. */
  readonly at: number;
  /** Less is free than must be: calls stop, while what was answered can still be kept. */
  readonly low: boolean;
}

export interface DiskWatch {
  readonly now: Disk;
  look(): Promise<void>;
  stop(): void;
}

const everyMs = 2_000;

/**
 * Looks at the free room every two seconds. `leastFree` is what records, the database and the ledger still need when
 * calls have stopped. A disk that cannot be asked counts as it was last seen.
 */
export async function watchDisk(folder: string, leastFree: number, room: () => Promise<Pick<Disk, 'freeBytes' | 'totalBytes'>> = () => roomOf(folder)): Promise<DiskWatch> {
  let now: Disk = { freeBytes: Number.MAX_SAFE_INTEGER, totalBytes: Number.MAX_SAFE_INTEGER, at: Date.now(), low: false };
  const look = async (): Promise<void> => {
    const seen = await room();
    now = { ...seen, at: Date.now(), low: seen.freeBytes < leastFree };
  };
  await look();
  const timer = setInterval(() => void look().catch(() => undefined), everyMs).unref();
  return { get now() { return now; }, look, stop: () => { clearInterval(timer); } };
}

async function roomOf(folder: string): Promise<Pick<Disk, 'freeBytes' | 'totalBytes'>> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
