import type { Reader, Tx } from './database.ts';

/** A restoration that waits for one or both confirmations. */
export interface Unconfirmed {
  readonly id: string;
  readonly at: string;
  readonly backupMadeAt: string;
  readonly ledgerSize: number;
  readonly ledgerRoot: string;
  readonly security: boolean;
  readonly authority: boolean;
}

/** Restorations whose changes since the backup are not confirmed by both: while there is one, the gateway stays closed. */
export async function unconfirmedRestorations(db: Reader): Promise<readonly Unconfirmed[]> {
  const rows = await db.selectFrom('restored')
    .select(['id', 'at', 'backupMadeAt', 'ledgerSize', 'ledgerRoot', 'securityAt', 'authorityAt'])
    .where(({ or, eb }) => or([eb('securityAt', 'is', null), eb('authorityAt', 'is', null)]))
    .orderBy('at').limit(100).execute();
  return rows.map(({ securityAt, authorityAt, ...row }) => ({ ...row, security: securityAt !== null, authority: authorityAt !== null }));
}

/** The gateway asks with each poll. Reads a table of a handful of rows. */
export async function isGatewayClosed(db: Reader): Promise<boolean> {
  return (await unconfirmedRestorations(db)).length > 0;
}

/**
 * One side confirms what changed since the backup, once; two different people do.
 * @returns whether there was something of this side to confirm
 */
export async function confirmRestored(tx: Tx, id: string, side: 'security' | 'authority', person: string, note: string): Promise<boolean> {
  const now = new Date().toISOString();
  const written = side === 'security'
    ? await tx.updateTable('restored').set({ securityPerson: person, securityAt: now, securityNote: note }).where('id', '=', id).where('securityAt', 'is', null).executeTakeFirst()
    : await tx.updateTable('restored').set({ authorityPerson: person, authorityAt: now, authorityNote: note }).where('id', '=', id).where('authorityAt', 'is', null).executeTakeFirst();
  return written.numUpdatedRows === 1n;
}
