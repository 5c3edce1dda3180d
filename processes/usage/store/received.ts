import type { Reader } from '../../../platform/postgres/database.ts';

/** Statements on `received`: which grant got which record by calls, since when. It is written where calls are shipped. */

export interface Receipt { readonly digest: string; readonly grant: string; readonly firstAt: string; readonly lastAt: string }

/**
 * Grants under which these records of one entry were answered, ever (26 ¶2). One range of the primary key (region, entry, key_digest,
 * grant_id) a record: what it costs hangs on how many grants got the record, not on how many calls there were. At most 1,000 digests.
 */
export async function receiptsOf(db: Reader, entry: { readonly region: string; readonly entry: string }, digests: readonly Buffer[]): Promise<Receipt[]> {
  if (digests.length === 0) return [];
  const rows = await db.selectFrom('received').select(['keyDigest', 'grantId', 'firstAt', 'lastAt'])
    .where('region', '=', entry.region).where('entry', '=', entry.entry).where('keyDigest', 'in', [...digests]).limit(1_000_000).execute();
  return rows.map((row) => ({ digest: row.keyDigest.toString('hex'), grant: row.grantId, firstAt: row.firstAt, lastAt: row.lastAt }));
}

/** Of these records those that were answered under this one grant, ever, as hex. Reads the primary key; at most 1,000 digests. */
export async function receivedUnder(db: Reader, entry: { readonly region: string; readonly entry: string }, grant: string, digests: readonly Buffer[]): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db.selectFrom('received').select('keyDigest').where('region', '=', entry.region).where('entry', '=', entry.entry).where('keyDigest', 'in', [...digests]).where('grantId', '=', grant).limit(1_000).execute();
  return new Set(rows.map((row) => row.keyDigest.toString('hex')));
}
