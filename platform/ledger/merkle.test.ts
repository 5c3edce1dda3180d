import { expect, test } from 'vitest';
import fc from 'fast-check';
import { append, auditRanges, emptyRoot, leafHash, newFrontier, nodeHash, rootFromPath, rootOf, splitOf } from './merkle.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

/** RFC 6962 §2.1 as it is written, by recursion over all leaves. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] as Buffer;
  const k = splitOf(leaves.length);
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => leafHash(Buffer.from(hex, 'hex')));

test.each([
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
])('the root of the first %i of Certificate Transparency’s known leaves is known', (size, root) => {
  const frontier = newFrontier();
  for (const leaf of inputs.slice(0, size)) append(frontier, leaf);
  expect(rootOf(frontier).toString('hex')).toBe(root);
});

test('the appended root equals the recursive definition at every size, and every audit path leads to it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
    const leaves = Array.from({ length: size }, (_, n) => leafHash(String(n)));
    const frontier = newFrontier();
    for (const leaf of leaves) append(frontier, leaf);
    const root = treeHash(leaves);
    expect(rootOf(frontier).equals(root)).toBe(true);
    const index = size % 7 === 0 ? size - 1 : Math.floor(size / 2);
    const path = auditRanges(index, size).map(([from, to]) => treeHash(leaves.slice(from, to)));
    expect(rootFromPath(leaves[index] as Buffer, index, size, path)?.equals(root)).toBe(true);
    expect(rootFromPath(leafHash('other'), index, size, path)?.equals(root)).toBe(false);
  }), { numRuns: 60 });
});

test('each completed subtree is told with its height and index', () => {
  const told: string[] = [];
  const frontier = newFrontier();
  for (let n = 0; n < 8; n += 1) append(frontier, leafHash(String(n)), (height, index) => told.push(`${height}:${index}`));
  expect(told).toEqual(['1:0', '1:1', '2:0', '1:2', '1:3', '2:1', '3:0']);
});
