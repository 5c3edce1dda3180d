import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { entryVersion, getEntry } from '../catalog/index.ts';
import { offerOf } from '../demand/index.ts';
import type { ApplicationDraft } from './contract.ts';

/**
 * Art. 20 ¶1–2: what was asked for when no entry had it is asked for again of the entry that now has it. Basis, scenario, range, matter
 * and post come over as they were stated; the way as far as the entry offers it; items by their names. The two cases are linked.
 */
export async function draftFromDemand(tx: Tx, now: Moving, demand: string, entry: { readonly region: string; readonly id: string }): Promise<ApplicationDraft> {
  const { body, items } = await offerOf(tx, demand, now.requester as string, entry);
  const { version } = await getEntry(tx, entry.region, entry.id);
  const { modes } = (await entryVersion(tx, entry.region, entry.id, version)).body;
  const mode = body.mode != null && modes.includes(body.mode) ? body.mode : modes.length === 1 ? modes[0] : undefined;
  await now.engine.link(tx, parseRef(demand), now, { zh: '据此提出的共享申请', back: '据以申请的需求' });
  return {
    items: [...items],
    ...(body.purpose === undefined ? {} : { purpose: body.purpose }), ...(body.duty === undefined ? {} : { basis: body.duty }), ...(body.description === undefined ? {} : { scenario: body.description }),
    ...(body.range === undefined ? {} : { range: body.range }), ...(body.responsible === undefined ? {} : { responsible: body.responsible }),
    ...(mode === undefined ? {} : { mode, ...(mode === 'service' ? { serviceKind: 'query' as const } : {}) }),
  };
}
