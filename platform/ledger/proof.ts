import type { Reader } from '../postgres/database.ts';
import { auditRanges, nodeHash, splitOf } from './merkle.ts';
import { readHashes, readNodes } from './store.ts';

/** Hashes that lead from the entry `index` to the root of the tree of `size` entries, nearest first. */
export async function auditPath(db: Reader, index: number, size: number): Promise<Buffer[]> {
  const path: Buffer[] = [];
  for (const [from, to] of auditRanges(index, size)) path.push(await subtreeRoot(db, from, to));
  return path;
}

/** Root of the entries [from, to). `from` is a multiple of the smallest power of two that holds the range, as in every audit path. */
async function subtreeRoot(db: Reader, from: number, to: number): Promise<Buffer> {
  const width = to - from;
  const whole = Number.isInteger(Math.log2(width));
  if (whole && width >= 256) return wholeSubtree(db, from, width);
  if (width <= 256) return fold(await readHashes(db, from, to));
  const middle = from + splitOf(width);
  return nodeHash(await subtreeRoot(db, from, middle), await subtreeRoot(db, middle, to));
}

/** A complete subtree, from the nearest kept height below it: at most 128 hashes are read. */
async function wholeSubtree(db: Reader, from: number, width: number): Promise<Buffer> {
  const height = Math.floor(Math.log2(width) / 8) * 8;
  const below = 2 ** height;
  return fold(await readNodes(db, height, from / below, (from + width) / below));
}

/** Root of a list of equal subtrees, or of leaves, in order. */
function fold(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1) return hashes[0] as Buffer;
  const middle = splitOf(hashes.length);
  return nodeHash(fold(hashes.slice(0, middle)), fold(hashes.slice(middle)));
}
