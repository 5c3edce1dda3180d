import { createHash } from 'node:crypto';
import type { Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { canonical, type Plain } from './canonical.ts';
import { leafHash } from './merkle.ts';
import { sealIn, withSeal, type Seal } from './sealing.ts';

/** What an act hands to the ledger. `subject` is the case reference (`{region}-{uuid}`) or null; it stands in the body too. */
export interface Fact {
  readonly region: string;
  /** 'move', 'records', 'access', 'calendar-notice' … */
  readonly kind: string;
  readonly subject?: string | null;
  readonly body: Readonly<Record<string, Plain>>;
}

/** A row of ledger_pending, ready to insert. `body` is canonical text and is hashed as it stands. */
export interface PendingRow {
  readonly region: string;
  readonly id: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly body: string;
  readonly hash: Buffer;
}

/** The text of an entry that its hash covers. Changing one character of any column changes it. */
export function entryText(row: Omit<PendingRow, 'hash'>): string {
  return canonical({ region: row.region, id: row.id, kind: row.kind, subject: row.subject, body: row.body });
}

/** Makes the row of an act. Bodies hold ids, codes, dates and digests, never text that people wrote (design.md §9). */
export function pendingRow(fact: Fact, seal?: Seal): PendingRow {
  const { region, kind, subject = null } = fact;
  const id = uuidv7();
  const body = seal === undefined ? fact.body : withSeal({ region, id, kind, subject, body: fact.body }, seal);
  const row = { region, id, kind, subject, body: canonical(body) };
  return { ...row, hash: leafHash(entryText(row)) };
}

/** Writes the entry of an act in the act's own transaction; the sequencer numbers it. Returns its id. */
export async function addPending(tx: Tx, fact: Fact): Promise<string> {
  const row = pendingRow(fact);
  await tx.insertInto('ledgerPending').values({ ...row }).execute();
  return row.id;
}

/** Many at once, with the platform's seal. `rows`: at most some thousands. */
export async function addSealed(tx: Tx, facts: readonly Fact[]): Promise<void> {
  const seal = sealIn(tx);
  const rows = facts.map((fact) => ({ ...pendingRow(fact, seal) }));
  if (rows.length > 0) await tx.insertInto('ledgerPending').values(rows).execute();
}

/**
 * Digest of something people wrote or of a value that could be guessed: SHA-256(salt ‖ text), hex.
 * The salt stands beside the text and goes with it: once both are erased nobody can guess the text from
 * its digest, while whoever still has both can show that they are what the ledger means.
 */
export function saltedDigest(salt: Buffer, text: string): string {
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}
