import { gateChange } from '../../platform/gate/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { At } from './store/connections.ts';
import { entriesOn } from './store/resources.ts';

/** With their next poll gateways close what they have open there and connect anew, where it is still approved. */
export async function tellGateways(tx: Tx, connection: At): Promise<void> {
  for (const { entryRegion, entry } of await entriesOn(tx, connection)) gateChange(tx, { region: entryRegion, what: 'binding', id: entry, stopped: false });
}
