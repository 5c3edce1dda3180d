/** What a ledger body may hold: ids, codes, dates, digests, counts. Also used for the digest of what an act stated. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * One text for one value: keys sorted by code unit, no white space, absent members left out.
 * The same rule makes and checks every hash, so it may never change (RFC 8785 for the values we use).
 * A number survives the way through jsonb and back.
 *
 * @throws on NaN and infinities, which JSON cannot say
 */
export function canonical(value: Plain): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`not a number that JSON can say: ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one: Plain) => canonical(one)).join(',')}]`;
  const members = Object.entries(value as Readonly<Record<string, Plain>>).filter(([, one]) => one !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
