/** Upper bounds of the classes by which answered calls are counted, in milliseconds; the last has none. Only added to by a migration. */
export const bucketBounds = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, null] as const;

/**
 * The time within which this share of the calls was answered: the upper bound of the class where the share is reached.
 *
 * @param buckets counts in the order of `bucketBounds`
 * @param share   0 to 1
 * @returns milliseconds; null where nothing was measured, Infinity beyond the last bound
 */
export function quantileMs(buckets: readonly number[], share: number): number | null {
  const all = buckets.reduce((sum, n) => sum + n, 0);
  if (all === 0) return null;
  let seen = 0;
  for (const [n, count] of buckets.entries()) {
    seen += count;
    if (seen >= all * share) return bucketBounds[n] ?? Infinity;
  }
  return Infinity;
}
