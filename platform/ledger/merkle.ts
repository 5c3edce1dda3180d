import { createHash } from 'node:crypto';

/** Merkle tree hashes of RFC 6962 §2.1 over SHA-256. Hashes are 32-byte Buffers, roots are shown in hex. */

export const emptyRoot = createHash('sha256').digest();

/** Hash of an entry: SHA-256(0x00 ‖ data). */
export function leafHash(data: string | Buffer): Buffer {
  return createHash('sha256').update('\0').update(data).digest();
}

/** Hash of two subtrees: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}

/**
 * The roots of the complete subtrees that make up a tree of `size` entries, largest first: all that is
 * needed to append. Its length is the number of ones in `size`.
 */
export interface Frontier {
  size: number;
  readonly peaks: Buffer[];
}

export function newFrontier(size = 0, peaks: readonly Buffer[] = []): Frontier {
  return { size, peaks: [...peaks] };
}

/**
 * Appends one leaf hash.
 *
 * @param completed told of every subtree that the leaf completes: height (1 = two leaves) and index at that height
 */
export function append(frontier: Frontier, leaf: Buffer, completed?: (height: number, index: number, hash: Buffer) => void): void {
  let hash = leaf;
  let height = 0;
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    hash = nodeHash(frontier.peaks.pop() as Buffer, hash);
    height += 1;
    completed?.(height, Math.floor(frontier.size / 2 ** height), hash);
  }
  frontier.peaks.push(hash);
  frontier.size += 1;
}

/** The root of the tree, folded from its complete subtrees, smallest first. */
export function rootOf(frontier: Frontier): Buffer {
  return frontier.peaks.reduceRight<Buffer | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ?? emptyRoot;
}

/** Largest power of two below `size`: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Hashes a verifier needs beside an entry, as ranges [from, to) of entries, nearest first (RFC 6962 §2.1.1). */
export function auditRanges(index: number, size: number): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    ranges.unshift(index < middle ? [middle, to] : [from, middle]);
    if (index < middle) to = middle;
    else from = middle;
  }
  return ranges;
}

/** On which side of what is reckoned so far each hash of an audit path stands, nearest first: L left of it, R right of it. */
export function sidesOf(index: number, size: number): readonly ('L' | 'R')[] {
  return auditRanges(index, size).map(([from]) => (from > index ? 'R' : 'L'));
}

/** The root that an entry at `index` and its audit path lead to in a tree of `size`; undefined where the path has the wrong length. */
export function rootFromPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | undefined {
  const ranges = auditRanges(index, size);
  if (index >= size || ranges.length !== path.length) return undefined;
  return ranges.reduce((hash, [from], at) => (from > index ? nodeHash(hash, path[at] as Buffer) : nodeHash(path[at] as Buffer, hash)), leaf);
}
