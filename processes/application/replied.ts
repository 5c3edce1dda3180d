import type { Tx } from '../../platform/postgres/database.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { entryVersion } from '../catalog/index.ts';
import type { Proposal } from './contract.ts';
import { linkageOf } from './linkage.ts';
import { agreedItems, wayOf, type Replied } from './reply.ts';
import type { ApplicationRow } from './store.ts';

/** Gathers what the rules of a reply look at: the entry in the version of receipt, and the level of linkage as it is now. */
export async function repliedOf(tx: Tx, it: Pick<Case, 'facts' | 'requester'>, row: ApplicationRow, proposal: Proposal, today: string): Promise<Replied> {
  const { body: entry } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const { level } = await linkageOf(tx, it.requester as string, row, agreedItems(proposal, row), wayOf(proposal));
  return { it: row, facts: it.facts, proposal, entry, today, level };
}
