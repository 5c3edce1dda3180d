import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { entryVersion, whoKnows, type Knows } from '../catalog/index.ts';
import type { CorrectionRecord } from './store/corrections.ts';
import { itemsInDoubt } from './store/rows.ts';

/**
 * 19 ¶2: whom the provider may ask what is true of the items in doubt. Where a source is named for an item, that one and no other; where
 * none is, a department that shares the item itself. Of a record that is missing or should not be there, any item of the entry.
 */
export async function sourcesOf(tx: Tx, directory: Directory, it: CorrectionRecord): Promise<Knows[]> {
  return whoKnows(tx, directory, it.entryRegion, it.provider, await inDoubt(tx, it));
}

/** @throws CORRECTION_SOURCE_NAMED, CORRECTION_SOURCE_WITHOUT */
export async function mustKnow(tx: Tx, directory: Directory, it: CorrectionRecord, source: string): Promise<void> {
  const known = await sourcesOf(tx, directory, it);
  if (known.some((one) => one.provider === source)) return;
  const nameOf = async (org: string) => (await directory.organisation(tx, org))?.name ?? org;
  const named = known.find((one) => one.named);
  if (named !== undefined) fail('CORRECTION_SOURCE_NAMED', { item: named.item, provider: await nameOf(named.provider) });
  const items = await inDoubt(tx, it);
  fail('CORRECTION_SOURCE_WITHOUT', { source: await nameOf(source), items: `${items.slice(0, 3).join('、')}${items.length > 3 ? '等' : ''}` });
}

async function inDoubt(tx: Tx, it: CorrectionRecord): Promise<string[]> {
  const wanted = await itemsInDoubt(tx, { region: it.region, id: it.caseId });
  const { body } = await entryVersion(tx, it.entryRegion, it.entry, it.entryVersion);
  return body.items.filter(({ n }) => wanted.includes(null) || wanted.includes(n)).map((item) => item.name);
}
