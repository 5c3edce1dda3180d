/** What a ledger body may hold: ids, codes, dates, digests, counts. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * One text for one value: keys sorted by code unit, no white space, absent members left out.
 * The same rule makes and checks every hash, so it may never change (RFC 8785 for the values we use).
 *
 * @throws a number that is no safe integer: bodies hold no fractions
 */
export function canonical(value: Plain): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`not a whole number in a ledger body: ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one: Plain) => canonical(one)).join(',')}]`;
  const members = Object.entries(value as Readonly<Record<string, Plain>>).filter(([, one]) => one !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
