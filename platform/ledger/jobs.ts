import type { Job } from '../jobs/index.ts';
import type { Db } from '../postgres/database.ts';
import { keepHead, type HeadSigner } from './heads.ts';
import { sequenceAll } from './sequencer.ts';

/** Numbers what waits, five times a second; a head is signed each minute in which entries came. Any number of processes. */
export function ledgerJobs(deps: { readonly db: Db; readonly signer: HeadSigner; readonly headsFile: string }): readonly Job[] {
  return [
    { name: 'ledger.sequence', everyMs: 200, run: async () => (await sequenceAll(deps.db)) > 0 },
    { name: 'ledger.head', everyMs: 60_000, run: async () => void (await keepHead(deps.db, deps.signer, deps.headsFile, new Date())) },
  ];
}
