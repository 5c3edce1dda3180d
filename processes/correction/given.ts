import type { Tx } from '../../platform/postgres/database.ts';
import { everGivenOn } from '../grant/index.ts';
import { lookUpIn, type Source } from '../resource/index.ts';
import type { CorrectionRecord } from './store/corrections.ts';

/** What a department was ever given of an entry: the numbers of all items, and of those whose values it may read. */
export interface Given { readonly all: ReadonlySet<number>; readonly plain: ReadonlySet<number> }

/**
 * By its grants, or by those named. Of a service it knows the keys that it asks with; of an item that is masked it has seen that it is
 * there, not what it says.
 */
export async function givenTo(tx: Tx, source: Source, it: Pick<CorrectionRecord, 'entryRegion' | 'entry'>, org: string, only?: ReadonlySet<string>): Promise<Given> {
  const grants = (await everGivenOn(tx, it.entryRegion, it.entry, org)).filter((grant) => only === undefined || only.has(grant.id));
  const asked = grants.some((grant) => grant.mode === 'service') ? (await lookUpIn(tx, source, it.entryRegion, it.entry))?.asked ?? [] : [];
  return { all: new Set([...grants.flatMap((grant) => grant.items), ...asked]), plain: new Set([...grants.flatMap((grant) => grant.items.filter((n) => !grant.masked.includes(n))), ...asked]) };
}
