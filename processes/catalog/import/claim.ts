import type { Tx } from '../../../platform/postgres/database.ts';
import { holdClaim, type At } from '../store/imports.ts';

/** The right to work on an import: whoever lost it, because he was slow or dead, writes nothing more. */
export interface Claim { hold(tx: Tx): Promise<void> }

export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

export function claimOn(at: At, id: string, forMs: number): Claim {
  return { hold: async (tx) => { if (!(await holdClaim(tx, at, id, forMs))) throw new ClaimLost('another process works on this import'); } };
}
