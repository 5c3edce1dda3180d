import type { PaperSeen } from '../ledger/papers.ts';
import type { Reader } from '../postgres/database.ts';
import { digestOfText } from './content.ts';
import { allDocuments, allStamped } from './store.ts';

/** Every kept paper and every sealed file, for `ledger verify` to compare with its entry. */
export async function* papersForLedger(db: Reader): AsyncIterable<PaperSeen> {
  for await (const row of allDocuments(db)) yield { kind: 'document', id: `${row.region}-${row.id}`, number: row.number, digest: digestOfText(row.content) };
  for await (const row of allStamped(db)) yield { kind: 'document-stamped', id: `${row.region}-${row.document}/${row.nth}`, number: '盖章件', digest: row.sha256 };
}
