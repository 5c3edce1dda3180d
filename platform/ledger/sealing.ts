import { createHmac, timingSafeEqual } from 'node:crypto';
import { databaseOf, type Db, type Reader, type Tx } from '../postgres/database.ts';
import { canonical, type Plain } from './canonical.ts';

/**
 * Whoever owns the database can add an entry with a right hash; the seal is what he cannot make: HMAC-SHA-256 under a key that only
 * the master key opens, over the whole entry with its id, so that an entry taken from elsewhere does not fit either.
 */
export type Seal = (text: string) => string;

/** Kinds of entries that are sealed from the day that an entry `sealing` names. */
export const sealedKinds: ReadonlySet<string> = new Set(['move', 'case', 'grant', 'binding', 'sealing']);

/**
 * What a process seals with: entries of the ledger, and rows that gateways obey. By when what bears no seal is let be: `until` of grants
 * and keys, `bindingsUntil` of what entries are bound to, which came a version later.
 */
export interface Sealing { readonly entries: Seal; readonly rows: Seal; until: number; bindingsUntil: number }
export type Until = 'until' | 'bindingsUntil';

const sealings = new WeakMap<Reader, Sealing>();

/** From now on what is written through this database is sealed, as far as it is of a kind that is. Called once, when its keys are open. */
export function sealWith(db: Db, keys: { sealKey(scope: string): Buffer }): Sealing {
  const sealing = { entries: sealOf(keys.sealKey('ledger')), rows: sealOf(keys.sealKey('row')), until: Infinity, bindingsUntil: Infinity };
  sealings.set(db, sealing);
  return sealing;
}

export function sealOf(key: Buffer): Seal {
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex').slice(0, 32);
}

/** The seal of the platform whose database this is, or a transaction of it; none where its keys were not opened: in tests of parts, in commands. */
export function sealingIn(db: Reader): Sealing | undefined {
  return sealings.get(databaseOf(db as Tx) ?? db);
}

export const sealIn = (tx: Tx): Seal | undefined => sealingIn(tx)?.entries;

/** An entry as its seal covers it. */
export interface Sealed { readonly region: string; readonly id: string; readonly kind: string; readonly subject: string | null; readonly body: Readonly<Record<string, Plain>> }

/** The body with the seal of the entry in it. */
export function withSeal(entry: Sealed, seal: Seal): Readonly<Record<string, Plain>> {
  return { ...entry.body, seal: seal(textOf(entry)) };
}

/** Whether the seal in the body is that of this entry. */
export function sealFits(entry: Sealed, seal: Seal): boolean {
  const { seal: said, ...body } = entry.body;
  const [found, expected] = [Buffer.from(String(said)), Buffer.from(seal(textOf({ ...entry, body })))];
  return found.length === expected.length && timingSafeEqual(found, expected);
}

const textOf = ({ region, id, kind, subject, body }: Sealed): string => canonical({ region, id, kind, subject, body });
