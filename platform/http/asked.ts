import { keyedDigest } from '../keys/index.ts';
import { canonical, type Plain } from '../ledger/canonical.ts';

/** What a request asks, in 16 bytes: kept beside its answer, so that the same id with another body is no repeat. */
export type Asked = (what: unknown) => Buffer;

/** Keyed: a body may hold a password or what a record says, which whoever reads the database would guess from a plain digest. */
export const askedUnder = (key: Buffer): Asked => (what) => keyedDigest(key, canonical((what ?? null) as Plain));

/** Rows from before this was kept bear none and count as the same. */
export const asksTheSame = (kept: Buffer | null, now: Buffer | null): boolean => kept === null || now === null || kept.equals(now);
